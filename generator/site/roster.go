package site

import (
	"path"
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// Member is a row of a list of people.
type Member struct {
	Set        *kb.Dataset
	Row        int
	Names      []string // mostly one
	Roles      []string
	Role       string // as written
	Department string
	Deputies   []string
	From, To   kb.Date
}

// Members reads a list of people. This is the only place that decides who is in
// one.
func Members(set *kb.Dataset) (out []Member) {
	for row := range set.Rows {
		said := func(field string) string { return strings.TrimSpace(set.Cell(row, field).String()) }
		out = append(out, Member{
			Set: set, Row: row, Role: said(kb.FieldRole), Department: said(kb.FieldDepartment),
			Names: vocab.People(said(kb.FieldName)), Roles: vocab.People(said(kb.FieldRole)), Deputies: vocab.People(said(kb.FieldDeputy)),
			From: set.Cell(row, kb.FieldFrom).Date(), To: set.Cell(row, kb.FieldTo).Date(),
		})
	}
	return out
}

// Here tells whether somebody is there on a day; for "" everybody is.
func (m *Member) Here(day kb.Date) bool {
	return day == "" || m.From <= day && (m.To == "" || m.To >= day)
}

// Roster is the people of a project, from its own lists, else from those of
// the project around it. Private lists are left out.
func (d *Data) Roster(project string) (out []Member) {
	for ; ; project = d.Project(path.Dir(project)) {
		for _, set := range d.schema(kb.SchemaPeople) {
			if set.Score >= Sure && d.Project(set.File) == project && !d.Private(set) {
				out = append(out, Members(set)...)
			}
		}
		if len(out) > 0 || project == "." {
			return slices.Clip(out)
		}
	}
}
