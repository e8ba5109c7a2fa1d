package theme

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"milepost/generator/message"
)

// Where the keys of the catalog are used: in templates, in scripts, and in the
// packages that ask the theme for a text.
var keyUses = []struct {
	dir, ext string
	forms    []*regexp.Regexp
}{
	{themeDir + "/templates", ".html", []*regexp.Regexp{regexp.MustCompile(`\bt "([a-z][a-zA-Z0-9.-]*)"`)}},
	{themeDir + "/src", ".ts", []*regexp.Regexp{regexp.MustCompile("['\"`]((?:js|search)\\.[a-zA-Z0-9.-]+)['\"`]")}},
	{".", ".go", []*regexp.Regexp{regexp.MustCompile(`t\.Text\("([a-z][a-zA-Z0-9.-]*)"`)}},
	{"../plan", ".go", []*regexp.Regexp{regexp.MustCompile(`\.Text\("([a-z][a-zA-Z0-9.-]*)"[,)]`)}},
	{"../report", ".go", []*regexp.Regexp{regexp.MustCompile(`\.Text\("([a-z][a-zA-Z0-9.-]*)"[,)]`)}},
	{"..", ".go", []*regexp.Regexp{regexp.MustCompile(`[tT]heme\.Text\("([a-z][a-zA-Z0-9.-]*)"[,)]`)}},
}

// Keys that are put together: by plan.homeBlocks, toggle.ts, and the words that
// package markdown leaves to the theme.
var madeKeys = []string{
	"home.phases", "home.kpi", "home.satisfaction",
	"js.theme-auto", "js.theme-light", "js.theme-dark",
	"alert.note", "alert.tip", "alert.important", "alert.warning", "alert.caution", "alert.danger", "alert.details", "footnotes", "judgement.said", "judgement.empty",
}

func TestCatalogIsCompleteAndUsed(t *testing.T) {
	catalog, err := message.ParseFS(os.DirFS(themeDir), "catalog")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]string{}
	for _, k := range madeKeys {
		used[k] = "madeKeys"
	}
	for _, u := range keyUses {
		err := filepath.WalkDir(u.dir, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil || d.IsDir() && path != u.dir && u.dir == "..":
				return fs.SkipDir
			case d.IsDir() || filepath.Ext(path) != u.ext || strings.HasSuffix(path, "_test.go"):
				return nil
			}
			src, err := os.ReadFile(path)
			for _, re := range u.forms {
				for _, m := range re.FindAllSubmatch(src, -1) {
					used[string(m[1])] = path
				}
			}
			return err
		})
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	if len(used) < 60 {
		t.Fatalf("only %d keys found: the patterns no longer match", len(used))
	}
	for k, where := range used {
		for _, lang := range message.Languages {
			if !catalog.Has(lang, k) {
				t.Errorf("%s: no text for %q in %s", where, k, lang)
			}
		}
	}
	dynamic := searchMakesKeys(t)
	for _, k := range catalog.Keys() {
		for _, lang := range message.Languages {
			if !catalog.Has(lang, k) {
				t.Errorf("%q has no text in %s", k, lang)
			}
		}
		family, _, _ := strings.Cut(k, ".")
		if used[k] == "" && !slices.Contains(families, family) && !slices.ContainsFunc(dynamic, func(p string) bool { return strings.HasPrefix(k, p) }) {
			t.Errorf("nothing uses %q", k)
		}
	}
}

// searchMakesKeys is the beginnings of keys that the search scripts complete, as in `search.kind.${kind}`.
func searchMakesKeys(t *testing.T) (prefixes []string) {
	names, err := filepath.Glob(themeDir + "/src/search/*.ts")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		src, err := os.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile("`(search\\.[a-zA-Z0-9.-]+)\\$\\{").FindAllSubmatch(src, -1) {
			prefixes = append(prefixes, string(m[1]))
		}
	}
	return prefixes
}

// Every language has the same holes {0} {1} in a text.
func TestHolesAgree(t *testing.T) {
	catalog, err := message.ParseFS(os.DirFS(themeDir), "catalog")
	if err != nil {
		t.Fatal(err)
	}
	place := regexp.MustCompile(`\{\d\}`)
	holes := func(lang, k string) []string {
		p := place.FindAllString(catalog.Text(lang, k), -1)
		slices.Sort(p)
		return p
	}
	for _, k := range catalog.Keys() {
		want := holes(message.Languages[0], k)
		for _, lang := range message.Languages[1:] {
			if got := holes(lang, k); !slices.Equal(got, want) {
				t.Errorf("%q in %s has the holes %v, in %s %v", k, lang, got, message.Languages[0], want)
			}
		}
	}
}

// The review of a page is 复审 wherever it is named; 评审 is that of a milestone.
func TestReviewsOfPagesHaveOneWord(t *testing.T) {
	catalog, err := message.ParseFS(os.DirFS(themeDir), "catalog")
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"page.reviewed", "page.due", "home.overdue", "home.reviews", "home.no-reviews", "search.overdue"} {
		if said := catalog.Text("zh-CN", key); !strings.Contains(said, "复审") {
			t.Errorf("%s says %q", key, said)
		}
	}
}
