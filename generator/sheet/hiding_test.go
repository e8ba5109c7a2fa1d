package sheet

import (
	"context"
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"
)

// framed is a workbook of one sheet; front stands before the rows, back behind them.
func framed(tb testing.TB, front, rows, back string, more ...string) []byte {
	tb.Helper()
	b := altered(tb, one(tb, rows, more...), "xl/worksheets/sheet1.xml", "<sheetData>", front+"<sheetData>")
	return altered(tb, b, "xl/worksheets/sheet1.xml", "</sheetData>", "</sheetData>"+back)
}

// square is four rows of three cells, each holding its own name; attrs are those of the rows.
func square(attrs ...string) string {
	var b strings.Builder
	for r := 1; r <= 4; r++ {
		fmt.Fprintf(&b, `<row r="%d"%s>`, r, (append(attrs, "", "", "", ""))[r-1])
		for c := 1; c <= 3; c++ {
			fmt.Fprintf(&b, `<c r="%[1]s" t="inlineStr"><is><t>at%[1]s.</t></is></c>`, ref(c, r))
		}
		b.WriteString(`</row>`)
	}
	return b.String()
}

// emptied is rows of square without some cells.
func emptied(rows string, cells ...string) string {
	for _, at := range cells {
		rows = strings.Replace(rows, `<c r="`+at+`" t="inlineStr"><is><t>at`+at+`.</t></is></c>`, "", 1)
	}
	return rows
}

// readCells is the texts of a file's first sheet, as they are read.
func readCells(tb testing.TB, b []byte) (texts []string, w *worksheet) {
	tb.Helper()
	p, err := open(context.Background(), b, Limits{}.orDefault())
	if err != nil {
		tb.Fatal(err)
	}
	bk, err := openBook(p, Limits{}.orDefault())
	if err != nil {
		tb.Fatal(err)
	}
	if w, err = bk.readSheet(bk.sheets[0]); err != nil {
		tb.Fatal(err)
	}
	for _, l := range w.lines {
		for _, c := range l.cells {
			texts = append(texts, c.text)
		}
	}
	return texts, w
}

// What was hidden by hand is neither read nor published, what a click brings
// back is both.
func TestHiding(t *testing.T) {
	const hidden, grouped, fold = ` hidden="1"`, ` hidden="1" outlineLevel="1"`, ` collapsed="1"`
	filter := func(ref, column string) string {
		return `<autoFilter ref="` + ref + `">` + column + `</autoFilter>`
	}
	const column = `<filterColumn colId="0"/>`
	for name, c := range map[string]struct {
		front, rows, back string
		gone              string // rows and columns, or cells
	}{
		"nothing":                       {rows: square()},
		"a row":                         {rows: square("", hidden), gone: "2"},
		"a row of no height":            {rows: square("", ` ht="0" customHeight="1"`), gone: "2"},
		"a column":                      {front: `<cols><col min="2" max="2" hidden="true"/></cols>`, rows: square(), gone: "B"},
		"a column of no width":          {front: `<cols><col min="2" max="2" width="0" customWidth="1"/></cols>`, rows: square(), gone: "B"},
		"rows unless they say so":       {front: `<sheetFormatPr zeroHeight="1"/>`, rows: square(` hidden="0"`, "", ` hidden="false"`), gone: "2 4"},
		"a filter":                      {rows: square("", hidden, hidden), back: filter("A1:C3", column)},
		"a filter that ends above":      {rows: square("", hidden, hidden), back: filter("A1:C2", column), gone: "3"},
		"a filter without conditions":   {rows: square("", hidden), back: filter("A1:C4", ""), gone: "2"},
		"a filter of another view":      {rows: square("", hidden), back: `<customSheetViews><customSheetView>` + filter("A1:C4", column) + `</customSheetView></customSheetViews>`, gone: "2"},
		"the header of a filter":        {rows: square(hidden), back: filter("A1:C4", column), gone: "1"},
		"a group":                       {rows: square("", grouped, grouped, fold)},
		"a group without its sign":      {rows: square("", grouped, grouped), gone: "2 3"},
		"a group, its sign elsewhere":   {rows: square(fold, grouped, grouped), gone: "2 3"},
		"a group below its sign":        {front: `<sheetPr><outlinePr summaryBelow="0"/></sheetPr>`, rows: square(fold, grouped, ` hidden="1" outlineLevel="2"`)},
		"a row beside a group":          {rows: square(hidden, grouped, grouped, fold), gone: "1"},
		"columns of a group":            {front: `<cols><col min="1" max="2" hidden="1" outlineLevel="1"/><col min="3" max="3" collapsed="1"/></cols>`, rows: square()},
		"columns of a group, no sign":   {front: `<cols><col min="1" max="2" hidden="1" outlineLevel="1"/></cols>`, rows: square(), gone: "A B"},
		"a merged range from hidden":    {rows: emptied(square("", hidden), "A3"), back: `<mergeCells><mergeCell ref="A2:A3"/></mergeCells>`, gone: "B2 C2 A3"},
		"a merged range all hidden":     {rows: square("", hidden, hidden), back: `<mergeCells><mergeCell ref="A2:A3"/></mergeCells>`, gone: "2 3"},
		"merged over a hidden column":   {front: `<cols><col min="1" max="1" hidden="1"/></cols>`, rows: emptied(square(), "B1", "C1"), back: `<mergeCells><mergeCell ref="A1:C1"/></mergeCells>`, gone: "A2 A3 A4 B1 C1"},
		"a sheet that is hidden whole":  {front: `<cols><col min="1" max="16384" hidden="1"/></cols>`, rows: square(), gone: "A B C"},
		"hidden, and two things of it":  {front: `<cols><col min="3" max="3" hidden="1"/></cols>`, rows: square("", "", "", hidden), gone: "C 4"},
		"a filter and a row beyond it":  {rows: square("", hidden, "", hidden), back: filter("A1:B3", column), gone: "4"},
		"a group in which one is shown": {rows: square(grouped, ` outlineLevel="1"`, grouped, fold), gone: "1"},
	} {
		t.Run(name, func(t *testing.T) {
			b := framed(t, c.front, c.rows, c.back)
			clean := Clean(b, Limits{})
			if clean.Why != "" {
				t.Fatalf("not cleaned: %s", clean.Why)
			}
			all, _ := everything(t, clean.Bytes)
			read, _ := readCells(t, b)
			for r := 1; r <= 4; r++ {
				for col := 1; col <= 3; col++ {
					at := ref(col, r)
					gone := slices.ContainsFunc(strings.Fields(c.gone), func(s string) bool { return s == at || s == at[:1] || s == at[1:] })
					if published := strings.Contains(all, "at"+at+"."); published == gone {
						t.Errorf("%s is published: %v", at, published)
					}
					if was := slices.Contains(read, "at"+at+"."); was == gone {
						t.Errorf("%s is read: %v", at, was)
					}
				}
			}
		})
	}
}

