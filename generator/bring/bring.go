// Package bring looks at the knowledge base of another generator.
//
// In goes a folder; out come its generator, the dialects of its pages, and the settings
// with which Milepost reads it. [Found.Copy] copies it to a new folder; the original folder
// is never written to.
package bring

import (
	"cmp"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"milepost/generator/text"
)

// Count is how often a dialect was found, and in how many pages.
type Count struct {
	Name         string
	Times, Pages int
}

// Found is what a folder holds. Paths are relative to it.
type Found struct {
	Generator string // one of Generators, "" if none is known
	Title     string
	Content   string // "." if the pages are in the folder itself
	Nav       string // a file with the order of pages, "" if none or if it needs no setting
	Order     []string
	Static    []string
	Strip     []string
	Roots     []string    // folders of the content, one for each language, in which addresses with a slash begin
	Map       [][2]string // keys of the front matter and our names for them
	Ignore    []string
	Dated     [][2]string // sections and the form of the addresses of their pages
	Hooks     []string    // words that a script of the generator turns into links
	Plain     []string    // folders of the content with the name of a page kind
	Boxes     [][2]string // tags and the boxes that they become
	Dialects  []Count
	Pages     int
	Other     int // pages ending in .mdx or .markdown; a copy renames them

	root  string
	hooks bool              // links pass through a script of the generator
	bare  map[string]string // pages by their paths without numbers and ending
	pages []string          // of the content, relative to it
}

// A maker is one generator: how to recognise it, and how to read its settings.
type maker struct {
	name   string
	marks  []string // files or folders; it always has one of them
	within []string // folders in which they may be
	read   func(f *Found, dir, mark string)
}

// makers are tried in this order: a folder may have the marks of several.
var makers = []maker{
	{"mkdocs", []string{"mkdocs.yml", "mkdocs.yaml"}, []string{"."}, mkdocs},
	{"docusaurus", []string{"docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs"}, []string{".", "website"}, docusaurus},
	{"vitepress", []string{".vitepress", ".vuepress"}, []string{"docs", ".", "src"}, vitepress},
	{"hugo", []string{"hugo.toml", "hugo.yaml", "hugo.json", "config.toml", "config.yaml", "config/_default"}, []string{"."}, hugo},
	{"mdbook", []string{"book.toml"}, []string{"."}, mdbook},
	{"docsify", []string{"_sidebar.md", "_coverpage.md"}, []string{"docs", "."}, docsify},
	{"gitbook", []string{"SUMMARY.md", ".gitbook.yaml", ".gitbook"}, []string{".", "docs"}, gitbook},
	{"obsidian", []string{".obsidian"}, []string{"."}, func(*Found, string, string) {}},
}

// Generators are the names that Look knows.
func Generators() (names []string) {
	for _, m := range makers {
		names = append(names, m.name)
	}
	return names
}

// Look finds out what a folder holds; from is the name of the generator, "" if unknown.
func Look(root, from string) (*Found, error) {
	f := &Found{root: root, Content: ".", Title: path.Base(filepath.ToSlash(root))}
	if _, err := os.ReadDir(root); err != nil {
		return nil, err
	}
	f.recognise(from)
	if err := f.walk(); err != nil {
		return nil, err
	}
	if f.Generator == "" && f.vault() {
		f.Generator = "obsidian"
	}
	f.Order = f.standing(f.Order)
	return f, nil
}

// recognise finds the first maker whose mark is in the folder, and reads its settings.
func (f *Found) recognise(from string) {
	for _, m := range makers {
		if from != "" && from != m.name {
			continue
		}
		for _, dir := range m.within {
			for _, mark := range m.marks {
				if f.has(path.Join(dir, mark)) {
					f.Generator = m.name
					m.read(f, dir, path.Join(dir, mark))
					return
				}
			}
		}
	}
	f.Generator = from
	if f.has("docs") && from != "obsidian" {
		f.Content = "docs"
	}
}

func (f *Found) has(p string) bool {
	_, err := os.Stat(filepath.Join(f.root, filepath.FromSlash(p)))
	return err == nil
}

// largest is the size of the largest file that is read, in bytes.
const largest = 4 << 20

// text reads a file; "" if it cannot be read or is too large.
func (f *Found) text(p string) string {
	name := filepath.Join(f.root, filepath.FromSlash(p))
	if info, err := os.Stat(name); err != nil || !info.Mode().IsRegular() || info.Size() > largest {
		return ""
	}
	b, err := os.ReadFile(name)
	if err != nil {
		return ""
	}
	return string(b)
}

// said is the first group of a pattern in a text, or other if it does not match.
func said(text, form, other string) string {
	if m := regexp.MustCompile(form).FindStringSubmatch(text); m != nil {
		return strings.TrimSpace(m[1])
	}
	return other
}

func mkdocs(f *Found, _, mark string) {
	src := f.text(mark)
	f.Title = said(src, `(?m)^site_name:\s*["']?([^"'\n#]+)`, f.Title)
	f.Content = path.Clean(said(src, `(?m)^docs_dir:\s*["']?([^"'\n#]+)`, "docs"))
	if regexp.MustCompile(`(?m)^nav:`).MatchString(src) {
		f.Nav = mark
	}
}

