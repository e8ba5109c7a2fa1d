package export

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"testing"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/sheet"
	"milepost/generator/theme"
)

func value(text string, n float64, unit string, decimals int) document.Cell {
	return document.Cell{Text: document.Text{{Text: text, Ref: 1, Cell: "KPI!G10"}}, Num: document.Number{Value: n, Unit: unit, Decimals: decimals, OK: true}}
}

func sample() document.Report {
	curve := func(values ...float64) (out []document.Point) {
		for i, v := range values {
			out = append(out, document.Point{At: kb.Period(fmt.Sprintf("2026-%02d", 8+i)), Value: v, OK: v != 0})
		}
		return out
	}
	row := func(name string, now, change, target document.Cell, c []document.Point, state string) document.Row {
		return document.Row{Cells: []document.Cell{{Text: document.Say(name), Sub: document.Say("变革经理")}, {Curve: c, Goal: target.Num}, now, change, target, {Mark: document.Mark{Tone: document.Bad, Word: state}}}}
	}
	change := value("−3.3", -3.3, "pp", 1)
	change.Mark, change.Tone = document.Mark{Tone: document.Bad, Word: "变差"}, document.Bad
	kpi := document.Table{Columns: []document.Column{{Title: "指标", Kind: "text"}, {Title: "8–10 月", Kind: "curve"}, {Title: "本期", Kind: "number"}, {Title: "变化", Kind: "number"}, {Title: "目标", Kind: "number"}, {Title: "状态", Kind: "mark"}}, Rows: []document.Row{
		row("周活跃率", value("58.2%", .582, "%", 1), change, value("80%", .8, "%", 0), curve(.63, .615, .582), "落后"),
		row("响应时长", value("2.6", 2.6, "小时", 1), document.Cell{Text: document.Say("—")}, value("≤2", 2, "小时", 0), curve(3.2, 0, 2.6), "未达标"),
		row("净推荐值", document.Cell{Text: document.Say("缺数"), Sub: document.Say("上期 27")}, document.Cell{Text: document.Say("—")}, value("35", 35, "分", 0), nil, "缺数"),
	}}
	return document.Report{
		Head: document.Head{Kind: "monthly", Title: "十月报告", Project: "云杉", Lang: "zh-CN", Period: "2026-10", From: "2026-10-01", To: "2026-10-31", Cutoff: "2026-11-20", Issued: "2026-11-23", Approver: "张岩", Overall: document.Mark{Tone: document.Bad, Word: "红"}},
		Sections: []document.Section{
			{Kind: "summary", Title: "结论", Blocks: []document.Block{{Kind: document.Lead, Mark: document.Mark{Tone: document.Bad, Word: "红"}, Text: document.Say("=SUM(A1) 推广晚 13 天")},
				{Kind: document.Verdicts, Verdicts: []document.Verdict{{Dimension: "进度", Mark: document.Mark{Tone: document.Warn, Word: "黄"}, Reason: document.Text{{Text: "完成 77%", Ref: 1, Cell: "阶段!I16"}}}}},
				{Kind: document.Prose, HTML: "<p>活跃率落后 <b>不等于</b> 没人用。</p>", By: "项目经理"}}},
			{Kind: "kpi", Title: "指标/上期", Blocks: []document.Block{{Kind: document.Grid, Table: kpi}, {Kind: document.Lines, Lines: []document.Line{{Text: document.Say("周活跃率：新店共用账号，登录记在店长名下。")}}}}},
			{Kind: "next", Title: "下期计划", Blocks: []document.Block{{Kind: document.Agenda, Agenda: []document.Appointment{{From: "2026-12-10", To: "2026-12-14", Text: document.Say("冻结发布"), Who: "项目经理"}}}}},
			{Kind: "trend", Title: "里程碑趋势", Blocks: []document.Block{{Kind: document.Trends, Trend: document.Trend{Said: []kb.Date{"2026-09-20", "2026-10-20"}, Lines: []document.Course{{Name: "推广评审", Planned: "2026-12-18", Dates: []kb.Date{"2026-12-18", "2026-12-31"}}}}}}},
			{Kind: "prose", Title: "附注", Blocks: []document.Block{{Kind: document.Note, Text: document.Say("只有文字。")}}},
			{Kind: "training", Title: "培训", Why: "没有培训记录表。"},
		},
		Sources: []document.Source{{Letter: "A", File: "数据/KPI月报_2026-10.xlsx", Href: "https://kb.example.com/a.html", AsOf: "2026-11-05", Digest: "bfcad369"}},
	}
}

