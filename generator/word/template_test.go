package word

import (
	"archive/zip"
	"bytes"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"milepost/bench/toll"

	"github.com/rogpeppe/go-internal/txtar"
)

// template zips the parts that a file of testdata holds. An edit is a part's name, a text in
// it, and what to write instead; a part that becomes empty is left out.
func template(t testing.TB, file string, edits ...[3]string) []byte {
	t.Helper()
	a, err := txtar.ParseFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range a.Files {
		s := strings.TrimSuffix(string(f.Data), "\n")
		name := f.Name
		for _, e := range edits {
			if e[0] != f.Name {
				continue
			}
			if !strings.Contains(s, e[1]) {
				t.Fatalf("%s of %s has no %s", e[0], file, e[1])
			}
			if s = strings.ReplaceAll(s, e[1], e[2]); s == "" {
				name = ""
			}
		}
		if name == "" {
			continue
		}
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(s))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// A template keeps everything except its text; our parts are added beside its own.
func TestTemplatesKeepTheirParts(t *testing.T) {
	edited := []string{contentTypes, "_rels/.rels", "word/_rels/document.xml.rels", "word/document.xml", "word/styles.xml", "word/numbering.xml", "docProps/core.xml"}
	for _, file := range []string{"word.txtar", "libreoffice.txtar"} {
		t.Run(file, func(t *testing.T) {
			doc := sample("zh-CN")
			doc.Template = template(t, file)
			got := written(t, doc)
			if again := written(t, doc); !bytes.Equal(got, again) {
				t.Error("the same document gives other bytes")
			}
			before, after := unzip(t, doc.Template), unzip(t, got)
			for _, name := range slices.Sorted(maps.Keys(before)) {
				switch now, ok := after[name]; {
				case !ok:
					t.Errorf("%s is gone", name)
				case now != before[name] && !slices.Contains(edited, name):
					t.Errorf("%s is changed", name)
				}
			}
			body := textOf(t, after["word/document.xml"])
			if strings.Contains(body, "旧") || strings.Contains(body, "Old") || !strings.Contains(body, "推广预测 12-31 完成") {
				t.Errorf("the text is %.200s", body)
			}
			if title := textOf(t, after["docProps/core.xml"]); !strings.Contains(title, doc.Title) || strings.Contains(title, "模板") {
				t.Errorf("the properties say %s", title)
			}
			if file == "word.txtar" { // the other file lacks the picture that a link of its own leads to
				sound(t, got)
			}
		})
	}
}

func TestTemplateOfWord(t *testing.T) {
	doc := sample("zh-CN")
	doc.Template = template(t, "word.txtar")
	parts := unzip(t, written(t, doc))
	body, styles := parts["word/document.xml"], parts["word/styles.xml"]
	for what, want := range map[string]string{
		"its own heading":       `<w:pStyle w:val="1"/></w:pPr><w:bookmarkStart`,
		"a style of our name":   `<w:pStyle w:val="af"/>`,
		"a style of a taken id": `<w:pStyle w:val="mpCaption"/>`,
		"its page set-up, with the header of the section before": `<w:sectPr w:rsidR="00A1B2C3"><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/><w:pgSz w:w="11906"`,
		"its width":         `<w:tblW w:w="8306" w:type="dxa"/>`,
		"its root":          `mc:Ignorable="w14"><w:background w:color="FFFFFF"/><w:body xmlns:w=`,
		"a link of our own": `<c:chart r:id="mp2"/>`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("%s: no %s in\n%.3000s", what, want, body)
		}
	}
	for what, want := range map[string]string{
		"a cell is not justified":          `w:firstLine="0" w:firstLineChars="0"/><w:jc w:val="left"/></w:pPr>`,
		"our caption is based on its text": `<w:name w:val="caption"/><w:basedOn w:val="a"/><w:next w:val="a"/>`,
		"our head is based on our cell":    `<w:name w:val="Milepost Head"/><w:basedOn w:val="MilepostCell"/>`,
		"our table is based on its table":  `<w:name w:val="Milepost Table"/><w:basedOn w:val="a1"/>`,
		"its heading is its own":           `<w:color w:val="7030A0"/>`,
		"its style of another name stays":  `<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="公司题注"/>`,
	} {
		if !strings.Contains(styles, want) {
			t.Errorf("%s: no %s in\n%s", what, want, styles)
		}
	}
	if strings.Count(styles, `w:val="heading 1"`) != 1 || strings.Count(strings.ToLower(styles), `w:val="milepost note"`) != 1 {
		t.Errorf("a style is there twice:\n%s", styles)
	}
	if parts["word/milepost/chart2.xml"] == "" || parts["word/milepost/header1.xml"] != "" || parts["word/milepost/footer1.xml"] != "" {
		t.Errorf("the parts are %v", slices.Sorted(maps.Keys(parts)))
	}
	if n := parts["word/numbering.xml"]; !strings.Contains(n, `</w:num><w:numIdMacAtCleanup w:val="1"/>`) || !strings.Contains(n, `w:numId="10001"`) {
		t.Errorf("lists: %s", n)
	}
}

