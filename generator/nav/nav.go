// Package nav reads the files in which other generators store the order of pages.
//
// In go the path and bytes of one file; out comes a [kb.Nav], with diagnostics for
// what cannot be read. Package site finds out whether the pages exist. Package nav
// never touches a disk.
package nav

import (
	"context"
	"path"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/fields"
	"milepost/generator/kb"
)

// Hidden is the only content file whose name begins with a dot.
const Hidden = ".pages"

// readers maps names of files, in lower case, to the functions that read them.
var readers = map[string]func(*reader){
	"summary.md":      (*reader).list, // mdBook, GitBook
	"_sidebar.md":     (*reader).list, // docsify
	"_navbar.md":      (*reader).bar,  // docsify: links above the page, without an order of pages
	"mkdocs.yml":      (*reader).mkdocs,
	"mkdocs.yaml":     (*reader).mkdocs,
	Hidden:            (*reader).pages, // the awesome-pages plugin of MkDocs
	"_category_.json": (*reader).category,
	"_category_.yml":  (*reader).category,
	"_category_.yaml": (*reader).category,
}

// Named tells by the name of a file whether Parse may read it.
func Named(p string) bool { return readers[strings.ToLower(path.Base(p))] != nil }

// Parse reads a file. It returns nil if the content shows that the file is something else:
// a page called SUMMARY.md, a mkdocs.yml without nav.
func Parse(ctx context.Context, p string, src []byte) *kb.Nav {
	read := readers[strings.ToLower(path.Base(p))]
	if read == nil {
		return nil
	}
	r := reader{ctx: ctx, src: strings.ReplaceAll(strings.TrimPrefix(string(src), "\uFEFF"), "\r\n", "\n"), nav: &kb.Nav{File: p, Dir: path.Dir(p)}, ok: true}
	read(&r)
	if !r.ok {
		return nil
	}
	return r.nav
}

type reader struct {
	ctx context.Context
	src string
	nav *kb.Nav
	ok  bool
}

func (r *reader) complain(code string, line, col int, args ...any) {
	r.nav.Diags = append(r.nav.Diags, diag.New(code, diag.Pos{File: r.nav.File, Line: line, Col: col}, args...))
}

// mostItems is how many entries of one file are read.
const mostItems = 20000

func (r *reader) add(it kb.NavItem) {
	if len(r.nav.Items) < mostItems {
		r.nav.Items = append(r.nav.Items, it)
	}
}

// settings reads YAML or JSON; above is the number of lines of the file before src.
func (r *reader) settings(src string, above int) fields.Value {
	root, problems := fields.YAML(r.ctx, []byte(src))
	for _, p := range problems {
		r.complain("NV02.form", p.Line+above, p.Col, path.Base(r.nav.File))
	}
	return root
}

// mkdocs reads nav and docs_dir of mkdocs.yml. It does not parse the rest of that file,
// which may have YAML tags of Python.
func (r *reader) mkdocs() {
	block, above, found := topBlock(r.src, "nav")
	if !found {
		r.ok = false
		return
	}
	docs := "docs"
	if line, _, said := topBlock(r.src, "docs_dir"); said {
		_, docs, _ = strings.Cut(line, ":")
		docs, _, _ = strings.Cut(docs, " #")
		docs = strings.Trim(strings.TrimSpace(docs), `"'`)
	}
	r.nav.Dir = path.Join(r.nav.Dir, docs)
	root := r.settings(block, above)
	if v, ok := root.Get("nav"); ok {
		r.tree(v, 0, above)
	}
}

// topBlock is the lines of a top-level key of a YAML file; above is the number of lines before them.
func topBlock(src, key string) (block string, above int, found bool) {
	var lines []string
	for i, line := range strings.Split(src, "\n") {
		switch {
		case !found && strings.HasPrefix(line, key+":"):
			found, above = true, i
			lines = append(lines, line)
		case found && line != "" && !strings.ContainsAny(line[:1], " \t-#"):
			return strings.Join(lines, "\n") + "\n", above, true
		case found:
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n") + "\n", above, found
}

// tree reads a list. Its entries are paths, "title: path" or "title: list".
func (r *reader) tree(v fields.Value, depth, above int) {
	if v.Kind != fields.List {
		r.complain("NV02.form", v.Line+above, v.Col, path.Base(r.nav.File))
		return
	}
	for _, it := range v.Items {
		switch it.Kind {
		case fields.List:
			r.tree(it, depth, above)
		case fields.Table:
			for _, m := range it.Items {
				r.member(m, depth, above)
			}
		default:
			r.target(it, "", depth, above)
		}
	}
}

// member reads one "title: path" or "title: list".
func (r *reader) member(m fields.Value, depth, above int) {
	if m.Kind != fields.List {
		r.target(m, m.Key, depth, above)
		return
	}
	r.add(kb.NavItem{Depth: depth, Title: m.Key, Line: m.Line + above, Col: m.Col})
	r.tree(m, depth+1, above)
}

func (r *reader) target(v fields.Value, title string, depth, above int) {
	said := strings.TrimSpace(v.Text)
	if said == "..." || strings.HasPrefix(said, "... |") {
		r.add(kb.NavItem{Depth: depth, Rest: true, Line: v.Line + above, Col: v.Col})
		return
	}
	if p, inside := Path(said); inside {
		r.add(kb.NavItem{Depth: depth, Title: title, Target: p, Line: v.Line + above, Col: v.Col})
	}
}

// pages reads .pages: the order and the title of its own folder.
func (r *reader) pages() {
	root := r.settings(r.src, 0)
	if v, ok := root.Get("title"); ok {
		r.nav.Title = v.Text
	}
	for _, key := range []string{"nav", "arrange"} {
		if v, ok := root.Get(key); ok {
			r.tree(v, 0, 0)
			return
		}
	}
}

// category reads the title and position that Docusaurus stores for a folder.
func (r *reader) category() {
	root := r.settings(r.src, 0)
	if v, ok := root.Get("label"); ok {
		r.nav.Title = v.Text
	}
	if v, ok := root.Get("position"); ok {
		w, isNumber := kb.Position(v.Text)
		if !isNumber {
			r.complain("NV02.position", v.Line, v.Col, v.Text)
		}
		r.nav.Weight = w
	}
}

// Path is the path that an entry names, without #… and ?…; inside is false if it leads to another site.
func Path(said string) (p string, inside bool) {
	if said == "" || strings.Contains(said, "://") || strings.HasPrefix(said, "mailto:") || strings.HasPrefix(said, "//") {
		return "", false
	}
	said, _, _ = strings.Cut(said, "#")
	said, _, _ = strings.Cut(said, "?")
	return said, said != ""
}