// Our own reader reads an exported workbook with the same numbers and without a diagnostic.
func TestWorkbookReadsBack(t *testing.T) {
	data, err := xlsx(sample())
	if err != nil {
		t.Fatal(err)
	}
	book := sheet.Read(t.Context(), "十月报告.xlsx", data, sheet.Options{})
	for _, d := range book.Diags {
		t.Errorf("%v", d)
	}
	var sheets []string
	var rows []string
	for _, s := range book.Sheets {
		sheets = append(sheets, s.Name)
	}
	for _, d := range book.Datasets {
		if s := d.Get().Schema; s != kb.SchemaTable {
			t.Errorf("%s is taken as %s: its figures would count twice", d.Get().Name, s)
		}
		for _, r := range d.Get().Rows {
			var cells []string
			for _, c := range r.Cells {
				cells = append(cells, plain(c))
			}
			rows = append(rows, strings.Join(cells, "|"))
		}
	}
	if got, want := strings.Join(sheets, " "), "概览 结论 指标／上期 指标／上期 曲线 下期计划 里程碑趋势 附注 数据来源"; got != want {
		t.Errorf("sheets %s\nwant   %s", got, want)
	}
	all := strings.Join(rows, "\n")
	for _, want := range []string{
		"进度|黄|完成 77%||", "周活跃率|变革经理|0.582||-3.3|变差|0.8|落后", "响应时长|变革经理|2.6||||2|未达标", "净推荐值|变革经理||缺数 上期 27|||35|缺数",
		"2026-09|0.615|0.8||2", "2026-12-10|2026-12-14|冻结发布|项目经理", "2026-10-20|2026-12-31", "2026-10-20|13", "1|只有文字。", "A|数据/KPI月报_2026-10.xlsx|2026-11-05|bfcad369|", "培训|没有培训记录表。", "总体|红",
	} {
		if !strings.Contains("\n"+all+"\n", "\n"+want+"\n") {
			t.Errorf("no row %q in\n%s", want, all)
		}
	}
	if strings.Contains(all, "共用账号") {
		t.Errorf("a note below a table is read as a row of it:\n%s", all)
	}
	if again, _ := xlsx(sample()); !bytes.Equal(again, data) {
		t.Error("the same report gives other bytes")
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	charts := 0
	for _, f := range z.File {
		if strings.HasPrefix(f.Name, "xl/charts/chart") {
			charts++
		}
	}
	if charts != 3 { // two curves and the trend
		t.Errorf("%d charts, want 3", charts)
	}
}

// A section without a table keeps its note, the titles of its texts and the words of their marks.
func TestSectionOfTexts(t *testing.T) {
	w := &bookWriter{}
	page := w.section(document.Section{Title: "结论", Note: document.Say("取最差一项"), Blocks: []document.Block{
		{Kind: document.Lead, Mark: document.Mark{Word: "红", Tone: document.Bad}, Text: document.Say("推广晚 13 天")},
		{Kind: document.Prose, Title: "补充", HTML: "<p>夜班先训。</p>"},
	}})
	var got []string
	for _, row := range page.Rows {
		for _, c := range row {
			if c.Text != "" {
				got = append(got, c.Text)
			}
		}
	}
	for _, want := range []string{"取最差一项", "红  推广晚 13 天", "补充", "夜班先训。"} {
		if !slices.Contains(got, want) {
			t.Errorf("no %q in %q", want, got)
		}
	}
}

func plain(c kb.Cell) string {
	switch c.Kind {
	case kb.Number:
		return fmt.Sprintf("%g", c.Num)
	case kb.Missing:
		return ""
	}
	return c.Text
}

func TestWorkbookOfNothing(t *testing.T) {
	for _, r := range []document.Report{{}, {Sections: []document.Section{{}, {Title: "空", Blocks: []document.Block{{}}}}},
		{Sections: []document.Section{{Blocks: []document.Block{{Kind: document.Grid, Table: document.Table{Columns: []document.Column{{}, {}}, Rows: []document.Row{{}, {Cells: make([]document.Cell, 9)}}}}}}}}} {
		if _, err := xlsx(r); err != nil {
			t.Error(err)
		}
	}
}

func TestMailHasPageAndWorkbookWithIt(t *testing.T) {
	in := Input{Report: sample(), Name: "月报-2026-10", HTML: []byte("<!doctype html>"), Mail: func(files []string) (theme.Mail, error) {
		return theme.Mail{Subject: "[红] 月报", Text: strings.Join(files, " "), HTML: "<p>红</p>"}, nil
	}}
	files, failed := Export(context.Background(), in, []string{"eml"})
	if len(failed) > 0 || len(files) != 1 || files[0].Ending != ".eml" {
		t.Fatal(files, failed)
	}
	m, err := mail.ReadMessage(bytes.NewReader(files[0].Data))
	if err != nil {
		t.Fatal(err)
	}
	if kind := m.Header.Get("Content-Type"); !strings.HasPrefix(kind, "multipart/mixed") {
		t.Error(kind)
	}
	if n := bytes.Count(files[0].Data, []byte("Content-Disposition: attachment")); n != 2 {
		t.Errorf("%d attachments", n)
	}
	again, _ := Export(context.Background(), in, []string{"eml"})
	if !bytes.Equal(again[0].Data, files[0].Data) {
		t.Error("the same report gives other bytes")
	}
}
