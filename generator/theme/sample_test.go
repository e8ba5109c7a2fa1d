package theme

import (
	"fmt"
	"reflect"
	"strings"

	"milepost/generator/digest"
	"milepost/generator/document"
	"milepost/generator/kb"
)

// sampleBase is what all sample pages of one depth have in common.
func sampleBase(root string) Base {
	return Base{Lang: "zh-CN", Site: "CRM 推广项目知识库", Root: root, Menu: []Ref{
		{"项目", "project/index.html", ""}, {"阶段与评审", "phases/index.html", ""}, {"运维手册", "manuals/index.html", ""},
		{"常见问题", "faq/index.html", ""}, {"最佳实践", "practices/index.html", ""}, {"培训", "training/index.html", ""}, {"使用指南", "guide/index.html", ""},
	}}
}

// The samples are one page of every view type as a real project would fill it.

func sampleFrame(path, title, kind string, crumbs ...Ref) Frame {
	root := strings.Repeat("../", strings.Count(path, "/"))
	nav := Nav{Items: []NavItem{
		{0, "项目", root + "project/index.html", "project/index.html", true, false},
		{0, "阶段与评审", root + "phases/index.html", "phases/index.html", true, false},
		{0, "运维手册", root + "manuals/index.html", "manuals/index.html", true, true},
		{1, "CRM 运维手册", root + "manuals/crm.html", "manuals/crm.html", false, false},
		{1, "会员数据平台运维手册", root + "manuals/cdp.html", "manuals/cdp.html", false, false},
		{1, "门店接口网关运维手册", root + "manuals/gateway.html", "manuals/gateway.html", false, false},
		{0, "常见问题", root + "faq/index.html", "faq/index.html", true, false},
		{0, "最佳实践", root + "practices/index.html", "practices/index.html", true, false},
		{0, "培训", root + "training/index.html", "training/index.html", true, false},
		{0, "使用指南", root + "guide/index.html", "guide/index.html", true, false},
	}}
	return Frame{
		Lang: "zh-CN", Site: "CRM 推广项目知识库", Title: title, Description: "示例", Kind: kind, Path: path, Root: root,
		Nav: NewSidebar(nav), Crumbs: append([]Ref{{"首页", root + "index.html", "home"}}, crumbs...),
	}
}

func sampleGantt() Block {
	bar := func(x, w float64, s, e kb.Date) Bar { return Bar{X: x, W: w, Start: s, End: e} }
	g := Gantt{Start: "2026-03-01", End: "2027-02-28"}
	for i := range 12 {
		m := (i+2)%12 + 1
		g.Ticks = append(g.Ticks, Tick{X: float64(i) / 12 * 100, Label: fmt.Sprintf("%d月", m), Major: m%3 == 1})
	}
	g.Rows = []GanttRow{
		{Name: "准备期", Owner: "项目经理", Percent: 100, HasPct: true, Plan: bar(0, 16.4, "2026-03-01", "2026-04-30"), Actual: bar(0, 18.6, "2026-03-02", "2026-05-08"), Tip: "进度.xlsx › 进度!A4", Standing: Standing{Status: "done", Late: 8}},
		{Name: "立项评审通过", Milestone: true, Level: 1, Plan: bar(16.4, 0, "2026-04-30", "2026-04-30"), Actual: bar(18.6, 0, "2026-05-08", "2026-05-08"), Standing: Standing{Status: "done"}},
		{Name: "试点期", Owner: "业务分析师", Percent: 100, HasPct: true, Plan: bar(16.7, 25, "2026-05-01", "2026-07-31"), Actual: bar(19.4, 24.6, "2026-05-11", "2026-08-08"), Standing: Standing{Status: "done"}},
		{Name: "门店试点（华东 12 家）", Level: 1, Owner: "区域负责人", Percent: 100, HasPct: true, Plan: bar(20, 12, "2026-05-13", "2026-06-26"), Actual: bar(21, 13, "2026-05-17", "2026-07-04"), Standing: Standing{Status: "done"}},
		{Name: "试点总结评审", Milestone: true, Level: 1, Plan: bar(41.7, 0, "2026-07-31", "2026-07-31"), Actual: bar(44, 0, "2026-08-08", "2026-08-08"), Standing: Standing{Status: "done"}},
		{Name: "推广期", Owner: "项目经理", Percent: 62, HasPct: true, Plan: bar(42, 41.4, "2026-08-01", "2026-12-31"), Actual: Bar{X: 45, W: 55, Start: "2026-08-12", End: "2027-02-28", Open: true}, Forecast: bar(73, 15, "2026-11-23", "2027-01-16"), Href: "phases/rollout.html", Standing: Standing{Status: "in_progress", Slip: 16}},
		{Name: "华南、西南 86 家门店上线", Level: 1, Owner: "区域负责人", Percent: 45, HasPct: true, Plan: bar(55, 15, "2026-09-18", "2026-11-12"), Actual: Bar{X: 58, W: 42, Start: "2026-09-29", End: "2027-02-28", Open: true}, Standing: Standing{Status: "late", State: "missed", Late: 11, Since: "2026-11-12"}},
		{Name: "推广验收", Milestone: true, Level: 1, Plan: bar(83.4, 0, "2026-12-31", "2026-12-31"), Forecast: bar(88, 0, "2027-01-16", "2027-01-16"), Standing: Standing{Status: "not_started"}},
		{Name: "运营期", Owner: "运维经理", Percent: 0, HasPct: true, Plan: bar(83.6, 16.4, "2027-01-01", "2027-02-28"), Standing: Standing{Status: "not_started"}},
	}
	return Block{ID: "g1", Kind: "gantt", Title: "阶段进度", Gantt: g, Source: []Source{{File: "进度.xlsx", Sheet: "进度", Href: "data/progress.xlsx.html#t1", AsOf: "2026-11-20", StaleAfter: "2026-11-21"}}}
}

