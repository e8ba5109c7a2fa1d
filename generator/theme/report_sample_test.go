package theme

import (
	"fmt"
	"strings"

	"milepost/generator/document"
	"milepost/generator/kb"
)

// Marks of the sample.
var (
	red    = document.Mark{Tone: document.Bad, Word: "红"}
	amber  = document.Mark{Tone: document.Warn, Word: "黄"}
	worse  = document.Mark{Tone: document.Bad, Word: "变差"}
	better = document.Mark{Tone: document.Good, Word: "变好"}
	none   = document.Mark{Tone: document.Muted, Word: "缺数"}
	onWay  = document.Mark{Tone: document.Good, Word: "正常"}
)

// line parses a text: **x** is strong, {x} stays whole (no line break inside), and
// x^A:KPI!G10^ is a figure from cell KPI!G10 of source A.
func line(s string) document.Text {
	var out document.Text
	for i, part := range strings.Split(s, "^") {
		if letter, cell, ok := strings.Cut(part, ":"); i%2 == 1 && ok {
			out[len(out)-1].Ref, out[len(out)-1].Cell = int(letter[0]-'A')+1, cell
			continue
		}
		for j, p := range strings.Split(part, "**") {
			for p != "" {
				before, rest, found := strings.Cut(p, "{")
				if before != "" {
					out = append(out, document.Run{Text: before, Strong: j%2 == 1})
				}
				if !found {
					break
				}
				whole, after, _ := strings.Cut(rest, "}")
				out = append(out, document.Run{Text: whole, Whole: true})
				p = after
			}
		}
	}
	return out
}

func told(mark document.Mark, s string) document.Line {
	return document.Line{Mark: mark, Text: line(s)}
}

func figure(s string, v float64, decimals int) document.Cell {
	return document.Cell{Text: document.Say(s), Num: document.Number{Value: v, Decimals: decimals, OK: true}}
}

func points(values ...float64) (out []document.Point) {
	for i, v := range values {
		out = append(out, document.Point{At: kb.Period(fmt.Sprintf("2026-%02d", 5+i)), Value: max(v, 0), OK: v >= 0})
	}
	return out
}

// monthly is a realistic report with every kind of block.
func monthly() document.Report {
	return document.Report{
		Head: document.Head{Kind: "monthly", Title: "2026 年 10 月月报", Site: "云杉零售 CRM 项目知识库", Project: "云杉零售 CRM", Lang: "zh-CN", Period: "2026-10",
			From: "2026-10-01", To: "2026-10-31", Cutoff: "2026-11-20", Issued: "2026-11-23", Approver: "项目发起人", Author: "项目经理", Overall: red},
		Errata: []document.Line{told(document.Mark{}, "会员信息完整率 9 月：75.6% → 76.0%^B:KPI!G4^（{2026-11-24}）")},
		Sections: []document.Section{summary(), decisions(), changes(), next(), indicators(), progress(), course(), risks(), service(),
			{Kind: "training", Title: "培训", Why: "没有培训记录表（列：对象、部门、应训、已训、通过），放进 数据/ 后自动出现。"},
			{Kind: "sources", Title: "数据说明", Note: document.Say("4 个文件"), Blocks: []document.Block{{Kind: document.Grid, Table: origins()}, {Kind: document.Note, Text: line("应达 ＝ 基线到目标按工作日匀速到本期末（{10-31}）该到的值。")}}}},
		Sources: []document.Source{
			{Letter: "A", File: "数据/KPI月报_2026-10.xlsx", Href: "../data/kpi-2026-10.xlsx.html", AsOf: "2026-11-05", Digest: "bfcad369", Note: "缺数 1 格（G7）"},
			{Letter: "B", File: "数据/KPI月报_2026-09.xlsx", Href: "../data/kpi-2026-09.xlsx.html", AsOf: "2026-10-28", Digest: "22252749", Note: "重述 1 格（G4，原报 75.6）"},
			{Letter: "C", File: "项目总览/项目进度.xlsx", AsOf: "2026-11-20", Digest: "5a1158cd"},
			{Letter: "D", File: "项目总览/风险登记册.xlsx", Href: "../risks.xlsx.html", Digest: "5e9ba0a7"},
		},
	}
}

