package export

import (
	"fmt"

	"milepost/generator/document"
	"milepost/generator/kb"
)

// everything is a report with each kind of block, in Chinese or English.
func everything(lang string) document.Report {
	say := func(zh, en string) string {
		if lang == "en" {
			return en
		}
		return zh
	}
	text := func(zh, en string) document.Text { return document.Say(say(zh, en)) }
	mark := func(tone document.Tone, zh, en string) document.Mark {
		return document.Mark{Tone: tone, Word: say(zh, en)}
	}
	cited := func(s string, ref int, cell string) document.Text {
		return document.Text{{Text: s, Ref: ref, Cell: cell}}
	}
	share := func(v float64) document.Number {
		return document.Number{Value: v, Unit: "%", Decimals: 1, OK: true}
	}
	points := func(values ...float64) (out []document.Point) {
		for i, v := range values {
			out = append(out, document.Point{At: kb.Period(fmt.Sprintf("2026-%02d", 4+i)), Value: v, OK: v >= 0})
		}
		return out
	}
	column := func(zh, en, kind string) document.Column {
		return document.Column{Title: say(zh, en), Kind: kind}
	}
	sections := []document.Section{
		{Kind: "summary", Title: say("结论", "Verdict"), Note: text("总体取最差一项", "the worst counts"), Blocks: []document.Block{
			{Kind: document.Lead, Mark: mark(document.Bad, "红", "red"), Text: text("试运行晚 9 天。", "The trial is 9 days late.")},
			{Kind: document.Verdicts, Verdicts: []document.Verdict{{Dimension: say("进度", "Progress"), Mark: mark(document.Warn, "黄", "amber"), Reason: append(text("完成 ", "done "), cited("41%", 1, "计划!F7")...), Before: mark(document.Good, "绿", "green"), Trend: mark(document.Bad, "变差", "worse")}}},
			{Kind: document.Prose, By: say("李工，2026-09-08", "Li, 2026-09-08"), HTML: "<p>" + say("现场 <strong>17</strong> 人要再训一次。", "<strong>17</strong> people need it again.") + "</p><ol><li>" + say("先训夜班", "nights first") + "</li></ol>"},
		}},
		{Kind: "changes", Title: say("本期变化", "Changes"), Blocks: []document.Block{{Kind: document.Lines, Lines: []document.Line{{Mark: mark(document.Bad, "变差", "worse"), Text: cited("63.5%", 2, "KPI!C4")}}}}},
		{Kind: "next", Title: say("下期计划", "Next"), Blocks: []document.Block{{Kind: document.Agenda, Agenda: []document.Appointment{{From: "2026-10-12", To: "2026-10-16", Text: text("停机 5 天", "5 days of downtime"), Who: say("机动科", "works")}}}}},
		{Kind: "kpi", Title: say("指标", "Indicators"), Blocks: []document.Block{{Kind: document.Grid, Table: document.Table{Left: 2,
			Columns: []document.Column{column("指标", "Indicator", "text"), column("走势", "Course", "curve"), column("本期", "Now", "number"), column("状态", "State", "mark")},
			Rows: []document.Row{
				{Cells: []document.Cell{{Text: text("扫码率", "Scans"), Sub: text("仓储部 · 12-31", "stores · 12-31")}, {Curve: points(0.31, 0.44, -1, 0.52, 0.575, 0.635), Goal: share(0.9)}, {Text: cited("63.5", 2, "KPI!C4"), Num: share(0.635), Mark: mark(document.Good, "变好", "better"), Tone: document.Good}, {Mark: mark(document.Warn, "落后", "behind"), Sub: text("连续 3 期", "3 in a row")}}},
				{Cells: []document.Cell{{Text: text("差错", "Errors")}, {Curve: points(12, 9, 7)}, {Text: text("—", "—"), Tone: document.Muted}, {Mark: mark(document.Muted, "缺数", "missing")}}},
			}}}}},
		{Kind: "gantt", Title: say("进度", "Progress"), Blocks: []document.Block{{Kind: document.Bars, Gantt: document.Gantt{From: "2026-08-01", To: "2026-10-31", Today: "2026-09-08", Bars: []document.Bar{
			{Name: say("试运行", "Trial"), Sub: say("项目经理 · 09-18", "PM · 09-18"), PlannedFrom: "2026-07-20", PlannedTo: "2026-09-18", ActualFrom: "2026-07-22", ActualTo: "2026-09-08", ForecastTo: "2026-09-27", Done: share(0.41), Due: share(0.58), Mark: mark(document.Bad, "晚 9 天", "9 days late")},
			{Name: say("验收", "Review"), Level: 1, Milestone: true, PlannedTo: "2026-09-18", ForecastTo: "2026-09-27"},
			{Name: say("清点", "Count"), Level: 1, PlannedFrom: "2026-08-03", PlannedTo: "2026-08-14", ActualFrom: "2026-08-03", ActualTo: "2026-08-12", Done: share(1)},
			{Name: say("没有日期", "Without days")},
		}}}}},
		{Kind: "trend", Title: say("里程碑趋势", "Milestones"), Blocks: []document.Block{{Kind: document.Trends, Trend: document.Trend{Said: []kb.Date{"2026-07-08", "2026-08-08", "2026-09-08"}, Rest: text("另有 1 个未动。", "1 more is unmoved."),
			Lines: []document.Course{{Name: say("验收", "Review"), Planned: "2026-09-18", Dates: []kb.Date{"2026-09-18", "", "2026-09-27"}, Mark: mark(document.Bad, "晚 9 天", "9 days late")}}}}}},
		{Kind: "sla", Title: say("服务", "Service"), Blocks: []document.Block{
			{Kind: document.Heat, Table: document.Table{Columns: []document.Column{column("级别", "Level", "text"), column("8 月", "August", "number")}, Rows: []document.Row{
				{Cells: []document.Cell{{Text: text("P1", "P1")}, {Text: text("1 / 2", "1 / 2"), Tone: document.Bad}}}, {Cells: []document.Cell{{Text: text("P2", "P2")}, {Void: true}}}}}},
			{Kind: document.Strips, Strip: document.Strip{From: "2026-08-01", To: "2026-08-31", Rows: []document.StripRow{{Name: say("巡检", "Rounds"), Text: text("缺 1 周", "1 week missing"), Marks: []document.Span{{From: "2026-08-03", Mark: document.Mark{Tone: document.Good, Word: "✓"}}, {From: "2026-08-10", Mark: mark(document.Bad, "缺", "none")}}},
				{Name: say("保养", "Upkeep"), Sub: append(text("机动科 ", "works "), cited("3 人", 1, "计划!B9")...), Text: text("没有排期", "no dates")}}}},
		}},
		{Kind: "satisfaction", Title: say("满意度", "Satisfaction"), Blocks: []document.Block{
			{Kind: document.Panels, Panels: document.Multiples{Low: share(0), High: share(1), List: []document.Panel{{Title: say("夜班", "Nights"), Sub: text("8 月换过班长", "a new foreman in August"), Points: points(0.61, 0.66), Counts: []int{44, 51}, Target: share(0.85), Text: text("66.0%，51 份", "66.0%, n=51")}}}},
			{Kind: document.Shares, Shares: document.Stacks{Parts: []string{say("满意", "Happy"), say("不满", "Not")}, Most: 40, Rows: []document.Share{{Name: say("白班", "Days"), Sub: text("含培训班", "with trainees"), Parts: []float64{28, 11}, Labels: []string{"28", "11"}, Text: text("39 份", "n=39")}}}},
		}},
		{Kind: "training", Title: say("培训", "Training"), Why: say("没有培训记录表。", "There is no record of training.")},
		{Kind: "gate", Title: say("签字", "Signatures"), Blocks: []document.Block{{Kind: document.Sign, Lines: []document.Line{{Text: text("发起人", "Sponsor")}}}, {Kind: document.Note, Text: text("此页一式 2 份。", "Two copies.")}}},
	}
	return document.Report{
		Head: document.Head{Kind: "monthly", Title: say("2026 年 8 月月报", "Report of August 2026"), Site: say("仓储系统", "Stores"), Lang: lang, Period: "2026-08", From: "2026-08-01", To: "2026-08-31",
			Cutoff: "2026-09-08", Issued: "2026-09-09", Approver: say("王总", "Wang"), Author: say("李工", "Li")},
		Errata:   []document.Line{{Mark: mark(document.Warn, "勘误", "erratum"), Text: append(text("差错 7 → ", "errors 7 → "), cited("8", 2, "KPI!C5")...)}},
		Sections: sections,
		Sources: []document.Source{{Letter: "A", File: say("计划.xlsx", "plan.xlsx"), AsOf: "2026-09-05", Digest: "77aa00ff99", Note: say("晚于期末", "newer")},
			{Letter: "B", File: "KPI.xlsx", Href: "https://kb.example.com/kpi.html"}},
	}
}
