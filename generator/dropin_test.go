package generator_test

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"milepost/generator"
	"milepost/generator/kb"
	"milepost/generator/source"
	"milepost/themes"
)

// zone is a drop zone for a small site; requests are like those of its own page.
type zone struct {
	t     *testing.T
	root  string
	h     http.Handler
	token string
}

func newZone(t *testing.T, files map[string]string) *zone {
	t.Helper()
	z := &zone{t: t, root: t.TempDir()}
	for name, text := range files {
		full := filepath.Join(z.root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(z.root, filepath.Join(z.root, "content", "link")); err != nil {
		t.Log(err) // then the test goes without this way out of the folder
	}
	b, err := generator.New(generator.Options{Root: z.root, Theme: themes.Default(), Today: func() kb.Date { return "2026-09-30" }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	e, err := b.Rebuild(t.Context(), source.Hint{All: true})
	if err != nil {
		t.Fatal(err)
	}
	s := b.Serve(generator.ServeOptions{Lang: "zh-CN", Drop: &generator.Dropping{
		Text:  func(key string, _ ...string) string { return key },
		Fault: func(err error) string { return err.Error() },
		Log:   func(string, string) {},
	}})
	if err := s.Show(e); err != nil {
		t.Fatal(err)
	}
	z.h = s.Handler()
	_, page := z.ask("GET", "", nil, "")
	z.token = regexp.MustCompile(`data-token="([^"]+)"`).FindStringSubmatch(page)[1]
	return z
}

func (z *zone) ask(method, what string, query url.Values, body string) (int, string) {
	z.t.Helper()
	r := httptest.NewRequest(method, "http://localhost/_milepost/drop"+what+"?"+query.Encode(), strings.NewReader(body))
	r.RemoteAddr = "127.0.0.1:1"
	r.Header.Set("Milepost-Token", z.token)
	w := httptest.NewRecorder()
	z.h.ServeHTTP(w, r)
	text, _ := io.ReadAll(w.Result().Body)
	return w.Code, string(text)
}

// Whatever its name and folder, a dropped file is not saved outside of the content folder,
// over a file that is no workbook, or in a folder that is not read.
func TestDropStaysInTheContent(t *testing.T) {
	z := newZone(t, map[string]string{"content/_index.md": "# a\n", "content/表/a.csv": "x,y\n1,2\n", "outside/b.csv": "x\n", "content/.hidden/c.csv": "x\n"})
	before := written(t, z.root)
	for _, c := range []struct{ folder, name string }{
		{"..", "a.csv"}, {"../outside", "a.csv"}, {"表/../..", "a.csv"}, {"/etc", "a.csv"}, {"link", "b.csv"}, {"link/outside", "b.csv"}, {".hidden", "c.csv"}, {"none", "a.csv"},
		{"", "../outside/b.csv"}, {"", `..\b.csv`}, {"", ".a.csv"}, {"", "_index.md"}, {"", "site.toml"}, {"", "a.csv.toml"}, {"", "a.html"}, {"", ""},
		{"", strings.Repeat("长", 90) + ".csv"}, {"", "con.csv"}, {"", "~$a.xlsx"}, {"", "a\x00.csv"}, {"", "a\u202evsc.exe.csv"}, {"", "a\u200b.csv"},
	} {
		if code, said := z.ask("POST", "/try", url.Values{"folder": {c.folder}, "name": {c.name}}, "x,y\n3,4\n"); code/100 != 4 {
			t.Errorf("%q in %q: %d %s", c.name, c.folder, code, said)
		}
	}
	if code, _ := z.ask("POST", "/save", url.Values{"id": {""}}, ""); code != http.StatusConflict {
		t.Errorf("saved without a file: %d", code)
	}
	if got := written(t, z.root); got != before {
		t.Errorf("was\n%s\nis\n%s", before, got)
	}
	code, said := z.ask("POST", "/try", url.Values{"folder": {"表"}, "name": {"a.csv"}}, "x,y\n3,4\n")
	id := regexp.MustCompile(`"id":"([^"]+)"`).FindStringSubmatch(said)
	if code != http.StatusOK || id == nil {
		t.Fatalf("%d %s", code, said)
	}
	if code, said := z.ask("POST", "/save", url.Values{"id": {id[1]}}, ""); code != http.StatusOK {
		t.Errorf("%d %s", code, said)
	}
	if code, _ := z.ask("POST", "/save", url.Values{"id": {id[1]}}, ""); code != http.StatusConflict {
		t.Errorf("saved twice: %d", code)
	}
}

// A name in another letter case, or with its accents as separate characters, means the
// existing file: with a second file beside it, everything would count twice.
func TestDropKnowsTheFileByItsName(t *testing.T) {
	z := newZone(t, map[string]string{"content/表/Café Q3.csv": "x,y\n1,2\n", "content/表/B.csv": "x,y\n1,2\n", "content/表/b.csv": "x,y\n1,2\n"})
	for name, want := range map[string]string{"Cafe\u0301 Q3.csv": "表/Café Q3.csv", "café q3.CSV": "表/Café Q3.csv", "b.csv": "表/b.csv", "ne\u0301.csv": "表/né.csv"} {
		_, said := z.ask("POST", "/try", url.Values{"folder": {"表"}, "name": {name}}, "x,y\n3,4\n")
		if got := regexp.MustCompile(`"path":"([^"]*)","there":(\w+)`).FindStringSubmatch(said); got == nil || got[1] != want || (got[2] == "true") == strings.HasPrefix(name, "n") {
			t.Errorf("%q: %s", name, said)
		}
	}
}

// Two tabs do not disturb each other, and all changed rows are counted although only some
// are listed.
func TestDropCountsAndKeeps(t *testing.T) {
	z := newZone(t, map[string]string{"content/a.csv": "名称,值\n甲,1\n", "content/b.csv": "名称,值\n甲,1\n"})
	var rows strings.Builder
	for i := range 300 {
		fmt.Fprintf(&rows, "行%d,%d\n", i, i)
	}
	_, first := z.ask("POST", "/try", url.Values{"name": {"a.csv"}}, "名称,值\n"+rows.String())
	if want := `"counts":{"row.added":300,"row.gone":1}`; !strings.Contains(first, want) {
		t.Errorf("no %s in %s", want, first)
	}
	_, second := z.ask("POST", "/try", url.Values{"name": {"b.csv"}}, "名称,值\n甲,2\n")
	for _, said := range []string{first, second} {
		id := regexp.MustCompile(`"id":"([^"]+)"`).FindStringSubmatch(said)
		if code, said := z.ask("POST", "/save", url.Values{"id": {id[1]}}, ""); code != http.StatusOK {
			t.Errorf("%d %s", code, said)
		}
	}
}

// written gives all files of content and outside, as text.
func written(t *testing.T, root string) string {
	t.Helper()
	var s strings.Builder
	for _, dir := range []string{"content", "outside"} {
		files := tree(t, filepath.Join(root, dir))
		for _, name := range slices.Sorted(maps.Keys(files)) {
			fmt.Fprintf(&s, "%s/%s %s\n", dir, name, files[name])
		}
	}
	return s.String()
}