func summary() document.Section {
	was := func(m document.Mark) document.Mark { return m }
	return document.Section{Kind: "summary", Title: "结论", Note: document.Say("总体取最差一项"), Blocks: []document.Block{
		{Kind: document.Lead, Mark: red, Text: line("推广晚 13 天，缓冲 10 个工作日只剩 1 个；门店员工周活跃率连降 4 个月，离期限 41 天。")},
		{Kind: document.Verdicts, Verdicts: []document.Verdict{
			{Dimension: "进度", Mark: amber, Reason: line("推广完成 77%^C:阶段!I16^，按工作日应为 83%，落后 6 个百分点；预测 {12-31} 完成，比计划晚 13 天。"), Before: was(amber)},
			{Dimension: "价值", Mark: red, Reason: line("门店员工周活跃率 58.2%^A:KPI!G10^，应达 72.0%，差 13.8 个百分点；期限 {12-31}。"), Before: was(red)},
			{Dimension: "质量", Mark: amber, Reason: line("华北满意度 74%，低于目标 11 个百分点；P1 无事件，可用性回到门槛以上。"), Before: was(red), Trend: better},
			{Dimension: "风险", Mark: amber, Reason: line("高风险 4 条，其中 {R-01} 升到 16 分^D:风险!C3:D3^；没有逾期未复查的。"), Before: was(amber)},
		}},
		{Kind: document.Prose, By: "项目经理", HTML: "<p>活跃率落后不等于没人用。抽查 20 家新店，14 家共用账号，登录都记在店长名下。</p>"},
	}}
}

func decisions() document.Section {
	row := func(id, what, sub, who, by string, m document.Mark) document.Row {
		return document.Row{Cells: []document.Cell{{Text: line("{" + id + "}")}, {Text: line(what), Sub: line(sub)}, {Text: line(who)}, {Text: line("{" + by + "}"), Date: kb.Date("2026-" + by)}, {Mark: m}}}
	}
	wait := func(s string) document.Mark { return document.Mark{Tone: document.Muted, Word: s} }
	return document.Section{Kind: "decisions", Title: "需决策事项", Note: document.Say("待决 3 项，逾期 1 项"), Blocks: []document.Block{
		{Kind: document.Grid, Table: document.Table{
			Columns: []document.Column{{Title: "编号", Kind: "text"}, {Title: "要决定什么", Kind: "text"}, {Title: "谁决定", Kind: "text"}, {Title: "期限", Kind: "date"}, {Title: "状态", Kind: "mark"}},
			Rows: []document.Row{
				row("D-07", "夜间标签任务要不要加机器", "{10-16} 议定先调优先级，一个月后再看", "项目发起人", "11-16", document.Mark{Tone: document.Bad, Word: "逾期 4 天"}),
				row("D-10", "{12-18} 西南不到 46 家时，昆明、贵阳 6 家年后搬迁的门店移到优化阶段", "推广再晚 2 个工作日，优化阶段就要顺延", "项目发起人", "12-18", wait("还有 28 天")),
				row("D-11", "周活跃率到期达不到 80% 时的补救计划，由谁签字", "", "项目发起人", "12-31", wait("还有 41 天")),
			}}},
		{Kind: document.Note, Text: line("本期已决 2 项：动用缓冲 9 个工作日，同意（{11-13}）；{12-10} 至 {12-14} 冻结上线与发布，同意（{11-13}）。")},
	}}
}

func changes() document.Section {
	return document.Section{Kind: "changes", Title: "本期变化", Note: line("对照 2026 年 9 月月报（截止 {10-20}）"), Blocks: []document.Block{{Kind: document.Lines, Lines: []document.Line{
		told(worse, "推广预测 {12-31} 完成，比上期又晚 **7 天**，累计晚 13 天；缓冲 10 个工作日已用 9 个^C:阶段!H16^。"),
		told(worse, "门店员工周活跃率 61.5% → **58.2%**，降 3.3 个百分点，连降 4 个月^A:KPI!G10^。"),
		told(better, "核心服务可用性 99.53% → **99.93%**，回到门槛 99.9% 以上^A:KPI!G11^；上期 P1 一次未达标，本期 P1 无事件。"),
		told(document.Mark{Word: "新增"}, "风险 {R-03} 新店店员共用账号（高，12 分）^D:风险!A5^；本期没有关闭的风险。"),
		told(document.Mark{Word: "重述"}, "会员信息完整率 9 月：原报 75.6%，现为 **76.0%**^B:KPI!G4^，变化按 76.0% 算。"),
		told(document.Mark{Word: "缺数"}, "会员净推荐值 10 月没有数，最近一次是 9 月的 27 分^A:KPI!K7^。"),
	}}}}
}

