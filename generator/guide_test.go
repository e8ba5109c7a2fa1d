package generator_test

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"milepost/generator/check"
	"milepost/generator/config"
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/press"
	"milepost/generator/sheet"
	"milepost/generator/site"
	"milepost/generator/source"
	"milepost/generator/starter"
)

// guide is the folder of the user guide in the sample.
const guide = "使用指南"

// Readers copy the examples of the guide. So each is tried as it is, the Chinese ones in the
// sample, the English ones in a new English site, and must give no diagnostic.
func TestExamplesOfTheGuideWork(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("under the race detector, to read the sample once for each example takes half a minute; other tests run the same loops")
	}
	root := t.TempDir()
	if err := os.CopyFS(filepath.Join(root, "content"), os.DirFS("../content")); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(root, "content/数据/关键指标.xlsx"), template(t, "zh-CN", "关键指标")) // the quick start says how to make it
	var chinese, english []example
	for _, e := range examples(t) {
		if strings.Contains(e.at, "-en.md:") {
			english = append(english, e)
		} else {
			chinese = append(chinese, e)
		}
	}
	work(t, root, guide, chinese)
	work(t, englishSite(t), "guide", english)
}

// englishSite is a new site with the few files that the guide assumes its readers to have.
func englishSite(t *testing.T) (root string) {
	root = t.TempDir()
	files, err := starter.Site("en", "Site", "2026-11-16")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range append(files,
		starter.File{Path: "content/data/KPI_2026-10.xlsx", Data: []byte(template(t, "en", "Indicators"))},
		starter.File{Path: "content/pictures/system.svg", Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>`)},
		starter.File{Path: "content/guide/_index.md", Data: []byte("# Guide\n")}) {
		name := filepath.Join(root, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		put(t, name, string(f.Data))
	}
	return root
}

func template(t *testing.T, lang, name string) string {
	t.Helper()
	book, err := sheet.Template("kpi", lang, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(book)
}

// work tries the examples, as pages of a folder or as settings of the site in root.
func work(t *testing.T, root, folder string, list []example) {
	t.Helper()
	pages, settings := map[string]string{}, []example{{text: "git = false\n"}}
	for _, e := range list {
		switch {
		case e.lang == "toml" && !strings.HasPrefix(e.text, "["): // for the file beside a workbook, which has the keys of data.sheet
			e.text = "[[data.sheet]]\nfile = \"旧报表.xlsx\"\n" + e.text
			fallthrough
		case e.lang == "toml":
			settings = append(settings, e)
		case e.lang == "markdown" || e.lang == "yaml":
			name := fmt.Sprintf("%s/例%d.md", folder, len(pages))
			pages[name] = e.at
			put(t, filepath.Join(root, "content", name), e.text)
		}
	}
	if len(pages) < 4 || len(settings) < 8 {
		t.Fatalf("only %d pages and %d settings are left in %s", len(pages), len(settings), folder)
	}
	store := source.New(root, source.Options{Today: func() kb.Date { return "2026-11-16" }})
	for i, e := range settings {
		put(t, filepath.Join(root, config.File), e.text)
		for _, d := range judge(t, store) {
			switch {
			case d.Pos.File == config.File && !strings.HasPrefix(d.Code, "CF06.file"): // 旧报表 is made up
				t.Errorf("%s: %s", e.at, d.Line("zh-CN"))
			case i == 0 && pages[d.Pos.File] != "" && d.Level > diag.Note && d.Rule() != "MA01": // front matter alone has no chapters
				t.Errorf("%s: %s", pages[d.Pos.File], d.Line("zh-CN"))
			}
		}
	}
}

// The English guide lists headers of each kind of table. A table with these headers is taken
// for that kind, and knows all of them.
func TestHeadersOfTheGuideAreKnown(t *testing.T) {
	src, err := os.ReadFile("../content/" + guide + "/sheets-en.md")
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(src), "{#headers}")
	list, _, _ = strings.Cut(list, "\n## ")
	rows := regexp.MustCompile(`(?m)^\| ([a-z]+) \| (.*) \|$`).FindAllStringSubmatch(list, -1)
	if len(rows) < 12 {
		t.Fatalf("%d kinds of tables", len(rows))
	}
	for _, row := range rows {
		words := strings.NewReplacer("**", "", " or ", ", ", ", and a column for each role with R, A, C or I", ", PM, sponsor", ", and a column for each candidate", ", Alpha, Beta").Replace(row[2])
		heads := strings.Split(words, ", ")
		cells := make([]string, len(heads))
		for i, head := range heads {
			cells[i] = cmp.Or(map[string]string{"weight": "20%", "Alpha": "4", "Beta": "3", "type": "decision", "due": "2026-10-02"}[head], "R")
		}
		book := sheet.Read(t.Context(), "t.csv", []byte(strings.Join(heads, ",")+"\n"+strings.Join(cells, ",")+"\n"), sheet.Options{})
		if len(book.Datasets) != 1 {
			t.Fatalf("%s: %d tables", row[1], len(book.Datasets))
		}
		d := book.Datasets[0].Get()
		if d.Schema != row[1] {
			t.Errorf("a table with the headers of %s is taken for %s", row[1], d.Schema)
		}
		for _, c := range d.Columns {
			if !c.Known && !slices.Contains([]string{"PM", "sponsor", "Alpha", "Beta"}, c.Header) {
				t.Errorf("%s: %q is not known", row[1], c.Header)
			}
		}
	}
}

// judge gives all diagnostics of a site as it is now.
func judge(t *testing.T, store *source.Store) diag.List {
	t.Helper()
	snap, err := store.Refresh(t.Context(), source.Hint{All: true})
	if err != nil {
		t.Fatal(err)
	}
	s := site.Link(snap)
	return slices.Concat(snap.Diags, s.Diags(), check.Rules(s, press.New(s)))
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// example is a fenced block of the guide: its position, its language and its text.
type example struct{ at, lang, text string }

func examples(t *testing.T) (all []example) {
	t.Helper()
	files, _ := filepath.Glob("../content/" + guide + "/*.md")
	fence := regexp.MustCompile("^( *)(`{3,})(\\w*)$")
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var e example
		indent, end := "", ""
		for i, line := range strings.Split(string(src), "\n") {
			switch m := fence.FindStringSubmatch(line); {
			case end == "" && m != nil:
				indent, end = m[1], m[1]+m[2]
				e = example{at: fmt.Sprintf("%s:%d", file, i+1), lang: m[3]}
			case end != "" && line == end:
				all, end = append(all, e), ""
			case end != "":
				e.text += strings.TrimPrefix(line, indent) + "\n"
			}
		}
		if end != "" {
			t.Errorf("%s: a fence is not closed", e.at)
		}
	}
	return all
}