func sampleKPIs() Block {
	f := func(s string) Figure {
		return Figure{s, "KPI月报_2026-10.xlsx › 指标!D5 · 2026-10-31", "data/kpi.html#r5"}
	}
	return Block{ID: "k1", Kind: "kpi", Title: "关键指标", KPIs: []KPI{
		{Name: "会员报销周期", Definition: "从提交到到账的自然日中位数", Baseline: f("12.4 天"), Actual: f("6.1 天"), Target: f("5 天"), Period: "2026-10", Deadline: "2026-12-31", Owner: "财务共享中心", Lower: true, State: "on-track", Open: true, Because: Reason{"time-behind", "charter", []string{"2026-01-16", "2026-12-31", "2026-10-31", "86%", "85%", "1"}}, Attainment: "85%", Bar: 85, HasBar: true, Trend: []float64{1, .82, .7, .51, .4, .15}, TrendText: "2026-05 12.1 → 2026-10 6.1"},
		{Name: "门店活跃率", Baseline: f("41%"), Actual: f("83.5%"), Target: f("80%"), Period: "2026-10", Deadline: "2026-12-31", Owner: "运营经理", State: "met", Attainment: "109%", Bar: 109, HasBar: true, Trend: []float64{0, .2, .35, .6, .7, 1}, TrendText: "2026-05 45% → 2026-10 83.5%"},
		{Name: "首次响应时长", Baseline: f("45 min"), Actual: f("38 min"), Target: f("15 min"), Period: "2026-10", Deadline: "2026-12-31", Owner: "服务台", Lower: true, State: "off", Attainment: "23%", Bar: 23, HasBar: true, Trend: []float64{.9, .95, .7, .8, .75, .7}, TrendText: "2026-05 44 min → 2026-10 38 min"},
		{Name: "培训覆盖率", Baseline: f("0%"), Actual: f("64%"), Target: f("95%"), Period: "2026-10", Deadline: "2026-11-30", Owner: "培训负责人", State: "behind", Attainment: "67%", Bar: 67, HasBar: true},
		{Name: "P1 事件恢复时长", Actual: f("—"), Target: f("≤ 2 h"), Period: "2026-10", Owner: "运维经理", State: "no-events"},
		{Name: "客户净推荐值", Actual: f("31"), Target: f("35"), Period: "2026Q3", Owner: "客服经理", State: "unmet", Why: "no-baseline"},
	}, Source: []Source{{File: "KPI月报_2026-10.xlsx", Sheet: "指标", Href: "data/kpi.html", AsOf: "2026-10-31", StaleAfter: "2026-12-15"}, {File: "KPI月报_2026-09.xlsx", Sheet: "指标", Href: "data/kpi9.html", AsOf: "2026-09-30"}}}
}