func TestTemplateOfLibreOffice(t *testing.T) {
	doc := sample("zh-CN")
	doc.Template = template(t, "libreoffice.txtar")
	parts := unzip(t, written(t, doc))
	body := parts["word/document.xml"]
	for what, want := range map[string]string{
		"its heading":                  `<w:pStyle w:val="Heading1"/></w:pPr><w:bookmarkStart`,
		"its header after our footer":  `"/><w:headerReference w:type="default" r:id="rId2"/><w:type`,
		"our footer":                   `<w:sectPr><w:footerReference w:type="default" r:id="mp`,
		"a footer that printers reach": `w:footer="567"`,
		"its list":                     `<w:pStyle w:val="ListBullet"/>`,
		"its width":                    `<w:tblW w:w="8504" w:type="dxa"/>`,
		"its style by any letter":      `<w:pStyle w:val="Caption"/>`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("%s: no %s in\n%.3000s", what, want, body)
		}
	}
	if parts["word/milepost/header1.xml"] != "" || !strings.Contains(parts["word/milepost/footer1.xml"], " NUMPAGES ") {
		t.Error("the header is there twice, or the footer not once")
	}
}

// The styles of Word and LibreOffice for headers and footers have a tab stop in
// the middle, and Word's Chinese style for headers centres the text.
func TestHeaderAndFooterReachTheRight(t *testing.T) {
	doc := sample("zh-CN")
	doc.Template = template(t, "word.txtar",
		[3]string{"word/document.xml", `<w:headerReference w:type="default" r:id="rId4"/>`, ""},
		[3]string{"word/document.xml", `<w:footerReference w:type="default" r:id="rId5"/>`, ""},
		[3]string{"word/styles.xml", `</w:styles>`, `<w:style w:type="paragraph" w:styleId="a9"><w:name w:val="header"/><w:basedOn w:val="a"/><w:pPr><w:tabs><w:tab w:val="center" w:pos="4153"/><w:tab w:val="right" w:pos="8306"/></w:tabs><w:jc w:val="center"/></w:pPr></w:style>` +
			`<w:style w:type="paragraph" w:styleId="ab"><w:name w:val="footer"/><w:basedOn w:val="ac"/><w:pPr><w:tabs><w:tab w:val="clear" w:pos="9000"/></w:tabs></w:pPr></w:style>` +
			`<w:style w:type="paragraph" w:styleId="ac"><w:name w:val="below"/><w:basedOn w:val="ab"/><w:pPr><w:tabs><w:tab w:val="center" w:pos="4819"/></w:tabs></w:pPr></w:style></w:styles>`})
	got := written(t, doc)
	sound(t, got)
	parts := unzip(t, got)
	for part, want := range map[string]string{
		"word/milepost/header1.xml": `<w:pStyle w:val="a9"/><w:tabs><w:tab w:val="clear" w:pos="4153"/><w:tab w:val="right" w:pos="8306"/></w:tabs><w:jc w:val="left"/></w:pPr>`,
		"word/milepost/footer1.xml": `<w:pStyle w:val="ab"/><w:tabs><w:tab w:val="clear" w:pos="4819"/><w:tab w:val="right" w:pos="8306"/></w:tabs></w:pPr>`,
	} {
		if !strings.Contains(parts[part], want) {
			t.Errorf("%s: no %s in\n%s", part, want, parts[part])
		}
	}
}

