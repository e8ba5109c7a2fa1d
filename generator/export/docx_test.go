package export

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"io"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"milepost/generator/document"
	"milepost/generator/sheet"
)

func wordOf(t *testing.T, r document.Report) []byte {
	t.Helper()
	files, failed := Export(context.Background(), Input{Report: r}, []string{"docx"})
	if len(failed) > 0 || len(files) != 1 {
		t.Fatalf("%d files, %v", len(files), failed)
	}
	return files[0].Data
}

// parts are the texts of the files in a .docx, by name. It fails if one of XML is not well-formed.
func parts(t *testing.T, b []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(data)
		if ext := path.Ext(f.Name); ext != ".xml" && ext != ".rels" {
			continue
		}
		for d := xml.NewDecoder(bytes.NewReader(data)); ; {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
	}
	return out
}

var (
	tags   = regexp.MustCompile(`<[^>]*>`)
	breaks = regexp.MustCompile(`</w:p>|<w:br/>|<w:tab/>`)
)

// shownText is the visible text of a file in a .docx.
func shownText(part string) string {
	return unescape(tags.ReplaceAllString(breaks.ReplaceAllString(part, "\n"), ""))
}

func unescape(s string) string {
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&apos;", "'", "&#34;", `"`, "&#39;", "'", "&#10;", "\n", "&#9;", "\t", "&amp;", "&").Replace(s)
}

// texts are the texts of a report that a reader should see.
func texts(r document.Report) (out []string) {
	say := func(all ...string) {
		for _, s := range all {
			if s = strings.TrimSpace(s); s != "" {
				out = append(out, s)
			}
		}
	}
	runs := func(t document.Text) {
		for _, one := range t {
			say(one.Text)
		}
	}
	lines := func(all []document.Line) {
		for _, l := range all {
			say(l.Mark.Word)
			runs(l.Text)
		}
	}
	say(r.Head.Title, r.Head.Site, r.Head.Project, r.Head.Author, r.Head.Approver, string(r.Head.Issued), string(r.Head.Cutoff))
	lines(r.Errata)
	for _, s := range r.Sections {
		say(s.Title, s.Why)
		runs(s.Note)
		for _, b := range s.Blocks {
			say(b.Title, b.By, b.Mark.Word)
			runs(b.Text)
			lines(b.Lines)
			for _, v := range b.Verdicts {
				say(v.Dimension, v.Mark.Word, v.Before.Word, v.Trend.Word)
				runs(v.Reason)
			}
			for _, a := range b.Agenda {
				say(a.Who, string(a.From)[5:])
				runs(a.Text)
			}
			for _, c := range b.Table.Columns {
				if c.Kind != "curve" {
					say(c.Title)
				}
			}
			for _, row := range b.Table.Rows {
				for _, c := range row.Cells {
					say(c.Mark.Word)
					runs(c.Text)
					runs(c.Sub)
					lines(c.Lines)
				}
			}
			for _, bar := range b.Gantt.Bars {
				say(bar.Name, bar.Sub, bar.Mark.Word)
				if bar.Done.OK {
					say(strconv.Itoa(int(bar.Done.Value*100+.5)) + "%")
				}
			}
			for _, c := range b.Trend.Lines {
				say(c.Name, c.Mark.Word)
			}
			runs(b.Trend.Rest)
			for _, row := range b.Strip.Rows {
				say(row.Name)
				runs(row.Sub)
				runs(row.Text)
			}
			for _, p := range b.Panels.List {
				say(p.Title)
				runs(p.Text)
				runs(p.Sub)
			}
			for _, row := range b.Shares.Rows {
				say(row.Name)
				runs(row.Sub)
				say(row.Labels...)
				runs(row.Text)
			}
		}
	}
	for _, s := range r.Sources {
		say(s.Letter, s.File, string(s.AsOf), s.Note)
	}
	return out
}