func sampleTable() Table {
	t := Table{Columns: []TableColumn{{"期间", "", "period"}, {"部门", "", "text"}, {"满意度", "分", "number"}, {"样本数", "", "number"}, {"占比", "%", "percent"}, {"状态", "", "status"}}}
	for i, m := range []string{"2026-06", "2026-07", "2026-08", "2026-09", "2026-10"} {
		t.Rows = append(t.Rows, TableRow{ID: fmt.Sprintf("r%d", i+5), Cells: []TableCell{{Text: m}, {Text: "华东门店运营部"}, {Text: fmt.Sprintf("%.1f", 3.9+float64(i)*.1), Tip: "B6"}, {Text: "1,204"}, {Text: "62.5%", State: []string{"", "missing", "fault", "computed", ""}[i]}, {Text: "进行中", State: "in_progress"}}})
	}
	t.Totals = []TableRow{{Cells: []TableCell{{Text: "合计"}, {}, {Text: "4.1"}, {Text: "6,020"}, {}, {}}}}
	t.More, t.MoreRef = 128, "data/all.html"
	return t
}

func sampleChart() Block {
	return Block{ID: "c1", Kind: "chart", Title: "用户满意度趋势", Chart: Chart{Option: `{"title":{"text":"</script><b>"},"n":1}`, Width: 720, Height: 320, Label: "满意度趋势", Desc: "从 3.9 升到 4.3", Note: "华南样本 24 份，少于 30，仅供参考。", Table: sampleTable()}, Source: []Source{{File: "满意度.xlsx", Sheet: "月度", Href: "data/sat.html", AsOf: "2026-10-31"}}}
}

func sampleRACI() Block {
	return Block{ID: "r1", Kind: "raci", Title: "职责矩阵", RACI: RACI{
		Roles: []string{"项目经理", "业务分析师", "技术负责人", "运维经理", "区域负责人"},
		Rows: []RACIRow{
			{"项目章程与目标", [][]string{{"A", "R"}, {"R"}, {"C"}, {"I"}, {"C"}}, "RACI.xlsx › RACI!A4"},
			{"接口开发与联调", [][]string{{"I"}, {"C"}, {"A"}, {"R"}, nil}, ""},
			{"门店上线切换", [][]string{{"A"}, {"C"}, {"C"}, {"R"}, {"R"}}, ""},
		},
		Load: []RACILoad{{"项目经理", 1, 2, 0, 1}, {"业务分析师", 1, 0, 2, 0}, {"技术负责人", 0, 1, 2, 0}, {"运维经理", 2, 0, 0, 1}, {"区域负责人", 1, 0, 1, 0}},
	}, Source: []Source{{File: "RACI.xlsx", Sheet: "RACI", Href: "data/raci.html", AsOf: "2026-09-01", Kept: "2026-09-01", Computed: true}}}
}

func sampleMilestones() Block {
	return Block{ID: "m1", Kind: "milestones", Title: "里程碑", Milestones: []Milestone{
		{"立项评审通过", "2026-04-30", "2026-05-08", Ref{"立项评审", "phases/review-1.html", "review"}, "进度.xlsx › 里程碑!A2", Standing{Status: "done"}},
		{"试点总结评审", "2026-07-31", "2026-08-08", Ref{"试点评审", "phases/review-2.html", "review"}, "", Standing{Status: "done"}},
		{"全国门店上线", "2026-11-12", "", Ref{}, "", Standing{Status: "late"}},
		{"推广验收", "2026-12-31", "", Ref{}, "", Standing{Status: "not_started"}},
	}}
}

func sampleProblem() Block {
	return Block{ID: "p1", Kind: "problem", Title: "进度图", Problem: "数据文件「进度.xlsx」里没有「里程碑」表。", Where: "phases/index.md:24"}
}