// A header of the first page alone leaves the other pages without one: they get ours.
func TestHeaderOfTheFirstPageOnly(t *testing.T) {
	doc := sample("zh-CN")
	doc.Template = template(t, "word.txtar",
		[3]string{"word/document.xml", `<w:headerReference w:type="default" r:id="rId4"/>`, `<w:headerReference w:type="first" r:id="rId4"/>`},
		[3]string{"word/document.xml", `<w:footerReference w:type="default" r:id="rId5"/>`, `<w:footerReference w:type="first" r:id="rId5"/>`},
		[3]string{"word/document.xml", `<w:cols w:space="425"/>`, `<w:cols w:space="425"/><w:titlePg/>`})
	got := written(t, doc)
	sound(t, got)
	parts := unzip(t, got)
	body := parts["word/document.xml"]
	for _, want := range []string{`<w:headerReference w:type="first" r:id="rId4"/>`, `<w:footerReference w:type="first" r:id="rId5"/>`, `<w:headerReference w:type="default" r:id="mp`, `<w:footerReference w:type="default" r:id="mp`} {
		if strings.Count(body, want) != 1 {
			t.Errorf("not once %s in\n%s", want, body[strings.LastIndex(body, "<w:sectPr"):])
		}
	}
	if head := textOf(t, parts["word/milepost/header1.xml"]); !strings.Contains(head, doc.Header.Right) {
		t.Errorf("the header of the other pages says %q", head)
	}
}

// A document that was written can be a template, too, and gets no style twice.
func TestOwnDocumentAsTemplate(t *testing.T) {
	doc := sample("en")
	doc.Template = written(t, sample("zh-CN"))
	got := written(t, doc)
	sound(t, got)
	parts := unzip(t, got)
	if shown := textOf(t, parts["word/document.xml"]); strings.Contains(shown, "推广") || !strings.Contains(shown, "Roll-out") {
		t.Errorf("the text is %.300s", shown)
	}
	if strings.Count(parts["word/styles.xml"], "<w:style ") != strings.Count(unzip(t, doc.Template)["word/styles.xml"], "<w:style ") {
		t.Error("styles are added that were there")
	}
}

// Unusual but valid packages can be templates.
func TestOddTemplates(t *testing.T) {
	const doc, rels = "word/document.xml", "word/_rels/document.xml.rels"
	for name, edits := range map[string][][3]string{
		"no styles":         {{"word/styles.xml", unzip(t, template(t, "word.txtar"))["word/styles.xml"], ""}, {rels, `<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>`, ""}},
		"no lists":          {{"word/numbering.xml", unzip(t, template(t, "word.txtar"))["word/numbering.xml"], ""}, {rels, `<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="/word/numbering.xml"/>`, ""}},
		"an empty body":     {{doc, unzip(t, template(t, "word.txtar"))[doc], `<w:document xmlns:w="` + nsW + `"><w:body/></w:document>`}},
		"an empty set-up":   {{doc, unzip(t, template(t, "word.txtar"))[doc], `<x:document xmlns:x="` + nsW + `"><x:body><x:p/><x:sectPr/></x:body></x:document>`}},
		"another prefix":    {{doc, "xmlns:w=", "xmlns:ww="}, {doc, "w:", "ww:"}},
		"empty lists":       {{"word/numbering.xml", unzip(t, template(t, "word.txtar"))["word/numbering.xml"], `<w:numbering xmlns:w="` + nsW + `"/>`}},
		"columns":           {{doc, `<w:cols w:space="425"/>`, `<w:cols w:num="2" w:space="425"/>`}},
		"program's own XML": {{"word/settings.xml", "<w:zoom", "<!-- x --><?y z?><w:zoom"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := sample("zh-CN")
			d.Template = template(t, "word.txtar", edits...)
			sound(t, written(t, d))
		})
	}
}

