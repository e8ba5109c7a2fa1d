package press

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/source"
)

var update = flag.Bool("update", false, "rewrite the expected portfolios")

// Each testdata/*.txtar is a site of several projects, and in zh-CN and en how
// they stand as text.
func TestPortfolio(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no test data", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			p := New(linked(t, ar))
			for i := range ar.Files {
				f := &ar.Files[i]
				if f.Name != "zh-CN" && f.Name != "en" {
					continue
				}
				p.site.Config.Language = f.Name
				if got := told(p.Portfolio(nil)); got != string(f.Data) {
					f.Data = []byte(got)
					if !*update {
						t.Errorf("%s:\n%s", f.Name, got)
					}
				}
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// linked is the site of an archive on the day that its comment names.
func linked(t *testing.T, ar *txtar.Archive) *site.Site {
	t.Helper()
	root := t.TempDir()
	for _, f := range ar.Files {
		if strings.HasPrefix(f.Name, "content/") || f.Name == "site.toml" {
			name := filepath.Join(root, f.Name)
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, f.Data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	snap, err := source.New(root, source.Options{Today: func() kb.Date { return "2026-11-26" }}).Refresh(t.Context(), source.Hint{All: true})
	if err != nil {
		t.Fatal(err)
	}
	return site.Link(snap)
}

// told is a portfolio as text: a line for each project, with its marks, and one
// for its phases.
func told(doc document.Report) string {
	var b strings.Builder
	for _, s := range doc.Sections {
		fmt.Fprintf(&b, "# %s | %s\n", s.Title, s.Note)
		if s.Why != "" {
			fmt.Fprintln(&b, s.Why)
		}
		for _, block := range s.Blocks {
			if len(block.Text) > 0 {
				fmt.Fprintln(&b, block.Text)
			}
			if block.Kind == document.Fleet {
				for _, g := range block.Picks {
					fmt.Fprintf(&b, "[%s]", g.Title)
					for _, k := range g.List {
						fmt.Fprintf(&b, " %s %v", k.Mark.Word, k.Rows)
					}
					fmt.Fprintln(&b)
				}
			}
			for _, r := range block.Table.Rows {
				fmt.Fprintln(&b, "-", row(doc, r))
			}
			for _, r := range block.Strip.Rows {
				fmt.Fprint(&b, "- ", r.Name, " (", r.Sub, "):")
				for _, m := range r.Marks {
					fmt.Fprintf(&b, " %s[%s..%s %s]", m.Mark.Word, m.From, m.To, m.Label)
				}
				fmt.Fprintln(&b, " |", r.Text)
			}
		}
	}
	return b.String()
}

func row(doc document.Report, r document.Row) string {
	var cells []string
	for _, c := range r.Cells {
		text := c.Mark.Word
		for _, run := range c.Text {
			text += " " + run.Text
			if run.Href != "" {
				text += "→" + run.Href
			}
			if run.Ref > 0 {
				text += "{" + doc.Sources[run.Ref-1].File + " " + run.Cell + "}"
			}
		}
		if len(c.Sub) > 0 {
			text += " (" + c.Sub.String() + ")"
		}
		cells = append(cells, strings.TrimSpace(text))
	}
	return strings.Join(cells, " | ")
}
