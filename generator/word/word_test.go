package word

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"image"
	"image/png"
	"io"
	"math"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestEachKindOfBlockIsSound(t *testing.T) {
	for _, lang := range []string{"zh-CN", "en"} {
		t.Run(lang, func(t *testing.T) {
			doc := sample(lang)
			got := written(t, doc)
			if again := written(t, doc); !bytes.Equal(got, again) {
				t.Error("the same document gives other bytes")
			}
			sound(t, got)
			z, err := zip.NewReader(bytes.NewReader(got), int64(len(got)))
			if err != nil {
				t.Fatal(err)
			}
			if z.File[0].Name != contentTypes || !z.File[0].Modified.UTC().Equal(zipTime) {
				t.Errorf("the first entry is %s of %v", z.File[0].Name, z.File[0].Modified)
			}
			parts := unzip(t, got)
			shown := textOf(t, parts["word/document.xml"])
			for _, want := range texts(doc.Blocks) {
				at := strings.Index(shown, want)
				if at < 0 {
					t.Fatalf("%q is lost, or out of its place; what follows is %.80q", want, shown)
				}
				shown = shown[at+len(want):]
			}
			for part, want := range map[string]string{
				"docProps/core1.xml": doc.Title, "docProps/app.xml": doc.Company,
				"word/milepost/header1.xml": doc.Header.Right, "word/milepost/footer1.xml": doc.Footer,
			} {
				if got := textOf(t, parts[part]); !strings.Contains(got, want) {
					t.Errorf("%s does not say %q: %q", part, want, got)
				}
			}
		})
	}
}

// A chart names the cells of its workbook, and has a copy of their values, which Word
// draws. The copy has no value for a gap.
func TestChartsHoldTheirValues(t *testing.T) {
	parts := unzip(t, written(t, sample("zh-CN")))
	line := parts["word/milepost/chart1.xml"]
	for _, want := range []string{
		`<c:f>&apos;数据&apos;!$A$2:$A$7</c:f>`, `<c:f>&apos;数据&apos;!$B$2:$B$7</c:f>`, `<c:f>&apos;数据&apos;!$C$1</c:f>`,
		`<c:pt idx="3"><c:v>64.2</c:v></c:pt><c:pt idx="5"><c:v>58.2</c:v></c:pt>`, `<c:dispBlanksAs val="gap"/>`, `<c:ptCount val="6"/>`,
		`<c:externalData r:id="mp1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>`, `<c:min val="0"/>`,
	} {
		if !strings.Contains(strings.ReplaceAll(line, "'", "&apos;"), want) {
			t.Errorf("the line chart has no %s:\n%s", want, line)
		}
	}
	if got := parts["word/milepost/book1.xlsx"]; got != "workbook 1" {
		t.Errorf("the workbook is %q", got)
	}
	if got := parts["word/milepost/_rels/chart1.xml.rels"]; !strings.Contains(got, `relationships/package" Target="/word/milepost/book1.xlsx"`) {
		t.Errorf("the chart does not lead to its workbook: %s", got)
	}
	if stacked := parts["word/milepost/chart3.xml"]; strings.Contains(stacked, "outEnd") || !strings.Contains(stacked, `<c:overlap val="100"/>`) {
		t.Errorf("a stacked chart: %s", stacked)
	}
	if plan := parts["word/milepost/chart4.xml"]; !strings.Contains(plan, `<c:spPr><a:noFill/></c:spPr><c:invertIfNegative val="0"/>`) {
		t.Errorf("an offset is drawn: %s", plan)
	}
	if doc := parts["word/document.xml"]; strings.Count(doc, `<wp:extent cx="2087880" cy="900000"/>`) != 3 {
		t.Error("the charts in cells are not as wide as the cells")
	}
	if doc := parts["word/document.xml"]; !strings.Contains(doc, `descr="折线图：五月 52.0 到十月 58.2，九月缺数"`) {
		t.Error("the chart has no text for who does not see it")
	}
}

// A chart without a legend has all its series.
func TestAChartWithoutAKey(t *testing.T) {
	small := unzip(t, written(t, sample("zh-CN")))["word/milepost/chart5.xml"]
	if strings.Contains(small, "c:legend>") || strings.Count(small, "<c:ser>") != 2 {
		t.Errorf("the small chart has a legend, or not two series: %s", small)
	}
}

