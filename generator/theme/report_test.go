package theme

import (
	"bytes"
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"

	"milepost/generator/document"
	"milepost/generator/kb"
)

// update rewrites the golden files.
var update = flag.Bool("update", false, "rewrite the golden files")

// edges is a report of extreme cases: very long names, empty blocks, forty rows, dates in the wrong order.
func edges() document.Report {
	long := strings.Repeat("没有空格的长名称", 12)
	table := document.Table{Columns: []document.Column{{Title: long, Kind: "text"}, {Title: "值", Kind: "number"}}}
	for i := range 40 {
		table.Rows = append(table.Rows, document.Row{Cells: []document.Cell{{Text: document.Say(long)}, figure(num(float64(i)/8), float64(i)/8, 3)}})
	}
	table.Rows[3].Cells = table.Rows[3].Cells[:1]
	table.Rows[4].Cells = append(table.Rows[4].Cells, document.Cell{Text: document.Say("一格太多")})
	block := func(b document.Block) document.Section {
		return document.Section{Kind: b.Kind, Title: b.Kind, Blocks: []document.Block{b}}
	}
	return document.Report{Head: document.Head{Kind: "weekly", Title: long}, Sections: []document.Section{
		{Kind: "empty", Title: "空", Why: "没有数据。"}, {},
		block(document.Block{Kind: document.Grid, Table: table}),
		block(document.Block{Kind: document.Grid, Table: document.Table{Columns: table.Columns}}),
		block(document.Block{Kind: document.Bars, Gantt: document.Gantt{From: "2026-10-01", To: "2026-10-31", Bars: []document.Bar{
			{Name: long, PlannedFrom: "2026-10-20", PlannedTo: "2026-10-01"}, {Name: "空"}, {Milestone: true, ActualTo: "2030-01-01"}}}}),
		block(document.Block{Kind: document.Bars, Gantt: document.Gantt{From: "2026-10-31", To: "2026-10-01", Bars: []document.Bar{{Name: "反"}}}}),
		block(document.Block{Kind: document.Trends, Trend: document.Trend{Said: []kb.Date{"2026-10-20"}, Lines: []document.Course{
			{Name: long, Dates: []kb.Date{"2026-12-01", "2027-01-01"}}, {Name: "空"}}}}),
		block(document.Block{Kind: document.Trends, Trend: document.Trend{Said: []kb.Date{"2026-10-20"}, Lines: []document.Course{{Name: "空"}}}}),
		block(document.Block{Kind: document.Prose}), block(document.Block{Kind: document.Lead}), block(document.Block{Kind: "unknown"}),
		block(document.Block{Kind: document.Sign, Lines: []document.Line{told(document.Mark{}, "项目发起人")}}),
		block(document.Block{Kind: document.Lines, Lines: []document.Line{{Text: document.Text{{Text: "坏", Ref: 7, Href: "javascript:alert(1)"}}}}}),
	}}
}

// The golden files hold the HTML of every kind of block, one element a line.
func TestReportGolden(t *testing.T) {
	th := load(t, "zh-CN")
	for name, r := range map[string]document.Report{"monthly": monthly(), "edges": edges()} {
		var b strings.Builder
		if err := th.root.ExecuteTemplate(&b, "report-part", r); err != nil {
			t.Fatal(err)
		}
		checkBalance(t, name, []byte(b.String()))
		got := regexp.MustCompile(`<(section|h2|p|ul|li|table|tr|svg|g|line|rect|polyline)\b`).ReplaceAllString(b.String(), "\n$0")
		path := "testdata/report-" + name + ".html"
		want, err := os.ReadFile(path)
		if *update {
			err = os.WriteFile(path, []byte(got), 0o666)
			want = []byte(got)
		}
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s differs; run with -update and read the diff", path)
		}
	}
}

