package sheet

import (
	"fmt"
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"
)

const (
	relationship = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	spreadsheet  = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="` + relationship + `"`
	chartNames   = `xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"`
)

// A table of two columns that are seen, and a third that is hidden or not.
const (
	seenRows   = `<row r="1"><c r="A1" t="inlineStr"><is><t>部门</t></is></c><c r="B1" t="inlineStr"><is><t>满意度</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>一部</t></is></c><c r="B2"><v>80</v></c></row>`
	secretCol  = `<cols><col min="3" max="3" hidden="1"/></cols>`
	secretRows = `<row r="1"><c r="A1" t="inlineStr"><is><t>部门</t></is></c><c r="B1" t="inlineStr"><is><t>满意度</t></is></c><c r="C1" t="inlineStr"><is><t>SECRET</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>一部</t></is></c><c r="B2"><v>80</v></c><c r="C2"><v>98765</v></c></row>`
)

// part is one part of a package, and what names it.
type part struct {
	of, kind, name, text string // of: "" for the package, "book", "sheet" or a part; kind: the end of the relation's type
}

// assembled is a workbook of one sheet with more parts; front and back stand around the rows of its sheet.
func assembled(tb testing.TB, front, rows, back string, more ...part) []byte {
	tb.Helper()
	rels := map[string]string{}
	files := []string{"xl/workbook.xml", mainPart, "xl/worksheets/sheet1.xml", `<worksheet ` + spreadsheet + `>` + front + `<sheetData>` + rows + `</sheetData>` + back + `</worksheet>`}
	owners := []string{"", "xl/workbook.xml"}
	rels[""] = `<Relationship Id="rId1" Type="` + relationship + `/officeDocument" Target="/xl/workbook.xml"/>`
	rels["xl/workbook.xml"] = `<Relationship Id="rId1" Type="` + relationship + `/worksheet" Target="/xl/worksheets/sheet1.xml"/>`
	for i, p := range more {
		of := p.of
		switch of {
		case "book":
			of = "xl/workbook.xml"
		case "sheet":
			of = "xl/worksheets/sheet1.xml"
		}
		if !slices.Contains(owners, of) {
			owners = append(owners, of)
		}
		rels[of] += fmt.Sprintf(`<Relationship Id="rIdX%d" Type="%s/%s" Target="/%s"/>`, i, relationship, p.kind, p.name)
		files = append(files, p.name, p.text)
	}
	for _, of := range owners {
		dir, base := path.Split(of)
		files = append(files, dir+"_rels/"+base+".rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`+rels[of]+`</Relationships>`)
	}
	return pack(tb, files...)
}

// Each kind of part that may hold what readers shall not see is empty of it in
// the copy, in every byte; what they see stays, and is read as before.
func TestCleanEachPart(t *testing.T) {
	chart := func(formula string) string {
		return `<c:chartSpace ` + chartNames + `><c:chart><c:ser><c:cat><c:strRef><c:f>` + formula + `</c:f><c:strCache><c:pt idx="0"><c:v>SECRET</c:v></c:pt></c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>S!$C$2</c:f><c:numCache><c:pt idx="0"><c:v>98765</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser></c:chart></c:chartSpace>`
	}
	drawing := part{"sheet", "drawing", "xl/drawings/drawing1.xml", `<xdr:wsDr xmlns:xdr="u"><xdr:twoCellAnchor><xdr:from><xdr:col>5</xdr:col><xdr:row>1</xdr:row></xdr:from></xdr:twoCellAnchor></xdr:wsDr>`}
	rule := func(cells string) string {
		return `<conditionalFormatting sqref="` + cells + `"><cfRule type="containsText" priority="1" operator="containsText" text="SECRET"><formula>NOT(ISERROR(SEARCH("SECRET",C2)))</formula></cfRule></conditionalFormatting>`
	}
	list := func(cells, word string) string {
		return `<dataValidation type="list" sqref="` + cells + `" promptTitle="` + word + `"><formula1>"` + word + `,b"</formula1></dataValidation>`
	}
	newer := func(cells, word string) string {
		return `<x14:dataValidation type="list"><x14:formula1><xm:f>"` + word + `"</xm:f></x14:formula1><xm:sqref>` + cells + `</xm:sqref></x14:dataValidation>`
	}
	ext := func(inside string) string {
		return `<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" xmlns:x14="x" xmlns:xm="m"><x14:dataValidations count="1">` + inside + `</x14:dataValidations></ext></extLst>`
	}
	for name, c := range map[string]struct {
		front, rows, back string
		book              string // stands behind the sheets of the workbook's part
		parts             []part
		removed           []string
		left, lost        []string // texts that are, or are not, in the copy
	}{
		"the caches of a chart": {front: secretCol, rows: secretRows, back: `<drawing r:id="rIdX0"/>`, parts: []part{drawing, {drawing.name, "chart", "xl/charts/chart1.xml", chart("S!$C$1")}},
			removed: []string{hiddenColumns}, left: []string{"S!$C$1", "S!$C$2"}, lost: []string{"strCache", "numCache"}},
		"comments": {rows: seenRows, back: `<legacyDrawing r:id="rIdX1"/>`, parts: []part{
			{"sheet", "comments", "xl/comments1.xml", `<comments ` + spreadsheet + `><authors><author>SECRET</author></authors></comments>`},
			{"sheet", "vmlDrawing", "xl/drawings/vml1.vml", `<xml><x:ClientData ObjectType="Note">SECRET</x:ClientData></xml>`},
		}, removed: []string{comments}, lost: []string{"legacyDrawing"}},
		"threads and persons": {rows: seenRows, parts: []part{
			{"sheet", "threadedComment", "xl/threadedComments/threadedComment1.xml", `<ThreadedComments><threadedComment><text>SECRET</text></threadedComment></ThreadedComments>`},
			{"book", "person", "xl/persons/person.xml", `<personList><person displayName="SECRET" userId="SECRET"/></personList>`},
		}, removed: []string{comments}},
		"properties of the author": {rows: seenRows, parts: []part{
			{"", "core-properties", "docProps/core.xml", `<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>月报</dc:title><dc:creator>SECRET</dc:creator><cp:lastModifiedBy>SECRET</cp:lastModifiedBy></cp:coreProperties>`},
			{"", "extended-properties", "docProps/app.xml", `<Properties><Application>WPS</Application><Company>SECRET</Company><Manager>SECRET</Manager><HyperlinkBase>\\SECRET\</HyperlinkBase></Properties>`},
		}, removed: []string{personal}, left: []string{"月报", "WPS"}},
		"properties of one's own": {rows: seenRows, parts: []part{{"", "custom-properties", "docProps/custom.xml", `<Properties><property name="SECRET"/></Properties>`}}, removed: []string{personal}, lost: []string{"custom.xml"}},
		"data of other programs": {rows: seenRows, parts: []part{
			{"book", "customXml", "customXml/item1.xml", `<SECRET/>`}, {"book", "customStorage", "xl/customStorage/customStorage.xml", `<SECRET/>`}, {"", "classificationlabels", "docMetadata/LabelInfo.xml", `<l siteId="SECRET"/>`}, {"book", "usernames", "xl/revisions/userNames.xml", `<users><userInfo name="SECRET"/></users>`},
		}, removed: []string{personal}, lost: []string{"item1.xml", "LabelInfo"}},
		"the printer": {rows: seenRows, back: `<pageSetup paperSize="9" orientation="landscape" r:id="rIdX0"/>`, parts: []part{{"sheet", "printerSettings", "xl/printerSettings/printerSettings1.bin", `\\SECRET\printer`}},
			removed: []string{personal}, left: []string{`<pageSetup paperSize="9" orientation="landscape"/>`}},
		"where it was saved": {rows: seenRows, book: `<mc:AlternateContent xmlns:mc="m"><mc:Choice Requires="x15"><x15ac:absPath xmlns:x15ac="a" url="C:\SECRET\"/></mc:Choice></mc:AlternateContent><fileSharing userName="SECRET"/>`, removed: []string{personal}},
		"a link to another workbook": {rows: strings.Replace(seenRows, `<v>80</v>`, `<f>[1]S!A1</f><v>80</v>`, 1), book: `<externalReferences><externalReference r:id="rIdX0"/></externalReferences><definedNames><definedName name="SECRET">[1]S!A1</definedName></definedNames>`, parts: []part{
			{"book", "externalLink", "xl/externalLinks/externalLink1.xml", `<externalLink><externalBook><sheetNames><sheetName val="SECRET"/></sheetNames></externalBook></externalLink>`},
			{"xl/externalLinks/externalLink1.xml", "externalLinkPath", "SECRET.xlsx", ``},
		}, removed: []string{external}, left: []string{"<v>80</v>"}},
		"scenarios and views":                    {rows: seenRows, back: `<scenarios><scenario name="SECRET" user="SECRET"/></scenarios><customSheetViews><customSheetView guid="SECRET"/></customSheetViews>`, removed: []string{personal}},
		"a list to choose from, of hidden cells": {front: secretCol, rows: secretRows, back: `<dataValidations count="1">` + list("C2:C9", "SECRET") + `</dataValidations>`, removed: []string{hiddenColumns}, lost: []string{"dataValidations"}},
		"two lists, one of hidden cells":         {front: secretCol, rows: secretRows, back: `<dataValidations count="2">` + list("C2:C9 C11", "SECRET") + list("B2:C2", "shown") + `</dataValidations>`, removed: []string{hiddenColumns}, left: []string{"shown"}},
		"a newer list of hidden cells":           {front: secretCol, rows: secretRows, back: ext(newer("C2:C9", "SECRET")), removed: []string{hiddenColumns}, lost: []string{"dataValidations"}},
		"two newer lists":                        {front: secretCol, rows: secretRows, back: ext(newer("C2", "SECRET") + newer("B2", "shown")), removed: []string{hiddenColumns}, left: []string{"shown"}},
		"a rule of hidden cells":                 {front: secretCol, rows: secretRows, back: rule("C2:C9") + strings.ReplaceAll(rule("A2"), "SECRET", "shown"), removed: []string{hiddenColumns}, left: []string{"shown"}},
		"a hyperlink of a hidden cell": {front: secretCol, rows: secretRows, back: `<hyperlinks><hyperlink ref="C2" location="SECRET" tooltip="SECRET"/></hyperlinks>`,
			removed: []string{hiddenColumns}, lost: []string{"hyperlink"}},
		"what a filter picks from a hidden column": {front: secretCol, rows: secretRows, back: `<autoFilter ref="A1:C2"><filterColumn colId="2"><filters><filter val="SECRET"/></filters></filterColumn><filterColumn colId="0"><filters><filter val="一部"/></filters></filterColumn></autoFilter>`,
			removed: []string{hiddenColumns}, left: []string{`<filterColumn colId="2"><filters blank="1"/></filterColumn>`, `<filter val="一部"/>`}},
		"the formula of a table's column": {front: secretCol, rows: strings.Replace(secretRows, "SECRET", "月薪", 1), back: `<tableParts count="1"><tablePart r:id="rIdX0"/></tableParts>`, parts: []part{
			{"sheet", "table", "xl/tables/table1.xml", `<table ` + spreadsheet + ` id="1" name="t" displayName="t" ref="A1:C2"><autoFilter ref="A1:C2"><filterColumn colId="2"><filters><filter val="98765"/></filters></filterColumn></autoFilter><tableColumns count="3"><tableColumn id="1" name="部门"/><tableColumn id="2" name="满意度"/><tableColumn id="3" name="月薪"><calculatedColumnFormula>SECRET*2</calculatedColumnFormula></tableColumn></tableColumns></table>`},
		}, removed: []string{hiddenColumns}, left: []string{`name="月薪"`}},
	} {
		t.Run(name, func(t *testing.T) {
			b := assembled(t, c.front, c.rows, c.back, c.parts...)
			if c.book != "" {
				b = altered(t, b, "xl/workbook.xml", "</sheets>", "</sheets>"+c.book)
			}
			if all, _ := everything(t, b); !strings.Contains(all, "SECRET") {
				t.Fatal("there is no secret in it")
			}
			clean := Clean(b, Limits{})
			if clean.Why != "" || !slices.Equal(clean.Removed, c.removed) {
				t.Fatalf("removed %v, why %q; want %v", clean.Removed, clean.Why, c.removed)
			}
			all, _ := everything(t, clean.Bytes)
			for _, gone := range append(c.lost, "SECRET", "98765") {
				if i := strings.Index(all, gone); i >= 0 {
					t.Errorf("%s is left: …%s", gone, all[max(0, i-200):min(len(all), i+40)])
				}
			}
			for _, word := range append(c.left, "一部", "部门") {
				if !strings.Contains(all, word) {
					t.Errorf("%s is lost: %s", word, all)
				}
			}
			checkRead(t, "a.xlsx", clean.Bytes)
			was, is := Read(t.Context(), "a.xlsx", b, Options{}), Read(t.Context(), "a.xlsx", clean.Bytes, Options{})
			if len(was.Datasets) != 1 || !reflect.DeepEqual(was.Datasets[0].Get(), is.Datasets[0].Get()) {
				t.Errorf("read as %+v, was %+v", is.Datasets, was.Datasets)
			}
			if again := Clean(clean.Bytes, Limits{}); again.Why != "" || len(again.Removed) > 0 {
				t.Errorf("cleaned again: %v %q", again.Removed, again.Why)
			}
		})
	}
}

// What readers see on a sheet stays even if a secret could stand in it: texts
// around printed pages, lists and rules of cells that are seen.
func TestCleanLeavesWhatIsSeen(t *testing.T) {
	back := `<dataValidations count="1"><dataValidation type="list" sqref="B2:C2"><formula1>"a,b"</formula1></dataValidation></dataValidations>` +
		`<conditionalFormatting sqref="B1:C9"><cfRule type="cellIs" priority="1"><formula>60</formula></cfRule></conditionalFormatting><headerFooter><oddHeader>&amp;L内部资料</oddHeader></headerFooter>`
	c := Clean(assembled(t, secretCol, secretRows, back), Limits{})
	if c.Why != "" {
		t.Fatal(c.Why)
	}
	if all, _ := everything(t, c.Bytes); !strings.Contains(all, back) {
		t.Errorf("%s is lost: %s", back, all)
	}
}

// The parts of a hidden sheet go with what is on it, and so do names that hold
// its texts: those the file is refused for.
func TestCleanHiddenSheet(t *testing.T) {
	sheet2 := part{"book", "worksheet", "xl/worksheets/sheet2.xml", `<worksheet ` + spreadsheet + `><sheetData>` + secretRows + `</sheetData><dataValidations count="1"><dataValidation sqref="A1"><formula1>"SECRET"</formula1></dataValidation></dataValidations><conditionalFormatting sqref="A1"><cfRule text="SECRET"/></conditionalFormatting><hyperlinks><hyperlink ref="A1" location="SECRET"/></hyperlinks><headerFooter><oddHeader>SECRET</oddHeader></headerFooter><extLst><ext>SECRET</ext></extLst></worksheet>`}
	comments2 := part{sheet2.name, "comments", "xl/comments2.xml", "<comments>SECRET</comments>"}
	hidden := `<sheet name="薪酬" sheetId="2" state="veryHidden" xmlns:r="` + relationship + `" r:id="rIdX0"/></sheets>`
	b := altered(t, assembled(t, "", seenRows, "", sheet2, comments2), "xl/workbook.xml", "</sheets>", hidden+`<definedNames><definedName name="n">薪酬!$A$1:$B$2</definedName></definedNames>`)
	c := Clean(b, Limits{})
	if c.Why != "" || !slices.Equal(c.Removed, []string{hiddenSheets, comments}) {
		t.Fatalf("removed %v, why %q", c.Removed, c.Why)
	}
	all, _ := everything(t, c.Bytes)
	if strings.Contains(all, "SECRET") || strings.Contains(all, "98765") || strings.Contains(all, "comments2") {
		t.Errorf("left: %s", all)
	}
	if !strings.Contains(all, `name="n">hidden1!$A$1:$B$2<`) || strings.Contains(all, "薪酬") {
		t.Errorf("the defined name is lost, or tells the name of the sheet: %s", all)
	}
	for _, text := range []string{`"SECRET"`, `t[SECRET]`} {
		named := altered(t, b, "xl/workbook.xml", "薪酬!$A$1:$B$2", text)
		if c := Clean(named, Limits{}); c.Why != unknown || c.Bytes != nil {
			t.Errorf("a name of %s: %q", text, c.Why)
		}
	}
}

// A pivot table keeps a copy of its source: where that is hidden, or elsewhere,
// the file is not published; else who refreshed it is left out.
func TestCleanPivot(t *testing.T) {
	cache := func(source string) part {
		return part{"book", "pivotCacheDefinition", "xl/pivotCache/pivotCacheDefinition1.xml", `<pivotCacheDefinition ` + spreadsheet + ` refreshedBy="SECRET"><cacheSource type="worksheet">` + source + `</cacheSource></pivotCacheDefinition>`}
	}
	const here = `<worksheetSource ref="A1:B2" sheet="S"/>`
	if c := Clean(assembled(t, secretCol, secretRows, "", cache(here)), Limits{}); c.Why != pivoted {
		t.Errorf("of hidden cells: %q %v", c.Why, c.Removed)
	}
	if c := Clean(assembled(t, "", seenRows, "", cache(`<worksheetSource ref="A1:B2" sheet="S" r:id="rId9"/>`)), Limits{}); c.Why != pivoted {
		t.Errorf("of another file: %q %v", c.Why, c.Removed)
	}
	c := Clean(assembled(t, "", seenRows, "", cache(here)), Limits{})
	if all, _ := everything(t, c.Bytes); c.Why != "" || strings.Contains(all, "SECRET") || !strings.Contains(all, here) {
		t.Errorf("of cells that are seen: %q %s", c.Why, all)
	}
}

// Nothing in the copy tells what a hidden sheet is called, and what leads to it still does.
func TestCleanNamesOfHiddenSheets(t *testing.T) {
	sheet2 := part{"book", "worksheet", "xl/worksheets/sheet2.xml", `<worksheet ` + spreadsheet + `><sheetData>` + secretRows + `</sheetData></worksheet>`}
	app := part{"", "extended-properties", "docProps/app.xml", `<Properties><HeadingPairs><v>2</v></HeadingPairs><TitlesOfParts><v>薪酬 2026</v></TitlesOfParts></Properties>`}
	drawing := part{"sheet", "drawing", "xl/drawings/drawing1.xml", `<xdr:wsDr xmlns:xdr="u"/>`}
	chart := part{drawing.name, "chart", "xl/charts/chart1.xml", `<c:chartSpace ` + chartNames + `><c:f>'薪酬 2026'!$B$2</c:f><c:f>S!$B$2</c:f></c:chartSpace>`}
	back := `<dataValidations count="1"><dataValidation type="list" sqref="B2"><formula1>'薪酬 2026'!$A$1:$A$2&amp;""</formula1></dataValidation></dataValidations><hyperlinks><hyperlink ref="A1" location="'薪酬 2026'!A1"/></hyperlinks><drawing r:id="rIdX0"/>`
	hidden := `<sheet name="薪酬 2026" sheetId="2" state="hidden" xmlns:r="` + relationship + `" r:id="rIdX0"/></sheets>`
	b := altered(t, assembled(t, "", seenRows, back, sheet2, app, drawing, chart), "xl/workbook.xml", "</sheets>", hidden)
	c := Clean(b, Limits{})
	if c.Why != "" || !slices.Contains(c.Removed, hiddenSheets) {
		t.Fatalf("removed %v, why %q", c.Removed, c.Why)
	}
	all, _ := everything(t, c.Bytes)
	for _, want := range []string{`name="hidden1" sheetId="2" state="hidden"`, "<c:f>hidden1!$B$2</c:f><c:f>S!$B$2</c:f>", `<formula1>hidden1!$A$1:$A$2&amp;&#34;&#34;</formula1>`, `location="hidden1!A1"`} {
		if !strings.Contains(all, want) {
			t.Errorf("no %s in %s", want, all)
		}
	}
	if strings.Contains(all, "薪酬") {
		t.Errorf("the name is left: %s", all)
	}
}
