package sheet

import (
	"fmt"
	"strings"
	"testing"

	"milepost/generator/kb"
)

// A result that the writer did not calculate is calculated or named, never shown as 0.
func TestPlaceholderResults(t *testing.T) {
	row := func(n int, f, attrs, v string) string {
		return fmt.Sprintf(`<row r="%d"><c r="A%d" t="inlineStr"><is><t>指标%d</t></is></c><c r="B%d"><v>%d</v></c><c r="C%d"%s><f>%s</f>%s</c></row>`, n, n, n, n, 10*n, n, attrs, f, v)
	}
	head := `<row r="1"><c r="A1" t="inlineStr"><is><t>指标</t></is></c><c r="B1" t="inlineStr"><is><t>目标</t></is></c><c r="C1" t="inlineStr"><is><t>实际</t></is></c></row>`
	for _, c := range []struct {
		name, calc, f, attrs, v string
		kind                    kb.CellKind
		num                     float64
		computed                bool
		code                    string
	}{
		{"0 that nobody calculated", "", "AVERAGE(6,8)", "", "<v>0</v>", kb.Number, 7, true, "SH05.computed"},
		{"0 that is right", "", "B2-20", "", "<v>0</v>", kb.Number, 0, false, ""},
		{"0 that cannot be calculated", "", "VLOOKUP(1,A1:B2,2)", "", "<v>0</v>", kb.Fault, 0, false, "SH05.uncomputed"},
		{"nothing as a text", "", "B2/4", ` t="str"`, "<v></v>", kb.Number, 5, true, "SH05.computed"},
		{"a number without calcPr", "", "VLOOKUP(1,A1:B2,2)", "", "<v>8</v>", kb.Number, 8, false, ""},
		{"0 of Excel", `<calcPr calcId="191029"/>`, "VLOOKUP(1,A1:B2,2)", "", "<v>0</v>", kb.Number, 0, false, ""},
		{"an old number to be calculated on loading", `<calcPr fullCalcOnLoad="1"/>`, "B2*2", "", "<v>8</v>", kb.Number, 40, true, "SH05.computed"},
		{"the right number to be calculated on loading", `<calcPr fullCalcOnLoad="1"/>`, "B2*2", "", "<v>40</v>", kb.Number, 40, false, ""},
		{"an old number that cannot be calculated", `<calcPr fullCalcOnLoad="1"/>`, "VLOOKUP(1,A1:B2,2)", "", "<v>8</v>", kb.Number, 8, false, "SH05.stale@C2"},
		{"0 to be calculated that cannot be", `<calcPr fullCalcOnLoad="1"/>`, "VLOOKUP(1,A1:B2,2)", "", "<v>0</v>", kb.Fault, 0, false, "SH05.uncomputed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			main := strings.Replace(mainPart, "</workbook>", c.calc+"</workbook>", 1)
			b := pack(t, "_rels/.rels", rootRels, "xl/workbook.xml", main, "xl/_rels/workbook.xml.rels", mainRels, "xl/worksheets/sheet1.xml",
				`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`+head+row(2, c.f, c.attrs, c.v)+`</sheetData></worksheet>`)
			w := Read(t.Context(), "a.xlsx", b, Options{})
			got := w.Datasets[0].Get().Rows[0].Cells[2]
			if got.Kind != c.kind || got.Num != c.num || got.Computed != c.computed || c.code == "" && len(w.Diags) > 0 || !strings.Contains(codes(w.Diags), c.code) {
				t.Errorf("%+v, %s", got, codes(w.Diags))
			}
		})
	}
}
