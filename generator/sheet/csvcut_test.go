package sheet

import (
	"fmt"
	"strings"
	"testing"

	"milepost/generator/kb"
	"milepost/generator/text"
)

// table is a text table of monthly figures; its last line is long enough to be cut
// in each kind of column.
func cutTable() string {
	var b strings.Builder
	b.WriteString("日期,门店,指标,数值,备注\n")
	for m := 1; m <= 12; m++ {
		fmt.Fprintf(&b, "2026-%02d-05,门店%02d,周活跃率,%d.%d,第%d月正常\n", m, m, 50+m, m, m)
	}
	return b.String()
}

// Wherever a table is cut within its last line but for the last field, which
// nothing tells from a whole one, the line is named and no number is half.
func TestCutAnywhere(t *testing.T) {
	whole := cutTable()
	last := strings.LastIndex(strings.TrimSuffix(whole, "\n"), "\n") + 1
	utf16 := func(s string) (b []byte) {
		b = []byte{0xff, 0xfe}
		for _, r := range s {
			b = append(b, byte(r), byte(r>>8))
		}
		return b
	}
	for name, encode := range map[string]func(string) []byte{
		"utf-8": func(s string) []byte { return []byte(s) },
		"bom":   func(s string) []byte { return []byte("\xef\xbb\xbf" + s) },
		"gb18030": func(s string) []byte {
			b, err := text.ToGB18030(s)
			if err != nil {
				t.Fatal(err)
			}
			return b
		},
		"utf-16": utf16,
	} {
		src, from := encode(whole), len(encode(whole[:last]))
		until := len(encode(whole[:strings.LastIndex(whole, ",")+1]))
		for n := from + 1; n <= until; n++ {
			w := Read(t.Context(), "月报.csv", src[:n], Options{})
			said := false
			for _, d := range w.Diags {
				said = said || (d.Rule() == "SH12" || d.Rule() == "SH01") && d.Pos.Line == 13
			}
			if !said && n < until {
				t.Errorf("%s cut to %q: %v", name, src[from:n], w.Diags)
			}
			for _, d := range w.Datasets {
				set := d.Get()
				for i := range set.Rows {
					if c := set.Rows[i].Cells[3]; c.Kind == kb.Number && c.Num != float64(51+i)+frac(i+1) {
						t.Errorf("%s cut to %q: row %d has %v", name, src[from:n], i+2, c.Num)
					}
				}
			}
		}
		for _, s := range []string{whole, strings.TrimSuffix(whole, "\n")} {
			if w := Read(t.Context(), "月报.csv", encode(s), Options{}); len(w.Diags) > 0 || w.State != kb.Good {
				t.Errorf("%s whole: %v", name, w.Diags)
			}
		}
	}
}

func frac(m int) float64 {
	if m < 10 {
		return float64(m) / 10
	}
	return float64(m) / 100
}

// Lines that are short by right are no cut.
func TestNoCut(t *testing.T) {
	rows := "门店,指标,数值,备注\n一店,周活跃率,62,无\n二店,周活跃率,63,无\n三店,周活跃率,64,无\n"
	for _, more := range []string{
		"合计", "合计,,189", "注：数据截至 2026-11-05", "导出人张三", "(3 rows affected)", "四店,周活跃率,65,无", "四店,周活跃率,65,", "四店,周活跃率,65\n", "",
	} {
		if w := Read(t.Context(), "月报.csv", []byte(rows+more), Options{}); said(w, "SH12") {
			t.Errorf("%q: %v", more, w.Diags)
		}
	}
	uneven := "门店,指标,数值,备注\n一店,周活跃率,62\n二店,周活跃率,63,无\n三店,周活跃率,64\n四店,周活跃率,65"
	if w := Read(t.Context(), "月报.csv", []byte(uneven), Options{}); said(w, "SH12") {
		t.Errorf("lines of several lengths: %v", w.Diags)
	}
}

// A quote that never ends takes all that follows into its field, also where quotes
// inside of fields are read as plain characters.
func TestQuoteThatNeverEnds(t *testing.T) {
	for _, src := range []string{
		"门店,指标,数值\n一店,\"周活跃率,62\n二店,周活跃率,63\n",
		"门店,屏幕,数值\n一店,5\" 屏,62\n二店,\"周活跃率,63\n三店,周活跃率,64\n",
		"门店,屏幕,数值\n一店,5\" 屏,62\n二店,周活跃率,63\n三店,周活跃率,\"64",
	} {
		w := Read(t.Context(), "月报.csv", []byte(src), Options{})
		if w.State != kb.Refused || !said(w, "SH12") || w.Diags[0].Pos.Line == 0 {
			t.Errorf("%q: %s %v", src, w.State, w.Diags)
		}
	}
	for _, src := range []string{
		"门店,屏幕,数值\n一店,5\" 屏,62\n二店,\"周活\n跃率\",63\n",
		"门店,屏幕,数值\n一店,5\" 屏,62\n二店,\"6\"\" 屏\",63\n三店,\"无\",\"64\"",
	} {
		if w := Read(t.Context(), "月报.csv", []byte(src), Options{}); w.State != kb.Good {
			t.Errorf("%q: %s %v", src, w.State, w.Diags)
		}
	}
}

func said(w *kb.Workbook, rule string) bool {
	for _, d := range w.Diags {
		if d.Rule() == rule && d.Code != "SH12.bare" {
			return true
		}
	}
	return false
}
