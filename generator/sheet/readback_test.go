package sheet

import (
	"fmt"

	"math/rand"
	"os"
	"slices"
	"strings"
	"testing"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// A workbook that is written as people write it says what was meant, or names
// the cell. MILEPOST_READBACK sets how many are tried.
func TestReadBack(t *testing.T) {
	n := 300
	if s := os.Getenv("MILEPOST_READBACK"); s != "" {
		n = atoi(s)
	}
	cells, named := 0, 0
	for seed := range n {
		m := meantBook(rand.New(rand.NewSource(int64(seed))))
		for i, write := range []func(testing.TB, *meant) []byte{writeInline, writeShared} {
			w := Read(t.Context(), m.file, write(t, m), Options{})
			c, k := m.compare(t, fmt.Sprintf("seed %d, writer %d", seed, i), w)
			cells, named = cells+c, named+k
		}
		if t.Failed() && os.Getenv("MILEPOST_READBACK") == "" {
			break
		}
	}
	t.Logf("%d cells, %d of them named", cells, named)
	if named*5 > cells {
		t.Errorf("%d of %d cells are named instead of read", named, cells)
	}
}

// put is a cell as it is written: a text, or a number with its format.
type put struct {
	text    string
	num     float64
	format  string
	formula string
	number  bool
}

// want is what a cell means: an amount counted in its smallest unit, a share, a
// day, a text, or nothing.
type want struct {
	kind string // amount, share, day, text, none
	num  float64
	text string
}

type meantColumn struct {
	header string
	cells  []put
	wants  []want
}

// meant is one workbook and what it says.
type meant struct {
	file    string
	above   []string // title, units, a blank line
	below   []string
	columns []meantColumn
	total   bool
}

func meantBook(r *rand.Rand) *meant {
	m := &meant{file: pick(r, "台账.xlsx", "2026年汇总.xlsx", "导出.xlsx")}
	rows := 3 + r.Intn(12)
	switch r.Intn(4) {
	case 0:
		m.file, m.columns = "项目进度.xlsx", planColumns(r, rows)
	case 1:
		m.columns = []meantColumn{nameColumn(r, rows, pick(r, "项目", "科目", "名称")), amountColumn(r, rows, "预算", true), amountColumn(r, rows, "决算额", true)}
	case 2:
		m.columns = []meantColumn{nameColumn(r, rows, "部门"), shareColumn(r, rows, pick(r, "完成率", "合格率", "参与率")), amountColumn(r, rows, "人数", false)}
	default:
		m.columns = indicatorColumns(r, rows)
	}
	if r.Intn(2) == 0 {
		m.above = append(m.above, pick(r, "2026年第三季度项目情况表", "信息化项目台账（2026）", "2026 年度汇总"))
	}
	if len(m.above) > 0 && r.Intn(3) == 0 {
		m.above = append(m.above, "")
	}
	if r.Intn(3) == 0 {
		m.below = []string{pick(r, "注：数据由各部门填报，未审计。", "填报人：张三", "说明：金额以财务口径为准。")}
	}
	m.total = r.Intn(3) == 0
	return m
}

func pick[T any](r *rand.Rand, of ...T) T { return of[r.Intn(len(of))] }

// blank is now and then an empty cell, in the words people use; not in all cells
// of row i, which would be a heading.
func blank(r *rand.Rand, i int, header string) (put, bool) {
	if r.Intn(6) > 0 || (i+len(header))%2 == 0 {
		return put{}, false
	}
	return put{text: pick(r, "", "-", "/", "—", "待定", "N/A")}, true
}

func nameColumn(r *rand.Rand, rows int, header string) meantColumn {
	c := meantColumn{header: header}
	for i := range rows {
		name := fmt.Sprintf("%s%d", pick(r, "机房改造", "客户系统", "数据平台", "R&D 支持", "网络升级"), i+1)
		c.cells = append(c.cells, put{text: pick(r, name, name+" ", name+"\u3000")})
		c.wants = append(c.wants, want{kind: "text", text: name})
	}
	return c
}

// amountColumn is one of amounts of money, or of pieces: with a multiple in the
// header, the cell or the number format.
func amountColumn(r *rand.Rand, rows int, header string, money bool) meantColumn {
	c := meantColumn{header: header}
	unit, power := "", 0
	if money {
		unit, power = pick(r, "元", "万元", "千元", "百万元", ""), 0
		power, _ = vocab.CutMultiple(unit)
	}
	if unit != "" {
		c.header += pick(r, "（", "(") + unit + pick(r, "）", ")")
	}
	for i := range rows {
		if p, ok := blank(r, i, header); ok {
			c.cells, c.wants = append(c.cells, p), append(c.wants, want{kind: "none"})
			continue
		}
		amount := float64(1+r.Intn(999)) * vocab.Shift(1, r.Intn(5))
		c.cells = append(c.cells, amountCell(r, amount, unit, power, money))
		c.wants = append(c.wants, want{kind: "amount", num: amount})
	}
	return c
}

func amountCell(r *rand.Rand, amount float64, unit string, power int, money bool) put {
	written := vocab.Shift(amount, -power) // in the unit of the header
	plain := vocab.PlainNumber(written)
	number := func(f float64, format string) put { return put{num: f, format: format, number: true} }
	switch r.Intn(9) {
	case 0:
		return put{text: pick(r, plain, " "+plain, wideDigits(plain))}
	case 1:
		return put{text: vocab.PlainNumber(vocab.Shift(amount, -4)) + pick(r, "万", "万")}
	case 2:
		if money && unit != "" {
			return put{text: vocab.PlainNumber(amount) + "元"}
		}
	case 3:
		if amount >= 1000 {
			return put{text: vocab.PlainNumber(vocab.Shift(amount, -3)) + pick(r, "千", "k", "K")}
		}
	case 4:
		switch power { // what the format shows is in the unit of the header
		case 3:
			return number(amount, "#,##0,")
		case 4:
			return number(amount, pick(r, "0!.0,", `0\.0,`, "0!.0000"))
		case 6:
			return number(amount, "#,##0.00,,")
		}
	case 5:
		if power == 0 && r.Intn(2) == 0 {
			return number(amount, `[>=10000]0!.0,"万";0`)
		}
		return number(amount, pick(r, `0!.0000"万"`, `0.00,"千"`, `0.00,,"百万"`, `0.0,"K"`))
	case 6:
		return put{num: written, formula: vocab.PlainNumber(written*2) + "/2", number: true}
	}
	return number(written, pick(r, "", "0.00", "#,##0.00", `#,##0.0_);(#,##0.0)`, `_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ `))
}

func wideDigits(s string) string {
	return strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' {
			return c - '0' + '０'
		}
		return c
	}, s)
}

