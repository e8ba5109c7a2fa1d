package measure

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/source"
)

var update = flag.Bool("update", false, "rewrite the wanted facts")

// Each testdata/*.txtar is a whole site folder. Its files "want" hold the facts
// of the comment's "families:" on its "today:"; "want 2026-09" those of a past
// period, "want 2026-09 2026-10-12" those of a report on it with a cutoff, and
// with "latest" behind those of a gate.
func TestFacts(t *testing.T) {
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
			s := siteOf(t, ar)
			families := strings.Fields(setting(ar, "families"))
			for i, f := range ar.Files {
				words := append(strings.Fields(f.Name), "", "", "")
				if words[0] != "want" {
					continue
				}
				scope := Scope{Project: setting(ar, "project"), Period: kb.Period(words[1]), Cutoff: kb.Date(words[2]), Latest: words[3] == "latest"}
				got := lines(Facts(s, scope), families)
				if *update {
					ar.Files[i].Data = []byte(got)
				} else if want := string(f.Data); got != want {
					t.Errorf("%s: got:\n%s\nwant:\n%s", f.Name, got, want)
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

// lines are facts one a line, as people read them: the digest of a source is left out.
func lines(s fact.Set, families []string) string {
	var out strings.Builder
	for _, f := range s.All() {
		family, _, _ := fact.Split(f.Key)
		if !slices.Contains(families, family) || strings.HasSuffix(f.Key, "/"+fact.Digest) {
			continue
		}
		out.WriteString(f.Key + " = " + f.Value)
		if f.Unit != "" {
			out.WriteString(" " + f.Unit)
		}
		if f.Source.Cell != "" || f.AsOf != "" {
			out.WriteString("  (" + strings.TrimSpace(strings.Join([]string{filepath.Base(f.Source.File), f.Source.Cell, string(f.AsOf)}, " ")) + ")")
		}
		out.WriteString("\n")
	}
	return out.String()
}

func setting(ar *txtar.Archive, key string) string {
	_, rest, _ := strings.Cut(string(ar.Comment), key+":")
	line, _, _ := strings.Cut(rest, "\n")
	return strings.TrimSpace(line)
}

func siteOf(t testing.TB, ar *txtar.Archive) *site.Site {
	t.Helper()
	root := t.TempDir()
	for _, f := range ar.Files {
		if strings.HasPrefix(f.Name, "want") {
			continue
		}
		p := filepath.Join(root, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return linked(t, root, kb.Date(setting(ar, "today")))
}

func linked(t testing.TB, root string, today kb.Date) *site.Site {
	t.Helper()
	snap, err := source.New(root, source.Options{Today: func() kb.Date { return today }}).Refresh(t.Context(), source.Hint{All: true})
	if err != nil {
		t.Fatal(err)
	}
	return site.Link(snap)
}
