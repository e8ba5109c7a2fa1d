package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"math/rand"
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"milepost/bench/toll"
	"milepost/generator/digest"
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// pack writes a package of the parts in order.
func pack(tb testing.TB, parts ...string) []byte {
	tb.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i+1 < len(parts); i += 2 {
		w, err := z.Create(parts[i])
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

const (
	rootRels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	mainPart = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`
	mainRels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`
	goodData = `<row r="1"><c r="A1" t="inlineStr"><is><t>任务名称</t></is></c><c r="B1" t="inlineStr"><is><t>数值</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>甲</t></is></c><c r="B2"><v>7</v></c></row>`
)

// one is a workbook with one sheet of the rows given.
func one(tb testing.TB, rows string, more ...string) []byte {
	return pack(tb, append([]string{"_rels/.rels", rootRels, "xl/workbook.xml", mainPart, "xl/_rels/workbook.xml.rels", mainRels,
		"xl/worksheets/sheet1.xml", `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + rows + `</sheetData></worksheet>`}, more...)...)
}

// Every way in which a file lies or breaks gives its own diagnostic, and no value of the sheet is used.
func TestHazards(t *testing.T) {
	whole := one(t, goodData)
	head := goodData[:strings.Index(goodData, "</row>")+6]
	for _, c := range []struct {
		name string
		b    []byte
		code string // of one diagnostic; "" if the file is sound
		st   kb.State
	}{
		{"sound", whole, "", kb.Good},
		{"nothing.xlsx", nil, "SH01.empty", kb.Settling},
		{"half copied", whole[:len(whole)/2], "SH01.unfinished", kb.Settling},
		{"without its end", whole[:len(whole)-30], "SH01.unfinished", kb.Settling},
		{"renamed xls", append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), utf16le("xxWorkbookxx")...), "SH01.xls", kb.Refused},
		{"password", append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), utf16le("xxEncryptedPackage")...), "SH01.encrypted", kb.Refused},
		{"web page", []byte("<html><table><tr><td>1</td></tr></table></html>"), "SH01.html", kb.Refused},
		{"xml 2003", []byte(`<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">`), "SH01.xml2003", kb.Refused},
		{"pdf", []byte("%PDF-1.7"), "SH01.pdf", kb.Refused},
		{"ods", pack(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", "<x/>"), "SH01.ods", kb.Refused},
		{"xlsb", pack(t, "xl/workbook.bin", "x"), "SH01.xlsb", kb.Refused},
		{"numbers", pack(t, "Index/Document.iwa", "x"), "SH01.numbers", kb.Refused},
		{"word", pack(t, "word/document.xml", "<x/>"), "SH01.office", kb.Refused},
		{"plain text", []byte("a,b\n1,2\n"), "SH01.text", kb.Refused},
		{"sheet part missing", pack(t, "_rels/.rels", rootRels, "xl/workbook.xml", mainPart, "xl/_rels/workbook.xml.rels", mainRels), "SH02.nosheet", kb.Refused},
		{"unescaped ampersand", one(t, head+`<row r="2"><c r="A2" t="inlineStr"><is><t>R&D</t></is></c></row>`), "SH02.xml", kb.Refused},
		{"control character", one(t, head+"<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>\x01</t></is></c></row>"), "SH02.xml", kb.Refused},
		{"bad utf-8", one(t, head+"<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>\xff</t></is></c></row>"), "SH02.xml", kb.Refused},
		{"unclosed element", one(t, head+`<row r="2"><c r="A2"><v>1</v></row>`), "SH02.xml", kb.Refused},
		{"dtd", pack(t, "_rels/.rels", rootRels, "xl/workbook.xml", mainPart, "xl/_rels/workbook.xml.rels", mainRels, "xl/worksheets/sheet1.xml", `<!DOCTYPE x [<!ENTITY a "b">]><worksheet><sheetData>`+goodData+`</sheetData></worksheet>`), "SH02.dtd", kb.Refused},
		{"shared text out of range", one(t, head+`<row r="2"><c r="A2" t="s"><v>5</v></c></row>`), "SH02.index", kb.Refused},
		{"shared texts broken", one(t, head+`<row r="2"><c r="A2" t="s"><v>0</v></c></row>`, "xl/sharedStrings.xml", `<sst><si><t>R&D</t></si></sst>`), "SH02.strings", kb.Refused},
		{"cells out of order", one(t, head+`<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>2</v></c></row>`), "SH02.order", kb.Refused},
		{"cell twice", one(t, head+`<row r="2"><c r="A2"><v>1</v></c><c r="A2"><v>2</v></c></row>`), "SH02.order", kb.Refused},
		{"rows out of order", one(t, head+`<row r="3"><c r="A3"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>`), "SH02.order", kb.Refused},
		{"cell of another row", one(t, head+`<row r="2"><c r="A7"><v>1</v></c></row>`), "SH02.order", kb.Refused},
		{"reference upside down", one(t, head+`<row r="2"><c r="2A"><v>1</v></c></row>`), "SH02.order", kb.Refused},
		{"format out of range", one(t, head+`<row r="2"><c r="A2" s="9"><v>1</v></c></row>`), "SH02.style", kb.Refused},
		{"empty format is the plain one", one(t, head+`<row r="2"><c r="A2" s="" t="inlineStr"><is><t>甲</t></is></c><c r="B2" s=""><v>7</v></c></row>`), "", kb.Good},
		{"number that is none", one(t, head+`<row r="2"><c r="A2"><v>1,5</v></c></row>`), "SH02.number", kb.Refused},
		{"hexadecimal number", one(t, head+`<row r="2"><c r="A2"><v>0x1F</v></c></row>`), "SH02.number", kb.Refused},
		{"two parts of one name", pack(t, "xl/a.xml", "<x/>", "XL/A.xml", "<x/>"), "SH02.directory", kb.Refused},
		{"lower-case and fixed references", one(t, strings.NewReplacer(`r="A2"`, `r="a2"`, `r="B2"`, `r="$B$2"`).Replace(goodData)), "", kb.Good},
		{"no references at all", one(t, strings.NewReplacer(` r="A1"`, "", ` r="B1"`, "", ` r="A2"`, "", ` r="B2"`, "", ` r="1"`, "", ` r="2"`, "").Replace(goodData)), "", kb.Good},
		{"escaped characters", one(t, strings.Replace(goodData, "甲", "_x7532_", 1)), "", kb.Good},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := Read(t.Context(), "a.xlsx", c.b, Options{})
			if w.State != c.st || c.code == "" && len(w.Diags) > 0 || c.code != "" && !strings.Contains(codes(w.Diags), c.code) {
				t.Errorf("%s %q, want %s with %q", w.State, codes(w.Diags), c.st, c.code)
			}
			if c.code == "" {
				if len(w.Datasets) != 1 || fmt.Sprint(w.Datasets[0].Get().Rows[0].Cells[1].Num) != "7" {
					t.Errorf("not read: %s", dump(w))
				}
			} else if len(w.Datasets) > 0 {
				t.Errorf("values were used: %s", dump(w))
			}
		})
	}
}

// An error cell is a gap with its cell named, in a sheet that is otherwise read.
func TestErrorCells(t *testing.T) {
	w := Read(t.Context(), "a.xlsx", one(t, goodData+`<row r="3"><c r="A3" t="inlineStr"><is><t>乙</t></is></c><c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>`), Options{})
	d := w.Datasets[0].Get()
	if c := d.Rows[1].Cells[1]; c.Kind != kb.Fault || c.Text != "#DIV/0!" || c.Ref != "B3" {
		t.Errorf("cell is %+v", c)
	}
	if got := codes(w.Diags); got != "SH04.error@B3" {
		t.Errorf("diagnostics %s", got)
	}
}

// One damaged byte in the packed rows of a large sheet is found, whatever is read of it.
func TestDamagedPartIsNotReadInPart(t *testing.T) {
	src := plan(t, 5000)
	b := bytes.Clone(src)
	b[len(b)/2] ^= 0x40
	w := Read(t.Context(), "a.xlsx", b, Options{})
	if w.State == kb.Good && len(w.Diags) == 0 {
		t.Error("a damaged file was read as if it were whole")
	}
	if len(w.Datasets) > 0 && w.Datasets[0].Key() != Read(t.Context(), "a.xlsx", src, Options{}).Datasets[0].Key() {
		t.Error("values of a damaged file were used")
	}
}

// Beyond a limit nothing is read, never a part.
func TestLimits(t *testing.T) {
	src := plan(t, 300)
	for _, c := range []struct {
		name string
		lim  Limits
		code string
	}{
		{"bytes", Limits{FileBytes: 1000}, "SH03.file"},
		{"parts", Limits{Entries: 3}, "SH03.entries"},
		{"unpacked", Limits{Unzip: 5000}, "SH03.unzip"},
		{"rows", Limits{Rows: 200}, "SH03.rows"},
		{"cells", Limits{Cells: 1000}, "SH03.cells"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := Read(t.Context(), "a.xlsx", src, Options{Limits: c.lim})
			if w.State != kb.Refused || len(w.Datasets) > 0 || !strings.Contains(codes(w.Diags), c.code) {
				t.Errorf("%s %d datasets %s, want %s", w.State, len(w.Datasets), codes(w.Diags), c.code)
			}
		})
	}
}

// Our reading of the cells and excelize's agree, cell by cell, on what a sound
// workbook holds: two programs would have to be wrong in the same way.
func TestAgreesWithExcelize(t *testing.T) {
	for name, b := range sound(t) {
		p, err := open(t.Context(), b, Limits{}.orDefault())
		if err != nil {
			t.Fatal(name, err)
		}
		bk, err := openBook(p, Limits{}.orDefault())
		if err != nil {
			t.Fatal(name, err)
		}
		x, err := excelize.OpenReader(bytes.NewReader(b), excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(name, err)
		}
		for _, e := range bk.sheets {
			w, err := bk.readSheet(e)
			if err != nil {
				t.Fatal(name, e.name, err)
			}
			compareReadings(t, name, w, x)
		}
		x.Close()
	}
}

func compareReadings(t *testing.T, name string, w *worksheet, x *excelize.File) {
	t.Helper()
	ours := map[string]string{}
	for i := range w.lines {
		for _, c := range w.lines[i].cells {
			v := c.text
			switch c.kind {
			case rawNumber:
				v = fmt.Sprint(c.num)
			case rawBool:
				v = strings.ToUpper(fmt.Sprint(c.num != 0))
			case rawFormula:
				continue
			}
			ours[ref(c.col, w.lines[i].n)] = v
		}
	}
	rows, err := x.GetRows(w.name)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range w.merges { // where the first rows of a merged range are hidden we read its text one row lower
		if at := ref(m.c0, m.r0); w.unseen.holds(m.r0 - 1) {
			delete(ours, at)
		}
	}
	seen := 0
	for r, cols := range rows {
		for c, v := range cols {
			if vocab.Trim(v) == "" {
				continue
			}
			if vis, _ := x.GetColVisible(w.name, strings.TrimRight(ref(c+1, 1), "1")); !vis || w.unseen.holds(r+1) {
				continue
			}
			seen++
			at := ref(c+1, r+1)
			if got := ours[at]; got != v && !sameNumber(got, v) && !(got == "TRUE" && v == "1") && !(got == "FALSE" && v == "0") {
				t.Errorf("%s [%s] %s: we read %q, excelize %q", name, w.name, at, got, v)
			}
		}
	}
	if seen != len(ours) {
		t.Errorf("%s [%s]: we read %d cells, excelize %d", name, w.name, len(ours), seen)
	}
}

func sameNumber(a, b string) bool {
	f, g := 0.0, 0.0
	_, err1 := fmt.Sscan(a, &f)
	_, err2 := fmt.Sscan(b, &g)
	return err1 == nil && err2 == nil && f == g
}

// sound are workbooks without a fault: those of the golden files and the fixtures of other programs.
func sound(tb testing.TB) map[string][]byte {
	out := map[string][]byte{"plan": plan(tb, 40)}
	for _, g := range []string{"traps", "typing", "locate", "wide", "schemas"} {
		src, err := os.ReadFile("testdata/" + g + ".txtar")
		if err != nil {
			tb.Fatal(err)
		}
		_, files := unpack(string(src))
		for _, f := range files {
			if strings.HasSuffix(f.Name, ".xlsx") {
				out[f.Name] = fixture(tb, f)
			}
		}
	}
	for _, f := range foreign(tb) {
		b, err := os.ReadFile(f)
		if err != nil {
			tb.Fatal(err)
		}
		out[f] = b
	}
	return out
}

// Whatever happens to the bytes of a sound workbook: the datasets are the same,
// or a diagnostic says that something is wrong. Seven of eight changes are to
// the packed or plain bytes of a sheet, where only the checksum tells many of
// them: without it some 260 of 2,000 are silent.
func TestMutationsNeverChangeNumbersSilently(t *testing.T) {
	n := 2000
	if testing.Short() {
		n = 300
	}
	if os.Getenv("MILEPOST_MUTATIONS") != "" {
		n = atoi(os.Getenv("MILEPOST_MUTATIONS"))
	}
	rnd := rand.New(rand.NewSource(1))
	type original struct {
		name string
		b    []byte
		sets []digest.Key
		note int
	}
	var all []original
	books := sound(t)
	for _, name := range sortedKeys(books) {
		b := books[name]
		if len(b) > 30_000 {
			continue
		}
		w := Read(t.Context(), "a.xlsx", b, Options{})
		all = append(all, original{name, b, keys(w), len(w.Diags)})
		if plain := unpacked(t, b); len(plain) <= 30_000 { // where a changed byte is a changed digit
			all = append(all, original{name + " unpacked", plain, keys(w), len(w.Diags)})
		}
	}
	silent := 0
	for i := range n {
		o := all[i%len(all)]
		b := o.b
		if i%8 == 0 {
			b = mutate(rnd, b)
		} else {
			b = mutateSheet(t, rnd, b)
		}
		w := Read(t.Context(), "a.xlsx", b, Options{})
		if fmt.Sprint(keys(w)) != fmt.Sprint(o.sets) && len(w.Diags) <= o.note && w.State == kb.Good {
			silent++
			t.Errorf("mutation %d of %s gives other datasets without a diagnostic", i, o.name)
		}
	}
	t.Logf("%d mutations of %d workbooks, %d silent", n, len(all), silent)
}

// unpacked is the same package without compression.
func unpacked(tb testing.TB, b []byte) []byte {
	tb.Helper()
	r, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		tb.Fatal(err)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range r.File {
		part, err := f.Open()
		if err != nil {
			tb.Fatal(err)
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Store})
		if err == nil {
			_, err = io.Copy(w, part)
		}
		if err != nil {
			tb.Fatal(err)
		}
		part.Close()
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

func keys(w *kb.Workbook) []digest.Key {
	var out []digest.Key
	for _, d := range w.Datasets {
		out = append(out, d.Key())
	}
	return out
}

func sortedKeys(m map[string][]byte) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	sortStrings(out)
	return out
}

// mutateSheet changes one to three bytes inside the data of a sheet: of plain
// data mostly a digit into another one.
func mutateSheet(tb testing.TB, rnd *rand.Rand, src []byte) []byte {
	tb.Helper()
	r, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		tb.Fatal(err)
	}
	var sheets []*zip.File
	for _, f := range r.File {
		if name := strings.ToLower(f.Name); strings.Contains(name, "worksheets/sheet") && strings.HasSuffix(name, ".xml") && f.CompressedSize64 > 0 {
			sheets = append(sheets, f)
		}
	}
	b := bytes.Clone(src)
	if len(sheets) == 0 {
		return mutate(rnd, b)
	}
	f := sheets[rnd.Intn(len(sheets))]
	start, err := f.DataOffset()
	if err != nil {
		tb.Fatal(err)
	}
	data := b[start : start+int64(f.CompressedSize64)]
	for range 1 + rnd.Intn(3) {
		i := rnd.Intn(len(data))
		if f.Method == zip.Store && rnd.Intn(4) > 0 {
			if v := valueFrom(data, i); v >= 0 {
				data[v] = '0' + (data[v]-'0'+1+byte(rnd.Intn(9)))%10
				continue
			}
		}
		data[i] ^= 1 << rnd.Intn(8)
	}
	return b
}

// valueFrom is the place of the first digit of a value at or behind i, -1 if there is none.
func valueFrom(data []byte, i int) int {
	for {
		k := bytes.Index(data[i:], []byte("<v>"))
		if k < 0 || i+k+3 >= len(data) {
			return -1
		}
		if i += k + 3; data[i] >= '0' && data[i] <= '9' {
			return i
		}
	}
}

// mutate changes, drops, doubles or cuts bytes.
func mutate(rnd *rand.Rand, src []byte) []byte {
	b := bytes.Clone(src)
	for range 1 + rnd.Intn(4) {
		if len(b) == 0 {
			return b
		}
		i := rnd.Intn(len(b))
		switch rnd.Intn(5) {
		case 0:
			b[i] ^= 1 << rnd.Intn(8)
		case 1:
			b[i] = byte(rnd.Intn(256))
		case 2:
			b = append(b[:i], b[min(i+1+rnd.Intn(8), len(b)):]...)
		case 3:
			j := min(i+1+rnd.Intn(16), len(b))
			b = append(b[:j], append(bytes.Clone(b[i:j]), b[j:]...)...)
		case 4:
			if rnd.Intn(4) == 0 {
				b = b[:i]
			}
		}
	}
	return b
}

// The XML inside may be anything: it is read or refused, never a panic.
func FuzzSheetXML(f *testing.F) {
	f.Add(goodData)
	f.Add(`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`)
	f.Add(`<row><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="d"><v>2026-09-30</v></c><c><f>SUM(A1:B1)</f></c></row>`)
	f.Fuzz(func(t *testing.T, rows string) {
		if len(rows) > 1<<16 {
			return
		}
		toll.Check(t, []byte(rows), func(b []byte) { checkRead(t, "a.xlsx", one(t, string(b))) })
	})
}

// Whole files of any bytes.
func FuzzWorkbook(f *testing.F) {
	f.Add(one(f, goodData))
	f.Add(plan(f, 3))
	f.Add([]byte("a,b\n1,2\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		toll.Check(t, b, func(b []byte) {
			checkRead(t, "a.xlsx", b)
			checkRead(t, "a.csv", b)
		})
	})
}

// checkRead reads and looks at what must always hold.
func checkRead(t *testing.T, name string, b []byte) {
	t.Helper()
	w := Read(t.Context(), name, b, Options{Limits: Limits{Unzip: 1 << 20, Rows: 500, Cells: 5000}})
	if strings.Contains(codes(w.Diags), "SH01.internal") {
		t.Fatalf("panic inside: %v", w.Diags)
	}
	for _, s := range w.Datasets {
		d := s.Get()
		if len(d.Columns) == 0 {
			t.Fatalf("dataset %s has no columns", d.Name)
		}
		for _, r := range d.Rows {
			if len(r.Cells) != len(d.Columns) {
				t.Fatalf("row %d has %d cells for %d columns", r.Line, len(r.Cells), len(d.Columns))
			}
			for _, c := range r.Cells {
				if c.Ref == "" {
					continue
				}
				if _, _, ok := parseRef(c.Ref); !ok {
					t.Fatalf("bad reference %q", c.Ref)
				}
			}
		}
		CSV(&d)
	}
	if _, err := JSON(w, "zh-CN"); err != nil {
		t.Fatal(err)
	}
	Explain(w)
}