const sampleProse = `<p>本手册面向 CRM 系统的运维人员，说明启停、备份恢复、监控与应急处置。值班电话见 <a href="#contacts">联系人</a>；报销周期目前为 `

const sampleRest = `，较基线缩短一半。<strong>重大问题：</strong>2 小时内恢复，并在 <code>tidb_enable_async_commit</code> 变更后观察 30 分钟。</p>
<h2 id="启停">启停</h2>
<p>系统由 Web、应用与数据库三层组成，启动顺序为数据库、应用、Web；停止时相反。执行前请先在变更单中登记，并通知门店值班。Latin words 与中文之间的空隙由浏览器自动调整。</p>
<div class="code" data-lang="sh"><pre tabindex="0"><code class="language-sh">$ systemctl start crm-db
$ systemctl start crm-app crm-web   # 等待健康检查通过
$ curl -fsS http://127.0.0.1:8080/healthz</code></pre></div>
<div class="alert alert-note" role="note"><p class="alert-title">说明</p><p>变更窗口为每周三 22:00 至次日 02:00。</p></div>
<div class="alert alert-danger" role="note"><p class="alert-title">危险</p><p>营业时间内不要重启收银网关。</p></div>
<details class="alert alert-details"><summary>历史变更</summary><p>2026-05 首次上线。</p></details>
<div class="tabs"><section class="tab" data-label="Linux"><p class="tab-label">Linux</p><p>用 <code>systemctl</code>。</p></section><section class="tab" data-label="Windows"><p class="tab-label">Windows</p><p id="in-tab">用服务管理器。</p></section></div>
<p>恢复目标见脚注。<sup class="footnote-ref" id="fnref-1"><a href="#fn-1" role="doc-noteref">1</a></sup></p>
<h3 id="启动检查">启动检查</h3>
<ul><li>确认三个服务状态为 <code>active</code></li><li>登录门户，打开会员详情页<ul><li>首屏小于 2 秒</li><li>无报错提示</li></ul></li><li>查看监控大屏的错误率</li></ul>
<h2 id="备份恢复">备份与恢复</h2>
<div class="table-scroll" tabindex="0"><table><thead><tr><th>对象</th><th>方式</th><th>频率</th><th class="right">保留（天）</th></tr></thead><tbody><tr><td>会员库</td><td>物理全量 + 日志</td><td>每日 02:00</td><td class="right">35</td></tr><tr><td>附件</td><td>增量同步</td><td>每小时</td><td class="right">90</td></tr></tbody></table></div>
<ol><li>停止应用层写入。</li><li>恢复最近一次全量备份，再回放日志到故障前一分钟。</li><li>核对会员总数与昨日对账单一致。</li></ol>
<blockquote><p>恢复演练每季度一次，上次演练用时 48 分钟。</p></blockquote>
<h2 id="监控">监控</h2>
<p>下面的数据来自每月导出的表格。</p>
`

func sampleBody() (digest.Sealed[kb.Body], []Fill) {
	body := kb.MakeBody([]string{sampleProse, sampleRest, "\n", "\n", "\n", "\n", "\n", `<h2 id="contacts">联系人</h2><p>值班经理：运维经理。</p><h2 id="应急">应急处置</h2><p>见应急预案。</p><ul><li class="task"><input type="checkbox" disabled checked> 通知门店</li><li class="task"><input type="checkbox" disabled> 关闭变更单</li></ul><section class="footnotes" role="doc-endnotes"><ol><li id="fn-1"><p>RPO 5 分钟，RTO 90 分钟。 <a class="footnote-back" href="#fnref-1" role="doc-backlink">↩</a></p></li></ol></section>`}, make([]kb.Hole, 7))
	fills := []Fill{{HTML: `<span class="value" title="KPI月报_2026-10.xlsx › 指标!D5 · 2026-10-31">6.1 天</span>`},
		{Block: []Block{sampleChart()}}, {Block: []Block{sampleKPIs()}}, {Block: []Block{sampleRACI()}}, {Block: []Block{sampleMilestones()}}, {Block: []Block{sampleProblem()}}, {Block: []Block{{ID: "t1", Kind: "table", Title: "满意度明细", Table: sampleTable()}}}}
	return body, fills
}

