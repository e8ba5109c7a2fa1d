package search

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Of the issues of a report the newest comes first, unless the query names one, or
// an older one answers much better; and no other page loses its place to them.
func TestNewestReportComesFirst(t *testing.T) {
	t.Parallel()
	var docs []Doc
	add := func(path, kind, title, text string) {
		docs = append(docs, Doc{Path: path, Title: title, Kind: kind, Section: "项目总览", Sections: []Section{{Heading: title, Text: text, Level: 1}}})
	}
	add("指南/写月报.html", "page", "写月报", "月报怎样写，推广的事写在哪里。")
	for month := 6; month <= 11; month++ { // the oldest are the shortest
		add(fmt.Sprintf("月报/月报-2026-%02d.html", month), "report", fmt.Sprintf("2026 年 %d 月月报", month), "推广完成一半。"+strings.Repeat("其余照旧。", month))
	}
	add("周报/周报-2026-W47.html", "report", "2026 年第 47 周周报", "推广照旧。")
	var requests []map[string]any
	tests := []struct {
		query string
		first []string
	}{
		{"月报", []string{"指南/写月报.html", "月报/月报-2026-11.html", "月报/月报-2026-10.html", "月报/月报-2026-09.html"}},
		{"推广 月报", []string{"指南/写月报.html", "月报/月报-2026-11.html", "月报/月报-2026-10.html"}},
		{"9 月月报", []string{"月报/月报-2026-09.html"}},
	}
	for _, tt := range tests {
		requests = append(requests, map[string]any{"q": tt.query})
	}
	for i, a := range queries(t, write(t, Build(analysed(docs), Options{ScanPages: -1}).Files), requests) {
		if got := a.paths(); len(got) < len(tests[i].first) || !slices.Equal(got[:len(tests[i].first)], tests[i].first) {
			t.Errorf("%s gives %q, want first %q", tests[i].query, got, tests[i].first)
		}
	}
}
