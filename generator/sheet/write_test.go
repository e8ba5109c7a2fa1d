package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"math"
	"math/rand"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// reportBook is what the workbook of a report looks like.
func reportBook() Book {
	return Book{Title: "项目月报 2026-09", Author: "王芳", Date: "2026-10-08", Lang: "zh-CN", Sheets: []Page{
		{
			Name: "指标", Heads: []int{2}, Freeze: Freeze{Lines: 2, Columns: 1},
			Print: Print{Landscape: true, Header: "项目月报 R&D", Footer: "2026-10-08 签发", Repeat: 2},
			Rows: [][]Cell{
				{{Kind: kb.Text, Text: "关键指标", Bold: true, Large: true}},
				{Text("指标"), Text("期间"), Text("上期"), Text("本期"), Text("变化（个百分点）"), Text("采集日期"), Text("判断"), Text("费用（万元）"), Text("来源")},
				{Text("门店员工周活跃率"), Period("2026-09"), Share(0.7, 1), Share(0.77, 1), Number(7, Format{Signed: true, Decimals: 1}), Day("2026-09-30"), {Kind: kb.Text, Text: "落后", Tone: Warn, Note: "按工作日应为 83%，落后 6 个百分点"}, Number(1234.5, Format{Thousands: true, Decimals: 2}), {Kind: kb.Text, Text: "指标数据", Sheet: "数据/来源"}},
				{Text("单据一次通过率"), Period("2026-09"), Share(0.9, 1), Share(0.885, 1), Number(-1.5, Format{Signed: true, Decimals: 1}), Day("2026-09-30"), {Kind: kb.Text, Text: "正常", Tone: Good}, Number(80, Format{Thousands: true, Decimals: 2}), {Kind: kb.Text, Text: "指标数据", Sheet: "数据/来源"}},
				{Text("库存准确率"), Period("2026-09"), Share(0.96, 1), Share(0.931, 1), Number(-2.9, Format{Signed: true, Decimals: 1}), Day("2026-09-30"), {Kind: kb.Text, Text: "偏离", Tone: Bad}, Number(0, Format{Thousands: true, Decimals: 2}), {Kind: kb.Text, Text: "指标数据", Sheet: "数据/来源"}},
				{Text("培训覆盖率"), Period("2026-09"), {}, {}, {}, {}, {Kind: kb.Text, Text: "缺数", Tone: Muted}, {}, {Kind: kb.Text, Text: "指标数据", Sheet: "数据/来源"}},
			},
			Charts: []Chart{
				{Kind: ChartBar, Title: "本期与上期", Line: 9, Column: 1, Format: Format{Percent: true}, Labels: true, Series: []Series{
					{Labels: Range{1, 3, 5}, Values: Range{3, 3, 5}, Head: 2}, {Labels: Range{1, 3, 5}, Values: Range{4, 3, 5}, Head: 2}}},
				{Kind: ChartLying, Title: "费用", Line: 9, Column: 6, Series: []Series{{Labels: Range{1, 3, 5}, Values: Range{8, 3, 5}, Head: 2}}},
				{Kind: ChartLine, Title: "趋势", Line: 26, Column: 1, Format: Format{Percent: true}, Series: []Series{{Labels: Range{1, 3, 5}, Values: Range{4, 3, 5}, Head: 2}}},
				{Kind: ChartBar, Stacked: true, Title: "叠加", Line: 26, Column: 6, Series: []Series{
					{Labels: Range{1, 3, 5}, Values: Range{3, 3, 5}, Head: 2}, {Labels: Range{1, 3, 5}, Values: Range{4, 3, 5}, Head: 2}}},
			},
		},
		{
			Name: "数据/来源", Heads: []int{1},
			Rows: [][]Cell{
				{Text("文件"), Text("说明"), Text("有效"), Text("行数")},
				{{Kind: kb.Text, Text: "指标_202609.xlsx", Link: "../数据/指标_202609.xlsx"}, Text("=HYPERLINK(\"http://a\")"), Truth(true), Number(12, Format{})},
				{{Kind: kb.Text, Text: "计划.xlsx", Link: "https://example.com/plan?x=1&y=2"}, Text("第一行\n第二行"), Truth(false), Number(3, Format{})},
			},
		},
	}}
}

