package report

import (
	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
)

// The tones of requirements and of benefits, by their states.
var (
	proofTones   = map[string]document.Tone{"expired": document.Bad, "unproven": document.Bad, "ending": document.Warn, "proven": document.Good, "exempt": document.Muted}
	benefitTones = map[string]document.Tone{"kept": document.Good, "short": document.Warn, "unmeasured": document.Bad}
)

// urgent are the states of a requirement on which somebody must act, the worst first.
var urgent = []string{"expired", "unproven", "ending"}

// compliance lists the requirements without proof and those whose proof has expired or
// soon will. The others are only counted.
func (m *maker) compliance(s *document.Section) {
	all := m.items(fact.Comply)
	if len(all) == 0 {
		return
	}
	of := func(state string) []item {
		return where(all, func(it item) bool { return it.text(fact.State) == state })
	}
	owed := len(all) - len(of("exempt"))
	proven := len(of("proven")) + len(of("ending"))
	s.Note = m.say("compliance.note", m.number(owed), m.number(proven))
	var rows []document.Row
	for _, state := range urgent {
		for _, it := range of(state) {
			rows = append(rows, m.proofRow(it, state))
		}
	}
	if len(rows) == 0 {
		s.Blocks = []document.Block{{Kind: document.Note, Text: m.sentence(m.say("compliance.fine", m.number(owed)))}}
		return
	}
	s.Blocks = []document.Block{{Kind: document.Grid, Table: document.Table{Rows: rows, Columns: []document.Column{
		m.column("requirement", "text", false), m.column("proof", "text", true), m.column("until", "date", false), m.column("owner", "text", true), m.column("state", "mark", false)}}}}
}

// expired is how many proofs have expired, with a link to the first of them.
func (m *maker) expired() document.Text {
	gone := where(m.items(fact.Comply), func(it item) bool { return it.text(fact.State) == urgent[0] })
	if len(gone) == 0 {
		return nil
	}
	return m.cited(m.word("compliance.expired", m.countWord("proof", len(gone))), gone[0].fact(kb.FieldValidUntil))
}

func (m *maker) proofRow(it item, state string) document.Row {
	until := blank()
	if f := it.fact(kb.FieldValidUntil); f.Date() != "" {
		until = document.Cell{Text: m.dated(f), Date: f.Date()}
	}
	proof := document.Cell{Text: m.cited(it.text(kb.FieldEvidence), it.fact(kb.FieldEvidence))}
	if len(proof.Text) == 0 {
		proof = document.Cell{Text: the(m.word("compliance.no-proof")), Tone: document.Muted}
	}
	return document.Row{Cells: []document.Cell{
		{Text: m.cited(it.name(), it.fact(fact.Name)), Sub: the(it.text(kb.FieldBasis))}, proof, until, m.ownerCell(it),
		{Mark: document.Mark{Tone: proofTones[state], Word: m.word("proof." + state)}},
	}}
}

func (m *maker) ownerCell(it item) document.Cell {
	if who := it.text(kb.FieldOwner); who != "" {
		return document.Cell{Text: the(who)}
	}
	return blank()
}

// benefits lists what the project promised, and how much of it has come.
func (m *maker) benefits(s *document.Section) {
	all := m.items(fact.Benefit)
	if len(all) == 0 {
		return
	}
	kept := where(all, func(it item) bool { return it.text(fact.State) == "kept" })
	s.Note = m.say("benefits.note", m.number(len(all)), m.number(len(kept)))
	t := document.Table{Columns: []document.Column{m.column("benefit", "text", false), m.column("baseline", "number", true), m.column("promised", "number", false), m.column("actual", "number", false),
		m.column("share", "number", false), m.column("deadline", "date", true), m.column("state", "mark", false)}}
	for _, it := range all {
		t.Rows = append(t.Rows, m.benefitRow(it))
	}
	s.Blocks = []document.Block{{Kind: document.Grid, Table: t}}
}

func (m *maker) benefitRow(it item) document.Row {
	figure := func(field string) document.Cell {
		f := it.fact(field)
		n, ok := f.Num()
		if !ok {
			return blank()
		}
		return document.Cell{Text: m.figure(f), Num: document.Number{Value: n, Unit: f.Unit, OK: true}}
	}
	due := blank()
	if d := it.date(fact.Due); d != "" {
		due = document.Cell{Text: m.date(d), Date: d}
	}
	state := it.text(fact.State)
	return document.Row{Cells: []document.Cell{
		{Text: m.cited(it.name(), it.fact(fact.Name)), Sub: document.Whose(it.text(kb.FieldOwner))},
		figure(kb.FieldBaseline), figure(kb.FieldPlanned), figure(kb.FieldActual), figure(fact.Share), due,
		{Mark: document.Mark{Tone: benefitTones[state], Word: m.word("benefit." + state)}},
	}}
}