func next() document.Section {
	return document.Section{Kind: "next", Title: "下期计划", Note: line("{11-21} 至 {12-31}"), Blocks: []document.Block{{Kind: document.Agenda, Agenda: []document.Appointment{
		{From: "2026-11-27", Text: line("华北剩下 5 家上线；西南累计 20 家、专线验收 18 家（不到则重庆片区整体改 4G）"), Who: "两区店长代表"},
		{From: "2026-12-10", To: "2026-12-14", Text: line("双十二，冻结上线与发布"), Who: "项目经理"},
		{From: "2027-01-05", Text: line("推广评审（预测；计划 {12-18}）"), Who: "项目发起人"},
	}}}}
}

func indicators() document.Section {
	row := func(name, unit, owner string, curve []document.Point, aim float64, m document.Mark, tone document.Tone, delta document.Mark, cells ...string) document.Row {
		r := document.Row{Cells: []document.Cell{{Text: document.Text{{Text: name}, {Text: " " + unit, Quiet: true}}, Sub: line(owner)}, {Curve: curve, Goal: document.Number{Value: aim, OK: true}}}}
		for i, s := range cells {
			c := document.Cell{Text: line(s)}
			if i == 2 {
				c.Text = document.Text{{Text: s, Strong: true}}
			}
			if i == 3 {
				c.Tone, c.Mark = tone, delta
			}
			r.Cells = append(r.Cells, c)
		}
		r.Cells = append(r.Cells, document.Cell{Mark: m})
		return r
	}
	table := document.Table{Columns: []document.Column{{Title: "指标", Kind: "text"}, {Title: "5–10 月", Kind: "curve"}, {Title: "基线", Kind: "number", Minor: true}, {Title: "上期", Kind: "number", Minor: true}, {Title: "本期", Kind: "number"}, {Title: "变化", Kind: "number"}, {Title: "应达", Kind: "number"}, {Title: "目标", Kind: "number"}, {Title: "状态", Kind: "mark"}}}
	table.Rows = []document.Row{
		row("门店员工周活跃率", "%", "变革经理 · 12-31", points(68, 70, 65, 63, 61.5, 58.2), 80, document.Mark{Tone: document.Bad, Word: "落后"}, document.Bad, worse, "35.0", "61.5", "58.2", "−3.3", "72.0", "80.0"),
		row("重复会员档案占比", "%", "数据负责人 · 12-31", points(9, 7.5, 6.8, 6.1, 5.5, 4.6), 3, document.Mark{Tone: document.Warn, Word: "未达标"}, document.Good, better, "18.2", "5.5", "4.6", "−0.9", "—", "≤3"),
		row("会员净推荐值", "分", "会员运营主管 · 2027-06-30", points(18, 19, 22, 23, 27, -1), 35, none, "", document.Mark{}, "18", "27", "缺数", "—", "27", "35"),
		row("会员信息完整率", "%", "会员运营主管 · 12-31", points(60, 66, 70, 73, 76, 78.4), 85, onWay, document.Good, better, "46.0", "76.0", "78.4", "+2.4", "78.1", "85.0"),
		row("核心服务可用性", "%", "运维负责人 · 2027-06-30", points(99.6, 99.8, 99.92, 99.95, 99.53, 99.93), 99.9, document.Mark{Tone: document.Good, Word: "达成"}, document.Good, better, "99.20", "99.53", "99.93", "+0.40", "—", "≥99.9"),
		row("客诉首次响应时长", "小时", "客服主管 · 12-31", points(5, 4.4, 4, 3.2, 2.9, 2.6), 2, onWay, document.Good, better, "9.5", "2.9", "2.6", "−0.3", "3.3", "2.0"),
	}
	table.Rows[3].Cells[3].Sub = line("原报 75.6")
	return document.Section{Kind: "kpi", Title: "指标", Note: document.Say("达成 1 · 正常 2 · 未达标 1 · 落后 1 · 缺数 1"), Blocks: []document.Block{{Kind: document.Grid, Table: table}}}
}