func samplePage() PageView {
	body, fills := sampleBody()
	return PageView{
		Frame:   sampleFrame("manuals/crm.html", "CRM 运维手册", "manual", Ref{"运维手册", "index.html", "section"}),
		Summary: "CRM 系统的日常启停、备份恢复、监控和应急处置，供值班与二线运维使用。",
		Tags:    []Ref{{"运维", "../tags/ops.html", "tag"}, {"CRM", "../tags/crm.html", "tag"}},
		Owner:   Person{Name: "运维经理", Href: "../project/team.html#ops"}, Deputy: Person{Name: "系统管理员", Href: ""}, Reviewer: Person{Name: "技术负责人", Href: ""},
		Reviewed: "2026-03-18", ReviewDue: "2026-09-18", Updated: kb.Change{Date: "2026-10-09", Author: "运维经理", From: "git"}, Minutes: 7,
		TOC:   []TOCItem{{2, "启停", "启停"}, {3, "启动检查", "启动检查"}, {2, "备份恢复", "备份与恢复"}, {2, "监控", "监控"}, {2, "contacts", "联系人"}, {2, "应急", "应急处置"}},
		Facts: []Fact{{"system", []string{"CRM"}}, {"version", []string{"3.2"}}},
		Body:  body, Fills: fills,
		Prev: Ref{"运维手册", "index.html", "section"}, Next: Ref{"会员数据平台运维手册", "cdp.html", "manual"},
		Backlinks: []Ref{{"门店上线检查单", "../practices/checklist.html", "practice"}, {"为什么会员积分没有到账？", "../faq/points.html", "faq"}},
		HasCharts: true, HasCode: true,
	}
}

// sampleReport is a report page with one block of each kind.
func sampleReport() PageView {
	v := samplePage()
	v.Frame = sampleFrame("briefs/2026-10.html", "项目月报（2026 年 10 月）", "report", Ref{"简报", "index.html", "section"})
	r := monthly()
	v.Title = r.Head.Title
	v.Summary = ""
	v.Report = []document.Report{{Head: r.Head, Errata: r.Errata, Sources: r.Sources}}
	v.Fills = nil
	html, holes := []string{""}, []kb.Hole(nil)
	for _, s := range r.Sections {
		html, holes = append(html, ""), append(holes, kb.Hole{})
		v.Fills = append(v.Fills, Fill{Block: []Block{{ID: "r-" + s.Kind, Kind: "report", Report: []document.Report{{Head: r.Head, Sections: []document.Section{s}, Sources: r.Sources}}}}})
	}
	html[1] = `<div class="judgement"><p class="judgement-by">项目经理</p><p>扫码切换 10 月 16 日才上线，届时再看这个红灯。</p></div>`
	v.Body = kb.MakeBody(html, holes)
	return v
}

func sampleFAQ() PageView {
	v := samplePage()
	v.Frame = sampleFrame("faq/login.html", "登录与账号", "faq", Ref{"常见问题", "index.html", "section"})
	v.FAQ, v.HasCharts, v.Fills, v.Facts = true, false, nil, nil
	v.Summary = "门店和总部同事登录 CRM 时最常遇到的问题。"
	v.Body = kb.MakeBody([]string{`<h2 id="忘记密码怎么办">忘记密码怎么办？</h2><p>在登录页点“忘记密码”，用企业微信扫码后即可重设。新密码 10 分钟内生效。</p><h2 id="提示账号已锁定">提示“账号已锁定”怎么处理？</h2><p>连续输错 5 次会锁定 30 分钟。急用请联系服务台解锁：</p><ol><li>打开企业微信，搜索“服务台”；</li><li>发送工号与门店编号。</li></ol><h2 id="离职同事的账号">离职同事的账号什么时候停用？</h2><p>人事系统登记离职后次日 02:00 自动停用。</p>`}, nil)
	v.TOC = []TOCItem{{2, "忘记密码怎么办", "忘记密码怎么办？"}, {2, "提示账号已锁定", "提示“账号已锁定”怎么处理？"}, {2, "离职同事的账号", "离职同事的账号什么时候停用？"}}
	return v
}

