package sheet

import (
	"math"
	"strings"
	"testing"

	"milepost/bench/toll"
	"milepost/generator/vocab"
)

// Whatever is taken for a number is one that can be written and read again.
func FuzzNumber(f *testing.F) {
	for _, s := range []string{"1,234.5", "1.2万", "¥3,000", "(123)", "１２ 天", "1e3", "-$5", "92%", "5天以内", "1,2345", "0.1+0.2", "--1", "9e999亿", "120㎡"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		toll.Check(t, []byte(s), func(b []byte) { vocab.Number(string(b)) })
		v, unit, ok := vocab.Number(s)
		if !ok {
			return
		}
		if math.IsNaN(v) || math.IsInf(v, 0) {
			t.Fatalf("number(%q) = %v", s, v)
		}
		if strings.ContainsAny(unit, "0123456789%") && !strings.EqualFold(unit, "m2") { // square metres, also written ㎡
			t.Fatalf("number(%q) has the unit %q", s, unit)
		}
		if strings.IndexFunc(s, func(r rune) bool { return r >= '0' && r <= '9' || r > 0x7f }) < 0 {
			t.Fatalf("number(%q) = %v without a digit", s, v)
		}
		if a := math.Abs(v); a == 0 || a > 1e-15 && a < 1e15 { // beyond, the digits are more than a text of a number may have
			if w, _, ok := vocab.Number(vocab.PlainNumber(vocab.Clean(v))); !ok || math.Abs(w-v) > 1e-9*math.Abs(v) {
				t.Fatalf("number(%q) = %v is written %s and read as %v", s, v, vocab.PlainNumber(v), w)
			}
		}
		if f := vocab.Hundredth(v); math.Abs(f-v/100) > 1e-12*math.Abs(v) {
			t.Fatalf("hundredth(%v) = %v", v, f)
		}
	})
}

// A period is valid, is read again as itself, and takes no other year than the one given.
func FuzzPeriod(f *testing.F) {
	for _, s := range []string{"2026-09", "9月", "十二月", "2026Q3", "Q3 2026", "2026年第三季度", "下半年", "2026年第36周", "Sep-26", "2026-Sep", "26年9月", "202609", "13月", "2026年度"} {
		f.Add(s, 2026)
	}
	f.Fuzz(func(t *testing.T, s string, year int) {
		if year < 1900 || year > 2099 {
			year = 2026
		}
		toll.Check(t, []byte(s), func(b []byte) { vocab.Period(string(b), year) })
		p, v := vocab.Period(s, year)
		if _, without := vocab.Period(s, 0); (v == vocab.Fine) != (without == vocab.Fine || without == vocab.Yearless) {
			t.Fatalf("period(%q) is %d with a year and %d without", s, v, without)
		} else if without == vocab.Yearless && vocab.Num(string(p[:4])) != year {
			t.Fatalf("period(%q, %d) = %q", s, year, p)
		}
		if v != vocab.Fine {
			return
		}
		if !p.Valid() {
			t.Fatalf("period(%q) = %q", s, p)
		}
		if q, v := vocab.Period(string(p), 0); len(p) > 4 && (v != vocab.Fine || q != p) {
			t.Fatalf("period(%q) = %q, read again %q %d", s, p, q, v)
		}
		if n, c := inYear(p); n < 0 || n > c {
			t.Fatalf("inYear(%q) = %d of %d", p, n, c)
		}
	})
}

// Every cell of a grid is header, record, total, note or title of one table at
// most, whatever stands where; merged ranges may lie anywhere.
func FuzzLocate(f *testing.F) {
	f.Add([]byte("aab\naa1\nab1\n\nc\n"), uint8(1), uint8(1), uint8(2), uint8(2))
	f.Add([]byte("t\n\nabcd\n  ef\nw11p\nT11p\nn\n"), uint8(3), uint8(1), uint8(4), uint8(1))
	f.Add([]byte("ab  ab\nw1  w1\nw1  w1\nT1\n"), uint8(1), uint8(2), uint8(1), uint8(4))
	f.Fuzz(func(t *testing.T, b []byte, c0, r0, c1, r1 uint8) {
		if len(b) > 4096 {
			return
		}
		toll.Check(t, b, func(b []byte) { locate(t.Context(), shaped(b), vocab.Base(), nil, -1) })
		g := shaped(b)
		if c0 > 0 && r0 > 0 && c1 >= c0 && r1 >= r0 {
			g.merges = []rect{{int(c0), int(r0), int(c1), int(r1)}}
		}
		tables, outside, over := locate(t.Context(), g, vocab.Base(), nil, -1)
		if len(tables) > 0 && len(outside) > 0 && !over {
			t.Fatalf("rows %v have no name", outside)
		}
		seen := map[*raw]bool{}
		for _, tab := range tables {
			if tab.c0 > tab.c1 || tab.r0 > tab.r1 || len(tab.heads) != tab.c1-tab.c0+1 {
				t.Fatalf("table %s with %d columns", tab.rect, len(tab.heads))
			}
			for _, lines := range [][]*line{tab.body, tab.totals} {
				for _, l := range lines {
					for i := range l.cells {
						c := &l.cells[i]
						at := ref(c.col, l.n)
						if x := g.find(c.col, l.n); x == nil || x.kind != c.kind || x.text != c.text || x.num != c.num {
							t.Fatalf("%s of a table is not the cell of the grid", at)
						} else if seen[x] {
							t.Fatalf("%s stands in two tables", at)
						} else {
							seen[x] = true
						}
					}
				}
			}
		}
	})
}

// shapes are the cells that a byte stands for.
var shapes = map[byte]raw{
	'a': {kind: rawText, text: "任务名称"}, 'b': {kind: rawText, text: "完成率"}, 'c': {kind: rawText, text: "计划"}, 'd': {kind: rawText, text: "开始"}, 'e': {kind: rawText, text: "计划完成"}, 'f': {kind: rawText, text: "备注"},
	'w': {kind: rawText, text: "甲"}, 'T': {kind: rawText, text: "合计"}, 'n': {kind: rawText, text: "注：口径见说明"}, 't': {kind: rawText, text: "2026年进度"}, 'm': {kind: rawText, text: "9月"}, 'u': {kind: rawText, text: "(天)"},
	'1': {kind: rawNumber, num: 1}, 'y': {kind: rawNumber, num: 2026}, 'p': {kind: rawText, text: "92%"}, '!': {kind: rawError, text: "#REF!"},
}

// shaped is a grid of such cells; a newline begins a row.
func shaped(b []byte) *grid {
	g := &grid{name: "S"}
	row, l := 1, line{n: 1, src: 1}
	end := func() {
		if len(l.cells) > 0 {
			g.lines = append(g.lines, l)
		}
		row++
		l = line{n: row, src: row}
	}
	col := 0
	for _, x := range b {
		if col++; x == '\n' || col > 300 {
			end()
			col = 0
			continue
		}
		if c, ok := shapes[x]; ok {
			c.col, c.style = col, general
			l.cells = append(l.cells, c)
		}
	}
	end()
	return g
}

// find is the cell at a place of the grid.
func (g *grid) find(col, row int) *raw {
	for i := range g.lines {
		if g.lines[i].n == row {
			return g.lines[i].at(col)
		}
	}
	return nil
}
