package report

import (
	"slices"
	"strings"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
)

// compared lists the families in which two records are compared, and the section that
// shows the differences of each.
var compared = []struct{ family, section string }{
	{fact.RAG, Summary}, {kb.SchemaKPI, KPI}, {fact.Phase, Gantt}, {fact.Risk, Risks}, {fact.SLA, SLA}, {fact.Incident, SLA}, {fact.Pleased, Satisfaction},
	{fact.Audience, Training}, {fact.Decision, Decisions}, {fact.Action, Next}, {fact.Wish, Suggestions},
}

// Diff reports how the record b differs from the earlier record a.
func Diff(a, b fact.Set, lang string) document.Report {
	m := newMaker(Input{Lang: lang, Now: b, Told: a})
	r := document.Report{Head: m.head()}
	r.Head.Title = m.word("diff.title", m.nameOf(a), m.nameOf(b))
	for _, c := range compared {
		if t := m.differences(c.family); len(t.Rows) > 0 {
			title := m.word("section." + c.section)
			if i := slices.IndexFunc(r.Sections, func(s document.Section) bool { return s.Kind == c.section }); i >= 0 {
				r.Sections[i].Blocks = append(r.Sections[i].Blocks, document.Block{Kind: document.Grid, Table: t})
				continue
			}
			r.Sections = append(r.Sections, document.Section{Kind: c.section, Title: title, Blocks: []document.Block{{Kind: document.Grid, Table: t}}})
		}
	}
	if len(r.Sections) == 0 {
		r.Sections = []document.Section{{Kind: Changes, Title: m.word("section." + Changes), Why: m.word("diff.none")}}
	}
	r.Sources = m.sources
	return r
}

// nameOf is the title of the report that a record belongs to, or else its cutoff.
func (m *maker) nameOf(set fact.Set) string {
	period, phase := kb.Period(set.Text(fact.Report, kb.FieldPeriod)), set.Text(fact.Report, kb.FieldPhase)
	if t := Title(set.Text(fact.Report, "kind"), m.Lang, period, phase); t != "" {
		return t
	}
	return string(dateOf(set, fact.Report, "cutoff"))
}

// differences lists the facts of a family that are new, gone or changed. An item that is
// new or gone has one line.
func (m *maker) differences(family string) document.Table {
	t := document.Table{Columns: []document.Column{m.column("item", "text", false), m.column("what", "text", false), m.column("before", "text", false), m.column("after", "text", false), m.column("change", "text", true)}}
	for _, d := range m.deltas {
		f := d.Now
		if d.Kind == fact.Gone {
			f = d.Before
		}
		if of, _, _ := fact.Split(f.Key); of != family || d.Kind == fact.Kept {
			continue
		}
		name, what, ok := m.described(f)
		if _, key, _ := fact.Split(f.Key); key != "" {
			it := itemOf(m.Now, family, key)
			if now, before := it.there(), it.in(m.Told).there(); now != before { // only the fact of its name tells it
				_, _, field := fact.Split(f.Key)
				what, ok = m.word("diff.whole"), field == fact.Name
			}
		}
		if !ok {
			continue
		}
		row := []document.Cell{{Text: the(name)}, {Text: the(what)}, blank(), blank(), {}}
		if d.Before.Key != "" {
			row[2] = document.Cell{Text: m.cited(m.written(d.Before, d.Now), d.Before)}
		}
		if d.Now.Key != "" {
			row[3] = document.Cell{Text: m.cited(m.written(d.Now, d.Before), d.Now)}
		}
		row[4] = m.differenceCell(d)
		t.Rows = append(t.Rows, document.Row{Cells: row})
	}
	return t
}

// described is the item and the field of a fact in words. ok is false for facts that are
// not told, since they follow from others.
func (m *maker) described(f fact.Fact) (name, what string, ok bool) {
	family, key, field := fact.Split(f.Key)
	if family == fact.RAG {
		if key != "" { // rag/value/why
			return "", "", false
		}
		return m.word("dimension." + field), m.word("field.rag"), true
	}
	set := m.Now
	if _, there := set.Get(f.Key); !there {
		set = m.Told
	}
	name = itemOf(set, family, key).name()
	base, period, dated := strings.Cut(field, "/")
	if dated && base == fact.At {
		if _, before := m.Told.Get(f.Key); !before { // a value of a new period is no difference
			return "", "", false
		}
		p, rest, _ := strings.Cut(period, "/")
		if rest == "" {
			rest = kb.FieldActual
		}
		return name, strings.TrimLeft(m.word("field.of", m.periodShort(kb.Period(p)), m.word("field."+rest)), " ,"), words().Has(m.Lang, "field."+rest)
	}
	if of := "field." + family + "." + field; words().Has(m.Lang, of) {
		return name, m.word(of), true
	}
	return name, m.word("field." + field), words().Has(m.Lang, "field."+field)
}

func (m *maker) differenceCell(d fact.Delta) document.Cell {
	switch d.Kind {
	case fact.New:
		return document.Cell{Text: the(m.word("new"))}
	case fact.Gone:
		return document.Cell{Text: the(m.word("gone"))}
	}
	a, ok := d.Before.Num()
	b, also := d.Now.Num()
	if ok && also && d.Before.Unit == d.Now.Unit {
		n := m.scaleOf(d.Now.Unit, b, []float64{a}).diff(b - a)
		return document.Cell{Text: the(m.change(n)), Num: n}
	}
	if x, y := d.Before.Date(), d.Now.Date(); x != "" && y != "" {
		n := document.Number{Value: float64(y.Sub(x)), Unit: "d", OK: true, Change: true}
		return document.Cell{Text: the(m.change(n)), Num: n}
	}
	return document.Cell{}
}
