package bring

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	root := filepath.Join(t.TempDir(), "kb")
	for name, text := range files {
		file := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// Each generator is recognised by its files, and our settings mean the same as its own.
func TestSettingsOfEachGenerator(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"mkdocs": {map[string]string{"mkdocs.yml": "site_name: 运维\ndocs_dir: doc\nnav:\n- a.md\n", "doc/a.md": "[x](/kb/a.md)\n"},
			"title = \"运维\"\nlanguage = \"en\"\ncontent = \"doc\"\n\n[nav]\nfile = \"mkdocs.yml\"\n\n[links]\nstrip = [\"/kb\"]\n"},
		"docusaurus": {map[string]string{"docusaurus.config.js": "module.exports = {\n  title: 'Guide',\n}", "sidebars.js": "// 'no'\nmodule.exports = {docs: [{type: 'category', label: 'B', items: ['b', \"c/d\"]}, 'a', 'gone']}",
			"docs/a.md": "---\nslug: /\n---\n", "docs/b.md": "---\nslug: b\n---\n", "docs/c/d.md": "---\nslug: d\nauthor: Li\n---\n", "static/x.png": ""},
			"title = \"Guide\"\nlanguage = \"en\"\ncontent = \"docs\"\n\n[nav]\nlist = [\n  \"b.md\",\n  \"c/d.md\",\n  \"a.md\",\n]\n\n[links]\nstatic = [\"static\"]\n\n[front_matter]\nmap = { \"author\" = \"owner\" }\n"},
		"docusaurus with numbers": {map[string]string{"docusaurus.config.js": "", "docs/02-guide/01-code.md": "[x](/docs/guide/code) [y](/docs/guide)", "sidebars.js": "x: ['guide/code']"},
			"title = \"kb\"\nlanguage = \"en\"\ncontent = \"docs\"\n\n[nav]\nlist = [\n  \"02-guide/01-code.md\",\n]\n\n[links]\nstrip = [\"/docs\"]\n"},
		"vitepress": {map[string]string{"docs/.vitepress/config.ts": "export default {\n  title: \"V\",\n  sidebar: [{ text: 'x', link: '/guide/b' }, { text: 'y', link: '/guide/' }]\n}", "docs/guide/b.md": "", "docs/guide/index.md": "", "docs/public/i.png": ""},
			"title = \"V\"\nlanguage = \"en\"\ncontent = \"docs\"\n\n[nav]\nlist = [\n  \"guide/b.md\",\n  \"guide/index.md\",\n]\n\n[links]\nstatic = [\"docs/public\"]\n"},
		"mdbook": {map[string]string{"book.toml": "[book]\ntitle = \"B\"\n", "src/SUMMARY.md": "- [a](a.md)\n", "src/faq/a.md": ""}, "title = \"B\"\nlanguage = \"en\"\ncontent = \"src\"\n\n[sections]\n\"faq\" = \"page\"\n"},
		"hugo":   {map[string]string{"hugo.toml": "title = 'H'\n", "content/a.md": "---\nauthor:\n  - name: Li\n---\n", "static/a.png": ""}, "title = \"H\"\nlanguage = \"en\"\n\n[links]\nstatic = [\"static\"]\n"},
		"hugo in two languages": {map[string]string{"hugo.toml": "title = 'H'\ndefaultContentLanguage = 'zh'\n", "content/en/a.md": "", "content/zh/a.md": "", "content/posts/b.md": ""},
			"title = \"H\"\nlanguage = \"en\"\n\n[links]\nroots = [\"zh\", \"en\"]\n"},
		"hugo with a folder of settings": {map[string]string{"config/_default/hugo.yaml": "title: H\n", "config/_default/permalinks.toml": "[page]\nblog = '/:section/:slug/'\n", "content/blog/a.md": "---\ndate: 2024-01-02\nslug: b\nmenu: x\n---\n[t](g) [u](g) [v](g \"Go\") [w](blog) [w](blog) [w](blog) [z](g2)\n",
			"content/blog/b.md": "---\ndate: 2024-01-02\nmenu: x\n---\n", "content/blog/c.md": "---\ndate: 2024-01-02\nmenu: x\n---\n", "layouts/_markup/render-link.html": ""},
			"title = \"H\"\nlanguage = \"en\"\n\n[links]\npermalinks = { \"blog\" = \"/:section/:slug/\" }\nhooks = [\"g\"]\n\n[front_matter]\nignore = [\"menu\"]\n"},
		"docsify":                       {map[string]string{"docs/_sidebar.md": "- [a](a.md)\n", "docs/a.md": "", "docs/index.html": "<title>D</title>"}, "title = \"D\"\nlanguage = \"en\"\ncontent = \"docs\"\n"},
		"gitbook":                       {map[string]string{"SUMMARY.md": "- [a](a.md)\n", "a.md": "", ".gitbook/assets/x.png": ""}, "title = \"kb\"\nlanguage = \"en\"\ncontent = \".\"\n\n[links]\nstatic = [\".gitbook/assets\"]\n"},
		"obsidian":                      {map[string]string{".obsidian/app.json": "{}", "甲.md": ""}, "title = \"kb\"\nlanguage = \"en\"\ncontent = \".\"\n\n[nav]\nfile_titles = true\n"},
		"obsidian, a folder of a vault": {map[string]string{"甲.md": "[[乙]]", "乙.md": "![[丙#^abc]]\n\n[[丙]]", "丙.md": "[[甲|x]]", "丁.md": "", "图/戊.md": ""}, "title = \"kb\"\nlanguage = \"en\"\ncontent = \".\"\n\n[nav]\nfile_titles = true\n"},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := Look(folder(t, c.files), "")
			if err != nil {
				t.Fatal(err)
			}
			if got := f.Settings("en", false); f.Generator != strings.Trim(strings.Fields(name)[0], ",") || got != c.want {
				t.Errorf("%s\ngot\n%s\nwant\n%s", f.Generator, got, c.want)
			}
		})
	}
}

