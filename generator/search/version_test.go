package search

import (
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"milepost/generator/digest"
	"milepost/generator/squeeze"
)

var update = flag.Bool("update", false, "rewrite what tests keep")

// A browser keeps the files of the search for a year under their names, over an upgrade
// of the program too, and texts are named by the pages that they follow from. So what an
// index of given pages holds may change only together with Version: this test keeps what
// it held. Where it fails, raise Version in build.go and run it with -update.
func TestVersionTellsWhatAnIndexHolds(t *testing.T) {
	t.Parallel()
	var docs []Doc
	for i := range 90 {
		d := Doc{Path: fmt.Sprintf("a/%02d.html", i), Kind: "page", Section: "甲", Title: fmt.Sprint("磁盘巡检 ", i), Owner: "运维", Due: "2026-10-01", Crumbs: "甲", Tags: []string{"巡检", "ops-" + fmt.Sprint(i%7)}}
		d.Sections = []Section{{Heading: d.Title, Level: 1, Text: fmt.Sprintf("第 %d 次，見《手冊》v6.%d.0，C++ 与 ✓。\nINC-2609%02d-01\tP95 < 1%d ms", i, i, i%28+1, i%10)}}
		for k := range i % 5 {
			d.Sections = append(d.Sections, Section{ID: fmt.Sprint("s", k), Heading: fmt.Sprint("步骤", k), Level: 2, Text: strings.Repeat(fmt.Sprintf("先看 /var/log/app_%d.log，再重启服务。", i*k), 3+(i*7+k*11)%40)})
		}
		d.Columns = []string{"编号\t说明"}
		d.Sections = append(d.Sections, Section{ID: "r1", Level: 2, Row: 1, Text: fmt.Sprintf("R-%03d\t磁盘写满", i)})
		docs = append(docs, d)
	}
	pages, opt := analysed(docs), Options{ScanPages: -1, Synonyms: [][]string{{"导购", "店员"}}, Cards: []Card{{Kind: "kpi", Names: []string{"可用率"}, Title: "可用率", Value: "99.9%"}}}
	pools := opt
	pools.PoolPages = 1
	docs[3].Title = "另一个名字"
	delta, ok := Build(pages, opt).Update(analysed(docs), opt)
	if !ok {
		t.Fatal("two edits make a new index")
	}
	got := "version " + Version + "\n"
	for _, x := range []struct {
		name  string
		files []File
	}{{"scan", Build(pages, Options{ScanBytes: 1 << 20}).Files}, {"shards", Build(pages, opt).Files}, {"pools", Build(pages, pools).Files}, {"delta", delta}} {
		got += x.name + " " + held(t, x.files) + "\n"
	}
	const kept = "testdata/version.txt"
	was, err := os.ReadFile(kept)
	if *update {
		err = os.WriteFile(kept, []byte(got), 0o644)
		was = []byte(got)
	}
	if err != nil {
		t.Fatal(err)
	}
	before, _, _ := strings.Cut(string(was), "\n")
	if string(was) != got && before == "version "+Version {
		t.Errorf("the same pages give other files than before under Version %s: raise it.\nnow\n%s\nbefore\n%s", Version, got, was)
	} else if string(was) != got {
		t.Error("Version was raised: run with -update")
	}
}

// held is a digest of what the files but the manifest hold, each unpacked, whatever they are called.
func held(t *testing.T, files []File) string {
	t.Helper()
	var all []string
	for _, f := range files {
		if f.Entry {
			continue
		}
		payload := f.payload
		if f.text != nil {
			payload = squeeze.Deflate(f.text(nil), squeeze.Quick)
		}
		key := digest.Bytes(inflated(t, payload))
		all = append(all, f.Path[:1]+hex.EncodeToString(key[:8]))
	}
	slices.Sort(all)
	key := digest.Bytes([]byte(strings.Join(all, "\n")))
	return fmt.Sprintf("%d files %x", len(all), key[:8])
}
