package move

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"milepost/generator/kb"
)

const today = kb.Date("2026-11-26")

// site writes a site and gives its folder.
func site(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		name = filepath.Join(root, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// tree is all files of a folder with their texts.
func tree(t *testing.T, root string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(root, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		src, err := os.ReadFile(name)
		rel, _ := filepath.Rel(root, name)
		b.WriteString("== " + filepath.ToSlash(rel) + "\n" + string(src))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestLinksAreMended(t *testing.T) {
	for name, c := range map[string]struct {
		at, was, is string // the page that names it, and its text before and after
		from, to    string
	}{
		"below the page":             {"a.md", "[x](d/b.md)", "[x](e/b.md)", "d/b.md", "e/b.md"},
		"beside the page":            {"d/a.md", "[x](b.md)", "[x](../e/b.md)", "d/b.md", "e/b.md"},
		"with a dot":                 {"a.md", "[x](./b.md)", "[x](./c.md)", "b.md", "c.md"},
		"from the content folder":    {"d/a.md", "[x](/d/b.md#y)", "[x](/e/b.md#y)", "d/b.md", "e/b.md"},
		"without its ending":         {"a.md", "[x](d/b)", "[x](e/c)", "d/b.md", "e/c.md"},
		"as the .html it becomes":    {"a.md", "[x](d/b.html#y)", "[x](e/c.html#y)", "d/b.md", "e/c.md"},
		"a folder, with a slash":     {"a.md", "[x](d/)", "[x](f/)", "d", "f"},
		"in a folder that moves":     {"a.md", "[x](d/b.md)", "[x](g/f/b.md)", "d", "g/f"},
		"percent-encoded":            {"a.md", "[x](d/%E4%B9%99%20.md)", "[x](d/丙.md)", "d/乙 .md", "d/丙.md"},
		"in angle brackets":          {"a.md", "[x](<d/乙 .md>)", "[x](<d/丙%20丁.md>)", "d/乙 .md", "d/丙 丁.md"},
		"with a title":               {"a.md", `[x](d/b.md "d/b.md")`, `[x](e/b.md "d/b.md")`, "d/b.md", "e/b.md"},
		"an image":                   {"a.md", "![x](p.png){width=3}", "![x](q/p.png){width=3}", "p.png", "q/p.png"},
		"an image in a link":         {"a.md", "[![x](p.png)](d/b.md)", "[![x](p.png)](e/b.md)", "d/b.md", "e/b.md"},
		"a reference":                {"a.md", "[x][1] [1]\n\n[1]: <d/b.md> 't'", "[x][1] [1]\n\n[1]: <e/b.md> 't'", "d/b.md", "e/b.md"},
		"HTML":                       {"a.md", `<img src='p.png' alt="x">`, `<img src='q/p.png' alt="x">`, "p.png", "q/p.png"},
		"in a quotation and a list":  {"a.md", "> - [x](d/b.md)\n>   1. [y](d/b.md)", "> - [x](e/b.md)\n>   1. [y](e/b.md)", "d/b.md", "e/b.md"},
		"in a table":                 {"a.md", "| a |\n|---|\n| [[b\\|x]] [x](d/b.md) |", "| a |\n|---|\n| [[c\\|x]] [x](d/c.md) |", "d/b.md", "d/c.md"},
		"references of Hugo":         {"a.md", "[x]({{< ref \"d/b.md#y\" >}}) <a href='{{< relref \"/d/b\" >}}'>y</a>", "[x]({{< ref \"c#y\" >}}) <a href='{{< relref \"/c\" >}}'>y</a>", "d/b.md", "d/c.md"},
		"a name that still fits":     {"a.md", "[[乙页]] [[b]] [[d/b#y]]", "[[乙页]] [[b]] [[b#y]]", "d/b.md", "e/b.md"},
		"code is shown, not read":    {"a.md", "`[x](d/b.md)`\n\n    [x](d/b.md)\n\n~~~\n[x](d/b.md)\n~~~", "`[x](d/b.md)`\n\n    [x](d/b.md)\n\n~~~\n[x](d/b.md)\n~~~", "d/b.md", "e/b.md"},
		"another site":               {"a.md", "https://x.org/d/b.md [x](https://x.org/d/b.md)", "https://x.org/d/b.md [x](https://x.org/d/b.md)", "d/b.md", "e/b.md"},
		"a block":                    {"a.md", "```table\ndata = \"d/t.csv#t\"\ntitle = 'x'\n```", "```table\ndata = \"e/u.csv#t\"\ntitle = 'x'\n```", "d/t.csv", "e/u.csv"},
		"a block, by name alone":     {"a.md", "```table\ndata = \"t.csv\"\n```", "```table\ndata = \"t.csv\"\n```", "d/t.csv", "e/t.csv"},
		"a block, beside":            {"d/a.md", "```chart\ndata = [\"t.csv\", \"d/t.csv\"]\n```", "```chart\ndata = [\"e/u.csv\", \"e/u.csv\"]\n```", "d/t.csv", "e/u.csv"},
		"a value":                    {"a.md", `{{ value "d/t.csv!B2" }} 是`, `{{ value "e/t.csv!B2" }} 是`, "d/t.csv", "e/t.csv"},
		"front matter":               {"a.md", "---\ntitle: d/t.csv\nsource: d/t.csv\n---\n", "---\ntitle: d/t.csv\nsource: e/t.csv\n---\n", "d/t.csv", "e/t.csv"},
		"a draft":                    {"a.md", "---\ndraft: true\n---\n[x](d/b.md)", "---\ndraft: true\n---\n[x](e/b.md)", "d/b.md", "e/b.md"},
		"line ends and a mark":       {"a.md", "\uFEFF一\r\n[x](d/b.md)\r\n", "\uFEFF一\r\n[x](e/b.md)\r\n", "d/b.md", "e/b.md"},
		"included, MkDocs":           {"d/a.md", "```\n--8<-- \"d/b.md:1:2\"\n```\n\n--8<--\nd/b.md\n--8<--", "```\n--8<-- \"e/c.md:1:2\"\n```\n\n--8<--\ne/c.md\n--8<--", "d/b.md", "e/c.md"},
		"included, VitePress":        {"d/a.md", "<!-- @include: ./b.md{1,2} -->\n\n<<< @/d/b.md#x\n\n[x](b.md)", "<!-- @include: ../e/c.md{1,2} -->\n\n<<< @/d/b.md#x\n\n[x](../e/c.md)", "d/b.md", "e/c.md"},
		"included, from the root":    {"d/a.md", "<<< @/d/b.md\n", "<<< @/e/c.md\n", "d/b.md", "e/c.md"},
		"included, mdBook":           {"a.md", "{{#include d/b.md:1:2}} 与", "{{#include e/c.md:1:2}} 与", "d/b.md", "e/c.md"},
		"a name that only begins so": {"a.md", "[x](d/b.md) [y](d/b2.md) [z](d/b.mdx)", "[x](e/b.md) [y](d/b2.md) [z](d/b.mdx)", "d/b.md", "e/b.md"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root := site(t, map[string]string{"content/d/b.md": "# 乙页\n\n## y\n", "content/d/b2.md": "# 2\n", "content/d/乙 .md": "# 空\n",
				"content/p.png": "p", "content/d/t.csv": "名称,值\n一,1\n", "content/b.md": "# 根\n", "content/" + c.at: c.was})
			if c.from != "b.md" {
				if err := os.Remove(filepath.Join(root, "content/b.md")); err != nil {
					t.Fatal(err)
				}
			}
			p, err := Make(t.Context(), root, c.from, c.to, today)
			if err != nil {
				t.Fatal(err)
			}
			if err := p.Do(); err != nil {
				t.Fatal(err)
			}
			got, err := os.ReadFile(filepath.Join(root, "content", c.at))
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != c.is {
				t.Errorf("got  %q\nwant %q", got, c.is)
			}
			if left := strings.Count(tree(t, root), ".milepost-mv"); left > 0 {
				t.Errorf("%d files of ours are left", left)
			}
		})
	}
}

func TestSettingsAreMended(t *testing.T) {
	const was = `title = "d"
calendar = "d/c.csv" # d/c.csv
[sections]
"d" = "faq"
"d/e" = "manual"
dd = "faq"
[home]
phases = ["d/t.csv#t",
  "x/t.csv"]
[[data.series]]
name = "d/t.csv"
pattern = 'd/月报_{period}.csv'
[[data.sheet]]
file = "d/*.csv"
[theme]
home = "d/e/m.md#m"
logo = { light = "content/d/l.svg", dark = 'theme/d/l.svg' }
favicon = "content/d/l.svg"
font_files = ["content/d/f.woff2",
  "d/f.woff2"]
font = "d"
footer = "© d/e/m.md [手册](d/e/m.md#m) · [x](https://x.org/d/e/m.md)"
[publish]
books = ["d/", "."]
[[theme.links]]
title = "d"
href = "/d/e/m.md"
[theme.accent]
light = "#8A1D5F"
[[suppress]]
rule = "PH05"
file = "/d/t.csv"
reason = "d/t.csv"
until = 2027-01-01
`
	const want = `title = "d"
calendar = "新/f/c.csv" # d/c.csv
[sections]
"新/f" = "faq"
"新/f/e" = "manual"
dd = "faq"
[home]
phases = ["新/f/t.csv#t",
  "x/t.csv"]
[[data.series]]
name = "d/t.csv"
pattern = '新/f/月报_{period}.csv'
[[data.sheet]]
file = "新/f/*.csv"
[theme]
home = "新/f/e/m.md#m"
logo = { light = "content/新/f/l.svg", dark = 'theme/d/l.svg' }
favicon = "content/新/f/l.svg"
font_files = ["content/新/f/f.woff2",
  "d/f.woff2"]
font = "d"
footer = "© d/e/m.md [手册](新/f/e/m.md#m) · [x](https://x.org/d/e/m.md)"
[publish]
books = ["新/f/", "."]
[[theme.links]]
title = "d"
href = "/新/f/e/m.md"
[theme.accent]
light = "#8A1D5F"
[[suppress]]
rule = "PH05"
file = "/新/f/t.csv"
reason = "d/t.csv"
until = 2027-01-01
`
	root := site(t, map[string]string{"site.toml": was, "content/d/t.csv": "a,b\n1,2\n", "content/d/c.csv": "日期\n2026-01-01\n", "content/d/e/m.md": "# m\n"})
	p, err := Make(t.Context(), root, "d", "新/f", today)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Do(); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(root, "site.toml"))
	if err != nil || string(got) != want {
		t.Errorf("%v\n%s", err, got)
	}
}

func TestLinksInOneLineAreMended(t *testing.T) {
	root := site(t, map[string]string{"content/d/b.md": "# b\n", "site.toml": "[theme]\nlinks = [{ title = \"d/b.md\", href = \"d/b.md\" }, { href = 'https://x.org/d/b.md', title = \"x\" }]\n"})
	p, err := Make(t.Context(), root, "d/b.md", "e/b.md", today)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Do(); err != nil {
		t.Fatal(err)
	}
	want := "[theme]\nlinks = [{ title = \"d/b.md\", href = \"e/b.md\" }, { href = 'https://x.org/d/b.md', title = \"x\" }]\n"
	if got, _ := os.ReadFile(filepath.Join(root, "site.toml")); string(got) != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// Whatever fails, everything is as it was.
func TestNothingIsHalfDone(t *testing.T) {
	files := map[string]string{"site.toml": "calendar = \"d/c.csv\"\n", "content/d/b.md": "# b\n\n[a](../a.md)\n", "content/d/c.csv": "日期\n2026-01-01\n", "content/a.md": "[b](d/b.md)\n"}
	for name, spoil := range map[string]func(t *testing.T, p *Plan){
		"a text cannot take its place": func(t *testing.T, p *Plan) { p.fresh["z/none.md"] = nil },
		"the place is taken": func(t *testing.T, p *Plan) {
			if err := errors.Join(os.MkdirAll(p.place("new/f"), 0o755), os.WriteFile(p.place("new/f/x.md"), nil, 0o644)); err != nil {
				t.Fatal(err)
			}
		},
		"what moves is gone": func(t *testing.T, p *Plan) { p.From = "gone" },
	} {
		root := site(t, files)
		p, err := Make(t.Context(), root, "d", "new/f", today)
		if err != nil {
			t.Fatal(err)
		}
		spoil(t, p)
		before := tree(t, root)
		if err := p.Do(); err == nil {
			t.Errorf("%s: no error", name)
		}
		if after := tree(t, root); after != before {
			t.Errorf("%s: got\n%s\nwant\n%s", name, after, before)
		}
	}
}

// Files that belong to a moved file (such as settings beside a workbook) move with it.
func TestBelongingsMove(t *testing.T) {
	picture := strings.TrimPrefix(kb.DiagramFile("a.md", "graph TD"), "a")
	for name, c := range map[string]struct{ from, to, was, is string }{
		"pictures of diagrams":     {"a.md", "d/b.md", "a" + picture, "d/b" + picture},
		"settings of a workbook":   {"t.csv", "d/u.csv", "t.csv.toml", "d/u.csv.toml"},
		"with its folder":          {"d", "e", "d/c" + picture, "e/c" + picture},
		"not with a workbook":      {"t.csv", "d/t.csv", "t" + picture, "t" + picture},
		"of another page, nothing": {"a.md", "b.md", "c" + picture, "c" + picture},
	} {
		t.Run(name, func(t *testing.T) {
			root := site(t, map[string]string{"site.toml": "", "content/a.md": "# A\n", "content/t.csv": "a,b\n1,2\n", "content/d/c.md": "# C\n", "content/" + c.was: "x"})
			p, err := Make(t.Context(), root, c.from, c.to, today)
			if err == nil {
				err = p.Do()
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := tree(t, root); !strings.Contains(got, "== content/"+c.is+"\nx") {
				t.Error(got)
			}
		})
	}
	root := site(t, map[string]string{"site.toml": "", "content/a.md": "# A\n", "content/a" + picture: "x", "content/b" + picture: "y"})
	if _, err := Make(t.Context(), root, "a.md", "b.md", today); err == nil || !strings.Contains(err.Error(), "b.diagrams") {
		t.Error("pictures of another page must not be mixed in:", err)
	}
}

func TestOldAddresses(t *testing.T) {
	for name, c := range map[string]struct{ was, is string }{
		"no front matter": {"# b\n", "---\naliases: [\"/d/b.html\"]\n---\n\n# b\n"},
		"YAML":            {"---\ntitle: b\n---\n", "---\naliases: [\"/d/b.html\"]\ntitle: b\n---\n"},
		"TOML":            {"+++\ntitle = \"b\"\n[x]\ny = 1\n+++\n", "+++\naliases = [\"/d/b.html\"]\ntitle = \"b\"\n[x]\ny = 1\n+++\n"},
		"a list":          {"---\naliases: [a, b]\n---\n", "---\naliases: [\"/d/b.html\", a, b]\n---\n"},
		"an empty list":   {"---\naliases: []\n---\n", "---\naliases: [\"/d/b.html\"]\n---\n"},
		"one below":       {"---\naliases:\n  - a\n---\n", "---\naliases:\n  - \"/d/b.html\"\n  - a\n---\n"},
		"a single one":    {"---\naliases: a\n---\n", "---\naliases: [\"/d/b.html\", a]\n---\n"},
	} {
		root := site(t, map[string]string{"content/d/b.md": c.was})
		p, err := Make(t.Context(), root, "d/b.md", "e.md", today)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if err := p.Do(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got, _ := os.ReadFile(filepath.Join(root, "content/e.md")); string(got) != c.is {
			t.Errorf("%s: got %q, want %q", name, got, c.is)
		}
	}
}
