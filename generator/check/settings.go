package check

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"

	"milepost/generator/config"
	"milepost/generator/diag"
	"milepost/generator/kind"
	"milepost/generator/site"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// settings: what site.toml names exists (CF06): folders, files, kinds of
// pages, schemas, fields, parameters of rules.
func settings(in *input) diag.List {
	c := &in.site.Config
	return slices.Concat(sections(in, c.Sections), overrides(in, c.Sheets), words(c.Words), rules(c.Rules), suppressed(in, c.Suppress), asked(in, c.Feedback), boards(in, c.Home), around(in))
}

// around: the links that site.toml puts on every page are not broken.
func around(in *input) diag.List {
	_, diags := site.AroundOf(in.site)
	return diags
}

// boards: the roles of [home] boards are held by somebody, or own something.
func boards(in *input, home config.Home) (diags diag.List) {
	if len(home.Boards) == 0 {
		return nil
	}
	of := site.OwnersOf(in.site, func() []site.Duty { return nil })
	for _, role := range home.Boards {
		if len(of.Holders(role, "")) == 0 && of.Named(role) == nil {
			diags = append(diags, unknown("CF06.board", home.BoardsLine, role, of.Roles()))
		}
	}
	return diags
}

// setting is the position of a line of site.toml.
func setting(line int) diag.Pos { return diag.Pos{File: config.File, Line: line} }

// unknown reports a name that is not in a list, with the most similar one or with
// all.
func unknown(code string, line int, name string, known []string, args ...any) diag.Diagnostic {
	near := text.Nearest(name, known)
	if near != "" {
		code += "-near"
	}
	return diag.New(code, setting(line), append([]any{name, cmp.Or(near, strings.Join(known, ", "))}, args...)...)
}

func sections(in *input, list []config.Section) (diags diag.List) {
	var kinds, folders []string
	for _, k := range kind.All() {
		kinds = append(kinds, k.Name)
	}
	for _, s := range in.site.Sections {
		folders = append(folders, s.Path)
	}
	for _, s := range list {
		if !slices.Contains(kinds, s.Kind) {
			diags = append(diags, unknown("CF06.kind", s.Line, s.Kind, kinds, s.Folder))
		}
		if !slices.Contains(folders, s.Folder) {
			diags = append(diags, absent("CF06.folder", s.Line, s.Folder, folders))
		}
	}
	return diags
}

// absent reports a folder or file that does not exist.
func absent(code string, line int, name string, known []string) diag.Diagnostic {
	if near := text.Nearest(name, known); near != "" {
		return diag.New(code+"-near", setting(line), name, near)
	}
	return diag.New(code, setting(line), name)
}

func overrides(in *input, list []config.Sheet) (diags diag.List) {
	var files []string
	for _, b := range in.site.Workbooks {
		files = append(files, b.Path)
	}
	for _, s := range list {
		if !slices.ContainsFunc(files, func(f string) bool { return s.Matches(f) }) {
			diags = append(diags, absent("CF06.file", s.Line, s.File, files))
		}
		known := vocab.Fields(s.Schema)
		if s.Schema != "" && len(known) == 0 {
			diags = append(diags, unknown("CF06.schema", s.Line, s.Schema, vocab.Schemas()))
			continue
		}
		for _, c := range s.Columns {
			if s.Schema != "" && c.Field != "" && !slices.Contains(known, c.Field) {
				diags = append(diags, unknown("CF06.field", c.Line, c.Field, known, s.Schema))
			}
		}
	}
	return diags
}

// asked: the workbook for feedback exists.
func asked(in *input, f config.Feedback) diag.List {
	if f.Workbook == "" || in.site.Book(f.Workbook) != nil {
		return nil
	}
	var books []string
	for _, b := range in.site.Workbooks {
		books = append(books, b.Path)
	}
	return diag.List{absent("CF06.feedback", f.Line, f.Workbook, books)}
}

// means tells whether a pattern of site.toml matches the file.
func means(pattern, file string) bool {
	ok, err := path.Match(pattern, file)
	return err == nil && ok || pattern == file
}