// A copy leaves the original folder unchanged, gives pages the ending .md, and includes
// hidden folders only if files are published from them.
func TestCopy(t *testing.T) {
	root := folder(t, map[string]string{"SUMMARY.md": "- [a](a.md)\n", "a.md": "A", "b.mdx": "B", "img/x.png": "X", ".gitbook/assets/y.png": "Y", ".git/config": "no", "node_modules/z.md": "no"})
	f, err := Look(root, "")
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "new")
	n, err := f.Copy(out)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	_ = filepath.Walk(out, func(p string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			rel, _ := filepath.Rel(out, p)
			got = append(got, filepath.ToSlash(rel))
		}
		return err
	})
	want := "content/.gitbook/assets/y.png content/SUMMARY.md content/a.md content/b.md content/img/x.png"
	if g := strings.Join(got, " "); g != want || n != 5 {
		t.Errorf("%d files\ngot  %s\nwant %s", n, g, want)
	}
	if s := f.Settings("en", true); !strings.Contains(s, `static = ["content/.gitbook/assets"]`) {
		t.Error(s)
	}
	if _, err := f.Copy(out); err == nil {
		t.Error("a second copy must not write over the first")
	}
}

// Files outside the folder that pages include are copied to where their pages find them.
func TestCopyOfWhatIsIncluded(t *testing.T) {
	root := folder(t, map[string]string{"book.toml": "", "src/SUMMARY.md": "- [a](a.md)\n", "src/a.md": "```rust\n{{#include ../code/a.rs:1}}\n```\n{{#include b.md}}\n",
		"src/b.md": "<<< ../code/b/c.rs\n", "code/a.rs": "1\n", "code/b/c.rs": "2\n", "code/d.rs": "3\n", "src/e.md": "--8<-- \"src/b.md\"\n"})
	f, err := Look(root, "")
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "new")
	if n, err := f.Copy(out); err != nil || n != 6 {
		t.Fatal(n, err)
	}
	for _, name := range []string{"content/code/a.rs", "content/code/b/c.rs"} {
		if _, err := os.Stat(filepath.Join(out, name)); err != nil {
			t.Error(err)
		}
	}
}

// Some [[double brackets]] make no vault.
func TestNoVault(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"few":                  {"a.md": "[[b]]", "b.md": "", "c.md": ""},
		"one in ten":           {"a.md": "[[b]]", "b.md": "[[a]]", "c.md": "[[a]]", "1.md": "", "2.md": "", "3.md": "", "4.md": "", "5.md": "", "6.md": "", "7.md": "", "8.md": "", "9.md": "", "10.md": "", "11.md": "", "12.md": "", "13.md": ""},
		"of another generator": {"a.md": "[[b]]", "b.md": "[[a]]", "c.md": "[[a]]\n{{< x >}}", "d.md": "{{< y >}}"},
	} {
		if f, err := Look(folder(t, files), ""); err != nil || f.Generator != "" {
			t.Errorf("%s: %q %v", name, f.Generator, err)
		}
	}
}
