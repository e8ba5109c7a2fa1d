package generator

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"milepost/generator/digest"
	"milepost/generator/index"
	"milepost/generator/kb"
	"milepost/generator/plan"
	"milepost/generator/source"
	"milepost/themes"
)

// A watched build publishes pages before the index, and then adds to the index what changed.
// When the index is renewed after a rest, the files are those of a clean build.
func TestIndexFollowsPages(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	write := writer(t, root)
	const settings = "git = false\ntitle = \"甲\"\n"
	write("site.toml", settings)
	for i := range 210 { // a site of fewer pages has no index of terms
		write(fmt.Sprintf("content/search/%d.md", i), fmt.Sprintf("# 第 %d 页\n\n值班安排 %d\n", i, i*i))
	}
	open := func() *Builder {
		b, err := New(Options{Root: root, Theme: themes.Default(), Today: func() kb.Date { return "2026-09-30" }})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(b.Close)
		return b
	}
	publish := func(b *Builder, p *Publisher, hint source.Hint) {
		t.Helper()
		e, err := b.Rebuild(t.Context(), hint)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Publish(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	b, out := open(), filepath.Join(root, "public")
	p, err := b.Publisher(out, PublishOptions{Follow: true, Failed: func(err error) { t.Error(err) }})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	read := func(name string) string {
		t.Helper()
		text, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	publish(b, p, source.Hint{All: true})
	changed := make(chan bool, 10)
	inner := p.index.Changed
	p.index.Changed = func(x *index.Follower) { inner(x); changed <- true }

	before := read("search/manifest.js")
	write("content/search/7.md", "# 第 7 页\n\n报销流程\n")
	publish(b, p, source.Hint{Files: []string{"content/search/7.md"}})
	if !strings.Contains(read("search/7.html"), "报销流程") || read("search/manifest.js") != before {
		t.Error("the page did not come before the index")
	}
	<-changed
	if m := read("search/manifest.js"); !strings.Contains(m, `"d":{`) || m[:30] != before[:30] {
		t.Errorf("the index did not grow: %s", m)
	}
	if err := os.Remove(filepath.Join(root, "content/search/9.md")); err != nil {
		t.Fatal(err)
	}
	publish(b, p, source.Hint{Dirs: []string{"content/search"}})
	<-changed
	equalsClean := func(grown bool) {
		t.Helper()
		clean := filepath.Join(t.TempDir(), "public")
		c := open()
		cp, err := c.Publisher(clean, PublishOptions{})
		if err != nil {
			t.Fatal(err)
		}
		defer cp.Close()
		publish(c, cp, source.Hint{All: true})
		if diff := treesDiffer(t, out, clean, grown); diff != "" {
			t.Error(diff)
		}
	}
	equalsClean(true)
	p.index.Renew()
	<-changed
	equalsClean(false)

	write("site.toml", settings+"search = false\n")
	publish(b, p, source.Hint{All: true})
	equalsClean(false)
	write("site.toml", settings)
	publish(b, p, source.Hint{All: true})
	equalsClean(false)
}

// A watched build publishes a few edited pages before it looks at the others. The edition
// that rollback returns to is the one before both steps.
func TestEditedPagesFirst(t *testing.T) {
	t.Run("with search", func(t *testing.T) { editedPagesFirst(t, "") })
	t.Run("without", func(t *testing.T) { editedPagesFirst(t, "search = false\n") })
}

func editedPagesFirst(t *testing.T, settings string) {
	root := t.TempDir()
	write := writer(t, root)
	write("site.toml", "git = false\ntitle = \"甲\"\n"+settings)
	write("content/a/0.md", "---\ndraft: true\n---\n\n# 草稿\n") // a page without an output: their numbers differ
	for i := range 2 * fewEdited {
		write(fmt.Sprintf("content/a/p%d.md", i), fmt.Sprintf("# 第 %d 页\n", i))
	}
	b, err := New(Options{Root: root, Theme: themes.Default(), Today: func() kb.Date { return "2026-09-30" }})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	out := filepath.Join(root, "public")
	p, err := b.Publisher(out, PublishOptions{Follow: true})
	if err != nil {
		t.Fatal(err)
	}
	edition := func() *Edition {
		t.Helper()
		e, err := b.Rebuild(t.Context(), source.Hint{All: true})
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	title := func(page string) string {
		text, err := os.ReadFile(filepath.Join(out, page))
		if err != nil {
			t.Fatal(err)
		}
		_, rest, _ := strings.Cut(string(text), "<title>")
		title, _, _ := strings.Cut(rest, "</title>")
		return title
	}
	if _, err := p.Publish(t.Context(), edition()); err != nil {
		t.Fatal(err)
	}
	before := title("a/p3.html")

	write("content/a/p3.md", "---\ntags: [新标签]\n---\n\n# 另一个题目\n\n![图](图.svg)\n")
	write("content/a/图.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
	e := edition()
	seen := 0
	for i := range e.Plan.Outputs {
		o := &e.Plan.Outputs[i]
		if o.Path != "a/p5.html" {
			continue
		}
		before := o.Content
		o.Content = plan.Lazy(func() digest.Key {
			seen++
			if got := title("a/p3.html"); !strings.Contains(got, "另一个题目") {
				t.Errorf("the edited page still has the title %s when others are looked at", got)
			}
			for _, named := range []string{"a/图.svg", "tags/新标签.html"} {
				if _, err := os.Stat(filepath.Join(out, named)); err != nil {
					t.Errorf("the edited page names %s: %v", named, err)
				}
			}
			return before.Key()
		}, before.Render)
	}
	if res, err := p.Publish(t.Context(), e); err != nil || seen != 1 || res.Written < 2 || res.Written+res.Unchanged < len(e.Plan.Outputs) {
		t.Errorf("%+v, %v; others were looked at %d times, there are %d outputs", res, err, seen, len(e.Plan.Outputs))
	}
	for i := range fewEdited + 1 {
		write(fmt.Sprintf("content/a/p%d.md", i), fmt.Sprintf("# 第 %d 页，改过\n", i))
	}
	e = edition()
	if got := p.last.edited(e, e.Plan.Outputs); got != nil {
		t.Errorf("%d pages come first, although there are too many", len(got))
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	if err := Rollback(root, "content", out); err != nil {
		t.Fatal(err)
	}
	if got := title("a/p3.html"); got != before {
		t.Errorf("after the rollback the title is %s, was %s", got, before)
	}
}

// writer writes files below root.
func writer(t *testing.T, root string) func(name, text string) {
	return func(name, text string) {
		t.Helper()
		name = filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// treesDiffer names a file in which two directories differ, apart from Milepost's own files
// and, if one index has grown, the files of the index.
func treesDiffer(t *testing.T, a, b string, grown bool) string {
	t.Helper()
	files := func(dir string) map[string]string {
		all := map[string]string{}
		err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasPrefix(path, ".milepost") || grown && index.Is(path) {
				return err
			}
			text, err := os.ReadFile(filepath.Join(dir, path))
			all[path] = string(text)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	one, two := files(a), files(b)
	for path, text := range one {
		if other, ok := two[path]; !ok || other != text {
			return path + " differs or is not in " + b
		}
	}
	for path := range two {
		if _, ok := one[path]; !ok {
			return path + " is not in " + a
		}
	}
	return ""
}
