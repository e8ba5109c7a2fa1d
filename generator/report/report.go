// Package report makes of facts what a report says: sentences, tables and
// judgements, each figure with its source.
//
// In go the facts of its period, of the last report and of earlier ones; out
// comes a [document.Report] in the report's language. It reads no sheet and no
// page: a report that was issued is made of its snapshot by the same code. Each
// text stands in words/, in both languages. Kinds of reports are a table
// (kind.go), and so are sections (section.go).
package report

import (
	"milepost/generator/document"
	"milepost/generator/fact"
)

// Input is what a report is made of.
type Input struct {
	Kind      string   // a kind of vocab.ReportKinds; "" is the kind that the facts name
	Lang      string   // zh-CN or en
	Now       fact.Set // of its period: measured, or its snapshot
	Told      fact.Set // the last report's snapshot, empty if there is none
	Base      fact.Set // what the sheets say now of the last report's period
	Past      []*Past  // all earlier snapshots of the kind, oldest first; Told is the last
	Later     fact.Set // of an issued report: what the sheets say now of its period, the figures that errata tell of
	Sections  []string // in order; nil is the kind's own
	Overrides []Override
	Altered   bool // the snapshot is not what it was when the report was issued
}

// Override is a judgement of a person that stands above the computed one.
type Override struct {
	Dimension string // a dimension, or [Overall]
	State     string // green, amber, red, grey
	By        string
	Reason    string
}

// Make is the whole report.
func Make(in Input) document.Report {
	m := newMaker(in)
	names := in.Sections
	if names == nil {
		names = SectionsOf(m.Kind)
	}
	r := document.Report{Sections: make([]document.Section, 0, len(names))}
	for _, name := range names {
		if s, ok := sectionOf(name); ok {
			r.Sections = append(r.Sections, m.section(s))
		}
	}
	for i := range r.Sections { // what the others have cited is known only now
		if r.Sections[i].Kind == Sources {
			r.Sections[i] = m.build(sectionNamed(Sources))
		}
	}
	r.Head = m.head()
	if in.Altered {
		r.Errata = []document.Line{{Mark: document.Mark{Tone: document.Bad, Word: m.word("spoilt")}, Text: document.Say(m.word("spoilt.text"))}}
	}
	r.Errata = append(r.Errata, m.errata()...)
	r.Sources = m.sources
	return r
}

// section is one chapter, but for the sources, which come last.
func (m *maker) section(s section) document.Section {
	if s.kind == Sources {
		return document.Section{Kind: Sources}
	}
	return m.build(s)
}

// build makes a section. One without blocks says why.
func (m *maker) build(s section) document.Section {
	m.in = s.kind
	out := document.Section{Kind: s.kind, Title: m.word("section." + s.kind)}
	s.make(m, &out)
	if len(out.Blocks) == 0 && out.Why == "" {
		out.Why = m.word("why." + s.kind)
	}
	return out
}
