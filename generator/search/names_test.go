package search

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"milepost/generator/digest"
)

// An edit changes few files: those of other pages' texts and terms keep their names.
func TestAnEditRenamesFewFiles(t *testing.T) {
	t.Parallel()
	docs := sample(t)
	i, k := 0, 0 // of the longest section
	for page, d := range docs {
		for at, s := range d.Sections {
			if len(s.Text) > len(docs[i].Sections[k].Text) {
				i, k = page, at
			}
		}
	}
	word := docs[i]
	word.Sections = slices.Clone(word.Sections)
	text := []rune(word.Sections[k].Text)
	word.Sections[k].Text = string(text[:40]) + "琉璃" + string(text[42:])
	added := docs[i]
	added.Path = docs[len(docs)/2].Path + "x"
	tests := []struct {
		name          string
		edited        []Doc
		shards, texts float64 // most of them that change, as a share
	}{
		{"nothing", docs, 0, 0},
		{"a word", slices.Concat(docs[:i], []Doc{word}, docs[i+1:]), .25, .15},
		{"a page that comes", append(slices.Clone(docs), added), 1, .15},
		{"a page that goes", slices.Concat(docs[:3], docs[4:]), 1, .15},
	}
	for form, opt := range map[string]Options{"blocks": {ScanPages: -1}, "pools": {ScanPages: -1, PoolPages: 1}} {
		before := map[string][]byte{}
		for _, f := range Build(analysed(docs), opt).Files {
			before[f.Path] = f.Data()
		}
		for _, tt := range tests {
			all, changed := map[byte]float64{}, map[byte]float64{}
			for _, f := range Build(analysed(tt.edited), opt).Files {
				was, there := before[f.Path]
				if there && !f.Entry && !bytes.Equal(was, f.Data()) {
					t.Errorf("%s, %s: %s changed under its name", form, tt.name, f.Path)
				}
				all[f.Path[0]]++
				if !there {
					changed[f.Path[0]]++
				}
			}
			if changed['s'] > tt.shards*all['s'] || changed['t'] > tt.texts*all['t']+4 {
				t.Errorf("%s, %s: %v of %v shards and %v of %v texts changed", form, tt.name, changed['s'], all['s'], changed['t'], all['t'])
			}
		}
	}
}

// A page may hold more text than a folder, and two folders the same.
func TestFoldersNeverShareAName(t *testing.T) {
	t.Parallel()
	long := Doc{Path: "long.html", Title: "长文", Sections: []Section{{Heading: "长文", Level: 1}}}
	for i := range 800 {
		long.Sections = append(long.Sections, Section{ID: fmt.Sprint("s", i), Heading: fmt.Sprint("节", i), Level: 2, Text: strings.Repeat("容量规划与演练。", 80)})
	}
	last := Doc{Path: "z.html", Title: "末页", Sections: []Section{{Heading: "末页", Level: 1, Text: "琉璃瓦检修"}}}
	x := Build(analysed([]Doc{long, last}), Options{ScanPages: -1, PoolPages: 1})
	for i, f := range x.Files {
		if i > 0 && x.Files[i-1].Path == f.Path {
			t.Errorf("%s twice", f.Path)
		}
	}
	answers := queries(t, write(t, x.Files), []map[string]any{{"q": "节799"}, {"q": "琉璃瓦"}})
	for i, want := range []string{"long.html", "z.html"} {
		if got := answers[i].paths(); len(got) == 0 || got[0] != want {
			t.Errorf("found %q, not %s %s", got, want, answers[i].Error)
		}
	}
	var f folders
	if a, b := f.add(64, digest.Key{}), f.add(1, digest.Key{}); a == b {
		t.Errorf("two folders are called %s", a)
	}
}