// shareColumn is one of shares of about the same size, in one hand's spelling.
func shareColumn(r *rand.Rand, rows int, header string) meantColumn {
	c := meantColumn{header: header}
	form := r.Intn(4)
	if form == 3 {
		c.header += "（%）"
	}
	for i := range rows {
		if p, ok := blank(r, i, header); ok {
			c.cells, c.wants = append(c.cells, p), append(c.wants, want{kind: "none"})
			continue
		}
		f := float64(55+r.Intn(45)) / 100
		p := put{num: f, format: pick(r, "0%", "0.0%", "0.00%"), number: true}
		switch form {
		case 1:
			p = put{text: vocab.PlainNumber(vocab.Round(f*100, 2)) + pick(r, "%", "％", " %")}
		case 2:
			p = put{num: vocab.Round(f*100, 2), format: `0"%"`, number: true}
		case 3:
			p = put{num: vocab.Round(f*100, 2), number: true}
		}
		c.cells, c.wants = append(c.cells, p), append(c.wants, want{kind: "share", num: f})
	}
	return c
}

func dayColumn(r *rand.Rand, rows int, header string) meantColumn {
	c := meantColumn{header: header}
	form := r.Intn(6)
	for i := range rows {
		if p, ok := blank(r, i, header); ok {
			c.cells, c.wants = append(c.cells, p), append(c.wants, want{kind: "none"})
			continue
		}
		d := kb.Date("2026-01-05").AddDays(r.Intn(320))
		var y, mo, da int
		fmt.Sscanf(string(d), "%d-%d-%d", &y, &mo, &da)
		p := put{num: float64(d.Sub("1899-12-30")), format: pick(r, "yyyy/m/d", "yyyy-mm-dd;@", `yyyy"年"m"月"d"日"`, "m/d", "[$-804]yyyy/m/d"), number: true}
		switch form {
		case 1:
			p = put{text: pick(r, string(d), fmt.Sprintf("%d/%d/%d", y, mo, da), fmt.Sprintf("%d.%d.%d", y, mo, da), fmt.Sprintf("%d年%d月%d日", y, mo, da))}
		case 2:
			p = put{text: fmt.Sprintf("%02d/%02d/%d", da, mo, y)}
		case 3:
			if p = (put{text: fmt.Sprintf("%d-%d-%d", y, mo, da)}); i%3 == 1 {
				p.text = pick(r, fmt.Sprintf("%d/%d", mo, da), fmt.Sprintf("%d.%d", mo, da), fmt.Sprintf("%d月%d日", mo, da))
			}
		}
		c.cells, c.wants = append(c.cells, p), append(c.wants, want{kind: "day", text: string(d)})
	}
	return c
}