// Captions are numbered by fields, links lead to anchors, no page break falls inside of a
// row, and the head of a table is repeated on each page: Word does all this by itself.
func TestWordsOwnMeansAreUsed(t *testing.T) {
	doc := unzip(t, written(t, sample("zh-CN")))["word/document.xml"]
	for what, want := range map[string]string{
		"a caption that counts": ` SEQ 表 \* ARABIC `,
		"contents":              ` TOC \o &quot;1-2&quot; \n \h \z `,
		"a contents entry":      `<w:hyperlink w:anchor="_Toc100002" w:history="1"><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">结论</w:t>`,
		"a heading":             `<w:pStyle w:val="Heading1"/></w:pPr><w:bookmarkStart`,
		"a source":              `<w:hyperlink w:anchor="mp_1" w:history="1"><w:r><w:rPr><w:color w:val="1D5F8A"/><w:vertAlign w:val="superscript"/></w:rPr>`,
		"a bare link":           `<w:hyperlink w:anchor="mp_1" w:tooltip="plan.xlsx · KPI!G10" w:history="1"><w:r><w:rPr><w:b/><w:bCs/></w:rPr>`,
		"its anchor":            `w:name="mp_1"/><w:r><w:t xml:space="preserve">C</w:t></w:r><w:bookmarkEnd`,
		"a repeated head":       `<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`,
		"a page break":          `<w:pStyle w:val="Heading2"/><w:pageBreakBefore/>`,
		"a cell over all":       `<w:gridSpan w:val="6"/>`,
		"A4":                    `<w:pgSz w:w="11906" w:h="16838"/>`,
	} {
		if !strings.Contains(doc, want) {
			t.Errorf("%s: no %s", what, want)
		}
	}
}

// A picture is as wide as asked, at most as the text, and at most 230 mm high. One without
// a size in mm has the width of the text.
func TestPictures(t *testing.T) {
	for _, c := range []struct {
		name          string
		width, height int     // of the PNG, in pixels
		asked         float64 // mm
		cx, cy        int     // in mm
	}{
		{"wide", 40, 20, 100, 100, 50},
		{"wider than the text", 40, 20, 500, 180, 90},
		{"without a width", 40, 20, 0, 180, 90},
		{"too high", 20, 40, 0, 115, 230},
	} {
		var b bytes.Buffer
		if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, c.width, c.height))); err != nil {
			t.Fatal(err)
		}
		got := written(t, Document{Blocks: []Block{Picture{Data: b.Bytes(), Width: c.asked, Alt: "点位图"}}})
		sound(t, got)
		parts := unzip(t, got)
		if parts["word/milepost/image1.png"] != b.String() {
			t.Errorf("%s: the file has other bytes", c.name)
		}
		size := regexp.MustCompile(`<wp:extent cx="(\d+)" cy="(\d+)"/>`).FindStringSubmatch(parts["word/document.xml"])
		cx, _ := strconv.Atoi(size[1])
		cy, _ := strconv.Atoi(size[2])
		if cx/emuPerMM != c.cx || cy/emuPerMM != c.cy {
			t.Errorf("%s: %d x %d mm, want %d x %d", c.name, cx/emuPerMM, cy/emuPerMM, c.cx, c.cy)
		}
	}
}

