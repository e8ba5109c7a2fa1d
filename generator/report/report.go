// Package report writes reports: sentences, tables and judgements that follow from
// facts, each figure with its source.
//
// It takes the facts of the report's period, of the last report and of earlier ones,
// and gives a [document.Report] in the report's language. It reads no sheet and no
// page. A report that was issued is made from its snapshot by the same code. Each
// text is in words/, in both languages. The kinds of reports are a table (kind.go),
// and so are the sections (section.go).
package report

import (
	"milepost/generator/document"
	"milepost/generator/fact"
)

// Input is what a report is made from.
type Input struct {
	Kind      string     // a kind of vocab.ReportKinds; "": the kind that the facts name
	Lang      string     // zh-CN or en
	Now       fact.Set   // the facts of its period: as measured now, or the report's snapshot
	Told      fact.Set   // the snapshot of the last report, empty if there is none
	Base      fact.Set   // what the sheets say now about the last report's period
	Past      []*Past    // all earlier snapshots of the kind, oldest first; the last one is Told
	Later     fact.Set   // of an issued report: what the sheets say now about its period, for the errata
	Sections  []string   // in order; nil: those of the kind
	Overrides []Override // judgements of people
	Altered   bool       // somebody has changed the snapshot since the report was issued
}

// Override is a person's judgement, which counts instead of the computed one.
type Override struct {
	Dimension string // a dimension, or [Overall]
	State     string // green, amber, red, grey
	By        string
	Reason    string
}

// Make makes the whole report.
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
	for i := range r.Sections { // only now all sources are cited
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

// section makes a section; that of the sources stays empty, since it is made last.
func (m *maker) section(s section) document.Section {
	if s.kind == Sources {
		return document.Section{Kind: Sources}
	}
	return m.build(s)
}

// build makes a section. A section without blocks says why it has none.
func (m *maker) build(s section) document.Section {
	m.in = s.kind
	out := document.Section{Kind: s.kind, Title: m.word("section." + s.kind)}
	s.make(m, &out)
	if len(out.Blocks) == 0 && out.Why == "" {
		out.Why = m.word("why." + s.kind)
	}
	return out
}
