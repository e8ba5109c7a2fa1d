package sheet

import (
	"bytes"
	"encoding/csv"
	"strings"
	"unicode"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// CSV is a dataset as a file that Excel opens correctly: UTF-8 with a byte order mark, CRLF,
// values without formatting (0.92, 2026-09-30). Texts that a spreadsheet would run as a
// formula get an apostrophe in front. Totals are left out.
func CSV(d *kb.Dataset) []byte {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	rec := make([]string, len(d.Columns))
	for i, c := range d.Columns {
		rec[i] = defuse(withUnit(c))
	}
	_ = w.Write(rec) // a bytes.Buffer does not fail
	for _, r := range d.Rows {
		for i := range rec {
			rec[i] = ""
			if i < len(r.Cells) {
				rec[i] = csvText(r.Cells[i], d.Columns[i])
			}
		}
		_ = w.Write(rec)
	}
	w.Flush()
	return b.Bytes()
}

func withUnit(c kb.Column) string {
	if c.Unit == "" || c.Unit == "/"+vocab.PlainNumber(scaleOf(c.Header)) || strings.Contains(c.Header, c.Unit) || c.Type == kb.TypePercent {
		return c.Header
	}
	return c.Header + " (" + c.Unit + ")"
}

func csvText(c kb.Cell, col kb.Column) string {
	switch c.Kind {
	case kb.Number:
		s := vocab.PlainNumber(c.Num)
		if c.Unit != "" && c.Unit != "%" {
			s += " " + c.Unit
		}
		return s
	case kb.Day:
		if c.Num > 0 {
			return c.Text + " " + vocab.ClockText(c.Num)
		}
		return c.Text
	case kb.Interval:
		return c.Text
	case kb.Missing:
		if !strings.ContainsFunc(c.Shown, unicode.IsLetter) {
			return "" // a dash; but 待定 says something
		}
	case kb.Text:
		if col.Type == kb.TypeStatus && c.Shown != "" {
			return defuse(c.Shown)
		}
		return defuse(c.Text)
	}
	return defuse(c.String())
}

// defuse keeps a spreadsheet from running a text as a formula (OWASP, CSV injection).
func defuse(s string) string {
	if strings.IndexAny(s, "=+-@\t\r\n＝＋－＠") == 0 {
		return "'" + s
	}
	return s
}