func planColumns(r *rand.Rand, rows int) []meantColumn {
	return []meantColumn{nameColumn(r, rows, "任务名称"), dayColumn(r, rows, "计划开始"), dayColumn(r, rows, "计划完成"), shareColumn(r, rows, "完成率")}
}

// indicatorColumns are those of a list of indicators with a column of units.
func indicatorColumns(r *rand.Rand, rows int) []meantColumn {
	cols := []meantColumn{{header: "指标"}, {header: "单位"}, {header: "目标"}, {header: "实际"}}
	for i := range rows {
		name := fmt.Sprintf("指标%d", i+1)
		unit := pick(r, "%", "%", "件", "人", "天")
		cols[0].cells, cols[0].wants = append(cols[0].cells, put{text: name}), append(cols[0].wants, want{kind: "text", text: name})
		cols[1].cells, cols[1].wants = append(cols[1].cells, put{text: unit}), append(cols[1].wants, want{kind: "text", text: unit})
		for k := 2; k < 4; k++ {
			f := float64(20 + r.Intn(79))
			if i > 1 && r.Intn(6) == 0 {
				f = 0.5
			}
			w := want{kind: "amount", num: f}
			p := put{num: f, number: true}
			if unit == "%" {
				w = want{kind: "share", num: vocab.Hundredth(f)}
				if r.Intn(4) == 0 {
					p = put{text: vocab.PlainNumber(f) + "%"}
				}
			}
			cols[k].cells, cols[k].wants = append(cols[k].cells, p), append(cols[k].wants, w)
		}
	}
	return cols
}

// compare looks for every cell in what was read.
func (m *meant) compare(t *testing.T, at string, w *kb.Workbook) (cells, named int) {
	t.Helper()
	said := map[string]bool{}
	for _, d := range w.Diags {
		said[d.Pos.Cell] = true
	}
	if len(w.Datasets) != 1 {
		t.Errorf("%s: %d tables\n%s", at, len(w.Datasets), dump(w))
		return 0, 0
	}
	d := w.Datasets[0].Get()
	if len(d.Rows) != len(m.columns[0].cells) || len(d.Columns) != len(m.columns) {
		t.Errorf("%s: %d rows of %d columns, want %d of %d\n%s", at, len(d.Rows), len(d.Columns), len(m.columns[0].cells), len(m.columns), dump(w))
		return 0, 0
	}
	for k := range m.columns {
		more := slices.ContainsFunc(w.Diags, func(x diag.Diagnostic) bool { // said once for several cells of the column
			return slices.Contains([]string{"SH08.more", "SH10.years", "SH10.undecided", "SH10.turnyear"}, x.Code) && strings.TrimRight(x.Pos.Cell, "0123456789") == letterOf(k+1)
		})
		for i, want := range m.columns[k].wants {
			cells++
			c := d.Rows[i].Cells[k]
			if want.holds(&d.Columns[k], c) {
				continue
			}
			if named++; !said[c.Ref] && !more {
				t.Errorf("%s: %s of %s is %+v, want %+v from %+v\n%s", at, c.Ref, d.Columns[k].Header, c, want, m.columns[k].cells[i], dump(w))
			}
		}
	}
	return cells, named
}

func (w want) holds(col *kb.Column, c kb.Cell) bool {
	unit := c.Unit
	if unit == "" {
		unit = col.Unit
	}
	switch w.kind {
	case "none":
		return c.Kind == kb.Missing
	case "text":
		return c.Kind == kb.Text && c.Text == w.text
	case "day":
		return c.Kind == kb.Day && c.Text == w.text
	case "share":
		return c.Kind == kb.Number && unit == "%" && vocab.Near(c.Num, w.num)
	}
	power, _ := vocab.CutMultiple(unit)
	return c.Kind == kb.Number && vocab.Near(vocab.Shift(c.Num, power), w.num)
}
