package sheet

import (
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// maxLabels is how many fitting headers a message of nearly lists.
const maxLabels = 4

// nearly reports a table that has four or more headers of a schema but lacks the one
// required field, and says which header to change. If no column could be that field, it is
// another kind of table and not reported.
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

// lost is the only required field that a finding with four or more fields lacks; nil if it
// lacks more.
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

// meant is the column that could be the field: the one with the most similar header, else
// the first with cells of the right kind; -1 if there is none.
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

// couldBe is plausible, with a stricter rule for texts: they are not numbers, yes/no or
// status words.
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

// unseen reports that the schema's picture cannot be drawn because some, but not all, of the
// columns for it are missing.
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
		return // complete, or the table is not meant for this picture
	}
	y.diags = append(y.diags, diag.New("SH11.unseen", y.at(d), diag.Either{Zh: s.View.Said[0], En: s.View.Said[1]}, diag.Either{Zh: strings.Join(zh, "、"), En: strings.Join(en, ", ")}))
}