func progress() document.Section {
	late := func(n string) document.Mark { return document.Mark{Tone: document.Bad, Word: "晚 " + n + " 天"} }
	share := func(v float64) document.Number { return document.Number{Value: v, Unit: "%", OK: true} }
	return document.Section{Kind: "gantt", Title: "进度", Note: line("截至 {2026-11-20} · 前后各一期"), Blocks: []document.Block{{Kind: document.Bars, Gantt: document.Gantt{From: "2026-09-20", To: "2027-01-20", Today: "2026-11-20", Bars: []document.Bar{
		{Name: "推广", Sub: "项目经理 · 12-18", PlannedFrom: "2026-07-06", PlannedTo: "2026-12-18", ActualFrom: "2026-07-06", ActualTo: "2026-11-20", ForecastTo: "2026-12-31", Done: share(.77), Due: share(.83), Mark: late("13")},
		{Name: "华北批次", Sub: "74 家 · 11-20", Level: 1, PlannedFrom: "2026-09-28", PlannedTo: "2026-11-20", ActualFrom: "2026-09-28", ActualTo: "2026-11-20", ForecastTo: "2026-11-27", Done: share(.93), Due: share(1), Mark: late("7")},
		{Name: "西南批次", Sub: "56 家 · 12-11", Level: 1, PlannedFrom: "2026-10-19", PlannedTo: "2026-12-11", ActualFrom: "2026-11-02", ActualTo: "2026-11-20", ForecastTo: "2026-12-30", Done: share(.23), Due: share(.63), Mark: late("19")},
		{Name: "旧会员系统下线", Sub: "技术负责人 · 12-18", Level: 1, PlannedFrom: "2026-12-14", PlannedTo: "2026-12-18", ForecastTo: "2026-12-31", Done: share(0), Due: share(0), Mark: late("13")},
		{Name: "推广评审", Sub: "项目发起人 · 12-18", Level: 1, Milestone: true, PlannedTo: "2026-12-18", ForecastTo: "2026-12-31", Mark: late("13")},
		{Name: "优化", Sub: "项目经理 · 2027-06-30", PlannedFrom: "2027-01-04", PlannedTo: "2027-06-30", Mark: document.Mark{Word: "未开始"}},
		{Name: "没有日期的一行，名称又长又没有空格可以断开所以只好自己想办法换行显示"},
	}}}}}
}

func course() document.Section {
	late := func(n string) document.Mark { return document.Mark{Tone: document.Bad, Word: "晚 " + n + " 天"} }
	all := func(s string) (out []kb.Date) {
		for _, d := range strings.Fields(s) {
			if d == "-" {
				out = append(out, "")
			} else {
				out = append(out, kb.Date("2026-"+d))
			}
		}
		return out
	}
	return document.Section{Kind: "trend", Title: "里程碑趋势", Note: document.Say("六期月报，每期预测的完成日"), Blocks: []document.Block{{Kind: document.Trends, Trend: document.Trend{
		Said: all("06-20 07-20 08-20 09-20 10-20 11-20"), Rest: line("没有画的：试点评审 {06-22} 已完成（晚 10 天）；收尾评审 {2027-06-30}，六期未变。"), Lines: []document.Course{
			{Name: "推广评审", Planned: "2026-12-18", Dates: all("12-18 12-18 12-18 12-18 12-24 12-31"), Mark: late("13")},
			{Name: "西南批次（56 家）", Planned: "2026-12-11", Dates: all("12-11 12-11 12-11 12-11 12-23 12-30"), Mark: late("19")},
			{Name: "历史数据迁移与旧系统核对", Planned: "2026-12-04", Dates: all("12-04 12-04 - 12-04 12-11 12-18"), Mark: late("14")},
			{Name: "华北批次（74 家）", Planned: "2026-11-20", Dates: all("11-20 11-20 11-20 11-20 11-20 11-27"), Mark: late("7")},
		}}}}}
}