func sampleCards() []Card {
	return []Card{
		{Ref{"项目", "project/index.html", "section"}, "目标、章程、团队、职责分工与选型结论。", 9},
		{Ref{"阶段与评审", "phases/index.html", "section"}, "准备、试点、推广、运营四个阶段的计划与里程碑评审记录。", 11},
		{Ref{"运维手册", "manuals/index.html", "section"}, "CRM、会员数据平台与门店接口网关的运维手册。", 3},
		{Ref{"常见问题", "faq/index.html", "section"}, "按主题整理的常见问题。", 8},
		{Ref{"最佳实践", "practices/index.html", "section"}, "", 5},
	}
}

func sampleHome() HomeView {
	v := HomeView{PageView: PageView{Frame: sampleFrame("index.html", "CRM 推广项目知识库", "home"), Summary: "连锁零售集团 CRM 推广：让 640 家门店在一年内用同一套会员系统服务顾客。"}}
	v.Crumbs = nil
	v.Body = kb.MakeBody([]string{"<p>新同事请先读 <a href=\"guide/index.html\">使用指南</a>；找不到答案可在 <a href=\"faq/index.html\">常见问题</a> 里搜索。</p>"}, nil)
	v.Blocks = []Block{sampleGantt(), sampleKPIs(), sampleChart()}
	v.Cards = sampleCards()
	v.Report = []ReportEntry{sampleSection().Reports[1]}
	v.Changes = []Change{{Ref{"推广期第 3 次简报", "phases/brief-3.html", "brief"}, "2026-11-20", "项目经理", "git", 1}, {Ref{"CRM 运维手册", "manuals/crm.html", "manual"}, "2026-11-18", "运维经理", "git", 1}, {Ref{"培训", "training/index.html", "section"}, "2026-11-10", "培训负责人", "git", 4}, {Ref{"KPI月报_2026-10.xlsx", "data/kpi.html", "workbook"}, "2026-11-05", "业务分析师", "git", 1}}
	v.Reviews = []Review{{Ref{"门店接口网关运维手册", "manuals/gateway.html", "manual"}, "运维经理", "2026-08-30"}, {Ref{"CRM 运维手册", "manuals/crm.html", "manual"}, "运维经理", "2026-09-18"}, {Ref{"收银对账最佳实践", "practices/pos.html", "practice"}, "财务共享中心", "2026-12-10"}, {Ref{"远期", "x.html", "page"}, "", "2199-01-01"}}
	v.Problems = Problems{2, 5, "data-status.html"}
	return v
}

func sampleSection() SectionView {
	v := SectionView{PageView: PageView{Frame: sampleFrame("phases/index.html", "阶段与评审", "section"), Summary: "四个阶段的计划、进展与评审。", Owner: Person{Name: "项目经理", Href: ""}}}
	v.Calendar = "calendar.ics"
	v.Body = kb.MakeBody([]string{"<p>每个阶段结束都有一次里程碑评审；评审通过后才进入下一阶段。</p>", ""}, make([]kb.Hole, 1))
	v.Fills = []Fill{{Block: []Block{sampleGantt()}}}
	v.Cards = sampleCards()[:2]
	v.Pages = []Entry{{Ref{"准备期里程碑评审", "review-1.html", "review"}, "结论：有条件通过。两项条件在试点前关闭。", "项目经理", "2026-05-08", "2026-11-08"}, {Ref{"推广期简报", "brief.html", "brief"}, "", "业务分析师", "2026-11-20", "2027-02-20"}}
	v.Reports = []ReportEntry{
		{Ref: Ref{"2026 年 10 月月报", "monthly-10.html", "report"}, Kind: "monthly", Period: "2026-10", Author: "项目经理"},
		{Ref: Ref{"2026 年 9 月月报", "monthly-9.html", "report"}, Kind: "monthly", Period: "2026-09", Overall: document.Mark{Tone: document.Bad, Word: "红"}, Issued: "2026-10-12", Approver: "李总", Files: []Ref{{"docx", "monthly-9.docx", ""}, {"pdf", "monthly-9.pdf", ""}}},
	}
	v.Sheets = []Entry{{Ref{"进度.xlsx", "progress.xlsx.html", "workbook"}, "进度 · 里程碑", "", "2026-11-20", ""}}
	return v
}