// A cell over several rows is written as Word wants it: a cell in each row, the first of
// which restarts the merge. In the first row of a table no cell can go on from above.
func TestCellsOverRows(t *testing.T) {
	say := func(s string) Cell { return Cell{Runs: []Run{{Text: s}}} }
	got := written(t, Document{Blocks: []Block{Table{
		Head: []Row{{Cells: []Cell{say("系统"), say("接口")}}},
		Rows: []Row{{Cells: []Cell{{Up: true}, say("登录")}}, {Cells: []Cell{say("收银"), say("退款")}}, {Cells: []Cell{{Up: true}, say("对账")}}, {Cells: []Cell{{Up: true}, say("盘点")}}, {Cells: []Cell{say("会员"), say("积分")}}},
	}}})
	sound(t, got)
	var cells []string
	for _, c := range strings.Split(unzip(t, got)["word/document.xml"], "<w:tc>")[1:] {
		_, merge, _ := strings.Cut(c, `<w:vMerge w:val="`)
		merge, _, _ = strings.Cut(merge, `"`)
		cell, _, _ := strings.Cut(c, "</w:tc>")
		cells = append(cells, strings.TrimSpace(textOf(t, "<a xmlns:w='"+nsW+"'>"+cell+"</a>")+" "+merge))
	}
	if got, want := strings.Join(cells, "|"), "系统|接口||登录|收银 restart|退款|continue|对账|continue|盘点|会员|积分"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// No text of a report can damage the document, and none is lost.
func TestHostileBlocks(t *testing.T) {
	long := strings.Repeat("无", 3000) + strings.Repeat("x", 5000)
	wide := Table{Caption: []Run{{Text: "很宽"}}, Head: []Row{{}}, Rows: []Row{{}, {Cells: []Cell{{Runs: []Run{{Text: "整行"}}, Span: 200}}}}}
	for i := range 200 {
		wide.Head[0].Cells = append(wide.Head[0].Cells, Cell{Runs: []Run{{Text: fmt.Sprintf("列%d", i)}}})
		wide.Rows[0].Cells = append(wide.Rows[0].Cells, Cell{Runs: []Run{{Text: fmt.Sprintf("值%d", i)}}})
	}
	sixty := Table{Rows: []Row{{}}}
	for i := range 60 {
		sixty.Rows[0].Cells = append(sixty.Rows[0].Cells, Cell{Runs: []Run{{Text: fmt.Sprint(i)}}})
	}
	hostile := []Block{
		Heading{9, []Run{{Text: "a\x00b\x1f<&>\"']]>\ufffe\ud7ff"}}}, Heading{-3, nil}, Heading{1, []Run{{Text: "\xff\xfe"}}},
		Paragraph{Look: "no such look", Align: "no such side", Runs: []Run{{Text: long, Tone: "no such tone"}, {Text: ""}, {Text: "一行\n二行\r\n三行\t格"}}},
		Paragraph{Runs: []Run{{Text: "👩‍👩‍👧‍👦 🇨🇳 مرحبا 2026 العالم, שלום 中文 abc"}}},
		Paragraph{Runs: []Run{{Text: "一", Link: "javascript:alert(1)"}, {Text: "二", Link: "#nowhere"}, {Text: "三", Link: "http://[broken"}, {Text: "四", Link: "https://例子.example/路 径?x=\"<"},
			{Text: "五", Link: "FILE:///c:/x"}, {Text: "六", Anchor: "twice"}, {Text: "七", Anchor: "twice"}, {Text: "八", Link: "https://example.com/" + strings.Repeat("y", 9000)}, {Text: "九", Link: "#"}}},
		Table{}, Table{Columns: []Column{{}}}, Table{Columns: []Column{{Share: math.NaN()}, {Share: -1}, {Share: math.Inf(1)}}, Rows: []Row{{}, {Cells: []Cell{{Span: -4}, {Span: 2}, {}, {}, {}}}}},
		wide, sixty,
		List{}, List{Ordered: true}, List{Items: []Item{{Level: 99}, {Level: -1, Runs: []Run{{Text: "项"}}}}},
		Chart{}, Chart{Kind: "no such kind", Caption: []Run{{Text: "空图"}}, Categories: []string{"\x01"}, Series: []Series{{Name: "<s>", Color: "red", Values: []float64{math.Inf(1), math.NaN(), 3}, Points: []string{"zzzzzz", "112233", "445566"}}}, Sheet: "it's"},
		Chart{Kind: Bars, Height: math.NaN(), Categories: []string{"a", "b"}, Series: []Series{{Values: []float64{-1e300}, Line: true, Labels: true}, {}}},
		Picture{}, Picture{Data: []byte("no picture"), Caption: []Run{{Text: "没有图"}}}, PageBreak{}, PageBreak{}, wide, Contents{Levels: 99}, PageBreak{},
	}
	got := written(t, Document{Title: "\x00<", Header: Line{"a\x02", "b"}, Labels: Labels{Table: "T \"a\\b"}, Blocks: hostile})
	sound(t, got)
	parts := unzip(t, got)
	shown := textOf(t, parts["word/document.xml"])
	for _, want := range []string{"ab<&>\"']]>", long, "一行二行三行格", "👩‍👩‍👧‍👦 🇨🇳 مرحبا 2026 العالم, שלום 中文 abc", "一二三四五六七八九", "列0", "列199", "值63", "值199", "整行", "没有图", "项"} {
		if !strings.Contains(shown, want) {
			t.Errorf("%.40q is lost", want)
		}
	}
	if links := parts["word/_rels/document.xml.rels"]; strings.Contains(links, "javascript") || strings.Contains(strings.ToLower(links), "file:") || strings.Contains(links, "yyyy") {
		t.Errorf("a link leads where none may: %s", links)
	}
	for name, part := range parts { // in any order
		if n := strings.Count(part, "<w:gridCol "); strings.HasPrefix(name, "word/document") && n > 0 {
			for tbl := range strings.SplitSeq(part, "<w:tbl>") {
				if n := strings.Count(tbl, "<w:gridCol "); n > 19 { // 192 mm, a centimetre each
					t.Errorf("a table of %d columns", n)
				}
			}
		}
	}
}

// A document without blocks is a file that Word opens.
func TestNothing(t *testing.T) {
	got := written(t, Document{})
	sound(t, got)
	if n := len(unzip(t, got)); n != 11 {
		t.Errorf("%d parts", n)
	}
}

func written(t *testing.T, doc Document) []byte {
	t.Helper()
	b, err := Write(doc)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func unzip(t testing.TB, b []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(b)
	}
	return parts
}

// textOf is the text of a part, in its order, without the codes of fields.
func textOf(t *testing.T, part string) string {
	t.Helper()
	var b strings.Builder
	d := xml.NewDecoder(strings.NewReader(part))
	in := ""
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return b.String()
		}
		if err != nil {
			t.Fatalf("%v in %.200s", err, part)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			in = tok.Name.Local
		case xml.CharData:
			if in != "instrText" {
				b.Write(tok)
			}
		}
	}
}

