package search

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Parts that stand far apart in a page, one of them a letter at the end of a word, one
// on so many pages that a large index does not tell its places.
func TestPartsFarApart(t *testing.T) {
	t.Parallel()
	text := func(s string) []Section {
		return []Section{{Heading: "周报", Level: 1, Text: s}}
	}
	far := func(i int) []Section { // in blocks of their own
		return append(text("proxy: 一号"), Section{ID: "l", Heading: "长文", Level: 2, Text: strings.Repeat("正文不长。\n", 900)}, Section{ID: "z", Heading: "末节", Level: 2, Text: fmt.Sprintf("服务在末节，旧服正务 %d 号", i)})
	}
	var docs []Doc
	for i := range 60 {
		d := Doc{Path: fmt.Sprintf("p%02d.html", i), Title: "周报", Sections: text("服务正常，正务不多。")}
		if i%20 == 7 {
			d.Sections = far(i)
		}
		docs = append(docs, d)
	}
	want := []string{"p07.html", "p27.html", "p47.html"}
	asked := []string{"y: 服务", "旧服正务", "服正务", "末节 服务 y:", "一号 服务在末", "xy: 正务"}
	var requests []map[string]any
	for _, q := range asked {
		requests = append(requests, map[string]any{"q": q, "options": map[string]any{"limit": 10}})
	}
	for name, opt := range map[string]Options{"shards": {ScanPages: -1}, "large": {ScanPages: -1, PoolPages: 1}, "scan": {ScanBytes: 1 << 30}} {
		for i, a := range queries(t, write(t, Build(analysed(docs), opt).Files), requests) {
			got := a.paths()
			if slices.Sort(got); !slices.Equal(got, want) || a.Partial {
				t.Errorf("%s: %q gives %q, partial %v %s", name, asked[i], got, a.Partial, a.Error)
			}
		}
	}
}
