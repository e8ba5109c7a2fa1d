package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"math/rand"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"milepost/generator/diag"
	"milepost/generator/digest"
	"milepost/generator/kb"
)

// guarded is a workbook with one secret of each kind in it. What its readers
// see bears other words.
func guarded(tb testing.TB) []byte {
	tb.Helper()
	f := excelize.NewFile()
	must := func(err error) {
		tb.Helper()
		if err != nil {
			tb.Fatal(err)
		}
	}
	must(f.SetSheetName("Sheet1", "月报"))
	for i, row := range [][]any{
		{"部门", "得分", "机密号", "备注"}, {"一部", 80, "SECRET-a", "好"}, {"二部", 90, "SECRET-b", "SECRET-row"}, {"三部", 70, "SECRET-c", "三部的备注"},
	} {
		must(f.SetSheetRow("月报", "A"+string(rune('1'+i)), &row))
	}
	must(f.SetColVisible("月报", "C", false))
	must(f.SetCellHyperLink("月报", "C2", "https://example.com/SECRET", "External"))
	must(f.SetRowVisible("月报", 3, false))
	must(f.AddComment("月报", excelize.Comment{Cell: "A2", Author: "SECRET", Text: "SECRET"}))
	must(f.AddChart("月报", "F2", &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{Name: "薪酬!$A$1", Categories: "薪酬!$A$2:$A$3", Values: "薪酬!$B$2:$B$3"}}}))
	_, err := f.NewSheet("薪酬")
	must(err)
	for i, row := range [][]any{{"SECRET-name", "月薪"}, {"SECRET-x", 98765}, {"SECRET-y", 87654}} {
		must(f.SetSheetRow("薪酬", "A"+string(rune('1'+i)), &row))
	}
	must(f.SetSheetVisible("薪酬", false))
	_, err = f.NewSheet("名单")
	must(err)
	for i, row := range [][]any{{"项目", "金额", "经办"}, {"甲", 1, "SECRET-d"}, {"乙", 2, "SECRET-e"}, {"丙", 3, "SECRET-f"}} {
		must(f.SetSheetRow("名单", "A"+string(rune('1'+i)), &row))
	}
	must(f.AddTable("名单", &excelize.Table{Range: "A1:C4", Name: "名单表"}))
	must(f.SetColVisible("名单", "C", false))
	must(f.SetDocProps(&excelize.DocProperties{Creator: "SECRET", LastModifiedBy: "SECRET", Title: "月报"}))
	must(f.SetAppProps(&excelize.AppProperties{Company: "SECRET", Application: "Microsoft Excel"}))
	b, err := f.WriteToBuffer()
	must(err)
	return b.Bytes()
}

// altered is the package with one text of a part put in place of another.
func altered(tb testing.TB, b []byte, part, from, to string) []byte {
	tb.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		tb.Fatal(err)
	}
	var parts []string
	found := false
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			tb.Fatal(err)
		}
		src, err := io.ReadAll(r)
		if err != nil {
			tb.Fatal(err)
		}
		text := string(src)
		if f.Name == part {
			found = strings.Contains(text, from)
			text = strings.Replace(text, from, to, 1)
		}
		parts = append(parts, f.Name, text)
	}
	if !found {
		tb.Fatalf("%s has no %q", part, from)
	}
	return pack(tb, parts...)
}

// everything is all parts of a package, unpacked.
func everything(tb testing.TB, b []byte) (all string, names []string) {
	tb.Helper()
	p, err := open(context.Background(), b, Limits{}.orDefault())
	if err != nil {
		tb.Fatal(err)
	}
	for _, f := range p.order {
		r, err := f.Open()
		if err != nil {
			tb.Fatal(err)
		}
		src, err := io.ReadAll(r)
		if err != nil {
			tb.Fatal(err)
		}
		all, names = all+f.Name+"\n"+string(src)+"\n", append(names, f.Name)
	}
	return all, names
}

