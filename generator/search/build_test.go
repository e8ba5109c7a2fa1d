package search

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"milepost/generator/squeeze"
)

func TestBuildIsDeterministic(t *testing.T) {
	docs := sample(t)
	ts := analysed(docs)
	want := Build(ts, Options{ScanPages: -1}).Files
	shuffled := slices.Clone(ts)
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	old := runtime.GOMAXPROCS(1)
	got := Build(shuffled, Options{ScanPages: -1}).Files
	runtime.GOMAXPROCS(old)
	same(t, got, want)
	entries := 0
	for i, f := range want {
		if f.Entry {
			entries++
		}
		if i > 0 && want[i-1].Path >= f.Path {
			t.Errorf("%s after %s", f.Path, want[i-1].Path)
		}
	}
	if entries != 1 {
		t.Errorf("%d entries, want the manifest alone", entries)
	}
}

// TestBundlesGiveTheSameIndex bundles pages in an order of its own, some twice, lets some
// of a bundle go, and expects every byte of an index of loose pages.
func TestBundlesGiveTheSameIndex(t *testing.T) {
	for _, opt := range []Options{{ScanPages: -1}, {ScanPages: -1, PoolPages: 1}, {}} {
		loose := analysed(sample(t))
		r := rand.New(rand.NewPCG(3, 3))
		r.Shuffle(len(loose), func(i, j int) { loose[i], loose[j] = loose[j], loose[i] })
		kept := slices.Clone(loose)
		n := len(loose) / 3
		copy(kept, Bundle(loose[:n], nil))
		spill := onDisk(t)
		copy(kept[n/2:], Bundle(kept[n/2:2*n], spill)) // of a bundle already, and loose
		spill.Keep(make([]byte, 1<<20))                // now all is written
		for i, p := range kept[:2*n] {
			if p.own != nil || loose[i].own == nil {
				t.Fatalf("page %d is not bundled, or what it was bundled from has changed", i)
			}
		}
		same(t, Build(kept, opt).Files, Build(loose, opt).Files)
		same(t, Build(kept[5:], opt).Files, Build(loose[5:], opt).Files) // terms of five pages are left out
		got, _ := Build(kept, opt).Update(kept[5:], opt)
		want, _ := Build(loose, opt).Update(loose[5:], opt)
		same(t, got, want)
		if err := spill.Err(); err != nil {
			t.Error(err)
		}
	}
}

// TestBundleIsSmaller: a bundle that takes as much as its pages would be of no use.
func TestBundleIsSmaller(t *testing.T) {
	loose := analysed(sample(t))
	before := 0
	for _, p := range loose {
		before += p.Size()
	}
	after := 0
	for _, p := range Bundle(loose, nil)[0].in.parts {
		after += p.Size()
	}
	if after > before*3/4 {
		t.Errorf("%d pages have %d bytes of terms, bundled %d", len(loose), before, after)
	}
}

// onDisk is a Spill that writes to a file.
func onDisk(t *testing.T) *squeeze.Spill {
	t.Helper()
	f, err := os.Create(filepath.Join(t.TempDir(), "spill"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return squeeze.NewSpill(f, 1<<30)
}

func same(t *testing.T, got, want []File) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d files, want %d", len(got), len(want))
	}
	for i := range got {
		if got[i].Path != want[i].Path || !bytes.Equal(got[i].Data(), want[i].Data()) {
			t.Errorf("file %d: %s differs from %s", i, got[i].Path, want[i].Path)
		}
	}
}