func TestWrittenBookReadsBack(t *testing.T) {
	b, err := Write(reportBook())
	if err != nil {
		t.Fatal(err)
	}
	if to := os.Getenv("MILEPOST_KEEP"); to != "" { // to open it in an office program
		if err := os.WriteFile(to, b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	w := Read(t.Context(), "项目月报.xlsx", b, Options{})
	for _, d := range w.Diags {
		t.Errorf("%s", d.Line("zh-CN"))
	}
	if len(w.Datasets) != 2 {
		t.Fatalf("%d tables\n%s", len(w.Datasets), dump(w))
	}
	d := w.Datasets[0].Get()
	want := [][]string{
		{"门店员工周活跃率", "2026-09", "0.7", "0.77", "7", "2026-09-30", "落后", "1234.5", "指标数据"},
		{"单据一次通过率", "2026-09", "0.9", "0.885", "-1.5", "2026-09-30", "正常", "80", "指标数据"},
		{"库存准确率", "2026-09", "0.96", "0.931", "-2.9", "2026-09-30", "偏离", "0", "指标数据"},
		{"培训覆盖率", "2026-09", "", "", "", "", "缺数", "", "指标数据"},
	}
	for i, row := range d.Rows {
		for k, c := range row.Cells {
			if got := plainCell(c); got != want[i][k] {
				t.Errorf("%s is %q, want %q", c.Ref, got, want[i][k])
			}
		}
	}
	if got := w.Datasets[1].Get().Rows[0].Cells[1].Text; got != `=HYPERLINK("http://a")` {
		t.Errorf("a text that looks like a formula is %q", got)
	}
}

// A chart names the cells it is of: whole columns of the table, on its own sheet.
func TestChartsNameTheirCells(t *testing.T) {
	b, err := Write(reportBook())
	if err != nil {
		t.Fatal(err)
	}
	bars, lying := partOf(t, b, "xl/charts/chart1.xml"), partOf(t, b, "xl/charts/chart2.xml")
	for _, want := range []string{"<a:t>本期与上期</a:t>", "<f>'指标'!$C$2</f>", "<f>'指标'!$A$3:$A$5</f>", "<f>'指标'!$D$3:$D$5</f>", `<min val="0"`, `formatCode="0%"`} {
		if !strings.Contains(bars, strings.ReplaceAll(want, "'指标'", "&#39;指标&#39;")) {
			t.Errorf("no %s in\n%s", want, bars)
		}
	}
	if !strings.Contains(lying, `<orientation val="maxMin"`) || !strings.Contains(lying, `<barDir val="bar"`) {
		t.Errorf("lying bars begin below:\n%s", lying)
	}
}

// plainCell is a cell without how it is shown.
func plainCell(c kb.Cell) string {
	switch c.Kind {
	case kb.Number, kb.Bool:
		return vocab.PlainNumber(c.Num)
	case kb.Missing:
		return ""
	case kb.Text:
		if c.Shown != "" {
			return c.Shown
		}
	}
	return c.Text
}

func TestSameBookSameBytes(t *testing.T) {
	first, err := Write(reportBook())
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		again, err := Write(reportBook())
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first, again) {
			t.Fatal("the same book was written with other bytes")
		}
	}
}

// Read finds in a random workbook exactly what was written into its cells.
func TestRandomBooksReadBack(t *testing.T) {
	for seed := range 200 {
		r := rand.New(rand.NewSource(int64(seed)))
		page, want := randomPage(r)
		b, err := Write(Book{Lang: "zh-CN", Sheets: []Page{page}})
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		w := Read(t.Context(), "导出.xlsx", b, Options{})
		for _, d := range w.Diags {
			t.Errorf("seed %d: %s", seed, d.Line("zh-CN"))
		}
		if len(w.Datasets) != 1 || len(w.Datasets[0].Get().Rows) != len(want) {
			t.Fatalf("seed %d: want one table of %d rows\n%s", seed, len(want), dump(w))
		}
		for i, row := range w.Datasets[0].Get().Rows {
			for k, c := range row.Cells {
				if d := w.Datasets[0].Get(); d.Columns[k].Header == "合同额" && d.Columns[k].Unit != "万元" {
					t.Errorf("seed %d: the unit of %s is %q", seed, d.Columns[k].Ref, d.Columns[k].Unit)
				}
				if got := plainCell(c); got != want[i][k] {
					t.Errorf("seed %d: %s is %q, want %q", seed, c.Ref, got, want[i][k])
				}
			}
		}
		if t.Failed() {
			return
		}
	}
}

