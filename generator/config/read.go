package config

import (
	"context"
	"path"
	"slices"
	"strconv"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/fields"
	"milepost/generator/kb"
)

// reader fills a Config from the tree of site.toml.
type reader struct {
	cfg   Config
	diags diag.List
	top   map[string]handler // the keys above all sections

	wanted  string   // the key of sectionOf
	knowing []string // sections with that key
}

func (r *reader) complain(code string, v fields.Value, args ...any) {
	r.diags = append(r.diags, diag.New(code, diag.Pos{File: File, Line: v.Line, Col: v.Col}, args...))
}

// A handler takes the value of one key.
type handler func(v fields.Value)

func (r *reader) str(to *string) handler {
	return func(v fields.Value) {
		if v.Kind != fields.String {
			r.complain("CF02.string", v, v.Key)
			return
		}
		*to = v.Text
	}
}

func (r *reader) boolean(to *bool) handler {
	return func(v fields.Value) {
		if v.Kind != fields.Bool {
			r.complain("CF02.bool", v, v.Key)
			return
		}
		*to = v.Text == "true"
	}
}

func (r *reader) number(to *int) handler {
	return func(v fields.Value) {
		n, err := strconv.Atoi(v.Text)
		if v.Kind != fields.Number || err != nil || n < 0 {
			r.complain("CF02.number", v, v.Key)
			return
		}
		*to = n
	}
}

// percent accepts whole numbers from 0 to 100.
func (r *reader) percent(to *int) handler {
	return func(v fields.Value) {
		n, err := strconv.Atoi(v.Text)
		if v.Kind != fields.Number || err != nil || n < 0 || n > 100 {
			r.complain("CF02.percent", v, v.Key)
			return
		}
		*to = n
	}
}

// hosts accepts names of hosts, not addresses of pages.
func (r *reader) hosts(v fields.Value) {
	if v.Kind == fields.Table {
		r.complain("CF02.string", v, v.Key)
		return
	}
	for _, name := range v.Strings() {
		if name == "" || strings.ContainsAny(name, "/:* ") {
			r.complain("CF03.host", v, name)
			continue
		}
		r.cfg.Serve.Hosts = append(r.cfg.Serve.Hosts, name)
	}
}

func (r *reader) list(to *[]string) handler {
	return func(v fields.Value) {
		if v.Kind == fields.Table {
			r.complain("CF02.string", v, v.Key)
			return
		}
		*to = v.Strings()
	}
}

// named is list, and keeps the line.
func (r *reader) named(to *[]string, line *int) handler {
	return func(v fields.Value) {
		*line = v.Line
		r.list(to)(v)
	}
}

// homeParts reads names of parts of the home page, each once.
func (r *reader) homeParts(v fields.Value) {
	if v.Kind == fields.Table {
		r.complain("CF02.string", v, v.Key)
		return
	}
	for _, name := range v.Strings() {
		if !slices.Contains(kb.HomeParts, name) {
			r.complain("CF03.home", v, name, strings.Join(kb.HomeParts, ", "))
			continue
		}
		if !slices.Contains(r.cfg.Home.Sections, name) {
			r.cfg.Home.Sections = append(r.cfg.Home.Sections, name)
		}
	}
}

// folder accepts a path below the site's folder and nothing outside it.
func (r *reader) folder(to *string) handler {
	return func(v fields.Value) {
		p, ok := beside(v)
		if !ok {
			r.complain("CF03.folder", v, v.Key, v.Text)
			return
		}
		*to = p
	}
}

// each calls f for every table of an array of tables; name is its full name in the file.
func (r *reader) each(name string, f func(v fields.Value)) handler {
	return func(v fields.Value) {
		if v.Kind != fields.List {
			r.complain("CF02.tables", v, name)
			return
		}
		for _, item := range v.Items {
			if item.Kind != fields.Table {
				r.complain("CF02.tables", v, name)
				return
			}
			f(item)
		}
	}
}

