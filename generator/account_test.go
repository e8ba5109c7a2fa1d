package generator_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"milepost/generator"
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/source"
	"milepost/themes"
)

// unchanged is the account that a build would now print without making anything; nil if it
// would make something.
func unchanged(t *testing.T, root string, change func(*generator.Options)) *generator.Account {
	t.Helper()
	opt := generator.Options{Root: root, Theme: themes.Default(), Version: "1", Today: func() kb.Date { return "2026-09-30" }}
	if change != nil {
		change(&opt)
	}
	b, err := generator.New(opt)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	a, _ := b.Unchanged(t.Context(), filepath.Join(root, "public"))
	return a
}

// build publishes the site into public.
func build(t *testing.T, root string) *generator.Edition {
	t.Helper()
	b, err := generator.New(generator.Options{Root: root, Theme: themes.Default(), Version: "1", Today: func() kb.Date { return "2026-09-30" }})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	p, err := b.Publisher(filepath.Join(root, "public"), generator.PublishOptions{Shrink: true})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	e, err := b.Rebuild(t.Context(), source.Hint{All: true})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Publish(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	return e
}

// After any change of an input of the site, or of what was published, the account of the
// last build is not used any more.
func TestAccountHoldsForWhatItWasMadeOf(t *testing.T) {
	t.Parallel()
	d := &disk{t: t, root: t.TempDir()}
	d.write("site.toml", "git = false\n[nav]\nfile = \"mkdocs.yml\"\n[theme]\nlogo = \"logo.svg\"\n")
	d.write("logo.svg", `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>`)
	d.write("theme/custom.css", "h1 { color: red }\n")
	d.write("CODEOWNERS", "* @ann\n")
	d.write("mkdocs.yml", "nav:\n  - 甲: a.md\n")
	d.write("content/a.md", "# 甲\n\n[没有](b.md)\n")
	d.write("content/表.csv", "月份,满意度(%)\n2026-08,90\n2026-09,91\n")
	d.write("content/表.csv.toml", "private = true\n")
	d.write("content/图.svg", `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>`)
	d.write("content/附件.zip", "zip")
	e := build(t, d.root)
	same := unchanged(t, d.root, nil)
	if same == nil {
		t.Fatal("nothing changed, and the account does not hold")
	}
	if same.Pages != e.Pages() || same.Content != "content" || !slices.EqualFunc(same.Diags, e.Diags(), diag.Diagnostic.Equal) || len(same.Diags) == 0 {
		t.Errorf("account %+v, want %d pages and %v", same, e.Pages(), e.Diags())
	}

	for name, change := range map[string]func(*generator.Options){
		"the day":     func(o *generator.Options) { o.Today = func() kb.Date { return "2026-10-01" } },
		"the program": func(o *generator.Options) { o.Version = "2" },
		"strict":      func(o *generator.Options) { o.Strict = true },
	} {
		if unchanged(t, d.root, change) != nil {
			t.Errorf("%s changed, and the account holds", name)
		}
	}

	// With the size and time of before, too, which rsync and archives keep.
	over := func(name, text string) func() {
		return func() {
			info, err := os.Stat(d.path(name))
			d.must(err)
			d.write(name, text)
			d.must(os.Chtimes(d.path(name), info.ModTime(), info.ModTime()))
		}
	}
	for _, c := range []struct {
		name string
		do   func()
	}{
		{"a page, size and time as before", over("content/a.md", "# 乙\n\n[没有](b.md)\n")},
		{"a sheet", over("content/表.csv", "月份,满意度(%)\n2026-08,90\n2026-09,92\n")},
		{"settings of a sheet", over("content/表.csv.toml", "private = false")},
		{"a picture", over("content/图.svg", `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="8"/>`)},
		{"an attachment", over("content/附件.zip", "ZIP")},
		{"the settings", over("site.toml", "git = false\n[nav]\nfile = \"mkdocs.yml\"\n[theme]\nlogo = \"logo.svg\"\n\n")},
		{"the logo", over("logo.svg", `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="7"/>`)},
		{"a style of the site", over("theme/custom.css", "h1 { color: tan }\n")},
		{"the order of pages", over("mkdocs.yml", "nav:\n  - 乙: a.md\n")},
		{"owners", over("CODEOWNERS", "* @bob\n")},
		{"a new page", func() { d.write("content/b.md", "# b") }},
		{"a page away", func() { d.must(os.Remove(d.path("content/b.md"))) }},
		{"a link that leads nowhere", func() { d.must(os.Symlink("nothing", d.path("content/链"))) }},
		{"the day of a file", func() {
			day := kb.Date("2026-01-01").Time()
			d.must(os.Chtimes(d.path("content/a.md"), day, day))
		}},
		{"the last good tables", func() { d.must(os.RemoveAll(d.path(".milepost/good"))) }},
		{"templates of another program", func() { d.write("themes/x/templates/page.html", "x") }},
		{"a published page", func() { d.write("public/a.html", "x") }},
		{"a published page away", func() { d.must(os.Remove(d.path("public/a.html"))) }},
		{"the time of a published page", func() {
			day := kb.Date("2026-01-01").Time()
			d.must(os.Chtimes(d.path("public/a.html"), day, day))
		}},
		{"all that was published", func() { d.must(os.RemoveAll(d.path("public"))) }},
		{"the account", func() {
			all, err := filepath.Glob(d.path(".milepost/cache/account-*.json"))
			d.must(err)
			b, err := os.ReadFile(all[0])
			d.must(err)
			b[len(b)/2] ^= 1
			d.must(os.WriteFile(all[0], b, 0o644))
		}},
	} {
		c.do()
		if unchanged(t, d.root, nil) != nil {
			t.Errorf("%s changed, and the account holds", c.name)
		}
		build(t, d.root)
		if unchanged(t, d.root, nil) == nil {
			t.Errorf("%s: after a build the account does not hold", c.name)
		}
	}
}

// After random edits: if the account of the last build is used, a full build would change nothing.
func TestAccountIsTrue(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 77)
	if err := w.pub.Close(); err != nil {
		t.Fatal(err)
	}
	steps := edits() / 3
	if testing.Short() {
		steps = 6
	}
	build(t, w.root)
	held := 0
	for i := range steps {
		what := "nothing"
		if i%2 == 0 {
			what = w.edit()
		}
		was := unchanged(t, w.root, nil)
		before := tree(t, filepath.Join(w.root, "public"))
		e := build(t, w.root)
		if was == nil {
			continue
		}
		held++
		after := tree(t, filepath.Join(w.root, "public"))
		if len(before) != len(after) || !slices.EqualFunc(was.Diags, e.Diags(), diag.Diagnostic.Equal) {
			t.Fatalf("%s: the account holds for %d files and %v, there are %d and %v", what, len(before), was.Diags, len(after), e.Diags())
		}
		for p, b := range after {
			if string(before[p]) != string(b) {
				t.Fatalf("%s: the account holds, and %s differs", what, p)
			}
		}
	}
	if held < steps/3 {
		t.Errorf("of %d builds the account held for %d", steps, held)
	}
}

// A watched site gets a new edition when a nav list (the order of pages) changes, in the content folder or beside it.
func TestEditionFollowsListsOfPages(t *testing.T) {
	d := &disk{t: t, root: t.TempDir()}
	d.write("site.toml", "git = false\n[nav]\nfile = \"mkdocs.yml\"\n")
	d.write("mkdocs.yml", "nav:\n  - a.md\n  - 手册/b.md\n")
	d.write("content/a.md", "# a\n")
	d.write("content/手册/b.md", "# b\n")
	d.write("content/手册/SUMMARY.md", "- [b](b.md)\n")
	b := newBuilder(t, d.root)
	made := func() string {
		e, err := b.Rebuild(t.Context(), source.Hint{All: true})
		d.must(err)
		return e.ID
	}
	first := made()
	d.write("mkdocs.yml", "nav:\n  - 手册/b.md\n  - a.md\n")
	second := made()
	d.write("content/手册/SUMMARY.md", "- [乙](b.md)\n")
	if third := made(); first == second || second == third {
		t.Errorf("editions %s, %s, %s of three orders", first, second, third)
	}
}