func words(list []config.Word) (diags diag.List) {
	said := map[int]bool{} // one line may give a field several words
	for _, w := range list {
		if said[w.Line] {
			continue
		}
		said[w.Line] = true
		known := vocab.Fields(w.Schema)
		switch {
		case !slices.Contains(vocab.Schemas(), w.Schema):
			diags = append(diags, unknown("CF06.schema", w.Line, w.Schema, vocab.Schemas()))
		case !slices.Contains(known, w.Field):
			diags = append(diags, unknown("CF06.field", w.Line, w.Field, known, w.Schema))
		}
	}
	return diags
}

type parameter struct {
	rule  string
	known func() []string     // its names
	fits  func([]string) bool // tells whether a value is valid
	like  string              // an example of a valid value
}

// params are the parameters of rules in site.toml: whole numbers, except the
// usual lengths of phases.
var params = []parameter{
	{"PH01", phaseNames, months, `["3m", "6m"]`},
	{"PH05", keys("days"), whole, "5"},
	{"PH04", keys("points"), whole, "30"},
	{"BP01", keys("points"), whole, "10"},
	{"LK06", keys("days"), whole, "180"},
	{"RK05", keys("days"), whole, "7"},
	{"SL05", keys("tickets"), whole, "10"},
	{"SU01", keys("days"), whole, "5"},
	{"CO01", keys("days"), whole, "30"},
	{"OP01", keys("per_year"), whole, "2"},
	{"RA04", keys("percent"), whole, "60"},
	{"TC03", keys("years"), whole, "3"},
}

func keys(names ...string) func() []string { return func() []string { return names } }

func phaseNames() (names []string) {
	for _, m := range method {
		names = append(names, m.name)
	}
	return names
}

func whole(l []string) bool {
	if len(l) != 1 {
		return false
	}
	n, err := strconv.Atoi(l[0])
	return err == nil && n >= 0
}

// months tells whether a value is the two ends of a range: "3m", "6m".
func months(l []string) bool {
	_, _, ok := monthRange(l)
	return ok
}

func monthRange(l []string) (lo, hi int, ok bool) {
	if len(l) != 2 {
		return 0, 0, false
	}
	lo, err := strconv.Atoi(strings.TrimSuffix(l[0], "m"))
	hi, otherErr := strconv.Atoi(strings.TrimSuffix(l[1], "m"))
	return lo, hi, err == nil && otherErr == nil && lo >= 0 && hi >= lo
}

func rules(list []config.Rule) (diags diag.List) {
	for _, r := range list {
		for _, p := range r.Params {
			diags = append(diags, param(r.ID, p)...)
		}
	}
	return diags
}

func param(rule string, p config.Param) diag.List {
	for _, known := range params {
		switch names := known.known(); {
		case known.rule != rule:
		case !slices.Contains(names, p.Key):
			return diag.List{unknown("CF06.param", p.Line, p.Key, names, rule)}
		case !known.fits(p.List):
			return diag.List{diag.New("CF06.value", setting(p.Line), rule, p.Key, strings.Join(p.List, ", "), known.like)}
		default:
			return nil
		}
	}
	return diag.List{diag.New("CF06.level", setting(p.Line), rule, p.Key)}
}

// suppressed: a file in [[suppress]] exists; otherwise the line can be
// deleted.
func suppressed(in *input, list []config.Suppress) (diags diag.List) {
	for _, s := range list {
		if s.File != "" && !in.there(s.File) {
			diags = append(diags, absent("CF06.file", s.Line, s.File, in.files()))
		}
	}
	return diags
}

// there tells whether a file, folder or pattern of site.toml matches anything.
func (in *input) there(name string) bool {
	folder := strings.TrimSuffix(name, "/") + "/"
	return slices.ContainsFunc(in.files(), func(f string) bool { return means(name, f) || strings.HasPrefix(f, folder) })
}

// files are the paths that a diagnostic can be about.
func (in *input) files() []string {
	all := []string{config.File, in.site.Config.Content}
	for _, p := range in.site.Snapshot.Pages {
		all = append(all, p.Path)
	}
	for _, b := range in.site.Workbooks {
		all = append(all, b.Path)
	}
	for _, f := range in.site.Files {
		all = append(all, f.Path)
	}
	return all
}