// texts are the texts of blocks, line by line, as the document must show them.
func texts(blocks []Block) (all []string) {
	add := func(runs []Run) {
		for _, r := range runs {
			all = append(all, strings.Split(r.Text, "\n")...)
		}
	}
	for _, b := range blocks {
		switch b := b.(type) {
		case Heading:
			add(b.Runs)
		case Paragraph:
			add(b.Runs)
		case List:
			for _, it := range b.Items {
				add(it.Runs)
			}
		case Contents:
			all = append(all, b.Title)
		case Chart:
			add(b.Caption)
		case Picture:
			add(b.Caption)
		case Table:
			add(b.Caption)
			for _, r := range slices.Concat(b.Head, b.Rows) {
				for _, c := range r.Cells {
					add(c.Runs)
				}
			}
		}
	}
	return all
}

// sound fails the test if Word would refuse the file: each part must be XML in the order of
// the schema and have a type, each link must lead to a part, and no id may be used twice.
func sound(t *testing.T, b []byte) {
	t.Helper()
	p, err := open(b)
	if err != nil {
		t.Fatal(err)
	}
	main, err := mainPart(p)
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for name, part := range unzip(t, b) {
		if !isXML(name) {
			continue
		}
		for _, fault := range orderFaults([]byte(part)) {
			t.Errorf("%s: %s", name, fault)
		}
		if dir, file, ok := strings.Cut(name, "_rels/"); ok {
			l, err := p.linksOf(dir + strings.TrimSuffix(file, ".rels"))
			if err != nil {
				t.Fatal(err)
			}
			for _, k := range l.known {
				if p.get(k.target) == nil {
					t.Errorf("%s leads to %s, which is not there", name, k.target)
				}
			}
			continue
		}
		links, err := p.linksOf(name)
		if err != nil {
			t.Fatal(err)
		}
		err = scan(name, []byte(part), func(tok token) {
			if tok.end {
				return
			}
			for _, a := range tok.attrs {
				if a.Name.Space == nsR && !links.taken[a.Value] {
					t.Errorf("%s: no link %s", name, a.Value)
				}
			}
			if l := tok.name.Local; name == main && (l == "docPr" || l == "bookmarkStart") {
				if id := attr(tok, "id"); ids[id] {
					t.Errorf("%s: two have the id %s", name, id)
				} else {
					ids[id] = true
				}
			}
		})
		if err != nil {
			t.Error(err)
		}
	}
	for name := range p.parts {
		if kind, err := p.contentType(name); err != nil || kind == "" && name != contentTypes || kind == "application/xml" && path.Dir(name) == "word/milepost" {
			t.Errorf("%s has the type %q, %v", name, kind, err)
		}
	}
}
