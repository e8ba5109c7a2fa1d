package sheet

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"milepost/generator/kb"
)

// What the look ahead refuses, reading refuses too: cells that show nothing,
// hidden columns and odd elements never count, however many there are.
func TestLookingAheadCountsNoMoreThanIsRead(t *testing.T) {
	cells := []string{
		`<c><v>1</v></c>`, `<c><v></v></c>`, `<c/>`, `<c s="0"/>`, `<c t="str"><f>A1</f><v></v></c>`, `<c t="str"><v> </v></c>`, `<c t="str"><v>_x0020_</v></c>`, `<c t="str"><v>&#160;</v></c>`, `<c t="str"><v>　</v></c>`, `<c><f>1+1</f></c>`,
		`<c t="inlineStr"><is><t>甲</t></is></c>`, `<c t="inlineStr"><is><t/></is></c>`, `<c t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c>`, `<c t="inlineStr"><is><t xml:space="preserve"> </t></is></c>`,
		`<c t="s"><v>0</v></c>`, `<c t="b"><v>0</v></c>`, `<c t="e"><v>#N/A</v></c>`, `<c t="str"><v><![CDATA[ ]]></v></c>`,
	}
	heads := []string{"", "", `<cols><col min="1" max="2" hidden="1"/></cols>`, `<!-- <row><c><v>1</v></c></row> -->`}
	texts := []string{`<sst><si><t>甲</t></si></sst>`, `<sst><si><t> </t></si></sst>`, `<sst><si/></sst>`, `<sst><si><t>　</t></si></sst>`, `<sst><si><r><t>甲</t></r></si></sst>`}
	rnd := rand.New(rand.NewSource(3))
	early := 0
	for range 3000 {
		var b strings.Builder
		b.WriteString(`<worksheet>` + heads[rnd.Intn(len(heads))] + `<sheetData>`)
		for range 1 + rnd.Intn(6) {
			b.WriteString([]string{`<row>`, `<row hidden="1">`, `<row ht="3"
>`}[rnd.Intn(3)])
			for range rnd.Intn(5) {
				b.WriteString(cells[rnd.Intn(len(cells))])
			}
			b.WriteString(`</row>`)
		}
		b.WriteString(`</sheetData></worksheet>`)
		sst := texts[rnd.Intn(len(texts))]
		src := pack(t, "_rels/.rels", rootRels, "xl/workbook.xml", mainPart, "xl/_rels/workbook.xml.rels", mainRels, "xl/worksheets/sheet1.xml", b.String(), "xl/sharedStrings.xml", sst)
		p, err := open(t.Context(), src, Limits{}.orDefault())
		if err != nil {
			t.Fatal(err)
		}
		bk, err := openBook(p, Limits{}.orDefault())
		if err != nil {
			t.Fatal(err)
		}
		w, err := bk.readSheet(bk.sheets[0])
		if err != nil {
			t.Fatalf("%v: %s", err, b.String())
		}
		rows, n := len(w.lines)+len(w.hiddenRows), len(w.aside)
		for _, l := range w.lines {
			n += len(l.cells)
		}
		if err := passes([]byte(b.String()), Limits{Rows: rows, Cells: n}); err != nil && !bk.maybeBlank() {
			t.Fatalf("%v for %d rows and %d cells: %s with %s", err.(*fault).args, rows, n, b.String(), sst)
		}
		if passes([]byte(b.String()), Limits{Rows: rows - 1, Cells: n}) != nil {
			early++
		}
	}
	if early < 300 {
		t.Errorf("only %d of 3,000 sheets over the limit are refused unread", early)
	}
}

// A sheet over a limit is refused whatever its text looks like.
func TestLookingAheadInAnyEncoding(t *testing.T) {
	var b strings.Builder
	for r := range 300 {
		fmt.Fprintf(&b, `<x:row><x:c><x:v>%d</x:v></x:c></x:row>`, r)
	}
	xml := `<x:worksheet xmlns:x="u"><x:sheetData>` + b.String() + `</x:sheetData></x:worksheet>`
	wide := "\xff\xfe" + string(utf16le(xml))
	for name, part := range map[string]string{"prefix": xml, "utf-16": wide, "mark": "\xef\xbb\xbf" + xml} {
		src := pack(t, "_rels/.rels", rootRels, "xl/workbook.xml", mainPart, "xl/_rels/workbook.xml.rels", mainRels, "xl/worksheets/sheet1.xml", part)
		for _, c := range []struct {
			lim  Limits
			code string
			st   kb.State
		}{{Limits{Rows: 299}, "SH03.rows", kb.Refused}, {Limits{Cells: 299}, "SH03.cells", kb.Refused}, {Limits{Rows: 300, Cells: 300}, "", kb.Good}} {
			if w := Read(t.Context(), "a.xlsx", src, Options{Limits: c.lim}); w.State != c.st || !strings.Contains(codes(w.Diags), c.code) || c.code == "" && strings.Contains(codes(w.Diags), "SH03") {
				t.Errorf("%s %+v: %s %s, want %s %s", name, c.lim, w.State, codes(w.Diags), c.st, c.code)
			}
		}
	}
}
