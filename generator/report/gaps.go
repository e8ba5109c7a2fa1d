package report

import (
	"milepost/generator/document"
	"milepost/generator/fact"
)

// hasFact is the field of a mechanism of the method that is 1 if the project has it.
const hasFact = "has"

// gaps lists the mechanisms that the method asks for and the project lacks, each with its purpose.
func (m *maker) gaps(s *document.Section) {
	all := m.items(fact.Mechanism)
	if len(all) == 0 {
		s.Why = m.word("gaps.unknown")
		return
	}
	lacking := where(all, func(it item) bool { return it.count(hasFact) == 0 })
	s.Note = m.say("gaps.note", m.number(len(all)-len(lacking)), m.number(len(all)))
	if len(lacking) == 0 {
		return
	}
	lines := make([]document.Line, 0, len(lacking))
	for _, it := range lacking {
		lines = append(lines, document.Line{Mark: document.Mark{Tone: document.Warn, Word: m.word("gap")}, Text: m.mechanism(it)})
	}
	s.Blocks = []document.Block{{Kind: document.Note, Text: m.say("gaps.what")}, {Kind: document.Lines, Lines: lines}}
}

// mechanism is the name of a mechanism and what it is for.
func (m *maker) mechanism(it item) document.Text {
	if words().Has(m.Lang, "mechanism."+it.key) {
		return the(m.word("mechanism." + it.key))
	}
	return the(it.name())
}
