package sheet

import (
	"encoding/csv"
	"math"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"milepost/generator/vocab"
)

// formatPieces are what the number formats of TestFormatsBeside are made of.
var (
	formatDigits = []string{"0", "0.0", "0.00", "#,##0", "#,##0.00", "#.##", "0.0##", "000", "#,##0,", "0.00,,", "#,##0.0,", "0%", "0.0%", "#,##0.00%"}
	formatBefore = []string{"", "", "", "¥", "$", `"约"`, "[Red]", "[$¥-804]", `\≈`}
	formatBehind = []string{"", "", "", `"元"`, `"万元"`, `"天"`, ` "人"`, `\d`, "_ ", "_)"}
	formatWhole  = []string{"0;-0", "0.0;(0.0)", `#,##0;[Red]-#,##0;"-"`, `"盈"0.0;"亏"0.0;"平"`, `[>=10000]#,##0,"千";0`, `[<1]0.0%;0.00`, `[>100]"高"0;[<-100]"低"0;0.0`, "#,##0.00_);(#,##0.00)", "0.00;0.00"}
)

func randomFormat(r *rand.Rand) string {
	if r.Intn(4) == 0 {
		return pick(r, formatWhole...)
	}
	return pick(r, formatBefore...) + pick(r, formatDigits...) + pick(r, formatBehind...)
}

func randomNumber(r *rand.Rand) float64 {
	f := math.Round(r.Float64()*math.Pow10(r.Intn(9))*1000) / 1000
	if r.Intn(12) == 0 {
		f = 0
	}
	if r.Intn(4) == 0 {
		f = -f
	}
	return f
}

// 10,000 numbers in varied formats are shown, and never in a way that panics or
// loses the number. With MILEPOST_FORMATS a directory gets them as a workbook and
// as our texts, one a line, to be held against what an office program shows:
// soffice --headless --convert-to csv formats.xlsx
func TestFormatsBeside(t *testing.T) {
	r := rand.New(rand.NewSource(7))
	st := &styles{codes: []string{""}}
	var rows [][]put
	var ours [][]string
	for range 10_000 {
		p := put{num: randomNumber(r), format: randomFormat(r), number: true}
		rows = append(rows, []put{p})
		shown := custom(p.format).of(p.num).show(p.num)
		if shown == "" && p.num != 0 && !strings.Contains(p.format, "#") {
			t.Errorf("%v as %s shows nothing", p.num, p.format)
		}
		ours = append(ours, []string{shown, p.format, vocab.PlainNumber(p.num)})
	}
	dir := os.Getenv("MILEPOST_FORMATS")
	if dir == "" {
		return
	}
	sheet := sheetXML(rows, st, func(string) string { return "" }, func(put) string { return "" })
	b := pack(t, "_rels/.rels", rootRels, "xl/workbook.xml", mainPart, "xl/_rels/workbook.xml.rels", mainRels, "xl/worksheets/sheet1.xml", sheet, "xl/styles.xml", st.part(), "[Content_Types].xml", contentTypes)
	var out strings.Builder
	if err := csv.NewWriter(&out).WriteAll(ours); err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{"formats.xlsx": b, "ours.csv": []byte(out.String())} {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

const contentTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`
