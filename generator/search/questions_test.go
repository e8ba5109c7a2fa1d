package search

import (
	"fmt"
	"os"
	"testing"
)

// TestQuestions asks what no page answers in full: the page that is named after
// what the question is about comes first.
func TestQuestions(t *testing.T) {
	t.Parallel()
	if os.Getenv("MILEPOST_CONTENT") != "" {
		t.Skip("the questions are about the sample")
	}
	tests := [][2]string{
		{"谁负责数据迁移", "项目总览/数据迁移.html"},
		{"平板白屏了咋整", "常见问题/门店助手.html"}, {"会员积分没到账", "常见问题/积分与优惠券.html"},
		{"离职员工的账号如何处理", "常见问题/登录与账号.html"}, {"优惠券核销不了", "常见问题/积分与优惠券.html"},
		{"怎样撤销合并错的会员", "常见问题/会员建档与合并.html"}, {"工单什么级别算紧急", "常见问题/客服工单.html"},
		{"积分有没有有效期", "常见问题/积分与优惠券.html"}, {"例会什么时候开", "项目总览/团队与职责.html"}, // in frames that other pages have as headings
		{"员工抵触怎么办", "变革管理/变革管理计划.html"}, {"九月的宕机复盘", "服务管理/事件复盘-20260912.html"}, // said in other words
		{"巡检谁来做", "服务管理/巡检.html"}, {"项目的风险登记在哪儿看", "项目总览/风险登记.html"},
		{"到底几点发版", "服务管理/发布管理.html"},
	}
	var requests []map[string]any
	for _, tt := range tests {
		requests = append(requests, map[string]any{"q": tt[0]})
	}
	for i, a := range queries(t, write(t, Build(analysed(sample(t)), Options{ScanPages: -1}).Files), requests) {
		if p := a.paths(); len(p) == 0 || p[0] != tests[i][1] || !a.Partial {
			t.Errorf("%s gives %q, want %s first", tests[i][0], p, tests[i][1])
		}
	}
}

// What answers a question: the text in its language, the section of a page of the site
// that is about it, the page whose title and heading together are what is asked, what is
// asked in other words, a page rather than a workbook though only 了吗 says that something
// is asked, the name with the rare word rather than the one with the words of all pages,
// a log where it is asked who did something, the page that says all in one
// sentence, and the notes of a version only where it is asked for.
func TestWhatAnswersAQuestion(t *testing.T) {
	t.Parallel()
	page := func(path, kind, title, heading, text string) Doc {
		return Doc{Path: path, Kind: kind, Title: title, Sections: []Section{{Heading: title, Level: 1}, {ID: "a", Heading: heading, Level: 2, Text: text}}}
	}
	docs := []Doc{
		page("looks-en.html", "page", "Logo and colours", "Logo", "The logo is a file of the site."),
		page("looks.html", "page", "外观", "颜色与徽标", "公司的 logo 放在这里，换一个文件就行。"),
		page("rollout/index.html", "section", "推广", "出口条件", "门店全部完成推广。"),
		page("phases.html", "report", "阶段", "前次评审的条件", "推广的条件没有变。"),
		page("meeting.html", "page", "读者反馈", "收集", "按月收集。"),
		page("tables.html", "page", "表格", "收集", "数据的收集。"),
		page("uptime.xlsx.html", "workbook", "运行数据", "可用率", "可用率\t目标\t99.9"),
		page("uptime.html", "page", "运行情况", "做到了多少", "十月的可用率达标。"),
		page("review.html", "page", "复核任务", "说明", "复核任务是什么。"),
		page("notes.html", "page", "任务通知", "说明", "通知在哪里设置。"),
		page("limits.html", "page", "登录限制", "说明", "限制登录系统的时间。"),
		page("log.html", "page", "登录日志", "说明", "按时间列出每一次。"),
		page("changes.html", "page", "版本说明", "v1.2.0", "水印可以按部门打开了。"),
		page("mark.html", "page", "安全", "会话", "水印在这里打开。打开以后每个部门都有，字样可以自己写，颜色也可以换。"),
		page("paper.html", "page", "纸张", "种类", "打印前先选纸张。双面的另有一种。"),
		page("driver.html", "page", "驱动", "种类", "驱动有两种，新的一种要另外装。打印双面的时候要换一个驱动，换好以后再开机一次。"),
	}
	for i := range 30 {
		docs = append(docs, page(fmt.Sprintf("w/%02d.html", i), "page", "周报", "进展", fmt.Sprintf("第 %d 周一切正常，复核任务照做。", i)))
	}
	tests := [][2]string{{"怎么把logo换成公司的", "looks.html"}, {"推广完成的条件是什么", "rollout/index.html"}, {"读者的意见怎么收集", "meeting.html"},
		{"可用率达标了吗", "uptime.html"}, {"复核任务的通知怎么弄", "notes.html"}, {"谁登录过系统", "log.html"}, {"双面的怎么打印", "driver.html"}, {"部门的水印怎么打开", "mark.html"},
		{"部门的水印哪个版本能打开", "changes.html"}}
	var requests []map[string]any
	for _, tt := range tests {
		requests = append(requests, map[string]any{"q": tt[0]})
	}
	for i, a := range queries(t, write(t, Build(analysed(docs), Options{ScanPages: -1}).Files), requests) {
		if p := a.paths(); len(p) == 0 || p[0] != tests[i][1] {
			t.Errorf("%s gives %q, want %s first", tests[i][0], p, tests[i][1])
		}
	}
}
