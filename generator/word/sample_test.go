package word

import (
	"bytes"
	"image"
	"image/jpeg"
	"math"
	"time"
)

// dot is a picture of one pixel.
var dot = func() []byte {
	var b bytes.Buffer
	_ = jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1)), nil)
	return b.Bytes()
}()

// sample is a document with each kind of block, shaped like a report.
func sample(lang string) Document {
	say := func(zh, en string) string {
		if lang == "zh-CN" {
			return zh
		}
		return en
	}
	r := func(zh, en string) []Run { return []Run{{Text: say(zh, en)}} }
	cells := func(texts ...string) (all []Cell) {
		for _, t := range texts {
			all = append(all, Cell{Runs: []Run{{Text: t}}})
		}
		return all
	}
	small := func(runs []Run) Cell {
		return Cell{Runs: runs, Chart: &Chart{Kind: Lines, Unkeyed: true, Alt: runs[0].Text, Height: 25, Categories: []string{"8", "9", "10"}, Series: []Series{{Values: []float64{70, math.NaN(), 81}}, {Dashed: true, Values: []float64{80, 80, 80}}}, Axis: Axis{Min: new(0.0), Max: new(100.0)}}}
	}
	return Document{
		Title: say("2026 年 10 月月报", "Report of October 2026"), Subject: say("云杉零售 CRM", "Spruce Retail CRM"), Author: say("项目经理", "Project manager"),
		Company: say("云杉零售", "Spruce & Sons"), Lang: lang, Date: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC),
		Header: Line{say("云杉零售 CRM", "Spruce Retail CRM"), say("2026 年 10 月月报 · 已签发 2026-11-23", "October 2026 · issued 2026-11-23")},
		Footer: say("数字由表格算出，来源见“数据说明”", "Figures are computed; sources are at the end"),
		Labels: Labels{say("表", "Table"), say("图", "Figure")},
		Blocks: []Block{
			Heading{0, r("2026 年 10 月月报", "Report of October 2026")},
			Paragraph{Look: Note, Runs: r("期间 2026-10-01 至 10-31；截止 2026-11-20；签发 2026-11-23，项目发起人", "Period 2026-10-01 to 10-31; cut-off 2026-11-20; issued 2026-11-23 by the sponsor")},
			Contents{Title: say("目录", "Contents")},
			Heading{1, r("结论", "Verdict")},
			Paragraph{Look: Lead, Runs: []Run{{Text: say(" 红 ", " Red "), Bold: true, Tone: Bad, Tint: true}, {Text: say("推广晚 13 天，缓冲 10 个工作日只剩 1 个；门店员工周活跃率连降 4 个月，离期限 41 天。", " The roll-out is 13 days late, one of ten buffer days is left; weekly active staff fell for the fourth month.")}}},
			Table{Alt: say("四个方面的状态", "State of four dimensions"), Columns: []Column{{Share: 2}, {Share: 1}, {Share: 12}, {Share: 2, Align: Right}}, Rows: []Row{
				{Cells: []Cell{{Runs: r("进度", "Progress"), Bold: true}, {Runs: []Run{{Text: say("黄", "Amber"), Tone: Warn, Tint: true}}}, {Runs: []Run{{Text: say("推广完成 77%", "Roll-out 77% done")}, {Text: "C", Super: true, Tone: Accent, Link: "#src-C"}, {Text: say("，按工作日应为 83%，落后 6 个百分点；预测 12-31 完成，比计划晚 13 天。", ", 83% due by working days, 6 points behind; forecast 12-31, 13 days late.")}}}, {Runs: []Run{{Text: say("上期 黄", "was amber"), Small: true, Tone: Muted}}}}},
				{Cells: []Cell{{Runs: r("价值", "Value"), Bold: true}, {Runs: []Run{{Text: say("红", "Red"), Tone: Bad, Tint: true}}}, {Runs: r("门店员工周活跃率 58.2%，应达 72.0%，差 13.8 个百分点；期限 12-31。", "Weekly active staff 58.2%, 72.0% due, 13.8 points short; due 12-31.")}, {Runs: []Run{{Text: say("上期 红", "was red"), Small: true, Tone: Muted}}}}},
			}},
			Paragraph{Look: Judgement, Runs: r("活跃率落后不等于没人用。抽查 20 家新店，14 家共用账号，登录都记在店长名下；真实使用大约在 70% 上下，但没有账号就不能算数。", "Low activity does not mean that nobody uses it. Of 20 new shops 14 share one account, so that logins count for the manager.")},
			Paragraph{Look: Judgement, Runs: []Run{{Text: say("判断：项目经理，2026-11-23", "Judged by the project manager, 2026-11-23"), Small: true, Tone: Muted}}},
			Heading{1, r("本期变化", "Changes")},
			List{Items: []Item{
				{0, []Run{{Text: say("变差 ", "Worse "), Tone: Bad, Small: true}, {Text: say("推广预测 12-31 完成，比上期又晚 ", "Roll-out forecast 12-31, slipped ")}, {Text: say("7 天", "7 days"), Bold: true}, {Text: say("，累计晚 13 天。", " more, 13 in all.")}}},
				{0, []Run{{Text: say("变好 ", "Better "), Tone: Good, Small: true}, {Text: say("核心服务可用性 99.53% → 99.93%", "Availability 99.53% → 99.93%")}}},
				{1, r("本期 P1 无事件", "No P1 incident")},
			}},
			List{Ordered: true, Items: []Item{{0, r("先做这件", "First this")}, {1, r("其中一步", "A step of it")}, {0, r("再做那件", "Then that")}}},
			List{Ordered: true, Items: []Item{{0, r("另一张单子从一开始", "Another list starts at one")}}},
			Heading{1, r("指标", "Indicators")},
			Table{Caption: r("指标，最差的在前", "Indicators, worst first"), Alt: say("指标的基线、上期、本期", "Baseline, last and this period of each indicator"),
				Columns: []Column{{Share: 5}, {Align: Right}, {Align: Right}, {Align: Right}, {Align: Right}, {Align: Right, Share: 1.4}},
				Head:    []Row{{Cells: cells(say("指标", "Indicator"), say("基线", "Baseline"), say("上期", "Last"), say("本期", "Now"), say("变化", "Change"), say("状态", "State"))}},
				Rows: []Row{
					{Cells: []Cell{{Span: 6, Bold: true, Tone: Calm, Runs: r("业务", "Business")}}},
					{Cells: []Cell{{Runs: []Run{{Text: say("门店员工周活跃率", "Weekly active staff"), Bold: true}, {Text: say("\n变革经理 · 12-31", "\nchange manager · 12-31"), Small: true, Tone: Muted}}}, {Runs: r("40.0", "40.0")}, {Runs: r("61.5", "61.5")}, {Runs: []Run{{Text: "58.2", Bold: true, Link: "#src-C", Bare: true, Tip: "plan.xlsx · KPI!G10"}}}, {Runs: []Run{{Text: "−3.3", Tone: Bad}}}, {Runs: []Run{{Text: say("落后", "behind"), Tone: Bad, Tint: true}}}}},
					{Cells: cells(say("会员净推荐值", "Net promoter score"), "20", "27", "—", "—", say("缺数", "missing"))},
				}},
			Chart{Kind: Lines, Caption: r("门店员工周活跃率，%", "Weekly active staff, %"), Alt: say("折线图：五月 52.0 到十月 58.2，九月缺数", "Line: 52.0 in May to 58.2 in October, none in September"),
				Categories: []string{"2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"},
				Series: []Series{{Name: say("实际", "Actual"), Values: []float64{52, 60.1, 66, 64.2, math.NaN(), 58.2}, Labels: true},
					{Name: say("目标", "Target"), Values: []float64{80, 80, 80, 80, 80, 80}, Dashed: true, Color: "C2185B"}},
				Axis: Axis{Title: "%", Format: "0.0", Min: new(0.0)}, Book: []byte("workbook 1"), Sheet: say("数据", "Data")},
			Chart{Kind: Columns, Caption: r("各区上线门店", "Shops live by region"), Alt: say("柱形图", "Columns"), Categories: []string{say("华东", "East"), say("华北", "North"), say("西南", "South-west")},
				Series: []Series{{Name: say("计划", "Planned"), Values: []float64{120, 80, 46}}, {Name: say("实际", "Actual"), Values: []float64{120, 75, 20}, Labels: true, Points: []string{"", "", "B3261E"}},
					{Name: say("线", "Line"), Line: true, Values: []float64{100, 100, 100}}}, Axis: Axis{Format: "0"}, Book: []byte("workbook 2")},
			PageBreak{},
			Heading{2, r("满意度", "Satisfaction")},
			Chart{Kind: Bars, Stacked: true, Caption: r("满意度构成", "Satisfaction"), Alt: say("堆积条形图", "Stacked bars"), Categories: []string{say("店员（很长的名字也要看得见）", "Staff with a rather long name"), say("店长", "Managers"), say("会员", "Members")},
				Series: []Series{{Name: say("满意", "Satisfied"), Values: []float64{0.74, 0.81, 0.66}, Color: "1B7444", Labels: true}, {Name: say("一般", "Neutral"), Values: []float64{0.16, 0.1, 0.2}, Color: "98A1AD"}, {Name: say("不满意", "Dissatisfied"), Values: []float64{0.1, 0.09, 0.14}, Color: "B3261E"}},
				Axis:   Axis{Format: "0%", Max: new(1.0)}, Height: 50, Book: []byte("workbook 3")},
			Chart{Kind: Bars, Stacked: true, Caption: r("阶段", "Phases"), Alt: say("甘特图", "Gantt chart"), Categories: []string{say("试点", "Pilot"), say("推广", "Roll-out")},
				Series: []Series{{Name: " ", Offset: true, Values: []float64{46150, 46200}}, {Name: say("已做", "Done"), Values: []float64{50, 90}, Color: "1D5F8A"}, {Name: say("未做", "Left"), Values: []float64{0, 38}, Color: "CCD7E2"}},
				Axis:   Axis{Format: "mm-dd", Min: new(46140.0)}, Height: 40, Book: []byte("workbook 4")},
			Table{Bare: true, Columns: []Column{{}, {}, {}}, Rows: []Row{{Cells: []Cell{small(r("华东 81%", "East 81%")), small(r("华北 74%", "North 74%")), small(r("西南", "South-west"))}}}},
			Picture{Data: dot, Width: 40, Alt: say("门店分布图", "Map of shops"), Caption: r("门店分布", "Shops")},
			Rule{},
			Heading{1, r("数据说明", "Sources")},
			Table{Columns: []Column{{Share: 1}, {Share: 12}, {Share: 4}}, Rows: []Row{
				{Cells: []Cell{{Runs: []Run{{Text: "C", Anchor: "src-C"}}}, {Runs: []Run{{Text: say("项目进度.xlsx", "plan.xlsx"), Link: "https://example.com/a?b=1&c=“x”"}}}, {Runs: r("2026-11-20", "2026-11-20")}}},
			}},
			Table{Bare: true, Columns: []Column{{}, {}}, Rows: []Row{{Cells: cells(say("签字：", "Signed:"), say("日期：", "Date:"))}}},
		},
	}
}
