package theme

import (
	"html/template"
	"io"
	"io/fs"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"
	"unicode/utf8"

	texts "milepost/generator/text"
)

// ownPrefix begins the names of own templates in messages.
const ownPrefix = "theme/"

// roots are the templates that the program runs itself, with what it gives them.
var roots = []struct {
	name string
	dot  reflect.Type
}{
	{"page-file", reflect.TypeFor[pageFile]()}, {"book-file", reflect.TypeFor[bookFile]()},
	{"mail", reflect.TypeFor[mailView]()}, {"block", reflect.TypeFor[Block]()},
	{"shell-start", reflect.TypeFor[Base]()}, {"shell-links", reflect.TypeFor[Base]()}, {"shell-top", reflect.TypeFor[Base]()},
	{"shell-tools", reflect.TypeFor[Base]()}, {"shell-side", reflect.TypeFor[Base]()}, {"shell-side-end", reflect.TypeFor[Base]()},
	{"shell-foot", reflect.TypeFor[Base]()}, {"shell-charts", reflect.TypeFor[Base]()}, {"shell-logo", reflect.TypeFor[Base]()},
}

// parse parses our templates and the site's. A faulty one of the site is reported and
// replaced by its last good version, else by ours. An error is about ours.
func (t *Theme) parse(fsys fs.FS) (sources []string, err error) {
	ours, err := readTemplates(fsys)
	if err != nil {
		return nil, err
	}
	own, good := t.opt.Own.templates(), t.opt.Own.Good
	for {
		f, err := t.build(ours, own)
		if err != nil {
			return nil, err
		}
		if f == nil {
			break
		}
		i := t.culprit(ours, own, f)
		at := f.name
		if at == "" {
			f.name, f.line, f.col = own[i].Path, 0, 0
		}
		f.col = inCharacters(own[i].Data, f.line, f.col)
		g := slices.IndexFunc(good, func(g OwnFile) bool { return g.Path == own[i].Path })
		isGood := g >= 0 && string(good[g].Data) == string(own[i].Data)
		if !isGood {
			t.complain(f.code, OwnPos(f.name, f.line, f.col), f.args...)
		}
		own = slices.Clone(own)
		if g >= 0 && !isGood {
			own[i] = good[g]
			t.complain("TH03.kept", OwnPos(f.name, f.line, f.col))
		} else {
			own = slices.Delete(own, i, i+1)
			good = slices.DeleteFunc(slices.Clone(good), func(x OwnFile) bool { return x.Path == f.name })
			if !isGood {
				t.complain("TH03.ours", OwnPos(f.name, f.line, f.col))
			}
		}
	}
	t.unasked(ours)
	t.outdated(ours)
	t.used = own
	for _, list := range [][]OwnFile{ours, own} {
		for _, f := range list {
			sources = append(sources, f.Path, string(f.Data))
		}
	}
	return sources, nil
}

// Used are the site's templates that the theme uses: the working ones, and for the others
// their last good versions.
func (t *Theme) Used() []OwnFile { return t.used }

func readTemplates(fsys fs.FS) (out []OwnFile, err error) {
	names, err := fs.Glob(fsys, "templates/*.html")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		src, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		out = append(out, OwnFile{name, src})
	}
	return out, nil
}

// culprit is the site's template that causes a fault: the one it names, else the first that
// is faulty alone, else the first.
func (t *Theme) culprit(ours, own []OwnFile, f *fault) int {
	if i := slices.IndexFunc(own, func(o OwnFile) bool { return o.Path == f.name }); i >= 0 {
		return i
	}
	f.name = ""
	for i := range own {
		if alone, err := t.build(ours, own[i:i+1]); err == nil && alone != nil {
			return i
		}
	}
	return 0
}

// build parses our templates, then the site's, and runs them on empty views. The fault is the
// first one in the site's; an error is about ours.
func (t *Theme) build(ours, own []OwnFile) (*fault, error) {
	t.root = template.New("theme").Funcs(t.funcs()).Option("missingkey=error")
	for _, f := range ours {
		if _, err := t.root.New(path.Base(f.Path)).Parse(string(f.Data)); err != nil {
			return nil, templateError(err)
		}
	}
	for _, f := range own {
		if err := t.override(f); err != nil {
			return faultOf(err), nil
		}
	}
	if len(own) > 0 {
		if f := t.typed(); f != nil {
			return f, nil
		}
	}
	for _, tmpl := range t.root.Templates() {
		if tmpl.Tree != nil {
			squeeze(tmpl.Tree, func(key string) string { return t.Text(key) })
		}
	}
	if err := t.try(); err != nil {
		if len(own) > 0 {
			return faultOf(err), nil
		}
		return nil, templateError(err)
	}
	return nil, nil
}

