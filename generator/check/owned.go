package check

import (
	"cmp"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// owned is something that somebody owns.
type owned struct {
	who  string
	what string
	page *site.Page // of a page: the first that the owner has
	more int        // how many pages beside it
	cell diag.Pos   // if it is a row
	day  kb.Date    // the day on which the owner must be there, "" for today
	list string     // the schema of a list whose owners need not be in the project, else ""
}

func (o owned) pos() diag.Pos {
	if o.page != nil {
		return diag.Pos{File: o.page.Path, Line: o.page.Front.LineOf("owner")}
	}
	return o.cell
}

// ownedThings are the first page of each owner, and every open row with an
// owner: phases, indicators, then the lists.
func ownedThings(in *input) (out []owned) {
	out = ownedPages(in)
	for _, set := range in.sets(kb.SchemaPhases) {
		for _, p := range in.data.Phases(set, "") {
			if !p.Standing.Over {
				out = append(out, ownedBy(p.Owner, owned{what: p.Name, cell: cellOf(&p, kb.FieldOwner)})...)
			}
		}
	}
	for _, set := range in.joined(kb.SchemaKPI) {
		for _, k := range in.data.Indicators([]*kb.Dataset{set}, "") {
			if v := k.Actual; v.Set != nil && v.Set.Col(kb.FieldOwner) >= 0 {
				out = append(out, ownedBy(k.Owner, owned{what: k.Name, cell: at(v.Set, v.Row, v.Set.Col(kb.FieldOwner))})...)
			}
		}
	}
	for _, l := range ownedLists {
		for _, set := range in.sets(l.schema) {
			for _, row := range l.open(in, set) {
				o := owned{what: text.Clip(nameIn(set, row, l.names), 16), cell: at(set, row, set.Col(l.who)), list: l.apart}
				if l.past {
					if o.day = set.Cell(row, kb.FieldDate).Date(); o.day == "" {
						continue
					}
				}
				out = append(out, ownedBy(said(set, row, l.who), o)...)
			}
		}
	}
	return out
}

// ownedBy is the thing once for each person in a text.
func ownedBy(names string, thing owned) (out []owned) {
	for _, who := range vocab.People(names) {
		thing.who = who
		out = append(out, thing)
	}
	return out
}

func ownedPages(in *input) (out []owned) {
	if in.site == nil {
		return nil
	}
	count := map[string]int{}
	for _, p := range in.pages() {
		if p.Front.Owner == "" {
			continue
		}
		if count[p.Front.Owner]++; count[p.Front.Owner] == 1 {
			out = append(out, ownedBy(p.Front.Owner, owned{what: p.Title, page: p})...)
		}
	}
	for i := range out {
		out[i].more = count[out[i].page.Front.Owner] - 1
	}
	return out
}

// nameIn is the first text that a row has in some fields.
func nameIn(set *kb.Dataset, row int, fields []string) (name string) {
	for _, f := range fields {
		name = cmp.Or(name, said(set, row, f))
	}
	return name
}

// ownedLists are the lists whose rows have owners, and which of their rows
// still need one.
var ownedLists = []struct {
	schema string
	who    string   // the field that names people
	names  []string // what a row is called
	open   func(*input, *kb.Dataset) []int
	apart  string // the people of this list need not be the project's
	past   bool   // they must have been there on the day of the row
}{
	{kb.SchemaRisks, kb.FieldOwner, []string{kb.FieldDescription, kb.FieldID}, openRisks, "", false},
	{kb.SchemaDecisions, kb.FieldOwner, []string{kb.FieldDescription, kb.FieldID}, openDecisions, "", false},
	{kb.SchemaSuggestions, kb.FieldOwner, []string{kb.FieldText, kb.FieldID}, openSuggestions, "", false},
	{kb.SchemaIncidents, kb.FieldOwner, []string{kb.FieldDescription, kb.FieldSystem, kb.FieldID}, openIncidents, "", false},
	{kb.SchemaCompliance, kb.FieldOwner, []string{kb.FieldItem, kb.FieldRequirement}, owedProofs, "", false},
	{kb.SchemaBenefits, kb.FieldOwner, []string{kb.FieldBenefit, kb.FieldIndicator}, openBenefits, "", false},
	{kb.SchemaCommunication, kb.FieldOwner, []string{kb.FieldContent, kb.FieldAudience}, notOver, "", false},
	{kb.SchemaChampions, kb.FieldName, []string{kb.FieldDepartment, kb.FieldRole}, serving, kb.SchemaChampions, false},
	{kb.SchemaInspections, kb.FieldInspector, []string{kb.FieldSystem, kb.FieldItem}, everyRow, kb.SchemaInspections, true},
}

func rowsWhere(set *kb.Dataset, holds func(row int) bool) (rows []int) {
	for row := range set.Rows {
		if holds(row) {
			rows = append(rows, row)
		}
	}
	return rows
}

func everyRow(_ *input, set *kb.Dataset) []int { return rowsWhere(set, func(int) bool { return true }) }

func notOver(_ *input, set *kb.Dataset) []int {
	return rowsWhere(set, func(row int) bool { return !vocab.Over(set.Cell(row, kb.FieldStatus).Text) })
}

func openRisks(_ *input, set *kb.Dataset) (rows []int) {
	for _, r := range site.Risks(set) {
		if r.Open {
			rows = append(rows, r.Row)
		}
	}
	return rows
}

func openDecisions(_ *input, set *kb.Dataset) (rows []int) {
	for _, d := range site.Decisions(set, "") {
		if !d.Done {
			rows = append(rows, d.Row)
		}
	}
	return rows
}

func openSuggestions(_ *input, set *kb.Dataset) (rows []int) {
	for _, s := range site.Suggestions(set) {
		if !s.Live && !s.Rejected && !vocab.Over(set.Cell(s.Row, kb.FieldStatus).Text) {
			rows = append(rows, s.Row)
		}
	}
	return rows
}

func openIncidents(in *input, set *kb.Dataset) (rows []int) {
	for _, i := range in.data.Incidents(set, site.Promises{}) {
		if i.Open {
			rows = append(rows, i.Row)
		}
	}
	return rows
}

// owedProofs are all compliance items that are not exempt: even a valid one
// must be renewed by somebody.
func owedProofs(in *input, set *kb.Dataset) []int {
	return rowsWhere(set, func(row int) bool { return in.data.Proof(set, row) != site.Exempt })
}

func openBenefits(_ *input, set *kb.Dataset) []int {
	return rowsWhere(set, func(row int) bool {
		return blank(set, row, kb.FieldActual) && !vocab.Over(set.Cell(row, kb.FieldStatus).Text)
	})
}

// serving are the champions whose last day is not over.
func serving(in *input, set *kb.Dataset) []int {
	return rowsWhere(set, func(row int) bool {
		to := set.Cell(row, kb.FieldTo).Date()
		return (to == "" || to >= in.today) && !vocab.Over(set.Cell(row, kb.FieldStatus).Text)
	})
}

// isDepartment tells whether a name is one of the list's departments, or says
// that it is a department. Departments do not leave like people.
func isDepartment(who string, departments []string) bool {
	for _, d := range departments {
		if d != "" && (strings.Contains(d, who) || strings.Contains(who, d)) {
			return true
		}
	}
	return vocab.DepartmentWord(who)
}