// Whatever is hidden on a sheet, in whatever way, pages read the same from the
// file as from what is published of it.
func TestPagesShowWhatIsPublished(t *testing.T) {
	rnd := rand.New(rand.NewSource(7))
	pick := func(s ...string) string { return s[rnd.Intn(len(s))] }
	cleaned := 0
	for range 1500 {
		var rows strings.Builder
		for r := 1; r <= 9; r++ {
			fmt.Fprintf(&rows, `<row r="%d"%s%s%s>`, r, pick("", "", ` hidden="1"`, ` hidden="0"`), pick("", ` outlineLevel="1"`), pick("", "", ` collapsed="1"`))
			for c := 1; c <= 5; c++ {
				switch at := ref(c, r); rnd.Intn(6) {
				case 0:
				case 1:
					fmt.Fprintf(&rows, `<c r="%s"><v>%d</v></c>`, at, rnd.Intn(1e6))
				default:
					fmt.Fprintf(&rows, `<c r="%[1]s" t="inlineStr"><is><t>%[1]s</t></is></c>`, at)
				}
			}
			rows.WriteString(`</row>`)
		}
		front := pick("", `<sheetPr><outlinePr summaryBelow="0"/></sheetPr>`) + pick("", "", `<sheetFormatPr zeroHeight="1"/>`)
		front += pick("", `<cols><col min="2" max="3" hidden="1"/></cols>`, `<cols><col min="1" max="2" hidden="1" outlineLevel="1"/><col min="3" max="3" collapsed="1"/></cols>`)
		back := pick("", `<autoFilter ref="A1:E5"><filterColumn colId="1"/></autoFilter>`)
		if a, b := 1+rnd.Intn(4), 1+rnd.Intn(7); rnd.Intn(2) > 0 {
			back += `<mergeCells><mergeCell ref="` + (rect{a, b, a + rnd.Intn(2), b + rnd.Intn(3)}).String() + `"/></mergeCells>`
		}
		b := framed(t, front, rows.String(), back)
		c := Clean(b, Limits{})
		if c.Why != "" {
			t.Fatalf("not cleaned: %s: %s%s%s", c.Why, front, rows.String(), back)
		}
		cleaned += len(c.Removed)
		was, _ := readCells(t, b)
		is, w := readCells(t, c.Bytes)
		if !slices.Equal(was, is) || len(w.aside) > 1 { // one: the first cell of the merged range, which is seen
			t.Fatalf("%s%s%s:\nread %v\nfrom the copy %v and %v", front, rows.String(), back, was, is, w.aside)
		}
	}
	if cleaned < 1000 {
		t.Errorf("only %d were cleaned", cleaned)
	}
}