// randomPage is a table and what its cells mean.
func randomPage(r *rand.Rand) (Page, [][]string) {
	kinds := []string{"名称", pick(r, "完成率", "合格率"), "金额（万元）", "人数", "采集日期", "期间", "已确认", "说明", "差额", "合同额"}
	r.Shuffle(len(kinds)-1, func(i, k int) { kinds[i+1], kinds[k+1] = kinds[k+1], kinds[i+1] })
	kinds = kinds[:4+r.Intn(len(kinds)-3)]
	p := Page{Name: pick(r, "数据", "a/b:c", "", "很长的名称很长的名称很长的名称很长的名称很长的名称很长的名称很长的名称"), Heads: []int{1}, Freeze: Freeze{Lines: r.Intn(2), Columns: r.Intn(2)}}
	if r.Intn(2) == 0 {
		p.Rows, p.Heads = append(p.Rows, []Cell{{Kind: kb.Text, Text: "2026 年度汇总", Large: true}}), []int{2}
	}
	var head []Cell
	for _, k := range kinds {
		head = append(head, Text(k))
	}
	p.Rows = append(p.Rows, head)
	var want [][]string
	for i := range 2 + r.Intn(20) {
		var row []Cell
		var meant []string
		for k, name := range kinds {
			c, w := randomCell(r, name, i)
			if k > 0 && i > 0 && r.Intn(12) == 0 { // the first line has all, so that each column has a type
				c, w = Cell{}, ""
			}
			c.Tone, c.Bold = pick(r, Plain, Good, Warn, Bad, Muted), r.Intn(4) == 0
			row, meant = append(row, c), append(meant, w)
		}
		p.Rows, want = append(p.Rows, row), append(want, meant)
	}
	return p, want
}

func randomCell(r *rand.Rand, kind string, i int) (Cell, string) {
	number := func(n float64, f Format) (Cell, string) { return Number(n, f), vocab.PlainNumber(n) }
	switch kind {
	case "完成率", "合格率":
		n := float64(r.Intn(1001)) / 1000
		return Share(n, r.Intn(3)), vocab.PlainNumber(n)
	case "金额（万元）":
		return number(math.Round(r.NormFloat64()*1e6)/100, Format{Thousands: true, Decimals: r.Intn(3)})
	case "人数":
		return number(float64(r.Intn(100000)), pick(r, Format{}, Format{Thousands: true}, Format{After: "人"}))
	case "差额":
		return number(math.Round(r.NormFloat64()*1e3)/10, Format{Signed: true, Decimals: 1})
	case "合同额": // the unit stands in the format alone
		return number(math.Round(r.ExpFloat64()*1e4)/10, Format{Thousands: true, Decimals: 1, After: "万元"})
	case "采集日期":
		d := kb.Date("2026-01-05").AddDays(r.Intn(320))
		return Day(d), string(d)
	case "期间":
		p := fmt.Sprintf("2026-%02d", 1+r.Intn(12))
		return Period(kb.Period(p)), p
	case "已确认":
		yes := r.Intn(2)
		return Truth(yes == 1), fmt.Sprint(yes)
	case "说明":
		s := pick(r, "=1+1", "@甲", "-无-按计划", "+两项", "a_x0041_b", "_x0041_x0042_ 和 _x005F_x0043_", "一 <b>&amp;", `"引号" 'x'`, "换行\n后")
		return Text(s), s
	}
	s := fmt.Sprintf("%s%d", pick(r, "机房改造", "客户系统", "R&D 支持"), i+1)
	return Text(s), s
}

