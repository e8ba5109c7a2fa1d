package report

import (
	"cmp"
	"slices"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/metric"
)

// call is a mechanism of the method that a phase must have before its gate.
type call struct {
	name  string                     // of the mechanism
	since int                        // index of the first phase that must have it
	until int                        // index of the last one
	say   func(*maker) document.Text // what is known of it; nil: only whether it exists
}

// calls are the mechanisms that phases must have: decisions (RACI, selection, costs) in the
// first phase, work with users in all later ones.
func calls() []call {
	const last = 99
	return []call{
		{"charter", 0, 0, nil},
		{"raci", 0, last, (*maker).raci},
		{"selection", 0, 0, (*maker).selection},
		{"tco", 0, 0, (*maker).cost},
		{"poc", 0, 1, nil},
		{"compliance", 0, last, nil},
		{"training", 1, last, (*maker).coverage},
		{"manuals", 1, last, nil},
	}
}

// callsFor lists the mechanisms that the phase of the gate must have, each with what is known of it.
func (m *maker) callsFor(s *document.Section) {
	at := m.phaseIndex()
	var lines []document.Line
	for _, c := range calls() {
		if at < c.since || at > c.until {
			continue
		}
		if l, ok := m.call(c); ok {
			lines = append(lines, l)
		}
	}
	if len(lines) > 0 {
		s.Blocks = []document.Block{{Kind: document.Lines, Lines: lines}}
	}
}

// phaseIndex is the index of the phase that the gate belongs to, among the phases of the
// plan; 0 if it is none of them.
func (m *maker) phaseIndex() int {
	p, _ := m.phase()
	at := 0
	for _, it := range m.tasks() {
		if it.count(kb.FieldLevel) > 0 || it.count(kb.FieldMilestone) > 0 {
			continue
		}
		if it.key == p.key {
			return at
		}
		at++
	}
	return 0
}

// call says what is known of a mechanism; ok is false if nothing is known.
func (m *maker) call(c call) (l document.Line, ok bool) {
	it := itemOf(m.Now, fact.Mechanism, c.name)
	var text document.Text
	if c.say != nil {
		text = c.say(m)
	}
	has := it.count(hasFact) > 0
	switch {
	case len(text) > 0:
		return document.Line{Text: m.sentence(text)}, true
	case !it.there():
		return document.Line{}, false
	case has:
		t := m.say("call.there", m.mechanism(it))
		if page := it.text(pageFact); page != "" {
			t = m.say("call.page", m.mechanism(it), the(pageName(page)))
		}
		return document.Line{Mark: document.Mark{Tone: document.Good, Word: m.word("deliverable.found")}, Text: m.sentence(t)}, true
	}
	return document.Line{Mark: document.Mark{Tone: document.Bad, Word: m.word("deliverable.missing")}, Text: m.sentence(m.mechanism(it))}, true
}

// raci says how many activities have their roles, and how many faults there are.
func (m *maker) raci() document.Text {
	f, ok := m.Now.Get(kb.SchemaRACI, "activities")
	n, _ := f.Num()
	if !ok {
		return nil
	}
	faults, _ := m.Now.Get(kb.SchemaRACI, faultsFact)
	k, _ := faults.Num()
	if k > 0 {
		return m.say("call.raci.faults", m.cited(metric.Thousands(n, 0), f), m.number(int(k)))
	}
	return m.say("call.raci", m.cited(metric.Thousands(n, 0), f))
}

// selection names the candidates with the best and the second-best score.
func (m *maker) selection() document.Text {
	list := where(m.items(fact.Candidate), func(it item) bool { return it.has(kb.FieldScore) })
	if len(list) == 0 {
		return nil
	}
	score := func(it item) float64 { n, _ := it.num(kb.FieldScore); return n }
	slices.SortStableFunc(list, func(a, b item) int { return cmp.Compare(score(b), score(a)) })
	first := m.say("call.selection", the(list[0].name()), m.figure(list[0].fact(kb.FieldScore)))
	if len(list) == 1 {
		return first
	}
	return m.join("comma", first, m.say("call.second", the(list[1].name()), m.figure(list[1].fact(kb.FieldScore))))
}

// costFamily is the family of the total costs of candidates.
const costFamily = "cost"

// cost says what each candidate costs over the years, the cheapest first.
func (m *maker) cost() document.Text {
	list := where(m.items(costFamily), func(it item) bool { return it.has(kb.FieldTotal) })
	total := func(it item) float64 { n, _ := it.num(kb.FieldTotal); return n }
	slices.SortStableFunc(list, func(a, b item) int { return cmp.Compare(total(a), total(b)) })
	var parts []document.Text
	for _, it := range list {
		t := m.say("kpi.value", the(it.name()), m.figure(it.fact(kb.FieldTotal)))
		if c := it.text(kb.FieldCurrency); c != "" && it.fact(kb.FieldTotal).Unit == "" {
			t = m.join("words", t, the(c))
		}
		parts = append(parts, t)
	}
	if len(parts) == 0 {
		return nil
	}
	return m.say("call.cost", m.join("list", parts...))
}

// coverage says how many people of each audience are trained.
func (m *maker) coverage() document.Text {
	var parts []document.Text
	for _, a := range m.audiences() {
		if a.all.planned > 0 {
			parts = append(parts, m.trainedText(a))
		}
	}
	return m.join("clauses", parts...)
}