func (r *reader) read(ctx context.Context, src []byte) {
	root, problems := fields.TOML(ctx, src)
	for _, p := range problems {
		r.complain("CF04."+p.Code, fields.Value{Line: p.Line, Col: p.Col}, p.Arg)
	}
	r.handlers()
	r.table("", root, r.top)
}

// handlers are those of the keys above the first section, and of the sections.
func (r *reader) handlers() {
	c := &r.cfg
	r.top = map[string]handler{
		"title":     r.str(&c.Title),
		"summary":   r.str(&c.Summary),
		"language":  r.language,
		"content":   r.folder(&c.Content),
		"output":    r.folder(&c.Output),
		"base_url":  r.baseURL,
		"git":       r.boolean(&c.Git),
		"search":    r.search,
		"highlight": r.boolean(&c.Highlight),
		"calendar":  r.str(&c.Calendar),
		"sections":  r.sections,
		"home": func(v fields.Value) {
			r.table("home", v, map[string]handler{
				"phases":       r.named(&c.Home.Phases, &c.Home.PhasesLine),
				"kpi":          r.named(&c.Home.KPI, &c.Home.KPILine),
				"satisfaction": r.named(&c.Home.Satisfaction, &c.Home.SatisfactionLine),
				"sections":     r.homeParts,
				"boards":       r.named(&c.Home.Boards, &c.Home.BoardsLine),
			})
		},
		"people": func(v fields.Value) {
			r.table("people", v, map[string]handler{"pages": r.boolean(&c.People.Pages)})
		},
		"data": func(v fields.Value) {
			r.table("data", v, map[string]handler{
				"series": r.each("data.series", r.series),
				"sheet":  r.each("data.sheet", r.sheet),
				"words":  r.words,
				"limits": func(v fields.Value) {
					r.table("data.limits", v, map[string]handler{
						"file_mb": r.number(&c.Limits.FileMB),
						"rows":    r.number(&c.Limits.Rows),
						"cells":   r.number(&c.Limits.Cells),
					})
				},
			})
		},
		"serve": func(v fields.Value) {
			r.table("serve", v, map[string]handler{"hosts": r.hosts})
		},
		"publish": func(v fields.Value) {
			r.table("publish", v, map[string]handler{"types": r.types, "shrink": r.percent(&c.Publish.Shrink), "originals": r.originals, "facts": r.boolean(&c.Publish.Facts), "machine": r.boolean(&c.Publish.Machine), "books": r.books, "edit": r.edit, "keep": r.number(&c.Publish.Keep), "keep_every": r.every, "changes": r.boolean(&c.Publish.Changes)})
		},
		"theme":    r.theme,
		"rag":      r.rag,
		"feedback": r.feedback,
		"history": func(v fields.Value) {
			r.table("history", v, map[string]handler{"folder": r.folder(&c.History.Folder)})
		},
		"nav":          r.nav,
		"links":        r.links,
		"front_matter": r.frontMatter,
		"shortcodes":   r.shortcodes,
		"report":       r.reports,
		"rules":        r.rules,
		"suppress":     r.each("suppress", r.suppress),
	}
}

// search reads search = false, or a table with more settings.
func (r *reader) search(v fields.Value) {
	if v.Kind != fields.Table {
		r.boolean(&r.cfg.Search)(v)
		return
	}
	r.table("search", v, map[string]handler{
		"on": r.boolean(&r.cfg.Search),
		"synonyms": r.each("search.synonyms", func(v fields.Value) {
			var s Synonym
			r.table("search.synonyms", v, map[string]handler{"words": r.list(&s.Words)})
			if len(s.Words) < 2 {
				r.complain("CF03.synonyms", v)
				return
			}
			r.cfg.Synonyms = append(r.cfg.Synonyms, s)
		}),
	})
}