func TestLegalNames(t *testing.T) {
	long := strings.Repeat("很", 40)
	var pages []Page
	for _, n := range []string{"数据", "数据", "History", "history", "", "a/b:c?*[x]\\", "'引号'", long, long, "😀" + strings.Repeat("长", 40), "Sheet", "SHEET", "Costs: a/b [kEUR]?", "\x00\x01", "历史记录"} {
		pages = append(pages, Page{Name: n})
	}
	got := legalNames(pages)
	want := []string{"数据", "数据 (2)", "History (2)", "history (3)", "Sheet", "a-b-c(x)-", "引号", strings.Repeat("很", 31), strings.Repeat("很", 27) + " (2)",
		"😀" + strings.Repeat("长", 29), "Sheet (2)", "SHEET (3)", "Costs - a-b (kEUR)", "Sheet (4)", "历史记录 (2)"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	for _, n := range got {
		if len(utf16.Encode([]rune(n))) > 31 {
			t.Errorf("%q is too long", n)
		}
	}
	if _, err := Write(Book{Sheets: pages}); err != nil {
		t.Error(err)
	}
}

func TestCellText(t *testing.T) {
	long := strings.Repeat("字", 40000)
	for in, want := range map[string]string{
		"a\x00b\x0bc\u0085d\ufffe": "abcd", "一\r\n二\r三\t": "一\n二\n三\t", "\xff": "\ufffd",
		long: long[:3*32767], strings.Repeat("😀", 20000): strings.Repeat("😀", 16383), // two units each
	} {
		if got := cellText(in); got != want {
			t.Errorf("%.20q: %.20q of %d bytes, want %d", in, got, len(got), len(want))
		}
	}
}

// What cannot be written is said, and never panics.
func TestWhatNoBookHolds(t *testing.T) {
	page := func(c Cell) Book { return Book{Sheets: []Page{{Name: "甲", Rows: [][]Cell{{c}}}}} }
	chart := func(c Chart) Book {
		b := page(Text("x"))
		b.Sheets[0].Charts = []Chart{c}
		return b
	}
	for name, row := range map[string]struct {
		book Book
		want string
	}{
		"no sheet":      {Book{}, "no sheets"},
		"no number":     {page(Number(math.NaN(), Format{})), "甲 A1: NaN is no number"},
		"infinite":      {page(Number(math.Inf(-1), Format{})), "甲 A1: -Inf is no number"},
		"unknown sheet": {page(Cell{Kind: kb.Text, Text: "x", Sheet: "乙"}), `甲 A1: no sheet is called "乙"`},
		"chart outside": {chart(Chart{Kind: ChartBar, Line: 1, Column: 1, Series: []Series{{Labels: Range{1, 1, 9}, Values: Range{1, 2, 9}}}}), "from line 2 to 9"},
		"chart kind":    {chart(Chart{Kind: "pie", Line: 1, Column: 1}), `kind "pie"`},
	} {
		if _, err := Write(row.book); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: %v, want %q", name, err, row.want)
		}
	}
}

// A link that runs something or leads nowhere stays a text.
func TestLinksThatAreNone(t *testing.T) {
	for link, want := range map[string]bool{"https://a.b/c?d=1&e": true, "mailto:a@b.cn": true, "../a b/表.xlsx": true,
		"javascript:alert(1)": false, "file:///etc/passwd": false, `\\host\share`: false, "//host/share": false, "http://" + strings.Repeat("a", 3000): false} {
		b, err := Write(Book{Sheets: []Page{{Rows: [][]Cell{{{Kind: kb.Text, Text: "x", Link: link}}}}}})
		if err != nil {
			t.Errorf("%.30s: %v", link, err)
			continue
		}
		if got := strings.Contains(partOf(t, b, "xl/worksheets/sheet1.xml"), "<hyperlink "); got != want {
			t.Errorf("%.30s: a link %v, want %v", link, got, want)
		}
	}
}

func TestFormatCodes(t *testing.T) {
	for want, f := range map[string]Format{
		"": {}, "0.0%": {Percent: true, Decimals: 1}, "#,##0": {Thousands: true}, `"¥"#,##0.00`: {Before: "¥", Thousands: true, Decimals: 2},
		`+0.0"个百分点";-0.0"个百分点";0.0"个百分点"`: {Signed: true, Decimals: 1, After: "个百分点"}, `0"天"`: {After: `"天`},
	} {
		if got := f.code(); got != want {
			t.Errorf("%+v is %s, want %s", f, got, want)
		}
	}
}

func TestSeriesColorsAreThoseOfThePages(t *testing.T) {
	src, err := os.ReadFile("../chart/palette.go")
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range seriesColors {
		if line := fmt.Sprintf(`{"--chart-%d", "#%s"}`, i+1, strings.ToLower(c)); !strings.Contains(string(src), line) {
			t.Errorf("chart/palette.go has no %s", line)
		}
	}
}

// partOf is one part of a package.
func partOf(t *testing.T, b []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
