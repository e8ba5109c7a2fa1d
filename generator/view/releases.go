package view

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/text"
)

// releases shows the releases of each system in the year of the newest one, and lists all.
func releases(e eye) (document.Section, bool) {
	r := shipped{eye: e, known: e.suggested()}
	for row := range e.set.Rows {
		if e.set.Cell(row, kb.FieldDate).Date() != "" {
			r.rows = append(r.rows, row)
		}
	}
	if len(r.rows) == 0 {
		return document.Section{}, false
	}
	slices.SortStableFunc(r.rows, func(a, b int) int { return strings.Compare(string(r.date(b)), string(r.date(a))) })
	r.year = string(r.date(r.rows[0])[:4])
	s := document.Section{Title: r.finding(), Note: r.note()}
	if len(r.rows) > 1 {
		s.Blocks = append(s.Blocks, r.strip(), note(e.t("releases.legend")))
	}
	s.Blocks = append(s.Blocks, r.list())
	return s, true
}

// shipped is the releases of a sheet that have a day, the newest first.
type shipped struct {
	eye
	rows  []int
	year  string            // of the newest
	known map[string]string // folded ids of the project's suggestions -> address of the row, "" if private; nil if there is no sheet of suggestions
}

func (r *shipped) date(row int) kb.Date { return r.set.Cell(row, kb.FieldDate).Date() }

// suggested returns the ids of the project's suggestions with their addresses; see shipped.known.
func (e eye) suggested() map[string]string {
	sets := e.data.Seen(path.Dir(e.set.File), kb.SchemaSuggestions)
	if len(sets) == 0 {
		return nil
	}
	known := map[string]string{}
	for _, set := range sets {
		for _, s := range site.Suggestions(set) {
			if s.ID == "" {
				continue
			}
			known[text.Fold(s.ID)] = ""
			if !e.data.Private(set) {
				known[text.Fold(s.ID)] = eye{data: e.data, set: set, lang: e.lang}.row(s.Row)
			}
		}
	}
	return known
}

// asked returns the ids of the suggestions that a release implements.
func (r *shipped) asked(row int) []string {
	return strings.FieldsFunc(r.text(row, kb.FieldSuggestion), func(c rune) bool { return strings.ContainsRune("、,，;；/ \n", c) })
}

func (r *shipped) finding() string {
	var types, asked []string
	n := 0
	for _, row := range r.rows {
		if string(r.date(row)[:4]) != r.year {
			continue
		}
		n++
		types = append(types, r.text(row, kb.FieldType))
		for _, id := range r.asked(row) {
			if _, ok := r.known[text.Fold(id)]; ok || r.known == nil {
				asked = append(asked, id)
			}
		}
	}
	first, brought, last := r.several("releases.year", n, r.year), "", ""
	if kinds := r.counted(types); kinds != "" && n > 1 {
		first = r.t("releases.year-kinds", n, r.year, kinds)
	}
	if k := len(distinct(len(asked), func(i int) (string, bool) { return asked[i], true })); k > 0 {
		brought = r.several("releases.asked", k)
	}
	if today := r.data.Today(); today >= r.date(r.rows[0]) {
		last = r.several("releases.last", today.Sub(r.date(r.rows[0])))
	}
	return r.clauses(strings.Join(nonEmpty(first, brought), r.t("comma")), last)
}

func (r *shipped) note() document.Text {
	gap, undated := "", ""
	longest := 0
	for i := 1; i < len(r.rows); i++ {
		longest = max(longest, r.date(r.rows[i-1]).Sub(r.date(r.rows[i])))
	}
	if longest > 0 {
		gap = r.several("releases.gap", longest)
	}
	if n := len(r.set.Rows) - len(r.rows); n > 0 {
		undated = r.several("releases.undated", n)
	}
	return r.line(r.several("releases.note", len(r.rows), len(r.systems())), gap, undated)
}

func (r *shipped) systems() []string {
	return distinct(len(r.rows), func(i int) (string, bool) { return cmp.Or(r.text(r.rows[i], kb.FieldSystem), "—"), true })
}

// fixes tells by the type of a release whether it only mends.
func fixes(kind string) bool {
	said := text.Fold(kind)
	return slices.ContainsFunc([]string{"修复", "缺陷", "补丁", "紧急", "fix", "patch", "bug"}, func(w string) bool { return strings.Contains(said, w) })
}

// strip is the year of the newest release, with a row for each system.
func (r *shipped) strip() document.Block {
	s := document.Strip{From: kb.Date(r.year + "-01-01"), To: kb.Date(r.year + "-12-31"), Today: r.data.Today()}
	for _, system := range r.systems() {
		row := document.StripRow{Name: system}
		for _, i := range slices.Backward(r.rows) {
			if cmp.Or(r.text(i, kb.FieldSystem), "—") != system || string(r.date(i)[:4]) != r.year {
				continue
			}
			version, kind := r.text(i, kb.FieldVersion), r.text(i, kb.FieldType)
			row.Marks = append(row.Marks, document.Span{
				From: r.date(i), Hollow: fixes(kind), Mark: document.Mark{Word: version}, Href: r.row(i),
				Label: strings.Join(nonEmpty(version, kind), " "),
			})
		}
		row.Text = document.Say(r.t("releases.times", len(row.Marks)))
		if len(row.Marks) > 0 {
			s.Rows = append(s.Rows, row)
		}
	}
	return document.Block{Kind: document.Strips, Strip: s}
}

func (r *shipped) list() document.Block {
	cols := []document.Column{{Title: r.t("releases.version")}, {Title: r.t("releases.system")}, {Title: r.t("releases.kind")}, {Title: r.t("releases.content")}}
	asks := r.set.Col(kb.FieldSuggestion) >= 0
	if asks {
		cols = append(cols, document.Column{Title: r.t("releases.from")})
	}
	var rows []document.Row
	for _, row := range r.rows {
		kind := document.Cell{}
		if k := r.text(row, kb.FieldType); k != "" {
			kind.Mark = document.Mark{Tone: document.Plain, Word: k}
		}
		cells := []document.Cell{
			{Text: document.Text{{Text: cmp.Or(r.text(row, kb.FieldVersion), "—"), Strong: true, Whole: true}}, Sub: document.Say(string(r.date(row)))},
			r.field(row, kb.FieldSystem), kind, r.field(row, kb.FieldContent),
		}
		if asks {
			cells = append(cells, r.from(row))
		}
		rows = append(rows, document.Row{Cells: cells})
	}
	return listing("", cols, rows)
}

// from lists the suggestions of a release; one that the project does not have is marked.
func (r *shipped) from(row int) (c document.Cell) {
	var unknown []string
	for i, id := range r.asked(row) {
		if i > 0 {
			c.Text = append(c.Text, document.Run{Text: r.t("list")})
		}
		href, ok := r.known[text.Fold(id)]
		c.Text = append(c.Text, document.Run{Text: id, Whole: true, Href: href})
		if !ok && r.known != nil {
			unknown = append(unknown, id)
		}
	}
	if len(unknown) > 0 {
		c.Mark = document.Mark{Tone: document.Warn, Word: r.t("releases.unknown", r.eye.list(unknown))}
	}
	return c
}
