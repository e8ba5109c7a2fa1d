package sheet

import (
	"fmt"
	"html"
	"strings"
	"testing"

	"milepost/generator/vocab"
)

// lines are the rows of the sheet.
func (m *meant) lines() [][]put {
	var out [][]put
	for _, s := range m.above {
		out = append(out, []put{{text: s}})
	}
	var head []put
	for _, c := range m.columns {
		head = append(head, put{text: c.header})
	}
	out = append(out, head)
	for i := range m.columns[0].cells {
		var row []put
		for _, c := range m.columns {
			row = append(row, c.cells[i])
		}
		out = append(out, row)
	}
	if m.total {
		out = append(out, []put{{text: "合计"}})
	}
	for _, s := range m.below {
		out = append(out, []put{{text: s}})
	}
	return out
}

// styles are the formats of a workbook, in the order they were first used.
type styles struct{ codes []string }

func (s *styles) of(code string) int {
	for i, c := range s.codes {
		if c == code {
			return i
		}
	}
	s.codes = append(s.codes, code)
	return len(s.codes) - 1
}

func (s *styles) part() string {
	var formats, xfs strings.Builder
	for i, code := range s.codes {
		id := 0
		if code != "" {
			id = 164 + i
			fmt.Fprintf(&formats, `<numFmt numFmtId="%d" formatCode="%s"/>`, id, html.EscapeString(code))
		}
		fmt.Fprintf(&xfs, `<xf numFmtId="%d"/>`, id)
	}
	return `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts>` + formats.String() + `</numFmts><cellXfs>` + xfs.String() + `</cellXfs></styleSheet>`
}

// sheetOf writes rows; text writes the texts of cells.
func sheetXML(rows [][]put, st *styles, text func(s string) string, result func(p put) string) string {
	var b strings.Builder
	for r, row := range rows {
		fmt.Fprintf(&b, `<row r="%d">`, r+1)
		for c, p := range row {
			at := ref(c+1, r+1)
			switch {
			case p.formula != "":
				fmt.Fprintf(&b, `<c r="%s" s="%d"><f>%s</f>%s</c>`, at, st.of(p.format), html.EscapeString(p.formula), result(p))
			case p.number:
				fmt.Fprintf(&b, `<c r="%s" s="%d"><v>%s</v></c>`, at, st.of(p.format), vocab.PlainNumber(p.num))
			case p.text != "":
				fmt.Fprintf(&b, `<c r="%s" %s</c>`, at, text(p.text))
			}
		}
		b.WriteString("</row>")
	}
	return `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + b.String() + `</sheetData></worksheet>`
}

// writeInline writes as report programs do: texts in the cells, results of
// formulas left at 0, nothing said of calculating.
func writeInline(tb testing.TB, m *meant) []byte {
	st := &styles{codes: []string{""}}
	sheet := sheetXML(m.lines(), st, func(s string) string {
		return `t="inlineStr"><is><t xml:space="preserve">` + html.EscapeString(s) + `</t></is>`
	}, func(put) string { return "<v>0</v>" })
	return pack(tb, "_rels/.rels", rootRels, "xl/workbook.xml", mainPart, "xl/_rels/workbook.xml.rels", mainRels, "xl/worksheets/sheet1.xml", sheet, "xl/styles.xml", st.part())
}

// writeShared writes as office programs do: shared texts, results, calcPr.
func writeShared(tb testing.TB, m *meant) []byte {
	st := &styles{codes: []string{""}}
	var texts []string
	sheet := sheetXML(m.lines(), st, func(s string) string {
		texts = append(texts, `<si><t xml:space="preserve">`+html.EscapeString(s)+`</t></si>`)
		return fmt.Sprintf(`t="s"><v>%d</v>`, len(texts)-1)
	}, func(p put) string { return "<v>" + vocab.PlainNumber(p.num) + "</v>" })
	main := strings.Replace(mainPart, "</workbook>", `<calcPr calcId="191029"/></workbook>`, 1)
	return pack(tb, "_rels/.rels", rootRels, "xl/workbook.xml", main, "xl/_rels/workbook.xml.rels", mainRels, "xl/worksheets/sheet1.xml", sheet, "xl/styles.xml", st.part(),
		"xl/sharedStrings.xml", `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`+strings.Join(texts, "")+`</sst>`)
}
