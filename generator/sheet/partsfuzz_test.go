package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"milepost/bench/toll"
)

// unzipped unpacks a package: names and bytes of its parts in turn.
func unzipped(tb testing.TB, b []byte) (all []string) {
	tb.Helper()
	p, err := open(context.Background(), b, Limits{}.orDefault())
	if err != nil {
		tb.Fatal(err)
	}
	for _, f := range p.order {
		r, err := p.open(partName("", f.Name))
		if err != nil {
			tb.Fatal(err)
		}
		var text bytes.Buffer
		if _, err := text.ReadFrom(r); err != nil {
			tb.Fatal(err)
		}
		all = append(all, f.Name, text.String())
	}
	return all
}

// stored is a package whose parts are not compressed: nothing is faster to make or to open.
func stored(tb testing.TB, parts []string) []byte {
	tb.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: parts[i], Method: zip.Store})
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[i+1])); err != nil {
			tb.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// FuzzParts puts any bytes in the place of one part of a sound workbook. It is
// read or refused, never a panic, and costs no more than a page of such bytes
// may. What is published of it shows what is read of it: no cell more, and
// cleaning it again finds nothing.
func FuzzParts(f *testing.F) {
	rich := assembled(f, `<sheetPr><outlinePr summaryBelow="0"/></sheetPr>`+secretCol, secretRows,
		`<autoFilter ref="A1:C2"><filterColumn colId="2"><filters><filter val="x"/></filters></filterColumn></autoFilter><mergeCells><mergeCell ref="A3:B4"/></mergeCells><conditionalFormatting sqref="C2"/><dataValidations><dataValidation sqref="C2"/></dataValidations><hyperlinks><hyperlink ref="C2"/></hyperlinks>`,
		part{"book", "sharedStrings", "xl/sharedStrings.xml", `<sst><si><t>a</t></si><si><r><t>b</t></r></si></sst>`},
		part{"book", "styles", "xl/styles.xml", `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.0%"/></numFmts><cellXfs><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>`},
		part{"sheet", "table", "xl/tables/table1.xml", `<table ref="A1:C2"><tableColumns><tableColumn name="a"/></tableColumns></table>`},
		part{"sheet", "comments", "xl/comments1.xml", `<comments/>`},
		part{"", "core-properties", "docProps/core.xml", `<p><creator>x</creator></p>`})
	var books [][]string
	for _, b := range [][]byte{rich, plan(f, 3), guarded(f)} {
		parts := unzipped(f, b)
		for i := 0; i < len(parts); i += 2 {
			f.Add(uint8(len(books)), uint8(i/2), []byte(parts[i+1]))
		}
		books = append(books, parts)
	}
	f.Fuzz(func(t *testing.T, book, at uint8, src []byte) {
		if len(src) > 1<<16 {
			return
		}
		whole := books[int(book)%len(books)]
		place := 2*(int(at)%(len(whole)/2)) + 1
		with := func(b []byte) []byte {
			parts := slices.Clone(whole)
			parts[place] = string(b)
			return stored(t, parts)
		}
		toll.Check(t, src, func(b []byte) {
			b = with(b)
			if checkRead(t, "a.xlsx", b); len(src)%16 == 0 { // the rest costs thrice as much
				checkClean(t, b, Clean(b, Limits{}))
			}
		})
	})
}

// checkClean looks at what must always hold of the copy of a file.
func checkClean(t *testing.T, b []byte, c Cleaned) {
	t.Helper()
	if c.Why != "" || len(c.Removed) == 0 {
		return
	}
	if again := Clean(c.Bytes, Limits{}); again.Why != "" || len(again.Removed) > 0 {
		t.Fatalf("cleaned again: %q %v of %v", again.Why, again.Removed, c.Removed)
	}
	was, is := Read(t.Context(), "a.xlsx", b, Options{}), Read(t.Context(), "a.xlsx", c.Bytes, Options{})
	if strings.Contains(codes(was.Diags), "SH02") || strings.Contains(codes(was.Diags), "SH03") || strings.Contains(codes(was.Diags), "SH05") {
		return // damaged sheets are not read, and formulas are calculated where their results are in doubt
	}
	if len(was.Datasets) != len(is.Datasets) {
		t.Fatalf("%d tables, in the copy %d: %s, %s", len(was.Datasets), len(is.Datasets), codes(was.Diags), codes(is.Diags))
	}
	for i := range was.Datasets {
		a, b := was.Datasets[i].Get(), is.Datasets[i].Get()
		if x, y := string(CSV(&a)), string(CSV(&b)); x != y {
			t.Fatalf("read as\n%s\nin the copy as\n%s", x, y)
		}
	}
}