// sampleBook is a section and one of its pages, printed as one book.
func sampleBook() BookView {
	sec := sampleSection()
	review := kb.MakeBody([]string{`<h2 id="结论">结论</h2><p>有条件通过，见<a href="index.html">阶段</a>与<a href="../faq/index.html">常见问题</a>。</p>`}, nil)
	return BookView{
		Frame: sampleFrame("phases/book.html", sec.Title, "book"), Summary: sec.Summary, Count: 2, AsOf: "2026-11-08",
		Pages: []BookPage{
			{ID: "c1", Path: "phases/index.html", Body: sec.Body, Fills: sec.Fills},
			{ID: "c2", Level: 1, Number: "1", Title: "准备期里程碑评审", Owner: "项目经理", Updated: "2026-05-08", Path: "phases/review-1.html", Body: review},
		},
	}
}

func sampleWorkbook() WorkbookView {
	return WorkbookView{
		Frame: sampleFrame("phases/progress.xlsx.html", "进度.xlsx", "workbook", Ref{"阶段与评审", "index.html", "section"}),
		File:  "phases/进度.xlsx", Original: "%E8%BF%9B%E5%BA%A6.xlsx", State: "kept", Kept: "2026-11-13", AsOf: "2026-11-13", Updated: kb.Change{Date: "2026-11-20", Author: "", From: "file"},
		Sheets: []SheetNote{{"进度", "read", 1}, {"里程碑", "read", 2}, {"", "hidden", 1}},
		Tables: []DatasetView{
			{ID: "t1", Name: "进度", Title: "CRM 推广项目进度表（截至 2026-11-13）", Range: "A3:H20", Schema: "phases", RunnerUp: "kpi", Percent: 96, CSV: "progress.csv", Blocks: []Block{sampleGantt()},
				Columns: []ColumnNote{{"阶段名称", "name", "text", "", "A3"}, {"计划开始", "planned_start", "date", "", "B3"}, {"颜色", "", "text", "", "H3"}}, Table: sampleTable(), Notes: []string{"注：实际日期以周报为准。"}},
			{ID: "t2", Name: "里程碑", Range: "A1:D9", Schema: "table", Table: sampleTable()},
		},
		Problems: sampleProblems(), UsedBy: []Ref{{"首页", "../index.html", "home"}, {"阶段与评审", "index.html", "section"}},
	}
}

func sampleProblems() []Problem {
	return []Problem{
		{"PH04", "error", "进度.xlsx [进度] C14", "完成率“80%%”不是百分数。", "应为 0–100 或 0%–100%。", "phases/progress.html#r14"},
		{"SH08", "warning", "进度.xlsx [里程碑]", "有 2 行没有日期，已保留但不画在图上。", "", ""},
		{"SH12", "note", "", "隐藏的工作表“参数”已跳过。", "", ""},
	}
}

func sampleStatus() StatusView {
	return StatusView{Frame: sampleFrame("data-status.html", "数据状态", "status"), Counts: Problems{1, 3, ""}, Problems: sampleProblems()[1:],
		Files: []FileStatus{
			{Path: "phases/进度.xlsx", Href: "phases/progress.xlsx.html", State: "kept", Kept: "2026-11-13", AsOf: "2026-11-13", Tables: []string{"进度 · 阶段计划 · 24 行", "里程碑 · 普通表格 · 6 行"}, Sheets: []SheetNote{{"", "hidden", 1}}, Problems: sampleProblems(), Owner: "项目经理"},
			{Path: "data/KPI月报_2026-10.xlsx", Href: "data/kpi.html", State: "good", AsOf: "2026-10-31", Tables: []string{"指标 · 指标 · 12 行"}},
			{Path: "data/旧系统导出.xls", State: "refused", Problems: []Problem{{"SH02", "error", "旧系统导出.xls", "这是旧版 .xls 文件。", "请用 Excel 打开后另存为 .xlsx。", ""}}},
			{Path: "data/~$满意度.xlsx", State: "skipped", Why: "lock"},
		}}
}