func (r *reader) language(v fields.Value) {
	if v.Text != "zh-CN" && v.Text != "en" {
		r.complain("CF02.language", v, v.Text)
		return
	}
	r.cfg.Language = v.Text
}

func (r *reader) originals(v fields.Value) {
	if v.Kind != fields.String || v.Text != OriginalsAll && v.Text != OriginalsClean && v.Text != OriginalsNone {
		r.complain("CF03.originals", v, v.Text)
		return
	}
	r.cfg.Publish.Originals = v.Text
}

func (r *reader) every(v fields.Value) {
	if v.Kind != fields.String || !slices.Contains([]string{EveryDay, EveryMonth, EveryQuarter, EveryYear}, v.Text) {
		r.complain("CF03.every", v, v.Text)
		return
	}
	r.cfg.Publish.KeepEvery = v.Text
}

// baseURL takes the address of the site itself.
func (r *reader) baseURL(v fields.Value) {
	if v.Kind == fields.String && v.Text == "" {
		return
	}
	if said, ok := r.webAddress(v, nil); ok {
		r.cfg.BaseURL = said
	}
}

// edit takes the address of a page in the place where it is edited.
func (r *reader) edit(v fields.Value) {
	said, ok := r.webAddress(v, []string{"path"})
	if ok && !strings.Contains(said, "{path}") {
		r.complain("CF03.edit", v, said)
		return
	}
	if ok {
		r.cfg.Publish.Edit = said
	}
}

