package report

import (
	"cmp"
	"math"
	"slices"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/text"
)

// score is one of the three scores of a quarter: n out of 100, and how it was computed.
type score struct {
	name string
	n    float64
	ok   bool
	how  document.Text
}

// scores shows the three computed scores (schedule: what is done of what was due; value:
// how far indicators have come; knowledge: how much of the method is there), and below
// them those that the page of the check-up gives.
func (m *maker) scores(s *document.Section) {
	list := []score{m.scheduleScore(), m.valueScore(), m.knowledgeScore()}
	said := m.Now.Below(fact.Health, string(m.period))
	if len(said) == 0 && !slices.ContainsFunc(list, func(s score) bool { return s.ok }) {
		return
	}
	s.Note = the(m.word("scores.note"))
	t := document.Table{Columns: []document.Column{m.column("score.of", "text", false), m.column("last", "number", true), m.column("now", "number", false), m.column("change", "number", false), m.column("how", "text", false)}}
	for _, sc := range list {
		t.Rows = append(t.Rows, m.scoreRow(sc))
	}
	for _, name := range checked {
		if f, ok := m.Now.Get(fact.Health, string(m.period), name); ok {
			t.Rows = append(t.Rows, m.checkedRow(name, f))
		}
	}
	s.Blocks = []document.Block{{Kind: document.Grid, Table: t}}
}

// checked are the scores that only people can give.
var checked = []string{"security", "integrity", "experience"}

// checkedRow is a score that the page of the check-up gives, with that of the quarter before.
func (m *maker) checkedRow(name string, f fact.Fact) document.Row {
	n, _ := f.Num()
	now := document.Cell{Text: document.Text{{Text: text.Thousands(n, 1), Strong: true}}, Num: document.Number{Value: n, OK: true}}
	last, change := blank(), blank()
	if was, ok := m.Now.Get(fact.Health, string(m.period.Last()), name); ok {
		b, _ := was.Num()
		last = document.Cell{Text: m.cited(text.Thousands(b, 1), was), Num: document.Number{Value: b, OK: true}}
		d := m.scaleOf("", n, nil, b).diff(n - b)
		change = document.Cell{Text: the(signed(d)), Num: d, Mark: m.better(cmp.Compare(n, b))}
		change.Tone = change.Mark.Tone
	}
	return document.Row{Cells: []document.Cell{{Text: the(m.word("score." + name))}, last, now, change, {Text: m.say("score.checked", m.cited(text.Thousands(n, 1), f))}}}
}

func (m *maker) scoreRow(sc score) document.Row {
	now := document.Cell{Text: the(m.word("state.no-data")), Tone: document.Muted}
	if sc.ok {
		now = document.Cell{Text: document.Text{{Text: text.Fixed(sc.n, 0), Strong: true}}, Num: document.Number{Value: sc.n, OK: true}}
	}
	if f, ok := m.Now.Get(fact.Health, string(m.period), sc.name); ok { // what the check-up's page says
		n, _ := f.Num()
		now.Sub = m.say("score.said", m.cited(text.Thousands(n, 1), f))
	}
	last, change := blank(), blank()
	was := newMaker(Input{Kind: m.Kind, Lang: m.Lang, Now: m.Told})
	if before := was.score(sc.name); before.ok && !m.Told.Empty() {
		last = document.Cell{Text: the(text.Fixed(before.n, 0)), Num: document.Number{Value: before.n, OK: true}}
		if d := math.Round(sc.n) - math.Round(before.n); sc.ok {
			n := document.Number{Value: d, OK: true, Change: true}
			change = document.Cell{Text: the(signed(n)), Num: n, Mark: m.better(int(d))}
			change.Tone = change.Mark.Tone
		}
	}
	how := sc.how
	if !sc.ok {
		how = m.say("score." + sc.name + ".none")
	}
	return document.Row{Cells: []document.Cell{{Text: the(m.word("score." + sc.name))}, last, now, change, {Text: how}}}
}

func (m *maker) score(name string) score {
	switch name {
	case "schedule":
		return m.scheduleScore()
	case "value":
		return m.valueScore()
	}
	return m.knowledgeScore()
}

// scheduleScore is the schedule performance index of the phases, in percent: the sum of
// the shares that are done, divided by the sum of those that were due; at most 100.
func (m *maker) scheduleScore() score {
	sc := score{name: "schedule"}
	var actual, due float64
	phases := 0
	for _, it := range m.tasks() {
		a, ok := it.num(kb.FieldPercentComplete)
		e, known := it.num(fact.Expected)
		if it.done() && !known {
			a, e, ok, known = 1, 1, true, true
		}
		if it.count(kb.FieldLevel) == 0 && ok && known && e > 0 {
			actual, due, phases = actual+a, due+e, phases+1
		}
	}
	if due == 0 {
		return sc
	}
	sc.n, sc.ok = math.Min(100, 100*actual/due), true
	sc.how = m.say("score.schedule.how", m.count("phase", phases), the(m.plain(actual, "%")), the(m.plain(due, "%")))
	return sc
}

// valueScore is the mean attainment of the indicators, in percent, each cut to 0 to 100 %.
func (m *maker) valueScore() score {
	sc := score{name: "value"}
	n, sum := 0, 0.0
	for _, it := range m.items(kb.SchemaKPI) {
		a, ok := it.num(kb.FieldAttainment)
		if it.text(fact.State) == metState {
			a, ok = 1, true
		}
		if ok {
			n, sum = n+1, sum+math.Max(0, math.Min(1, a))
		}
	}
	if n == 0 {
		return sc
	}
	sc.n, sc.ok = 100*sum/float64(n), true
	sc.how = m.say("score.value.how", m.count("indicator", n))
	return sc
}

// knowledgeScore is the share of the method's mechanisms that the project has, in percent.
func (m *maker) knowledgeScore() score {
	sc := score{name: "knowledge"}
	all := m.items(fact.Mechanism)
	if len(all) == 0 {
		return sc
	}
	has := len(where(all, func(it item) bool { return it.count(hasFact) > 0 }))
	sc.n, sc.ok = 100*float64(has)/float64(len(all)), true
	sc.how = m.say("score.knowledge.how", m.number(len(all)), m.number(has))
	return sc
}