// samples are the sample views with a Shell, by the paths of their outputs.
func samples(th *Theme) map[string]any {
	whole := words()
	for name, v := range whole {
		whole[name] = withBase(th, v, sampleBase(strings.Repeat("../", strings.Count(name, "/"))))
	}
	return whole
}

// withBase is a view with its Shell set.
func withBase(th *Theme, v any, b Base) any {
	out := reflect.New(reflect.TypeOf(v)).Elem()
	out.Set(reflect.ValueOf(v))
	out.FieldByName("Shell").Set(reflect.ValueOf(th.Shell(b)))
	return out.Interface()
}

// sampleOwner has one task that is late, one that is not, and a section without tasks.
func sampleOwner() OwnersView {
	v := OwnersView{Frame: sampleFrame("owners/wang.html", "王敏", "owner", Ref{"责任人", "index.html", "owners"}), Calendar: "wang.ics"}
	due := func(word, sub string, day kb.Date, tone document.Tone) document.Cell {
		return document.Cell{Text: document.Say(string(day)), Mark: document.Mark{Tone: tone, Word: word}, Sub: document.Say(sub), Date: day, Due: true}
	}
	v.Sections = []document.Section{
		{Kind: "all", Note: document.Say("项目经理 · 信息部"), Blocks: []document.Block{
			{Kind: document.Lead, Text: document.Say("2 件事等着办；“A-01”已过期 6 天")},
			{Kind: document.Lead, Mark: document.Mark{Tone: document.Warn, Word: "同名"}, Text: document.Say("人员表里不止一位叫这个名字。")},
		}},
		{Kind: "action", Title: "决策与行动（2）", Note: document.Say("1 项已过期"), Blocks: []document.Block{{Kind: document.Grid, Table: document.Table{
			Columns: []document.Column{{Title: "事项"}, {Title: "期限"}},
			Rows: []document.Row{
				{Cells: []document.Cell{{Text: document.Text{{Text: "A-01", Strong: true}, {Text: " 催专线", Href: "../data/log.html#log-r2"}}, Mark: document.Mark{Tone: document.Warn, Word: "代 李强"}}, due("过期 6 天", "", "2026-10-10", document.Bad)}},
				{Cells: []document.Cell{{Text: document.Say("定口径")}, due("", "5 天后", "2026-10-21", document.Plain)}},
			},
		}}}},
		{Kind: "none", Why: "没有等着的：风险。"},
	}
	return v
}

// words are the sample views without a Shell, by the paths of their outputs.
func words() map[string]any {
	tagged := []Entry{sampleSection().Pages[0], {Ref{"CRM 运维手册", "../manuals/crm.html", "manual"}, "启停、备份恢复、监控和应急处置。", "运维经理", "2026-10-09", "2026-09-18"}}
	return map[string]any{
		"index.html":                sampleHome(),
		"owners/wang.html":          sampleOwner(),
		"manuals/crm.html":          samplePage(),
		"faq/login.html":            sampleFAQ(),
		"briefs/2026-10.html":       sampleReport(),
		"phases/index.html":         sampleSection(),
		"phases/book.html":          sampleBook(),
		"phases/progress.xlsx.html": sampleWorkbook(),
		"data-status.html":          sampleStatus(),
		"tags/ops.html":             TagView{sampleFrame("tags/ops.html", "运维", "tag"), tagged},
		"tags/index.html":           TagsView{sampleFrame("tags/index.html", "标签", "tags"), []TagCount{{Ref{"运维", "ops.html", "tag"}, 12}, {Ref{"CRM", "crm.html", "tag"}, 31}}},
		"editions/index.html":       EditionsView{sampleFrame("editions/index.html", "历史版本", "editions"), []Ref{{"2026-09-30", "2026-09-30/index.html", "edition"}}},
		"search.html":               SearchView{sampleFrame("search.html", "搜索", "search")},
		"404.html":                  NotFoundView{sampleFrame("404.html", "找不到这个页面", "not-found")},
		"old/crm.html":              RedirectView{sampleFrame("old/crm.html", "CRM 运维手册", "redirect"), Ref{"CRM 运维手册", "../manuals/crm.html", "manual"}},
	}
}