// TestUpdateAnswersAsABuildDoes edits pages at random and asks the updated index
// and a new one the same questions.
func TestUpdateAnswersAsABuildDoes(t *testing.T) {
	t.Parallel()
	docs := sample(t)
	opt := Options{ScanPages: -1}
	base := Build(analysed(docs), opt)
	r := rand.New(rand.NewPCG(7, 7))
	edited := slices.Clone(docs)
	for range 4 {
		i := r.IntN(len(edited))
		d := edited[i]
		d.Sections = slices.Clone(d.Sections)
		d.Sections = append(d.Sections, Section{ID: "neu", Heading: "琉璃瓦检修", Text: "每季度检查琉璃瓦与 zyx_new_code 的对应关系。", Level: 2})
		edited[i] = d
	}
	edited = slices.Delete(edited, 3, 5)
	edited = append(edited, Doc{Path: "新增/页面.html", Title: "新增页面", Kind: "faq", Section: "新增", Tags: []string{"琥珀"}, Sections: []Section{{Heading: "新增页面", Text: "琥珀色预警如何处理？备份恢复之后再确认。"}}})
	files, ok := base.Update(analysed(edited), opt)
	if !ok {
		t.Fatal("a small edit asks for a new index")
	}
	size := 0
	for _, f := range files {
		size += len(f.Data())
	}
	if len(files) > 40 || size > 200<<10 {
		t.Errorf("%d files, %d bytes for a few edits", len(files), size)
	}
	dir := write(t, base.Files)
	put(t, dir, files)
	clean := write(t, Build(analysed(edited), opt).Files)
	var requests []map[string]any
	for _, q := range []string{"琉璃瓦", "zyx_new", "新增页面", "备份恢复", "琥珀", "liuliwa", "hp", "CRM", "数据", "上线 培训", "kind:faq", "kind:faq 备份", "tag:琥珀", docs[3].Title, docs[4].Title, docs[0].Title, "new_code", "的"} {
		requests = append(requests, map[string]any{"q": q, "brief": true, "options": map[string]any{"limit": 200}})
	}
	got, want := raw(t, dir, requests), raw(t, clean, requests)
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("%s\n got %.600s\nwant %.600s", requests[i]["q"], got[i], want[i])
		}
	}
	large := Options{ScanPages: -1, PoolPages: 1} // where the places of some terms are not told: the same pages, maybe in another order
	base = Build(analysed(docs), large)
	files, _ = base.Update(analysed(edited), large)
	dir = write(t, base.Files)
	put(t, dir, files)
	for i, a := range queries(t, dir, requests) {
		for _, h := range a.Hits {
			if !strings.Contains(want[i], h.Path+"#") {
				t.Errorf("%s: large, %s is a hit", requests[i]["q"], h.Path)
			}
		}
		if n := strings.Count(want[i], "#"); n != len(a.Hits) || a.Error != "" {
			t.Errorf("%s: large, %d hits, not %d %s", requests[i]["q"], len(a.Hits), n, a.Error)
		}
	}
	if again, ok := Build(analysed(edited), opt).Update(analysed(edited), opt); !ok || len(again) != 1 {
		t.Errorf("no edit gives %d files, %v", len(again), ok)
	}
}

// raw asks and gives the hits as text.
func raw(t *testing.T, dir string, requests []map[string]any) []string {
	var out []string
	for i := range requests {
		requests[i]["brief"] = false
	}
	for _, a := range queries(t, dir, requests) {
		var b strings.Builder
		fmt.Fprintf(&b, "%d %v %s %v\n", a.Total, a.Partial, a.Error, a.Via)
		for _, h := range a.Hits {
			fmt.Fprintf(&b, "%s#%s %.2f %s\n", h.Path, h.Anchor, h.Score, h.How)
		}
		out = append(out, b.String())
	}
	return out
}

// TestScanAnswersAsShardsDo asks a small site in both its forms. Where a query is
// the beginning of many terms the scores differ a little, and with them the order.
func TestScanAnswersAsShardsDo(t *testing.T) {
	t.Parallel()
	ts := analysed(sample(t))
	scan := write(t, Build(ts, Options{ScanBytes: 1 << 30}).Files)
	shards := write(t, Build(ts, Options{ScanPages: -1}).Files)
	var requests []map[string]any
	for _, q := range []string{"备份恢复", "CRM", "上线 培训", "数据", "SLA", "kehu", "xq", "報銷", "\"里程碑评审\"", "培训 -试点", "P1", "2026-09", "trianing", "不存在的量子纠缠态", "率", "c", "crm系统"} {
		requests = append(requests, map[string]any{"q": q, "options": map[string]any{"limit": 200}})
	}
	got, want := queries(t, scan, requests), queries(t, shards, requests)
	for i, r := range requests {
		g, w := got[i], want[i]
		gp, wp := g.paths(), w.paths()
		if !strings.ContainsAny(r["q"].(string), "率cqkPCLR6") {
			if !slices.Equal(gp, wp) {
				t.Errorf("%s: order\nscan   %q\nshards %q", r["q"], gp, wp)
			}
		}
		slices.Sort(gp)
		slices.Sort(wp)
		if !slices.Equal(gp, wp) || g.Partial != w.Partial || g.Suggest != w.Suggest {
			t.Errorf("%s\nscan   %q %v %s\nshards %q %v %s", r["q"], gp, g.Partial, g.Suggest, wp, w.Partial, w.Suggest)
		}
	}
}