func risks() document.Section {
	row := func(id, what, sub, score string, level document.Mark, moved string, m document.Mark, who, review string) document.Row {
		return document.Row{Cells: []document.Cell{{Text: line("{" + id + "}")}, {Text: line(what), Sub: line(sub)}, {Text: line(score)}, {Mark: level}, {Text: line(moved), Mark: m}, {Text: line(who)}, {Text: line("{" + review + "}")}}}
	}
	high, mid := document.Mark{Tone: document.Bad, Word: "高"}, document.Mark{Tone: document.Warn, Word: "中"}
	return document.Section{Kind: "risks", Title: "风险", Note: document.Say("前 3 条，共 8 条未关闭"), Blocks: []document.Block{
		{Kind: document.Lines, Text: line("未关闭 8 条：高 4、中 3、低 1。本期新增 1 条，上升 1 条，关闭 0 条，逾期未复查 0 条。")},
		{Kind: document.Grid, Table: document.Table{Left: 5,
			Columns: []document.Column{{Title: "编号", Kind: "text"}, {Title: "风险与应对", Kind: "text"}, {Title: "概率 × 影响", Kind: "number"}, {Title: "等级", Kind: "mark"}, {Title: "比上期", Kind: "text"}, {Title: "责任人", Kind: "text"}, {Title: "下次复查", Kind: "date"}},
			Rows: []document.Row{
				row("R-01", "西南区门店专线改造拖后，年底前上不完", "每周两次与运营商碰头；7 家先走 4G 备用线路", "4 × 4 = 16", high, "12 → 16", document.Mark{Tone: document.Bad, Word: "上升"}, "西南区店长代表", "11-26"),
				row("R-03", "新店店员共用账号，活跃率失真", "扫码切换个人登录；店长每周核对名单", "4 × 3 = 12", high, "", document.Mark{Word: "新增"}, "变革经理", "11-30"),
				row("R-04", "历史档案重复，合并后会员投诉积分不符", "合并前冻结快照，保留 180 天可回退", "3 × 3 = 9", mid, "未变", document.Mark{}, "数据负责人", "12-04"),
			}}},
	}}
}

func service() document.Section {
	cell := func(s, sub string, tone document.Tone) document.Cell {
		return document.Cell{Text: line(s), Sub: line(sub), Tone: tone}
	}
	return document.Section{Kind: "sla", Title: "服务", Note: document.Say("按时恢复 ÷ 事件"), Blocks: []document.Block{{Kind: document.Heat, Table: document.Table{
		Columns: []document.Column{{Title: "级别", Kind: "text"}, {Title: "8 月", Kind: "number"}, {Title: "9 月", Kind: "number"}, {Title: "10 月", Kind: "number"}},
		Rows: []document.Row{
			{Cells: []document.Cell{cell("P1", "15 分钟 / 2 小时", ""), cell("无事件", "", document.Muted), cell("0 / 1", "未达", document.Bad), cell("无事件", "", document.Muted)}},
			{Cells: []document.Cell{cell("P3", "2 小时 / 8 小时", ""), cell("92%", "132 件", ""), cell("91%", "148 件", ""), cell("94%", "121 件", "")}},
			{Cells: []document.Cell{cell("P4", "8 小时 / 5 天", ""), cell("96%", "298 件", ""), cell("", "", ""), cell("97%", "287 件", document.Good)}},
		}}}}}
}

func origins() document.Table {
	t := document.Table{Columns: []document.Column{{Title: "", Kind: "text"}, {Title: "文件 › 表", Kind: "text"}, {Title: "数据截至", Kind: "date"}, {Title: "指纹", Kind: "text", Minor: true}, {Title: "用在哪里", Kind: "text"}}}
	for i, s := range []string{"数据/KPI月报_2026-10.xlsx|2026-11-05|bfcad369|指标；缺数 1 格（G7）", "数据/KPI月报_2026-09.xlsx|2026-10-28|22252749|上期；重述 1 格（G4，原报 75.6）", "项目总览/项目进度.xlsx|2026-11-20|5a1158cd|进度、里程碑", "项目总览/风险登记册.xlsx|未注明|5e9ba0a7|风险"} {
		f := strings.Split(s, "|")
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{{Text: document.Say(string(rune('A' + i)))}, {Text: document.Text{{Text: f[0], Ref: i + 1}}}, {Text: document.Text{{Text: f[1], Whole: true}}}, {Text: document.Say(f[2])}, {Text: document.Say(f[3])}}})
	}
	return t
}
