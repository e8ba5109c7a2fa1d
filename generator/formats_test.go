package generator

import (
	"archive/zip"
	"bytes"
	"context"
	"html"
	"image"
	"image/png"
	"io"
	"math"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/rogpeppe/go-internal/txtar"

	"milepost/generator/export"
	"milepost/generator/kb"
	"milepost/generator/press"
	"milepost/generator/sheet"
	"milepost/generator/source"
	"milepost/themes"
)

// own is the text that a person adds to the draft of a report.
const own = `
## 补充说明

::: judgement 李工，2026-10-08
二号库还差 **11** 个点，先用 4 台备机。

- 夜班 23 人分 3 批
:::

![二号库的点位](点位.png)

| 库 | 点数 |
|---|---|
| 一号 | 37 |
| 二号 | 26 |
`

// exported gives the exported files, by ending, of the second monthly report of a project
// with all kinds of data.
func exported(t *testing.T, lang string) map[string][]byte {
	t.Helper()
	ar, err := txtar.ParseFile("testdata/formats.txtar")
	if err != nil {
		t.Fatal(err)
	}
	root := t.TempDir()
	for _, f := range append(ar.Files, txtar.File{Name: "site.toml", Data: []byte("title = \"仓储系统\"\ngit = false\nlanguage = \"" + lang + "\"\n")}) {
		name := filepath.Join(root, f.Name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	today := kb.Date("2026-09-08")
	b, err := New(Options{Root: root, Theme: themes.Default(), Today: func() kb.Date { return today }})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	edition := func() *Edition {
		e, err := b.Rebuild(t.Context(), source.Hint{All: true})
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	draft := func(period kb.Period) (*Edition, press.Ask) {
		e := edition()
		ask := press.Ask{Project: ".", Kind: kb.ReportMonthly, Name: "月报", Author: "李工", Period: period, Cutoff: today}
		if _, err := b.Draft(e, ask, true, func(string) string { return "---\ntitle: 报告\n---\n" }); err != nil {
			t.Fatal(err)
		}
		return edition(), ask
	}
	e, ask := draft("2026-08")
	if _, err := b.Issue(e, e.Press.Find(ask), ask, "王总"); err != nil {
		t.Fatal(err)
	}
	today = "2026-10-08"
	e, ask = draft("2026-09")
	page := filepath.Join(root, "content", filepath.FromSlash(e.Press.Find(ask).Page.Path))
	src, err := os.ReadFile(page)
	if err == nil {
		err = os.WriteFile(page, append(src, own...), 0o644)
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(filepath.Dir(page), "点位.png"), dot(), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	e = edition()
	formats := slices.DeleteFunc(export.Formats(), func(f string) bool { return f == "pdf" || f == "png" })
	made, err := b.Export(context.Background(), e, e.Press.Find(ask), formats, filepath.Join(root, "out"), "")
	if err != nil || len(made.Failed)+len(made.Faults) > 0 {
		t.Fatal(err, made)
	}
	files := map[string][]byte{}
	for _, name := range made.Written {
		if files[filepath.Ext(name)], err = os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
		if to := os.Getenv("MILEPOST_KEEP"); to != "" { // to open it in an office program
			if err := os.WriteFile(filepath.Join(to, "all-"+lang+filepath.Ext(name)), files[filepath.Ext(name)], 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	return files
}

// dot is a small picture.
func dot() []byte {
	var b bytes.Buffer
	_ = png.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 20)))
	return b.Bytes()
}

// The exported files have all figures of the page. A mail is shorter and has the page
// attached: it has no figure that the page does not have. The same inputs give the same bytes.
func TestAllFormatsSayTheSameFigures(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"zh-CN", "en"} {
		files, again := exported(t, lang), exported(t, lang)
		page := readableHTML(files[".html"])
		want := figures(page)
		if len(want) < 90 {
			t.Fatalf("%s: the page has only %d figures: %s", lang, len(want), page)
		}
		for ending, data := range files {
			if !bytes.Equal(data, again[ending]) {
				t.Errorf("%s: other bytes of %s from the same inputs", lang, ending)
			}
			all, in := want, ""
			switch ending {
			case ".html":
				continue
			case ".docx":
				in = readableWord(t, data)
			case ".xlsx":
				in = readableBook(data)
			case ".eml":
				all, in = figures(readableMail(t, data)), page+" 2026-09" // its subject
				if len(all) < 30 {
					t.Errorf("%s: the mail has only %d figures", lang, len(all))
				}
			default:
				t.Errorf("%s: this test cannot read %s", lang, ending)
			}
			got := figures(in)
			for _, f := range all {
				if !stands(f, got) {
					t.Errorf("%s: %s is in only one of %s and the page", lang, f, ending)
				}
			}
		}
	}
}

var (
	figure  = regexp.MustCompile(`\d+(?:[.,:-]\d+)*`)
	unread  = regexp.MustCompile(`(?s)<style.*?</style>|<svg.*?</svg>|<head>.*?</head>|<code>.*?</code>|<span class="visually-hidden">.*?</span>`)
	letters = regexp.MustCompile(`(?s)<sup class="src">.*?</sup>`)
	tag     = regexp.MustCompile(`<[^>]*>`)
)

// figures are the numbers and dates of a text, sorted, each once; digits within names and
// digests do not count.
func figures(s string) (all []string) {
	name := func(b byte) bool { return b < 0x80 && (b == '_' || b == '.' || unicode.IsLetter(rune(b))) }
	for _, at := range figure.FindAllStringIndex(s, -1) {
		if at[0] > 0 && name(s[at[0]-1]) || at[1] < len(s) && name(s[at[1]]) && s[at[1]] != '.' {
			continue
		}
		all = append(all, strings.ReplaceAll(s[at[0]:at[1]], ",", ""))
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// stands tells whether a figure is among others: as it is, as a day with its year, or as a
// number with more digits; 92 also as 0.92, which a workbook has for 92 %.
func stands(f string, all []string) bool {
	n, err := strconv.ParseFloat(f, 64)
	_, after, _ := strings.Cut(f, ".")
	for _, other := range all {
		if other == f || len(other) == 10 && strings.HasSuffix(other, "-"+f) {
			return true
		}
		if v, no := strconv.ParseFloat(other, 64); no == nil && err == nil {
			for _, v := range []float64{v, v * 100} {
				if math.Abs(v-n) <= 0.5000001*math.Pow10(-len(after)) {
					return true
				}
			}
		}
	}
	return false
}

// readableHTML is the text of a page without its pictures, which show the same figures again.
func readableHTML(b []byte) string {
	s := letters.ReplaceAllString(unread.ReplaceAllString(string(b), " "), "")
	return html.UnescapeString(tag.ReplaceAllString(s, " "))
}

func readableWord(t *testing.T, b []byte) string {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := z.Open("word/milepost/image1.png"); err != nil {
		t.Errorf("the picture of the page is not in the document: %v", err)
	}
	doc, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	xml, err := io.ReadAll(doc)
	if err != nil {
		t.Fatal(err)
	}
	s := regexp.MustCompile(`</w:p>|<w:br/>|<w:vertAlign w:val="superscript"/>`).ReplaceAllString(string(xml), "\n")
	return html.UnescapeString(tag.ReplaceAllString(s, ""))
}

// readableBook gives the texts of a workbook, and its numbers with all their digits.
func readableBook(b []byte) string {
	var out strings.Builder
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return ""
	}
	if r, err := z.Open("xl/sharedStrings.xml"); err == nil {
		xml, _ := io.ReadAll(r)
		out.WriteString(html.UnescapeString(tag.ReplaceAllString(string(xml), "\n")))
	}
	for _, d := range sheet.Read(context.Background(), "报告.xlsx", b, sheet.Options{}).Datasets {
		for _, r := range d.Get().Rows {
			for _, c := range r.Cells {
				out.WriteString("\n" + c.Text)
				if c.Kind == kb.Number {
					out.WriteString("\n" + strconv.FormatFloat(math.Abs(c.Num), 'f', -1, 64))
				}
			}
		}
	}
	return out.String()
}

// readableMail gives the text of a mail, without its attachments.
func readableMail(t *testing.T, b []byte) string {
	m, err := mail.ReadMessage(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return readablePart(t, m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body)
}

func readablePart(t *testing.T, kind, coding string, body io.Reader) string {
	media, params, err := mime.ParseMediaType(kind)
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case strings.HasPrefix(media, "multipart/"):
		var all strings.Builder
		for r := multipart.NewReader(body, params["boundary"]); ; {
			p, err := r.NextRawPart()
			if err != nil {
				return all.String()
			}
			if p.FileName() == "" {
				all.WriteString(readablePart(t, p.Header.Get("Content-Type"), p.Header.Get("Content-Transfer-Encoding"), p))
			}
		}
	case media != "text/html":
		return ""
	case strings.EqualFold(coding, "quoted-printable"):
		body = quotedprintable.NewReader(body)
	}
	data, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	return readableHTML(data)
}
