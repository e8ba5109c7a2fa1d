package check

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"milepost/generator/config"
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/sheet"
	"milepost/generator/site"
)

var update = flag.Bool("update", false, "rewrite the expected diagnostics")

// Each testdata/*.txtar has CSV files and, in "want", the diagnostics of the rules that
// its comment lists after "rules:", on the day after "today:". For CSV files whose name
// begins with good there is none.
func TestSheets(t *testing.T) {
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
			got := sheets(t, ar)
			for i := range ar.Files {
				if ar.Files[i].Name != "want" {
					continue
				}
				if *update {
					ar.Files[i].Data = []byte(got)
					if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				if want := string(ar.Files[i].Data); got != want {
					t.Errorf("got:\n%s\nwant:\n%s", got, want)
				}
				return
			}
			t.Error("no file named want")
		})
	}
}

func sheets(t *testing.T, ar *txtar.Archive) string {
	t.Helper()
	comment := string(ar.Comment)
	setting := func(key string) string {
		_, rest, _ := strings.Cut(comment, key+":")
		line, _, _ := strings.Cut(rest, "\n")
		return strings.TrimSpace(line)
	}
	var books []*kb.Workbook
	var rules []config.Rule
	var series []site.Series
	for _, f := range ar.Files {
		switch {
		case f.Name == "site.toml":
			c, diags := config.Parse(t.Context(), f.Data)
			for _, d := range diags {
				t.Errorf("site.toml: %s", d.Line("en"))
			}
			rules = c.Rules
			for _, s := range c.Series {
				series = append(series, site.Series{Name: s.Name, Pattern: s.Pattern, Line: s.Line})
			}
		case strings.HasSuffix(f.Name, ".csv"):
			b := sheet.Read(t.Context(), f.Name, f.Data, sheet.Options{})
			for _, d := range b.Diags {
				if d.Level > diag.Note {
					t.Logf("%s", d.Line("en"))
				}
			}
			books = append(books, b)
			if want := setting("schema"); want != "" && !strings.HasPrefix(f.Name, "other") {
				if len(b.Datasets) != 1 || b.Datasets[0].Get().Schema != want || b.Datasets[0].Get().Score < site.Sure {
					t.Fatalf("%s is not read as %s: %+v", f.Name, want, b.Diags)
				}
			}
		}
	}
	data, diags := site.NewData(books, series, "")
	for _, d := range diags {
		t.Errorf("%s", d.Line("en"))
	}
	today, _ := kb.ParseDate(setting("today"))
	data.UseDay(today, config.Default().RAG)
	list := Sheets(data, rules)
	list.Sort()
	only := strings.Fields(setting("rules"))
	var out strings.Builder
	for _, d := range list {
		keep := false
		for _, r := range only {
			keep = keep || d.Rule() == r
		}
		if !keep {
			continue
		}
		if strings.HasPrefix(d.Pos.File, "good") {
			t.Errorf("false alarm: %s", d.Line("zh-CN"))
		}
		out.WriteString(d.Level.String() + " " + d.Line("zh-CN") + "\n" + "  " + d.Text("en") + "\n")
	}
	return out.String()
}

func TestFew(t *testing.T) {
	var list diag.List
	for i := range 3 * maxSame {
		list = append(list, diag.New("KP07.twice", diag.Pos{File: "a.csv", Line: i + 1}, "x", "A1"))
		if i < maxSame {
			list = append(list, diag.New("KP07.twice", diag.Pos{File: "b.csv", Line: i + 1}, "x", "A1"))
		}
	}
	got := slices.Concat(few([]diag.List{list})...)
	if n := got.Count(diag.Error); n != 2*maxSame {
		t.Errorf("got %d errors, want %d", n, 2*maxSame)
	}
	if last := got[len(got)-1]; last.Code != "CK01.more" || last.Pos.File != "a.csv" || last.Args[0] != "100" {
		t.Errorf("the last one should say how many are left out: %+v", last)
	}
}