func TestReportFileNeedsNothingBesideItself(t *testing.T) {
	page, err := load(t, "zh-CN").File(sampleReport())
	if err != nil {
		t.Fatal(err)
	}
	checkBalance(t, "file", page)
	if m := regexp.MustCompile(`<script|<link|<img|@import|url\(|src="`).Find(page); m != nil {
		t.Errorf("the file asks for something: %s", m)
	}
	for _, m := range regexp.MustCompile(`href="#([^"]*)"`).FindAllSubmatch(page, -1) {
		if !bytes.Contains(page, []byte(` id="`+string(m[1])+`"`)) {
			t.Errorf("#%s leads nowhere", m[1])
		}
	}
	if !bytes.Contains(page, []byte(`href="#src-A"`)) {
		t.Error("figures do not lead to their source")
	}
	if want := `data-run="云杉零售 CRM" data-run-issue="2026 年 10 月月报 · 已签发 2026-11-23"`; !bytes.Contains(page, []byte(want)) {
		t.Errorf("paper does not name it: no %s", want)
	}
}

func TestMail(t *testing.T) {
	th := load(t, "zh-CN")
	m, err := th.Mail(MailInput{Report: monthly(), Href: "https://kb.example.com/x.html", Files: []string{"月报.html"}})
	if err != nil {
		t.Fatal(err)
	}
	if m.Subject != "[红] 云杉零售 CRM 2026 年 10 月月报" {
		t.Errorf("subject %q", m.Subject)
	}
	checkBalance(t, "mail", []byte(m.HTML))
	if bad := regexp.MustCompile(`<svg|<script|<img|ZgotmplZ|var\(|<t[dh](?:"[^"]*"|[^>"])*><`).FindString(regexp.MustCompile(`<t[dh][^>]* style="[^"]*"[^>]*>`).ReplaceAllString(m.HTML, "<x>")); bad != "" {
		t.Errorf("Outlook does not show %s", bad)
	}
	for _, want := range []string{"预测 12-31 完成，比计划晚 13 天", "[逾期 4 天] D-07", "[晚 19 天] 西南批次", "77% (应 83%)", "没有培训记录表", "https://kb.example.com/x.html"} {
		if !strings.Contains(m.Text, want) {
			t.Errorf("the text lacks %q", want)
		}
	}
	if strings.Contains(m.Text, "基线 18.2") || strings.Contains(m.HTML, ">基线<") {
		t.Error("a minor column stands in the mail")
	}
	draft := monthly()
	draft.Head.Issued, draft.Head.Overall = "", document.Mark{Tone: document.Bad, Word: "red"}
	if m, _ := load(t, "en").Mail(MailInput{Report: draft}); m.Subject != "[Red] 云杉零售 CRM 2026 年 10 月月报 (draft)" {
		t.Errorf("subject %q", m.Subject)
	}
	if _, err := th.Mail(MailInput{Report: edges()}); err != nil {
		t.Error(err)
	}
}

func TestMailBarsAreWhole(t *testing.T) {
	for share := -10.0; share <= 130; share += 7 {
		for due := -10.0; due <= 130; due += 3 {
			sum, ticks := 0, 0
			for _, c := range mailBar(share, due, due >= 0) {
				if sum += c.Width; c.Width <= 0 {
					t.Fatalf("share %g, due %g: a cell of %d px", share, due, c.Width)
				}
				if c.Color == "#1f262d" {
					ticks += c.Width
				}
			}
			if sum != mailBarWidth || due >= 0 && ticks != 2 {
				t.Fatalf("share %g, due %g: %d px, tick %d px", share, due, sum, ticks)
			}
		}
	}
}

