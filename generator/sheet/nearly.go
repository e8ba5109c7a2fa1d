package sheet

import (
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// maxLabels is how many headers that fit a message about a nearly known table names.
const maxLabels = 4

// nearly says of a table that has four words of a schema, but lacks the one
// that the schema cannot be without, which header to change. A table without a
// column that could be meant is left alone: it is another kind of table.
func (y *typer) nearly(found []finding) {
	for i := range found {
		fd := &found[i]
		lost := y.lost(fd)
		if lost == nil {
			continue
		}
		col := y.meant(fd, lost)
		if col < 0 {
			continue
		}
		c := &y.f.cols[col]
		said, n := y.v.Said(fd.schema.Name), 0
		var others []string
		for k, name := range fd.fields {
			if name == "" {
				continue
			}
			if n++; n <= maxLabels {
				others = append(others, y.f.cols[k].text)
			}
		}
		y.complain("SH11.nearly", spot{nil, c.col, max(c.row, 1)}, c.text, said, n, diag.Names(others), label(lost))
		return
	}
}

// lost is the one field that a finding of four words or more cannot be without
// and does not have; nil if it lacks more, or only what may come later.
func (y *typer) lost(fd *finding) *vocab.Field {
	has := func(n string) bool { return slices.Contains(fd.fields, n) }
	n := 0
	for _, name := range fd.fields {
		if name != "" {
			n++
		}
	}
	if fd.whole || n < 4 || specifics(*fd) < 2 {
		return nil
	}
	var lost *vocab.Field
	for _, group := range fd.schema.Need {
		if slices.ContainsFunc(group, has) {
			continue
		}
		if lost != nil {
			return nil
		}
		if lost = fd.schema.Field(group[0]); lost == nil || !lost.Required {
			return nil
		}
	}
	return lost
}

// meant is the column that could be the field: the one whose header is nearest
// to its words, else the first with cells of the kind; -1 if there is none.
func (y *typer) meant(fd *finding, fl *vocab.Field) int {
	first := -1
	for i := range y.f.cols {
		c := &y.f.cols[i]
		if fd.fields[i] != "" || fd.roles[i] || c.word == "" || c.prof.n == 0 || slices.Contains(bareFinish, c.word) || !couldBe(fl.Type, c) {
			continue
		}
		if text.Nearest(c.word, fl.Words) != "" {
			return i
		}
		if first < 0 {
			first = i
		}
	}
	return first
}

// couldBe is plausible, but for names: those are not numbers, and differ from row to row or say something.
func couldBe(typ string, c *column) bool {
	if typ == "text" && (c.prof.most(isNumber) || c.prof.most(isBool) || 2*c.prof.status >= c.prof.n) {
		return false
	}
	return plausible(typ, c)
}

// label is the first word for a field in each language.
func label(fl *vocab.Field) diag.Either {
	return diag.Either{Zh: fl.Words[0], En: strings.ReplaceAll(fl.Name, "_", " ")}
}

// unseen says which picture of the schema cannot be drawn because one of the
// columns that belong together is not there.
func (y *typer) unseen(d *kb.Dataset) {
	s := y.v.Schema(d.Schema)
	if s == nil || len(s.View.Needs) == 0 {
		return
	}
	var zh, en []string
	for _, name := range s.View.Needs {
		if fl := s.Field(name); y.f.colOf(name) < 0 && !(name == kb.FieldPeriod && y.periodSaid) {
			l := label(fl)
			zh, en = append(zh, l.Zh), append(en, l.En)
		}
	}
	if len(zh) == 0 || len(zh) == len(s.View.Needs) {
		return // all there, or nobody thought of the picture
	}
	y.diags = append(y.diags, diag.New("SH11.unseen", y.at(d), diag.Either{Zh: s.View.Said[0], En: s.View.Said[1]}, diag.Either{Zh: strings.Join(zh, "、"), En: strings.Join(en, ", ")}))
}
