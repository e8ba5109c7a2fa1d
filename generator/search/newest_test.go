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

// comesFirst asks the queries of an index of the pages, in shards and in one file, in
// full and as the dialog does: what that shows first stays first.
func comesFirst(t *testing.T, docs []Doc, tests []first) {
	t.Helper()
	var requests []map[string]any
	for _, tt := range tests {
		requests = append(requests,
			map[string]any{"q": tt.query},
			map[string]any{"q": tt.query, "cold": true, "rest": true, "options": map[string]any{"limit": 10, "first": true}})
	}
	for name, opt := range map[string]Options{"shards": {ScanPages: -1}, "scan": {}} {
		for i, a := range queries(t, write(t, Build(analysed(docs), opt).Files), requests) {
			tt, got := tests[i/2], a.paths()
			if i%2 == 1 {
				if !slices.Equal(got, a.After[:min(len(got), len(a.After))]) {
					t.Errorf("%s: %s shows %q, then %q", name, tt.query, got, a.After)
				}
				got = a.After
			}
			if len(got) < len(tt.first) || !slices.Equal(got[:len(tt.first)], tt.first) {
				t.Errorf("%s: %s gives %q, want first %q", name, tt.query, got, tt.first)
			}
		}
	}
}

// The first hits of a query with a period are those of its full answer, for fewer texts.
func TestFirstHitsOfAPeriod(t *testing.T) {
	t.Parallel()
	var docs []Doc
	for month := 1; month <= 9; month++ {
		said := fmt.Sprintf("%d月的盘点已做完。", month%3+1) + strings.Repeat("其余照旧。", 40*month)
		title := fmt.Sprintf("仓库记录 %d", month)
		if month == 5 {
			title = "2026 年 2 月盘点"
		}
		docs = append(docs, Doc{Path: fmt.Sprintf("p%d.html", month), Title: title, Kind: "page", Sections: []Section{{Heading: title, Text: said, Level: 1}}})
	}
	for day := range 60 { // with a 2 and a 盘点, and without a 2月
		title := fmt.Sprintf("日志 %d", day)
		docs = append(docs, Doc{Path: fmt.Sprintf("d%02d.html", day), Title: title, Kind: "page", Sections: []Section{{Heading: title, Text: "盘点了 2 台。", Level: 1}}})
	}
	dir := write(t, Build(analysed(docs), Options{ScanPages: -1}).Files)
	for _, q := range []string{"2月 盘点", "二月 盘点"} {
		answers := queries(t, dir, []map[string]any{
			{"q": q, "cold": true, "options": map[string]any{"limit": 10, "first": true}},
			{"q": q, "cold": true, "options": map[string]any{"limit": 10}},
		})
		few, all := answers[0], answers[1]
		want := []string{"p5.html", "p1.html", "p4.html", "p7.html"}
		if !slices.Equal(few.paths(), want) || len(all.Hits) < 4 || !slices.Equal(all.paths()[:4], want) {
			t.Errorf("%s shows %q first, %q in full, want %q", q, few.paths(), all.paths(), want)
		}
		if few.Requests > all.Requests || all.Requests > 30 {
			t.Errorf("%s: %d requests for the first hits, %d for all", q, few.Requests, all.Requests)
		}
	}
}
