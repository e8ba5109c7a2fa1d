package search

import (
	"fmt"
	"testing"
)

// What is written with other separators, as another word for a period, with a space
// more, with a character that sounds alike, or in another word is found; the thing itself stands above a page that quotes it.
func TestOtherWritings(t *testing.T) {
	t.Parallel()
	page := func(path, title, text string) Doc {
		return Doc{Path: path, Title: title, Kind: "page", Section: "示例", Sections: []Section{{Heading: title, Level: 1, Text: text}}}
	}
	docs := []Doc{
		page("guide.html", "怎样搜索", "搜 OPS-261103-02 会找到那一行；也可以搜 巡检单_2026-11.xlsx；十一月巡检单也行。"),
		page("phone.html", "总机", "值班电话是分机 7315，全天有人。"),
		page("release.html", "发布", "网关 3.2.1 修好了断线。"),
		page("outage.html", "断线复盘", "2026-11-03 上午断线四十分钟。"),
		page("retro.html", "扫码枪失灵的复盘", "九家门店停了半天。\n日期 2026-10-27\n事件 OPS-261027-01"),
		page("list.html", "事件", "十月两件：OPS-261027-01 与 OPS-261029-04。OPS-261027-01 已关。\nOPS-261027-01，见复盘"),
		page("brief.html", "2026 年 11 月巡检单", "十五台都正常。"),
		page("quarter.html", "第二季度小结", "按期完成。"),
		page("login.html", "登录与账号", "用胸牌扫码，忘了就找店长。"),
		page("down.html", "停机安排", "周日凌晨两点起。"),
		page("points.html", "到账", "会员的积分两小时内到账。"),
		{Path: "数据/巡检单_2026-11.xlsx.html", Title: "巡检单_2026-11.xlsx", Kind: "workbook", Section: "数据", Columns: []string{"编号\t说明"}, Sections: []Section{{Heading: "巡检单_2026-11.xlsx", Level: 1}, {ID: "r1", Level: 2, Row: 1, Text: "OPS-261103-02\t断线"}, {ID: "r2", Level: 2, Row: 1, Text: "OPS-261027-01\t扫码枪"}}},
	}
	tests := [][2]string{
		{"分机7315", "phone.html"}, {"v3.2.1", "release.html"}, {"v3.2", "release.html"},
		{"20261103", "outage.html"}, {"11月3日", "outage.html"}, {"2026年11月3日", "outage.html"},
		{"OPS26110302", "数据/巡检单_2026-11.xlsx.html"}, {"OPS-261103-02", "数据/巡检单_2026-11.xlsx.html"},
		{"OPS-261027-01", "retro.html"}, {"2026-10-27", "retro.html"}, {"OPS-261029-04", "list.html"},
		{"巡检单_2026-11.xlsx", "数据/巡检单_2026-11.xlsx.html"},
		{"Q2小结", "quarter.html"}, {"二季度", "quarter.html"}, {"十一月巡检单", "brief.html"},
		{"登陆", "login.html"}, {"帐号", "login.html"}, {"登陆与帐号", "login.html"}, {"宕机", "down.html"}, {"宕机是什么时候", "down.html"},
		{"积分到账", "points.html"}, {"类型:数据表 断线", "数据/巡检单_2026-11.xlsx.html"}, {"kind:workbook 断线", "数据/巡检单_2026-11.xlsx.html"},
	}
	var requests []map[string]any
	for _, tt := range tests {
		requests = append(requests, map[string]any{"q": tt[0]})
	}
	for name, opt := range map[string]Options{"shards": {ScanPages: -1}, "scan": {}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for i, a := range queries(t, write(t, Build(analysed(docs), opt).Files), requests) {
				if p := a.paths(); len(p) == 0 || p[0] != tests[i][1] {
					t.Errorf("%s gives %q, want %s first", tests[i][0], p, tests[i][1])
				}
			}
		})
	}
}

// A page that a code is the subject of, by its title, its file or what it says of itself
// at its top, leads before the sheet that lists the code, and both before pages that quote it.
func TestSubjectOfACodeLeads(t *testing.T) {
	t.Parallel()
	page := func(path, title, top string) Doc {
		return Doc{Path: path, Title: title, Kind: "page", Section: "示例", Sections: []Section{{Heading: title, Level: 1, Text: top}}}
	}
	sheet := Doc{Path: "数据/缺陷单.xlsx.html", Title: "缺陷单", Kind: "workbook", Section: "数据", Columns: []string{"编号\t说明"}, Sections: []Section{{Heading: "缺陷单", Level: 1}}}
	for i, code := range []string{"BUG-2041", "BUG-2042", "BUG-2043", "CHG-260304-02"} {
		sheet.Sections = append(sheet.Sections, Section{ID: fmt.Sprint("r", i), Level: 2, Row: 1, Text: code + "\t屏幕闪烁"})
	}
	docs := []Doc{
		page("guide.html", "怎样登记", "登记后得到 BUG-2041、BUG-2042 或 BUG-2043 这样的编号，变更是 CHG-260304-02。"),
		sheet,
		page("flicker.html", "屏幕闪烁复盘", "驱动太旧，换了一版。\n日期\n2026-02-10\n缺陷\nBUG-2041"), // as front matter is shown
		page("title.html", "BUG-2042 复盘", "电源的毛病，比别的都长一些，查了三天才查清楚。"),
		page("night.html", "夜间变更", "半小时做完。\n编号\nCHG-260304-02"),
	}
	tests := []first{
		{"BUG-2041", []string{"flicker.html", "数据/缺陷单.xlsx.html", "guide.html"}},
		{"bug2041", []string{"flicker.html", "数据/缺陷单.xlsx.html"}},
		{"BUG-2042", []string{"title.html", "数据/缺陷单.xlsx.html", "guide.html"}},
		{"BUG-2043", []string{"数据/缺陷单.xlsx.html", "guide.html"}},
		{"CHG-260304-02", []string{"night.html", "数据/缺陷单.xlsx.html", "guide.html"}},
	}
	comesFirst(t, docs, tests)
}