func TestCleanLeavesNoSecret(t *testing.T) {
	src := guarded(t)
	c := Clean(src, Limits{})
	if c.Why != "" {
		t.Fatalf("not cleaned: %s", c.Why)
	}
	if want := []string{hiddenSheets, hiddenColumns, hiddenRows, comments, personal}; !slices.Equal(c.Removed, want) {
		t.Errorf("removed %v, want %v", c.Removed, want)
	}
	all, names := everything(t, c.Bytes)
	for _, secret := range []string{"SECRET", "98765", "87654"} {
		if i := strings.Index(all, secret); i >= 0 {
			t.Errorf("%s is left: …%s", secret, all[max(0, i-200):i+20])
		}
	}
	for _, word := range []string{"一部", "三部的备注", "经办"} {
		if !strings.Contains(all, word) {
			t.Errorf("%s is lost", word)
		}
	}
	for _, name := range names {
		if strings.Contains(name, "comment") || strings.Contains(name, "vml") {
			t.Errorf("%s is still in the package", name)
		}
	}
	if again := Clean(src, Limits{}); !bytes.Equal(c.Bytes, again.Bytes) {
		t.Error("the same file gave other bytes")
	}
	if again := Clean(c.Bytes, Limits{}); again.Why != "" || len(again.Removed) > 0 || !bytes.Equal(again.Bytes, c.Bytes) {
		t.Errorf("a cleaned file is not clean: %v %s", again.Removed, again.Why)
	}
	if dir := os.Getenv("MILEPOST_CLEANED"); dir != "" { // to open by hand in a spreadsheet program
		if err := os.WriteFile(dir, c.Bytes, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// What stays reads as before, for us and for a library, and every cell keeps its place.
func TestCleanKeepsTheRest(t *testing.T) {
	src := guarded(t)
	c := Clean(src, Limits{})
	before, after := Read(t.Context(), "a.xlsx", src, Options{}), Read(t.Context(), "a.xlsx", c.Bytes, Options{})
	for _, d := range after.Diags {
		if d.Code != "SH06.sheet" && d.Code != "SH06.columns" && !slices.ContainsFunc(before.Diags, d.Equal) {
			t.Errorf("the copy is read with %s %v", d.Code, d.Args)
		}
	}
	if len(before.Datasets) != len(after.Datasets) {
		t.Fatalf("%d tables, want %d", len(after.Datasets), len(before.Datasets))
	}
	for i := range before.Datasets {
		was, is := before.Datasets[i].Get(), after.Datasets[i].Get()
		was.Rows = slices.DeleteFunc(slices.Clone(was.Rows), func(r kb.Row) bool { return was.Sheet == "月报" && r.Line == 3 })
		if !reflect.DeepEqual(was.Rows, is.Rows) || !reflect.DeepEqual(was.Columns, is.Columns) {
			t.Errorf("%s: %v, want %v", was.Name, is.Rows, was.Rows)
		}
	}
	f, err := excelize.OpenReader(bytes.NewReader(c.Bytes))
	if err != nil {
		t.Fatal(err)
	}
	for cell, want := range map[string]string{"A2": "一部", "B2": "80", "C1": "", "C2": "", "A3": "", "D3": "", "D4": "三部的备注"} {
		if got, err := f.GetCellValue("月报", cell); err != nil || got != want {
			t.Errorf("月报!%s is %q (%v), want %q", cell, got, err, want)
		}
	}
	if got, _ := f.GetCellValue("名单", "C1"); got != "经办" {
		t.Errorf("the header of a table is %q: Excel would repair the file", got)
	}
	if got := f.GetSheetList(); len(got) != 3 {
		t.Errorf("sheets %v", got)
	}
}

func TestCleanOneThing(t *testing.T) {
	const rows = `<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>`
	filtered := `<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"><v>2</v></c></row><row r="3" hidden="1"><c r="A3"><v>3</v></c></row>`
	formula := `<row r="1"><c r="A1"><f>B1*2</f><v>4</v></c></row><row r="2" hidden="1"><c r="A2"><v>2</v></c></row>`
	for name, x := range map[string]struct {
		src     []byte
		removed []string
		why     string
		gone    string
		left    string
	}{
		"nothing":            {src: one(t, rows)},
		"empty hidden row":   {src: one(t, rows+`<row r="2" hidden="1"><c r="A2" s="0"/></row>`)},
		"hidden row":         {src: one(t, rows+`<row r="2" hidden="1"><c r="A2"><v>777</v></c></row>`), removed: []string{hiddenRows}, gone: "777"},
		"row of a filter":    {src: altered(t, one(t, filtered), "xl/worksheets/sheet1.xml", "</sheetData>", `</sheetData><autoFilter ref="A1:A2"><filterColumn colId="0"/></autoFilter>`), removed: []string{hiddenRows}, gone: "<v>3</v>", left: "<v>2</v>"},
		"filter without":     {src: altered(t, one(t, filtered), "xl/worksheets/sheet1.xml", "</sheetData>", `</sheetData><autoFilter ref="A1:A2"/>`), removed: []string{hiddenRows}, gone: "<v>2</v>"},
		"rows hidden at all": {src: altered(t, one(t, rows), "xl/worksheets/sheet1.xml", "<sheetData>", `<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/><sheetData>`), removed: []string{hiddenRows}, gone: "<t>a</t>"},
		"formula":            {src: one(t, formula), removed: []string{hiddenRows, formulas}, gone: "B1*2", left: "<v>4</v>"},
		"formula, no value":  {src: one(t, strings.Replace(formula, "<v>4</v>", "", 1)), why: uncomputed},
		"entity":             {src: altered(t, one(t, rows+`<row r="2" hidden="1"><c r="A2"><v>7</v></c></row>`), "xl/worksheets/sheet1.xml", "<worksheet", `<!DOCTYPE x [<!ENTITY e "v">]><worksheet`), why: unread},
		"no zip":             {src: []byte("a,b\n"), why: unread},
	} {
		t.Run(name, func(t *testing.T) {
			c := Clean(x.src, Limits{})
			if c.Why != x.why || !slices.Equal(c.Removed, x.removed) {
				t.Fatalf("removed %v, why %q; want %v, %q", c.Removed, c.Why, x.removed, x.why)
			}
			switch {
			case x.why != "":
				if c.Bytes != nil {
					t.Error("there are bytes to publish")
				}
				return
			case len(x.removed) == 0 && !bytes.Equal(c.Bytes, x.src):
				t.Error("an untouched file is another")
			}
			all, _ := everything(t, c.Bytes)
			if x.gone != "" && strings.Contains(all, x.gone) || !strings.Contains(all, x.left) {
				t.Errorf("%q is left or %q is lost: %s", x.gone, x.left, all)
			}
			checkRead(t, name, c.Bytes)
		})
	}
}

// What cannot be cleaned safely is not published.
func TestCleanRefuses(t *testing.T) {
	const ns = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	src := guarded(t)
	for kind, want := range map[string]string{
		"connections": connected, "powerPivotData": connected, "oleObject": embedded, "vbaProject": macros, "pivotCacheDefinition": pivoted, "slicerCache": unknown, "ctrlProp": unknown,
	} {
		b := altered(t, src, "xl/_rels/workbook.xml.rels", "</Relationships>", `<Relationship Id="rIdX" Type="`+ns+kind+`" Target="x.bin"/></Relationships>`)
		if c := Clean(b, Limits{}); c.Why != want || c.Bytes != nil {
			t.Errorf("%s: %q, want %q", kind, c.Why, want)
		}
	}
}

// A link to another workbook goes, and its values stay; so do formulas of the workbook itself.
func TestCleanLinks(t *testing.T) {
	const ns = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	b := one(t, `<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">[1]S!A1</f><v>41</v></c><c r="B1"><f>A1+1</f><v>42</v></c></row><row r="2"><c r="A2"><f t="shared" si="0"/><v>43</v></c></row>`,
		"xl/externalLinks/externalLink1.xml", `<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>`)
	b = altered(t, b, "xl/_rels/workbook.xml.rels", "</Relationships>", `<Relationship Id="rIdX" Type="`+ns+`/externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>`)
	b = altered(t, b, "xl/workbook.xml", "</sheets>", `</sheets><externalReferences><externalReference xmlns:r="`+ns+`" r:id="rIdX"/></externalReferences><definedNames><definedName name="n">[1]S!A1</definedName><definedName name="m">S!A1</definedName></definedNames>`)
	c := Clean(b, Limits{})
	if !slices.Equal(c.Removed, []string{external}) {
		t.Fatalf("removed %v, why %q", c.Removed, c.Why)
	}
	all, _ := everything(t, c.Bytes)
	for _, gone := range []string{"[1]", "externalLink", "externalReference", `si="0"`} {
		if strings.Contains(all, gone) {
			t.Errorf("%s is left: %s", gone, all)
		}
	}
	for _, left := range []string{"<v>41</v>", "<f>A1+1</f>", "<v>43</v>", `name="m"`} {
		if !strings.Contains(all, left) {
			t.Errorf("%s is lost: %s", left, all)
		}
	}
}

func says(w *kb.Workbook, code string) bool {
	return slices.ContainsFunc(w.Diags, func(d diag.Diagnostic) bool { return d.Code == code })
}

// The workbook says what becomes of its file; a text hides nothing.
func TestOriginalIsSaid(t *testing.T) {
	w := Read(t.Context(), "a.xlsx", guarded(t), Options{Original: "clean"})
	if w.Original.Form != "clean" || !slices.Contains(w.Original.Removed, hiddenSheets) || !says(w, "SH16.hidden") {
		t.Errorf("%+v %v", w.Original, w.Diags)
	}
	if w := Read(t.Context(), "a.xlsx", guarded(t), Options{Original: "all"}); w.Original.Form != "" || says(w, "SH16.hidden") {
		t.Errorf("all: %+v %v", w.Original, w.Diags)
	}
	if w := Read(t.Context(), "a.xlsx", guarded(t), Options{Original: "none"}); w.Original.Form != "none" || w.Original.Why != "set" {
		t.Errorf("none: %+v", w.Original)
	}
	if w := Read(t.Context(), "a.csv", []byte("a,b\n1,2\n"), Options{Original: "clean"}); w.Original.Form != "" || w.Digest == (digest.Key{}) {
		t.Errorf("csv: %+v", w.Original)
	}
	if w := Read(t.Context(), "a.xls", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"), Options{Original: "clean"}); w.Original.Why != unread {
		t.Errorf("xls: %+v", w.Original)
	}
}

// Damage is refused or cleaned, and never stops the program.
func TestCleanOfDamagedFiles(t *testing.T) {
	src := guarded(t)
	rnd := rand.New(rand.NewSource(1))
	for range 200 {
		for _, b := range [][]byte{mutate(rnd, src), mutateSheet(t, rnd, src)} {
			if c := Clean(b, Limits{}); c.Why == "" && c.Bytes == nil {
				t.Fatal("neither cleaned nor refused")
			}
		}
	}
}

// Answers that tell who gave them are private, and so is what a setting says in the wrong form.
func TestPrivate(t *testing.T) {
	named := "提交答卷时间,您的姓名,对系统的满意度,对培训的满意度\n2026-10-08,甲,非常满意,满意\n2026-10-09,乙,满意,一般\n"
	for name, c := range map[string]struct {
		src, side, want string
		said            bool
	}{
		"named":       {src: named, said: true},
		"set":         {src: named, side: "private = true", want: kb.PrivateYes},
		"open":        {src: named, side: "private = false", want: kb.PrivateNo},
		"said oddly":  {src: named, side: "private = \"no\"", want: kb.PrivateYes},
		"no names":    {src: strings.Replace(named, "您的姓名", "部门", 1)},
		"a form":      {src: "ID,Start time,Completion time,Email,Name,Remarks\n1,2026-10-08 10:00,2026-10-08 10:01,a@example.com,甲,好\n2,2026-10-09 10:00,2026-10-09 10:01,b@example.com,乙,慢\n", said: true},
		"suggestions": {src: "编号,提交时间,提交人,部门,建议内容,状态,答复\nS1,2026-10-08,甲,财务部,加导出,已采纳,下版加\n"},
		"tickets":     {src: "工单号,提交时间,报修人,联系电话,问题描述\nT1,2026-10-08,甲,13800000000,打不开\n"},
	} {
		w := Read(t.Context(), "问卷.csv", []byte(c.src), Options{Sidecar: []byte(c.side)})
		if w.Private != c.want || says(w, "SH16.private") != c.said {
			t.Errorf("%s: %q %v", name, w.Private, w.Diags)
		}
	}
}