func TestFaultsOfTemplates(t *testing.T) {
	const types, doc, styles, rels = contentTypes, "word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels"
	main := "wordprocessingml.document.main+xml"
	whole := template(t, "word.txtar")
	bomb := func(name string, size int) []byte {
		var out bytes.Buffer
		z := zip.NewWriter(&out)
		w, _ := z.Create(name)
		for range size >> 20 {
			_, _ = w.Write(make([]byte, 1<<20))
		}
		_ = z.Close()
		return out.Bytes()
	}
	many := func() []byte {
		var out bytes.Buffer
		z := zip.NewWriter(&out)
		for i := range maxParts + 1 {
			_, _ = z.Create(strings.Repeat("a", i%50) + string(rune('a'+i%26)) + strings.Repeat("b", i/50))
		}
		_ = z.Close()
		return out.Bytes()
	}
	flipped := bytes.Clone(whole)
	flipped[bytes.Index(flipped, []byte("word/styles.xml"))+60] ^= 0xff
	for _, c := range []struct {
		name   string
		b      []byte
		reason Reason
		part   string
	}{
		{"nothing", []byte{}, NotWord, ""},
		{"a text", []byte("hello"), NotWord, ""},
		{".doc", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 W\x00o\x00r\x00d"), Old, ""},
		{"a password", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"), Encrypted, ""},
		{"half a file", whole[:len(whole)/2], Damaged, ""},
		{"a wrong byte", flipped, Damaged, styles},
		{"another zip", bomb("a.txt", 1<<20), NotWord, ""},
		{"a workbook", template(t, "word.txtar", [3]string{types, main, "spreadsheetml.sheet.main+xml"}), NotWord, ""},
		{".dotx", template(t, "word.txtar", [3]string{types, main, "wordprocessingml.template.main+xml"}), IsDotx, ""},
		{".docm", template(t, "word.txtar", [3]string{types, "application/vnd.openxmlformats-officedocument." + main, "application/vnd.ms-word.document.macroEnabled.main+xml"}), Macros, ""},
		{"strict", template(t, "word.txtar", [3]string{"_rels/.rels", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument", "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"}), Strict, ""},
		{"a bomb", bomb("word/media/image1.bin", maxUnpacked+2<<20), Large, "word/media/image1.bin"},
		{"a large part", bomb("word/document.xml", maxPart+1<<20), Large, doc},
		{"many parts", many(), Large, ""},
		{"a large file", append([]byte("PK"), make([]byte, maxBytes)...), Large, ""},
		{"no document", template(t, "word.txtar", [3]string{"_rels/.rels", "word/document.xml", "word/other.xml"}), Missing, "word/other.xml"},
		{"no styles", template(t, "word.txtar", [3]string{rels, `"styles.xml"`, `"other.xml"`}), Missing, "word/other.xml"},
		{"no body", template(t, "word.txtar", [3]string{doc, "w:body", "w:bodies"}), Broken, doc},
		{"an open tag", template(t, "word.txtar", [3]string{"word/header1.xml", "</w:p>", ""}), Broken, "word/header1.xml"},
		{"two roots", template(t, "word.txtar", [3]string{styles, "</w:styles>", "</w:styles><a/>"}), Broken, styles},
		{"a text behind", template(t, "word.txtar", [3]string{styles, "</w:styles>", "</w:styles>x"}), Broken, styles},
		{"another encoding", template(t, "word.txtar", [3]string{styles, "UTF-8", "GBK"}), Broken, styles},
		{"entities", template(t, "word.txtar", [3]string{"word/settings.xml", "<w:settings", `<!DOCTYPE a [<!ENTITY b "c">]><w:settings`}), DTD, "word/settings.xml"},
		{"a deep part", template(t, "word.txtar", [3]string{"word/settings.xml", "<w:zoom", strings.Repeat("<a>", 300) + strings.Repeat("</a>", 300) + "<w:zoom"}), Large, "word/settings.xml"},
		{"a foreign prefix", template(t, "word.txtar", [3]string{doc, "xmlns:w14=", `xmlns:pic="urn:x" xmlns:w14=`}), Broken, doc},
		{"a way out", bomb("../word/document.xml", 1<<20), Damaged, "../word/document.xml"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var f *Fault
			err := Check(c.b)
			if !errors.As(err, &f) || f.Reason != c.reason || f.Part != c.part {
				t.Errorf("Check: %v, want %s of %q", err, c.reason, c.part)
			}
		})
	}
	if err := Check(whole); err != nil {
		t.Error(err)
	}
}

// Any template gives either a fault or a document that is well-formed XML.
func FuzzTemplate(f *testing.F) {
	for _, file := range []string{"word.txtar", "libreoffice.txtar"} {
		parts := unzip(f, template(f, file))
		f.Add(parts[contentTypes], parts["_rels/.rels"], parts["word/document.xml"], parts["word/_rels/document.xml.rels"], parts["word/styles.xml"], parts["word/numbering.xml"])
	}
	f.Add("<a/>", "<a/>", "<a/>", "", "", "")
	doc := sample("zh-CN")
	f.Fuzz(func(t *testing.T, types, root, main, rels, styles, numbering string) {
		var out bytes.Buffer
		z := zip.NewWriter(&out)
		for _, p := range [][2]string{{contentTypes, types}, {"_rels/.rels", root}, {"word/document.xml", main}, {"word/_rels/document.xml.rels", rels}, {"word/styles.xml", styles}, {"word/numbering.xml", numbering}} {
			if p[1] != "" {
				w, _ := z.Create(p[0])
				_, _ = w.Write([]byte(p[1]))
			}
		}
		_ = z.Close()
		doc.Template = out.Bytes()
		var got []byte
		var err error
		toll.Once(t, doc.Template, func([]byte) { got, err = Write(doc) })
		var fault *Fault
		if errors.As(err, &fault) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := open(got); err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
	})
}
