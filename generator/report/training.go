package report

import (
	"strings"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/metric"
)

// departmentSeparator separates an audience from its department in the name of an item.
const departmentSeparator = " · "

// mostDepartments is the most departments that have a column each.
const mostDepartments = 8

// liveFact is the field with the day on which the roll-out to an audience began.
const liveFact = "live"

// trained is how many people of an audience are to be trained, are trained, and have passed.
type trained struct {
	planned, trained, passed float64
	tested                   bool      // it is known how many passed
	from                     fact.Fact // a fact of them, for the link to the source
}

func (t *trained) add(it item) {
	n, _ := it.num(kb.FieldPlanned)
	k, _ := it.num(kb.FieldTrained)
	p, ok := it.num(kb.FieldPassed)
	t.planned, t.trained, t.passed, t.tested = t.planned+n, t.trained+k, t.passed+p, t.tested || ok
	t.from = it.fact(kb.FieldTrained)
}

// left is how many people are still to be trained.
func (t trained) left() int { return int(max(0, t.planned-t.trained)) }

// audience is a group of people that training is for.
type audience struct {
	name        string
	departments []string            // in the order of the sheet
	by          map[string]*trained // by department
	all         trained
}

// audiences gathers the items by audience. If an item is about the whole audience, its
// numbers count; else the sum of the departments.
func (m *maker) audiences() (list []*audience) {
	find := func(name string) *audience {
		for _, a := range list {
			if a.name == name {
				return a
			}
		}
		a := &audience{name: name, by: map[string]*trained{}}
		list = append(list, a)
		return a
	}
	for _, it := range m.items(fact.Audience) {
		name, department, split := strings.Cut(it.name(), departmentSeparator)
		a := find(name)
		if !split {
			a.all = trained{}
			a.all.add(it)
			continue
		}
		if a.by[department] == nil {
			a.departments = append(a.departments, department)
			a.by[department] = &trained{}
		}
		a.by[department].add(it)
	}
	for _, a := range list {
		if a.all.planned > 0 {
			continue
		}
		for _, d := range a.departments {
			t := a.by[d]
			a.all.planned, a.all.trained, a.all.passed = a.all.planned+t.planned, a.all.trained+t.trained, a.all.passed+t.passed
			a.all.tested, a.all.from = a.all.tested || t.tested, t.from
		}
	}
	return list
}

// training shows how many people of each audience are trained, and how many are still to be.
func (m *maker) training(s *document.Section) {
	list := m.audiences()
	if len(list) == 0 {
		return
	}
	s.Note = the(m.word("training.note"))
	s.Blocks = []document.Block{{Kind: document.Grid, Table: m.trainingTable(list)}}
	var lines []document.Line
	for _, a := range list {
		if t := m.trainedText(a); a.all.left() > 0 {
			lines = append(lines, document.Line{Text: m.sentence(t)})
		}
	}
	lines = append(lines, m.liveLines()...)
	if len(lines) > 0 {
		s.Blocks = append(s.Blocks, document.Block{Kind: document.Lines, Lines: lines})
	}
}

// departments gives the departments of all audiences; nil if there are too many for columns.
func departments(list []*audience) (all []string) {
	for _, a := range list {
		for _, d := range a.departments {
			all = once(all, d)
		}
	}
	if len(all) > mostDepartments {
		return nil
	}
	return all
}

func (m *maker) trainingTable(list []*audience) document.Table {
	t := document.Table{Columns: []document.Column{m.column("audience", "text", false)}}
	all := departments(list)
	for _, d := range all {
		t.Columns = append(t.Columns, document.Column{Title: d, Kind: "number", Minor: true})
	}
	t.Columns = append(t.Columns, m.column("planned", "number", true), m.column("trained", "number", false), m.column("passed", "number", true), m.column("left", "number", false))
	for _, a := range list {
		row := document.Row{Cells: []document.Cell{{Text: the(a.name)}}}
		for _, d := range all {
			row.Cells = append(row.Cells, m.trainedCell(a.by[d]))
		}
		passed := blank()
		if a.all.tested {
			passed = m.countCell(a.all.passed)
			passed.Sub = the(share(a.all.passed, a.all.planned))
		}
		done := m.countCell(a.all.trained)
		done.Sub = the(share(a.all.trained, a.all.planned))
		left := m.countCell(float64(a.all.left()))
		if a.all.left() > 0 {
			left.Tone = document.Warn
		}
		t.Rows = append(t.Rows, document.Row{Cells: append(row.Cells, m.countCell(a.all.planned), done, passed, left)})
	}
	return t
}

func (m *maker) countCell(n float64) document.Cell {
	return document.Cell{Text: the(metric.Thousands(n, 0)), Num: document.Number{Value: n, OK: true}}
}

func (m *maker) trainedCell(t *trained) document.Cell {
	if t == nil || t.planned == 0 {
		return blank()
	}
	return document.Cell{Text: m.cited(share(t.trained, t.planned), t.from), Num: document.Number{Value: t.trained / t.planned, Unit: "%", OK: true}}
}

// trainedText says how many people of an audience are trained and how many have passed.
func (m *maker) trainedText(a *audience) document.Text {
	t := m.say("training.of", the(a.name), m.cited(metric.Thousands(a.all.trained, 0), a.all.from), the(metric.Thousands(a.all.planned, 0)), the(share(a.all.trained, a.all.planned)))
	if a.all.tested {
		t = m.join("comma", t, m.say("training.passed", the(metric.Thousands(a.all.passed, 0)), the(share(a.all.passed, a.all.planned))))
	}
	if n := a.all.left(); n > 0 {
		return m.join("comma", t, m.say("training.left", m.count("person", n)))
	}
	return t
}

// lowShare: an audience that already works with the system is named if a smaller share of
// it is trained.
const lowShare = 0.9

// liveLines names the audiences that work with the system before enough of them are trained.
func (m *maker) liveLines() (lines []document.Line) {
	for _, it := range m.items(fact.Audience) {
		var t trained
		t.add(it)
		live := it.fact(liveFact)
		if d := live.Date(); d == "" || d > m.day || t.planned == 0 || t.trained/t.planned >= lowShare {
			continue
		}
		lines = append(lines, m.line(document.Bad, "late.word", m.say("training.live", the(it.name()), m.dated(live), m.cited(share(t.trained, t.planned), t.from))))
	}
	return lines
}
