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

// A query that names a month or a quarter, and what it is about, is answered by the pages
// that are called so, however their names say it; where no name has the month, by those
// that tell it at their top. A page that only mentions the words follows.
func TestPeriodNamesItsPages(t *testing.T) {
	t.Parallel()
	var docs []Doc
	add := func(path, kind, title, text string) {
		docs = append(docs, Doc{Path: path, Title: title, Kind: kind, Section: "质量", Sections: []Section{{Heading: title, Text: text, Level: 1}}})
	}
	add("指南/填表.html", "page", "填表", "五月质检月报按模板填，二季度小结照抄。")
	for month := 3; month <= 6; month++ {
		add(fmt.Sprintf("数据/质检_2026-%02d.xlsx.html", month), "workbook", fmt.Sprintf("华东仓质检月报（2026年%d月）", month), fmt.Sprintf("截至 2026-%02d-05", month+1))
		add(fmt.Sprintf("简报/2026-%02d.html", month), "brief", fmt.Sprintf("2026 年 %d 月简报", month), "一切照旧。")
		add(fmt.Sprintf("周报/周报-%d.html", month), "report", fmt.Sprintf("2026 年第 %d 周周报", month*4+2), fmt.Sprintf("期间 2026-%02d-09 至 2026-%02d-15", month, month))
	}
	add("小结/第一.html", "page", "2026 年第一季度小结", "按期。")
	add("小结/第二.html", "page", "2026 年第二季度小结", "晚了三天。")
	tests := []first{
		{"五月月报", []string{"数据/质检_2026-05.xlsx.html", "简报/2026-05.html"}},
		{"5月的质检月报", []string{"数据/质检_2026-05.xlsx.html"}},
		{"2026-04 简报", []string{"简报/2026-04.html", "数据/质检_2026-04.xlsx.html"}},
		{"四月周报", []string{"周报/周报-4.html"}},
		{"Q2小结", []string{"小结/第二.html"}},
		{"二季度小结在哪里", []string{"小结/第二.html"}},
		{"“五月质检月报”", []string{"指南/填表.html"}},
	}
	comesFirst(t, docs, tests)
}

// first is a query and the pages that come first, in this order.
type first struct {
	query string
	first []string
}

// comesFirst asks the queries of an index of the pages, in shards and in one file.
func comesFirst(t *testing.T, docs []Doc, tests []first) {
	t.Helper()
	var requests []map[string]any
	for _, tt := range tests {
		requests = append(requests, map[string]any{"q": tt.query})
	}
	for name, opt := range map[string]Options{"shards": {ScanPages: -1}, "scan": {}} {
		for i, a := range queries(t, write(t, Build(analysed(docs), opt).Files), requests) {
			if got := a.paths(); len(got) < len(tests[i].first) || !slices.Equal(got[:len(tests[i].first)], tests[i].first) {
				t.Errorf("%s: %s gives %q, want first %q", name, tests[i].query, got, tests[i].first)
			}
		}
	}
}