// Labels of a trend never overlap, and none is below the axis.
func TestTrendLabelsStayApart(t *testing.T) {
	d := document.Trend{Said: []kb.Date{"2026-06-20", "2026-07-20"}}
	for i := range 14 {
		d.Lines = append(d.Lines, document.Course{Name: num(float64(i)), Dates: []kb.Date{"2026-12-01", kb.Date("2026-12-01").AddDays(i % 3)}})
	}
	got := teller{theme: load(t, "zh-CN")}.trend(d)
	for i, a := range got.Lines {
		if a.Y > got.Base+1 || a.Y < 0 {
			t.Errorf("label %d at %g, axis at %g", i, a.Y, got.Base)
		}
		for _, b := range got.Lines[:i] {
			if d := a.Y - b.Y; d > -labelTall+1 && d < labelTall-1 {
				t.Errorf("labels at %g and %g", a.Y, b.Y)
			}
		}
	}
}

// stuffed is a report of the kind "one page" with far more rows, bars and days than one page holds.
func stuffed() PageView {
	r := monthly()
	r.Head.Kind, r.Head.Title = kb.ReportOnePage, "2026 年 10 月一页纸"
	r.Errata = nil
	sections := []document.Section{summary(), decisions(), indicators(), progress(), risks(), next()}
	sections[0].Blocks = sections[0].Blocks[:2]
	for i := range sections {
		sections[i].Blocks = sections[i].Blocks[:len(sections[i].Blocks):len(sections[i].Blocks)]
		for k := range sections[i].Blocks {
			b := &sections[i].Blocks[k]
			for range 3 {
				b.Table.Rows = append(b.Table.Rows, b.Table.Rows...)
				b.Gantt.Bars = append(b.Gantt.Bars, b.Gantt.Bars...)
				b.Agenda = append(b.Agenda, b.Agenda...)
			}
		}
	}
	v := PageView{Frame: sampleFrame("briefs/one.html", r.Head.Title, "report"), Report: []document.Report{{Head: r.Head, Sources: r.Sources}}}
	html, holes := []string{""}, []kb.Hole(nil)
	for _, s := range sections {
		html, holes = append(html, ""), append(holes, kb.Hole{})
		v.Fills = append(v.Fills, Fill{Block: []Block{{Kind: "report", Report: []document.Report{{Head: r.Head, Sections: []document.Section{s}, Sources: r.Sources}}}}})
	}
	html[1] = `<div class="judgement"><p class="judgement-by">项目经理</p><p>` + strings.Repeat("扫码切换十月才上线，届时再看这个红灯。", 12) + `</p></div>`
	v.Body = kb.MakeBody(html, holes)
	return v
}

// A report on one page is shortened until it fits, and each list says how many of its
// entries are left out.
func TestOnePageSaysWhatItLeavesOut(t *testing.T) {
	th, v := load(t, "zh-CN"), stuffed()
	fills := th.fitted(v)
	tall := writtenTall(v.Body)
	for i, f := range fills {
		s, was := f.Block[0].Report[0].Sections[0], v.Fills[i].Block[0].Report[0].Sections[0]
		tall += sectionHeight(s)
		for k, b := range s.Blocks {
			before := was.Blocks[k]
			if n := len(before.Table.Rows) + before.Table.Left - len(b.Table.Rows); b.Table.Left != n {
				t.Errorf("%s: %d rows are said to be left out, %d are", s.Kind, b.Table.Left, n)
			}
			if n := len(before.Gantt.Bars) - len(b.Gantt.Bars); b.Gantt.Left != n {
				t.Errorf("%s: %d bars are said to be left out, %d are", s.Kind, b.Gantt.Left, n)
			}
			if n := len(before.Agenda) - len(b.Agenda); b.Left != n {
				t.Errorf("%s: %d days are said to be left out, %d are", s.Kind, b.Left, n)
			}
		}
	}
	if tall > sheetRoom {
		t.Errorf("%.0f mm, the sheet has %d", tall, sheetRoom)
	}
	v.Report = []document.Report{{Head: document.Head{Kind: kb.ReportMonthly}}}
	if len(th.fitted(v)[2].Block[0].Report[0].Sections[0].Blocks[0].Table.Rows) != 48 {
		t.Error("a report of several pages is cut")
	}
}
