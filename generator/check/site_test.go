package check

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"milepost/generator/kb"
	"milepost/generator/press"
	"milepost/generator/site"
	"milepost/generator/source"
)

// Each testdata/site/*.txtar is a whole site folder. Its file "want" has the diagnostics of
// the rules that the comment lists after "rules:", on the day after "today:".
func TestSites(t *testing.T) {
	files, _ := filepath.Glob("testdata/site/*.txtar")
	if len(files) == 0 {
		t.Fatal("no test data")
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := siteDiags(t, ar)
			i := slices.IndexFunc(ar.Files, func(f txtar.File) bool { return f.Name == "want" })
			if *update {
				ar.Files[i].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want := string(ar.Files[i].Data); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

func siteDiags(t *testing.T, ar *txtar.Archive) string {
	t.Helper()
	root := t.TempDir()
	for _, f := range ar.Files {
		if f.Name == "want" {
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
	setting := func(key string) string {
		_, rest, _ := strings.Cut(string(ar.Comment), key+":")
		line, _, _ := strings.Cut(rest, "\n")
		return strings.TrimSpace(line)
	}
	today, _ := kb.ParseDate(setting("today"))
	snap, err := source.New(root, source.Options{Today: func() kb.Date { return today }}).Refresh(t.Context(), source.Hint{All: true})
	if err != nil {
		t.Fatal(err)
	}
	s := site.Link(snap)
	list := Rules(s, press.New(s))
	list.Sort()
	only := strings.Fields(setting("rules"))
	var out strings.Builder
	for _, d := range list {
		if slices.ContainsFunc(only, func(r string) bool { return strings.HasPrefix(d.Rule(), r) }) {
			out.WriteString(d.Level.String() + " " + d.Line("zh-CN") + "\n")
		}
	}
	return out.String()
}

// Each parameter that a rule reads can be set in site.toml.
func TestParametersAreKnown(t *testing.T) {
	asked := regexp.MustCompile(`in\.(?:number|param)\("(\w+)", "?(\w*)`)
	files, _ := filepath.Glob("*.go")
	n := 0
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range asked.FindAllStringSubmatch(string(src), -1) {
			n++
			if !slices.ContainsFunc(params, func(p parameter) bool {
				return p.rule == m[1] && (m[2] == "m" || slices.Contains(p.known(), m[2]))
			}) {
				t.Errorf("%s asks for %s of %s, which params in settings.go does not list", file, m[2], m[1])
			}
		}
	}
	if n < len(params) {
		t.Errorf("%d parameters are asked for, %d are listed", n, len(params))
	}
}
