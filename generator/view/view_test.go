package view

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"milepost/generator/config"
	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/sheet"
	"milepost/generator/site"
)

var update = flag.Bool("update", false, "rewrite the expected views")

const today = kb.Date("2026-11-26")

// Each testdata/*.txtar holds CSV files, and after each its views in both
// languages, written as plain text, under the same name with .zh and .en.
func TestViews(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txtar")
	if len(files) == 0 {
		t.Fatal("no test data")
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var out []txtar.File
			for _, f := range ar.Files {
				if !strings.HasSuffix(f.Name, ".csv") {
					continue
				}
				out = append(out, f)
				for ext, lang := range map[string]string{".zh": "zh-CN", ".en": "en"} {
					got := seen(ar, f, lang)
					out = append(out, txtar.File{Name: f.Name + ext, Data: []byte(got)})
					i := slices.IndexFunc(ar.Files, func(w txtar.File) bool { return w.Name == f.Name+ext })
					if !*update && (i < 0 || string(ar.Files[i].Data) != got) {
						t.Errorf("%s%s: got:\n%s", f.Name, ext, got)
					}
				}
			}
			if *update {
				slices.SortStableFunc(out, func(a, b txtar.File) int { return strings.Compare(a.Name, b.Name) })
				ar.Files = out
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// seen is the view of a file among the others of the archive.
func seen(ar *txtar.Archive, f txtar.File, lang string) string {
	var books []*kb.Workbook
	for _, other := range ar.Files {
		if strings.HasSuffix(other.Name, ".csv") {
			books = append(books, sheet.Read(context.Background(), other.Name, other.Data, sheet.Options{}))
		}
	}
	data, _ := site.NewData(books, nil, "")
	data.UseDay(today, config.Default().RAG)
	var out strings.Builder
	for _, set := range data.Of(f.Name) {
		s, ok := Of(data, set, lang)
		if !ok {
			fmt.Fprintf(&out, "%s: none\n", set.Schema)
			continue
		}
		fmt.Fprintf(&out, "%s\n%s\n", s.Title, s.Note)
		for _, b := range s.Blocks {
			write(&out, b)
		}
	}
	return out.String()
}

// write is a block as plain text, so that a person can read a test.
func write(out *strings.Builder, b document.Block) {
	fmt.Fprintf(out, "[%s] %s%s\n", b.Kind, b.Title, b.Text)
	for _, l := range b.Lines {
		fmt.Fprintf(out, "  %s %s\n", l.Mark.Word, l.Text)
	}
	if len(b.Table.Columns) > 0 {
		var heads []string
		for _, c := range b.Table.Columns {
			heads = append(heads, c.Title)
		}
		fmt.Fprintf(out, "  %s\n", strings.Join(heads, " | "))
	}
	for _, r := range b.Table.Rows {
		var cells []string
		for _, c := range r.Cells {
			s := strings.TrimSpace(c.Mark.Word + " " + c.Text.String() + " " + c.Sub.String())
			for _, l := range c.Lines {
				s = strings.TrimSpace(s + " " + string(l.Mark.Tone) + ":" + l.Mark.Word + " " + l.Text.String())
			}
			if c.Void {
				s = "//" + s
			}
			if c.Bar.Now {
				s += fmt.Sprintf("[%g to %g of %g, today %g]", c.Bar.From, c.Bar.From+c.Bar.Parts[0], c.Bar.Most, c.Bar.Limit)
			}
			cells = append(cells, s)
		}
		fmt.Fprintf(out, "  %s\n", strings.Join(cells, " | "))
	}
	for _, r := range b.Strip.Rows {
		fmt.Fprintf(out, "  %s %s:", r.Name, r.Sub)
		for _, m := range r.Marks {
			fmt.Fprintf(out, " %s", strings.TrimSpace(fmt.Sprintf("%s%s %s%s", m.From, m.To, m.Mark.Word, m.Label)))
		}
		fmt.Fprintf(out, " = %s\n", r.Text)
	}
	for _, p := range b.Panels.List {
		fmt.Fprintf(out, "  %s %s %s", p.Title, p.Text, p.Mark.Word)
		if len(p.Sub) > 0 {
			fmt.Fprintf(out, " (%s)", p.Sub)
		}
		out.WriteString(":")
		for i, pt := range p.Points {
			switch {
			case !pt.OK:
				fmt.Fprintf(out, " %s —", pt.At)
			case p.Counts == nil:
				fmt.Fprintf(out, " %s %g", pt.At, pt.Value)
			default:
				few := ""
				if p.Few[i] {
					few = "?"
				}
				fmt.Fprintf(out, " %s %g%s n=%d", pt.At, pt.Value, few, p.Counts[i])
			}
		}
		if p.Target.OK {
			fmt.Fprintf(out, " target %g", p.Target.Value)
		}
		out.WriteString("\n")
	}
	for _, r := range b.Shares.Rows {
		fmt.Fprintf(out, "  %s %s %s: %v %s = %s\n", r.Name, r.Mark.Word, r.Sub, r.Parts, strings.Join(r.Labels, "; "), r.Text)
	}
}

// Each list has an accessible name, with a caption or without.
func TestListingIsNamed(t *testing.T) {
	columns := []document.Column{{Title: "项"}, {}, {Title: "状态"}}
	if b := listing("", columns, nil); b.Label != "项 · 状态" {
		t.Errorf("without a caption: %q", b.Label)
	}
	blocks := []document.Block{listing("", columns, nil), listing("到期", columns, nil), {Kind: document.Note}}
	called(blocks, "金额")
	if a, b, c := blocks[0].Label, blocks[1].Label, blocks[2].Label; a != "金额 · 项 · 状态" || b != "金额 · 到期" || c != "" {
		t.Errorf("of a sheet: %q, %q, %q", a, b, c)
	}
	if b := listing("到期", columns, nil); b.Title != "到期" || b.Label != "" {
		t.Errorf("with a caption: %q, %q", b.Title, b.Label)
	}
}