// books reads folders. Whether they exist is checked later, when the site is read.
func (r *reader) books(v fields.Value) {
	var said []string
	r.named(&said, &r.cfg.Publish.BooksLine)(v)
	for _, folder := range said {
		if folder = path.Clean(strings.ReplaceAll(folder, `\`, "/")); !slices.Contains(r.cfg.Publish.Books, folder) {
			r.cfg.Publish.Books = append(r.cfg.Publish.Books, folder)
		}
	}
}

// types takes the endings of attachments, with or without the dot.
func (r *reader) types(v fields.Value) {
	if v.Kind == fields.Table {
		r.complain("CF02.string", v, v.Key)
		return
	}
	for _, t := range v.Strings() {
		t = "." + strings.ToLower(strings.TrimLeft(strings.TrimSpace(t), "*."))
		if t == "." || strings.ContainsAny(t, `/\*`) {
			r.complain("CF03.type", v, t)
			continue
		}
		r.cfg.Publish.Types = append(r.cfg.Publish.Types, t)
	}
	r.cfg.Publish.TypesLine = v.Line
}

func (r *reader) sections(v fields.Value) {
	if v.Kind != fields.Table {
		r.complain("CF02.table", v, v.Key)
		return
	}
	for _, m := range v.Items {
		if m.Kind != fields.String {
			r.complain("CF02.string", m, m.Key)
			continue
		}
		r.cfg.Sections = append(r.cfg.Sections, Section{Folder: path.Clean(m.Key), Kind: m.Text, Line: m.Line})
	}
}

func (r *reader) series(v fields.Value) {
	s := Series{Line: v.Line}
	r.table("data.series", v, map[string]handler{"name": r.str(&s.Name), "pattern": r.str(&s.Pattern)})
	if strings.Count(s.Pattern, "{period}") != 1 {
		r.complain("CF03.pattern", v, s.Pattern)
		return
	}
	if s.Name == "" {
		s.Name = s.Pattern
	}
	r.cfg.Series = append(r.cfg.Series, s)
}

func (r *reader) sheet(v fields.Value) {
	s := Sheet{Line: v.Line}
	r.table("data.sheet", v, map[string]handler{
		"file":        r.str(&s.File),
		"sheet":       r.str(&s.Sheet),
		"range":       r.str(&s.Range),
		"header_rows": r.number(&s.HeaderRows),
		"schema":      r.str(&s.Schema),
		"encoding":    r.str(&s.Encoding),
		"private": func(v fields.Value) {
			private := true // a wrong value: privacy was intended
			r.boolean(&private)(v)
			s.Private = kb.Privacy(private)
		},
		"columns": r.each("data.sheet.columns", func(v fields.Value) {
			col := Column{Line: v.Line}
			r.table("data.sheet.columns", v, map[string]handler{
				"header": r.str(&col.Header), "field": r.str(&col.Field), "type": r.str(&col.Type), "unit": r.str(&col.Unit),
			})
			s.Columns = append(s.Columns, col)
		}),
	})
	if _, err := path.Match(s.File, ""); s.File == "" || err != nil {
		r.complain("CF03.sheet", v, s.File)
		return
	}
	r.cfg.Sheets = append(r.cfg.Sheets, s)
}

// words reads [data.words.kpi] actual = ["本月完成"].
func (r *reader) words(v fields.Value) {
	if v.Kind != fields.Table {
		r.complain("CF02.table", v, v.Key)
		return
	}
	for _, schema := range v.Items {
		if schema.Kind != fields.Table {
			r.complain("CF02.table", schema, schema.Key)
			continue
		}
		for _, field := range schema.Items {
			for _, w := range field.Strings() {
				r.cfg.Words = append(r.cfg.Words, Word{Schema: schema.Key, Field: field.Key, Header: w, Line: field.Line})
			}
		}
	}
}

// rules reads [rules] KP01 = "off" and [rules.PH01] level = "note", 试点 = ["2m", "4m"].
func (r *reader) rules(v fields.Value) {
	if v.Kind != fields.Table {
		r.complain("CF02.table", v, v.Key)
		return
	}
	for _, m := range v.Items {
		rule := Rule{ID: m.Key, Line: m.Line}
		level := func(v fields.Value) {
			if _, ok := diag.ParseLevel(v.Text); !ok {
				r.complain("CF02.level", v, v.Text)
				return
			}
			rule.Level = v.Text
		}
		switch m.Kind {
		case fields.String:
			level(m)
		case fields.Table:
			for _, p := range m.Items {
				if p.Key == "level" {
					level(p)
				} else {
					rule.Params = append(rule.Params, Param{p.Key, p.Strings(), p.Line})
				}
			}
		default:
			r.complain("CF02.level", m, m.Text)
		}
		if !knownRule(m.Key) {
			r.complain("CF05.rule", m, m.Key)
			continue
		}
		r.cfg.Rules = append(r.cfg.Rules, rule)
	}
}

// rag reads [rag] amber = 5, red = 15.
func (r *reader) rag(v fields.Value) {
	rag := r.cfg.RAG
	r.table("rag", v, map[string]handler{"amber": r.number(&rag.Amber), "red": r.number(&rag.Red)})
	if rag.Red < rag.Amber || rag.Red > 100 {
		r.complain("CF02.rag", v, strconv.Itoa(rag.Amber), strconv.Itoa(rag.Red))
		return
	}
	r.cfg.RAG = rag
}

func (r *reader) suppress(v fields.Value) {
	s := Suppress{Line: v.Line}
	r.table("suppress", v, map[string]handler{
		"rule": r.str(&s.Rule), "file": r.str(&s.File), "reason": r.str(&s.Reason),
		"until": func(v fields.Value) { s.Until = v.Text },
	})
	if s.Rule == "" || s.Reason == "" || s.Until == "" {
		r.complain("CF05.suppress", v)
		return
	}
	if _, ok := kb.ParseDate(s.Until); !ok {
		until, _ := v.Get("until")
		r.complain("CF05.until", until, s.Until)
		return
	}
	if !knownRule(s.Rule) {
		rule, _ := v.Get("rule")
		r.complain("CF05.rule", rule, s.Rule)
		return
	}
	r.cfg.Suppress = append(r.cfg.Suppress, s)
}

func knownRule(id string) bool {
	return slices.ContainsFunc(diag.Codes(), func(code string) bool {
		return code == id || strings.HasPrefix(code, id+".")
	})
}