// A Word document has all texts of its report, and is the same bytes when it is made again.
func TestWordSaysWhatTheReportSays(t *testing.T) {
	for _, lang := range []string{"zh-CN", "en"} {
		r := everything(lang)
		b := wordOf(t, r)
		if to := os.Getenv("MILEPOST_KEEP"); to != "" { // to open it in an office program
			if err := os.WriteFile(path.Join(to, lang+".docx"), b, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(b, wordOf(t, r)) {
			t.Errorf("%s: the same report gives other bytes", lang)
		}
		all := parts(t, b)
		doc := all["word/document.xml"]
		shown := shownText(doc)
		for _, want := range texts(r) {
			if !strings.Contains(shown, want) {
				t.Errorf("%s: %q is lost", lang, want)
			}
		}
		if head := shownText(all["word/milepost/header1.xml"]); !strings.Contains(head, r.Head.Site+" · 2026-08") || !strings.Contains(head, "2026-09-09") {
			t.Errorf("%s: the header is %q", lang, head)
		}
		other := "目录"
		if lang == "zh-CN" {
			other = "Contents"
		}
		if strings.Contains(shown, other) {
			t.Errorf("%s: words of the other language", lang)
		}
	}
}

// Each link to a source has a target, and its tooltip names the cell.
func TestFiguresLeadToTheirSource(t *testing.T) {
	doc := parts(t, wordOf(t, everything("zh-CN")))["word/document.xml"]
	marks := regexp.MustCompile(`w:bookmarkStart w:id="\d+" w:name="([^"]+)"`).FindAllStringSubmatch(doc, -1)
	var names []string
	for _, m := range marks {
		names = append(names, m[1])
	}
	links := regexp.MustCompile(`w:anchor="([^"]+)"`).FindAllStringSubmatch(doc, -1)
	if len(links) < 10 {
		t.Errorf("only %d links", len(links))
	}
	for _, l := range links {
		if !slices.Contains(names, l[1]) {
			t.Errorf("a link to %s leads nowhere", l[1])
		}
	}
	if !strings.Contains(doc, `w:tooltip="KPI.xlsx · KPI!C4"`) {
		t.Error("no figure says its cell")
	}
}

// The workbook behind a chart holds all values of the chart: a person who edits it loses none.
func TestWorkbooksBehindCharts(t *testing.T) {
	all := parts(t, wordOf(t, everything("zh-CN")))
	books := 0
	for n := 1; all["word/milepost/chart"+strconv.Itoa(n)+".xml"] != ""; n++ {
		chart := all["word/milepost/chart"+strconv.Itoa(n)+".xml"]
		w := sheet.Read(t.Context(), "数据.xlsx", []byte(all["word/milepost/book"+strconv.Itoa(n)+".xlsx"]), sheet.Options{})
		if len(w.Datasets) != 1 {
			t.Fatalf("chart %d: %d tables", n, len(w.Datasets))
		}
		books++
		d := w.Datasets[0].Get()
		for k, ser := range strings.Split(chart, "<c:ser>")[1:] {
			_, cache, _ := strings.Cut(ser, "<c:val>")
			points := map[int]float64{}
			for _, m := range regexp.MustCompile(`<c:pt idx="(\d+)"><c:v>([^<]+)</c:v>`).FindAllStringSubmatch(cache, -1) {
				i, _ := strconv.Atoi(m[1])
				points[i], _ = strconv.ParseFloat(m[2], 64)
			}
			for i, row := range d.Rows {
				if k+1 >= len(row.Cells) {
					t.Fatalf("chart %d has a series that its workbook has not", n)
				}
				v, drawn := points[i]
				c := row.Cells[k+1]
				if c.Text != "" && c.Kind != 0 && len(c.Text) == len("2026-08-01") && c.Text[4] == '-' { // a day
					continue
				}
				if drawn && c.Num != v {
					t.Errorf("chart %d shows %v, its workbook %v", n, v, c.Num)
				}
			}
		}
	}
	if books != 6 {
		t.Errorf("%d charts, want 6", books)
	}
}

// A report for one page has neither contents nor charts.
func TestOnePageInWord(t *testing.T) {
	r := everything("zh-CN")
	r.Head.Kind = "onepage"
	r.Sections = r.Sections[:5]
	all := parts(t, wordOf(t, r))
	if doc := all["word/document.xml"]; strings.Contains(doc, "TOC") || all["word/milepost/chart1.xml"] != "" {
		t.Error("contents or a chart")
	}
}

// In a column of marks there is a space between the mark's word and the text behind it.
func TestMarkIsApartFromItsText(t *testing.T) {
	t.Parallel()
	c := document.Cell{Mark: document.Mark{Word: "高", Tone: document.Bad}, Text: document.Say("专线")}
	var said string
	for _, r := range (&wordWriter{}).cellRuns(document.Column{Kind: "mark"}, c) {
		said += r.Text
	}
	if said != "高 专线" {
		t.Errorf("the cell says %q", said)
	}
}