func docusaurus(f *Found, dir, mark string) {
	f.Title = said(f.text(mark), `(?m)^\s*title:\s*["']([^"'\n]+)`, f.Title)
	f.Content = "docs"
	if f.has(path.Join(dir, "docs")) {
		f.Content = path.Join(dir, "docs")
	}
	f.statics(path.Join(dir, "static"))
	for _, name := range []string{"sidebars.js", "sidebars.ts", "sidebars.json"} {
		f.Order = append(f.Order, ids(f.text(path.Join(dir, name)))...)
	}
}

func vitepress(f *Found, dir, mark string) {
	f.Content = dir
	f.statics(path.Join(dir, "public"), path.Join(mark, "public"))
	for _, name := range []string{"config.ts", "config.mts", "config.js", "config.mjs", "config/index.ts", "config/index.mts", "config/zh.ts", "config/zh.mts"} {
		src := f.text(path.Join(mark, name))
		f.Title = said(src, `(?m)^\s*title:\s*["']([^"'\n]+)`, f.Title)
		for _, m := range regexp.MustCompile(`\blink:\s*["'`+"`"+`](/[^"'`+"`"+`#?\n]*)`).FindAllStringSubmatch(src, -1) {
			f.Order = append(f.Order, strings.Trim(m[1], "/"))
		}
	}
}

func mdbook(f *Found, _, mark string) {
	src := f.text(mark)
	f.Title = said(src, `(?m)^title\s*=\s*"([^"\n]+)`, f.Title)
	f.Content = path.Clean(said(src, `(?m)^src\s*=\s*"([^"\n]+)`, "src"))
}

func docsify(f *Found, dir, _ string) {
	f.Content = dir
	f.Title = said(f.text(path.Join(dir, "index.html")), `<title>([^<]+)`, f.Title)
}

func gitbook(f *Found, dir, _ string) {
	f.Content = path.Clean(cmp.Or(said(f.text(path.Join(dir, ".gitbook.yaml")), `(?m)^root:\s*["']?([^"'\n#]+)`, ""), dir))
	f.statics(path.Join(f.Content, ".gitbook/assets"))
}

// statics adds those of the folders that exist.
func (f *Found) statics(dirs ...string) {
	for _, d := range dirs {
		if f.has(d) && !slices.Contains(f.Static, d) {
			f.Static = append(f.Static, d)
		}
	}
}

var (
	jsComment = regexp.MustCompile(`(?s)/\*.*?\*/|(?m:^\s*//[^\n]*$)`)
	jsText    = regexp.MustCompile(`(?:(\w+)\s*:\s*)?["']([\w./-]+)["']`)
)

// ids are the names of pages in a sidebars.js, in their order.
func ids(src string) (list []string) {
	for _, m := range jsText.FindAllStringSubmatch(jsComment.ReplaceAllString(src, ""), -1) {
		if m[1] == "" || m[1] == "id" || m[1] == "dirName" {
			list = append(list, m[2])
		}
	}
	return list
}

// standing are the entries of an order that exist, each once.
func (f *Found) standing(order []string) (list []string) {
	for _, p := range order {
		if p = f.page(p); p != "" && !slices.Contains(list, p) {
			list = append(list, p)
		}
	}
	return list
}

// page is the page or folder that a name means; the name may lack the extension.
func (f *Found) page(name string) string {
	name = strings.TrimSuffix(strings.Trim(name, "/"), ".html")
	for _, end := range []string{"", ".md", "/index.md", "/README.md", "/_index.md"} {
		if _, there := slices.BinarySearch(f.pages, name+end); there && name+end != "" {
			return name + end
		}
	}
	if name != "" && f.has(path.Join(f.Content, name)) {
		return name
	}
	return f.bare[name]
}

// walk looks at every page of the content.
func (f *Found) walk() error {
	top := filepath.Join(f.root, filepath.FromSlash(f.Content))
	s := survey{found: f, keys: map[string]int{}, lists: map[string]bool{}, roots: map[string]int{}, words: map[string]int{}, tags: map[string]bool{}}
	err := filepath.WalkDir(top, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(top, name)
		if err != nil {
			return err
		}
		if rel = filepath.ToSlash(rel); rel != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules") {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		switch ending := strings.ToLower(path.Ext(rel)); {
		case d.IsDir():
			s.folder(rel)
		case ending == ".md" || ending == ".mdx" || ending == ".markdown":
			if f.Pages++; ending != ".md" {
				f.Other++
				rel = rel[:len(rel)-len(ending)] + ".md"
			}
			f.pages = append(f.pages, rel)
			s.page(f.text(path.Join(f.Content, filepath.ToSlash(name[len(top):]))))
		}
		return nil
	})
	slices.Sort(f.pages)
	f.bare = map[string]string{}
	for _, p := range f.pages {
		f.bare[text.UnnumberedPath(strings.TrimSuffix(p, ".md"))] = p
	}
	s.finish()
	return err
}
