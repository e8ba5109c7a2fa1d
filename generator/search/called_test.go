package search

import (
	"fmt"
	"strings"
	"testing"
)

// TestWhatIsCalledSoLeads asks for names as they stand in a title or a heading: the page
// that is called so stands before a file of that name, before later versions that begin
// alike, and the section that is called so before a page with the one word in its title
// and the other in a heading.
func TestWhatIsCalledSoLeads(t *testing.T) {
	t.Parallel()
	page := func(path, title, heading, text string) Doc {
		return Doc{Path: path, Kind: "page", Title: title, Sections: []Section{{Heading: title, Level: 1}, {ID: "a", Heading: heading, Level: 2, Text: text}}}
	}
	docs := []Doc{
		page("plugins/alert.html", "Alert 插件接口", "实现", "一个插件实现 alert 接口，alert 由它发出。"),
		page("guide/alert/index.html", "Alert", "发给谁", "值班的人收到 alert，按班表轮换。"),
		page("gateway.html", "网关扩容", "存储", "网关的缓存放在这里，容量一年翻一番，扩容前先看监控。"),
		page("rocks.html", "缓存简介", "gateway 扩容", "加一台，再改权重。"),
	}
	for n := range 6 { // more than a first screen reads
		path := fmt.Sprintf("kernel/%d.html", n)
		docs = append(docs, page(path, "内核设计与扩容", "扩容步骤", "gateway 之外的部件都在这里：gateway 只转发，扩容由内核决定，gateway 不知道。"))
	}
	for n := range 8 { // the page of 3.1.2 is the longest, and names itself once
		v := fmt.Sprintf("3.1.2%d", n)
		text := "调度 " + v + " 发布说明。"
		if n < 3 {
			text += "经 gateway 发出。"
		}
		docs = append(docs, page("notes/"+v+".html", "调度 "+v+" 发布说明", v+" 修复", text))
	}
	docs = append(docs, page("notes/first.html", "调度 3.1.2 发布说明", "修复", strings.Repeat("修复了一处，影响不大，重启之后就好。", 40)))
	tests := [][2]string{
		{"alert", "guide/alert/index.html"},
		{"gateway 扩容", "rocks.html"},
		{"调度 3.1.2 发布说明", "notes/first.html"},
	}
	var requests []map[string]any
	for _, tt := range tests {
		requests = append(requests, map[string]any{"q": tt[0], "options": map[string]any{"limit": 10, "first": true}})
	}
	for name, opt := range map[string]Options{"shards": {ScanPages: -1}, "large": {ScanPages: -1, PoolPages: 1}, "scan": {ScanBytes: 1 << 30}} {
		for i, a := range queries(t, write(t, Build(analysed(docs), opt).Files), requests) {
			if p := a.paths(); len(p) == 0 || p[0] != tests[i][1] {
				t.Errorf("%s: %s gives %q, want %s first", name, tests[i][0], p, tests[i][1])
			}
		}
	}
}

// TestAFirstScreenReadsOn asks for what only the last of many pages holds, in words that
// stand on most pages of a large site: the index does not tell where, and the first texts
// that are read do not hold it. It is found, and not said to be on no page.
func TestAFirstScreenReadsOn(t *testing.T) {
	t.Parallel()
	var docs []Doc
	for n := range 200 {
		text := "夜班盘点。\n点货先看清单。\n货架不动。"
		if n == 199 {
			text += strings.Repeat("\n白班另有安排，以班长的通知为准。", 30) + "\n夜班盘点货架。"
		}
		docs = append(docs, Doc{Path: fmt.Sprintf("p%03d.html", n), Kind: "page", Title: "库房", Sections: []Section{{Heading: "库房", Level: 1, Text: text}}})
	}
	asked := []map[string]any{{"q": "盘点货架", "options": map[string]any{"limit": 10, "first": true}}}
	a := queries(t, write(t, Build(analysed(docs), Options{ScanPages: -1, PoolPages: 1}).Files), asked)[0]
	if p := a.paths(); a.Partial || len(p) == 0 || p[0] != "p199.html" {
		t.Errorf("finds %q, partial %v %s, want p199.html first", p, a.Partial, a.Error)
	}
}