// override replaces our templates by those that a file defines, and, if it has text outside
// of them, by the one with the file's name.
func (t *Theme) override(f OwnFile) error {
	name := ownPrefix + f.Path
	all, err := template.New(name).Funcs(t.funcs()).Parse(string(f.Data))
	if err != nil {
		return err
	}
	list := all.Templates()
	slices.SortFunc(list, func(a, b *template.Template) int { return strings.Compare(a.Name(), b.Name()) })
	for _, tmpl := range list {
		tree, as := tmpl.Tree, tmpl.Name()
		if tree == nil {
			continue
		}
		empty := parse.IsEmptyTree(tree.Root)
		if as == name {
			if as = nameOf(f); empty && len(list) > 1 {
				continue
			}
		}
		if empty { // an empty template would not take the place of another
			tree = nothing(name)
		}
		if _, err := t.root.AddParseTree(as, tree); err != nil {
			return err
		}
	}
	if all.Tree == nil && len(list) <= 1 { // the file is empty
		_, err = t.root.AddParseTree(nameOf(f), nothing(name))
	}
	return err
}

// nameOf is the template that a file is named for.
func nameOf(f OwnFile) string { return strings.TrimSuffix(path.Base(f.Path), path.Ext(f.Path)) }

// nothing is a template that shows nothing.
func nothing(name string) *parse.Tree {
	return template.Must(template.New(name).Parse(`{{""}}`)).Tree
}

// typed checks that the fields in the templates exist in the views.
func (t *Theme) typed() *fault {
	c := &checker{root: t.root, funcs: t.funcs(), seen: map[string]bool{}}
	for _, v := range views {
		name, _ := templateOf(v)
		c.template(name, reflect.TypeOf(v))
	}
	for _, r := range roots {
		c.template(r.name, r.dot)
	}
	return c.fault
}

// try runs the template of each view on an empty one.
func (t *Theme) try() error {
	t.pages = map[string]*template.Template{}
	for _, v := range views {
		name, _ := templateOf(v)
		tmpl := t.root.Lookup(name)
		if tmpl == nil {
			return &missing{name}
		}
		t.pages[name] = tmpl
		if err := tmpl.Execute(io.Discard, v); err != nil {
			return err
		}
	}
	for _, r := range roots {
		if r.dot != reflect.TypeFor[Base]() {
			continue
		}
		if err := t.root.ExecuteTemplate(io.Discard, r.name, Base{}); err != nil {
			return err
		}
	}
	return nil
}

// inCharacters is a column of a line that was counted in bytes.
func inCharacters(src []byte, line, col int) int {
	lines := strings.Split(string(src), "\n")
	if col == 0 || line < 1 || line > len(lines) || col > len(lines[line-1]) {
		return col
	}
	return utf8.RuneCountInString(lines[line-1][:col-1]) + 1
}

// missing is the error that a theme lacks the template of a view.
type missing struct{ name string }

func (m *missing) Error() string { return "templates: no {{define \"" + m.name + "\"}}" }

// placed is an error text of the template packages: html/template:NAME:3:15: text.
var placed = regexp.MustCompile(`(?s)^(?:html/)?template: ?([^:]+):(\d+)(?::(\d+))?: (.*)$`)

// faultOf reads the position out of the error text of the template packages: they give it
// nowhere else.
func faultOf(err error) *fault {
	said := strings.Replace(err.Error(), "html/template:", "template:", 1)
	m := placed.FindStringSubmatch(said)
	if m == nil {
		return &fault{code: "TH03.syntax", args: []any{err.Error()}}
	}
	f := &fault{code: "TH03.syntax", args: []any{m[4]}}
	f.line, _ = strconv.Atoi(m[2])
	if f.col, err = strconv.Atoi(m[3]); err == nil {
		f.col++ // they count bytes from 0
	}
	f.name, _ = strings.CutPrefix(m[1], ownPrefix)
	return f
}

// faultAt is a fault at a place as the template packages write it: NAME:3:15.
func faultAt(loc string) *fault { return faultOf(placeOnly("template: " + loc + ": ")) }

type placeOnly string

func (p placeOnly) Error() string { return string(p) }

// unasked reports the site's templates that no page uses.
func (t *Theme) unasked(ours []OwnFile) {
	known := map[string]bool{}
	for _, f := range ours {
		for _, m := range defined.FindAllStringSubmatch(string(f.Data), -1) {
			known[m[1]] = true
		}
	}
	names := make([]string, 0, len(known))
	for n := range known {
		names = append(names, n)
	}
	slices.Sort(names)
	called := map[string]bool{}
	for _, f := range t.opt.Own.templates() {
		for _, m := range calls.FindAllStringSubmatch(string(f.Data), -1) {
			called[m[1]] = true
		}
	}
	for _, f := range t.opt.Own.templates() {
		own := []string{}
		for _, m := range defined.FindAllStringSubmatch(string(f.Data), -1) {
			own = append(own, m[1])
		}
		if len(own) == 0 {
			own = []string{nameOf(f)}
		}
		for _, n := range own {
			switch near := texts.Nearest(n, names); {
			case known[n] || called[n]:
			case near != "":
				t.complain("TH04.template-near", OwnPos(f.Path, 1, 0), n, near)
			default:
				t.complain("TH04.template", OwnPos(f.Path, 1, 0), n)
			}
		}
	}
}

var (
	defined = regexp.MustCompile(`\{\{-?\s*(?:define|block)\s+"([^"]+)"`)
	calls   = regexp.MustCompile(`\{\{-?\s*template\s+"([^"]+)"`)
)
