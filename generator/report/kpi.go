package report

import (
	"slices"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/metric"
)

// curvePeriods is how many periods the curve of an indicator has, up to the report's.
const curvePeriods = 6

// mostShort is the most indicators of a report for a single page.
const mostShort = 10

func (m *maker) kpi(s *document.Section) {
	all := m.indicators()
	if len(all) == 0 {
		return
	}
	s.Note = the(m.tally(all))
	t := document.Table{Columns: m.kpiColumns(all)}
	for i, k := range all {
		if m.kind.short && i == mostShort {
			t.Left = len(all) - i
			break
		}
		t.Rows = append(t.Rows, m.kpiRow(k))
	}
	s.Blocks = []document.Block{{Kind: document.Grid, Table: t}}
	if lines := m.kpiLines(all); len(lines) > 0 && !m.kind.short {
		s.Blocks = append(s.Blocks, document.Block{Kind: document.Lines, Lines: lines})
	}
}

// tally counts the indicators by state, best first: "已达成 1 · 正常 4".
func (m *maker) tally(all []indicator) string {
	var parts []document.Text
	for _, st := range slices.Backward(states) {
		n := 0
		for _, k := range all {
			if states[k.rank()] == st {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, m.say("tally.state", the(m.word("state."+string(st))), m.number(n)))
		}
	}
	return m.join("dots", parts...).String()
}

func (m *maker) column(key, kind string, minor bool) document.Column {
	return document.Column{Title: m.word("column." + key), Kind: kind, Minor: minor}
}

func (m *maker) kpiColumns(all []indicator) []document.Column {
	c := []document.Column{m.column("indicator", "text", false)}
	if !m.kind.short {
		c = append(c, document.Column{Title: m.curveTitle(all), Kind: "curve", Minor: true}, m.column("baseline", "number", true))
	}
	return append(c, m.column("last", "number", true), m.column("now", "number", false), m.column("change", "number", false),
		m.column("due", "number", false), m.column("target", "number", false), m.column("state", "mark", false))
}

// curveTitle names the first and last period of the curves. These may be months although
// the report is about a quarter.
func (m *maker) curveTitle(all []indicator) string {
	for _, k := range all {
		if points := m.curve(k); len(points) > 1 {
			return m.word("column.curve.of", m.periodShort(points[0].At), m.periodShort(points[len(points)-1].At))
		}
	}
	return m.word("column.curve")
}

// periods gives n periods up to last, oldest first.
func (m *maker) periods(last kb.Period, n int) (out []kb.Period) {
	for p := last; len(out) < n && p != ""; p = p.Last() {
		out = append(out, p)
	}
	slices.Reverse(out)
	return out
}

func (m *maker) kpiRow(k indicator) document.Row {
	name := the(k.name())
	if u := unitWord(k.unit, m.Lang); u != "" {
		name = append(name, document.Run{Text: " " + u, Quiet: true})
	}
	about := m.join("dots", document.Whose(k.text(kb.FieldOwner)), m.date(k.date(kb.FieldDeadline)))
	cells := []document.Cell{{Text: name, Sub: about}}
	if m.kind.short {
		cells[0].Sub = nil
	} else {
		cells = append(cells, document.Cell{Curve: m.curve(k), Goal: k.goal()}, m.kpiCell(k, k.fact(kb.FieldBaseline)))
	}
	before := m.kpiCell(k, k.was)
	if l := k.lapse; l.there() {
		before = document.Cell{Text: the(m.stateMark(metric.NoData).Word), Sub: m.say("kpi.last", the(m.periodShort(l.at)), m.cited(k.bare(l.n), l.last)), Tone: document.Muted}
	}
	if n, ok := k.told.Num(); ok {
		before.Sub = m.say("told", the(k.bare(n)))
	}
	return document.Row{Cells: append(cells, before, m.nowCell(k), m.changeCell(k), m.dueCell(k), m.targetCell(k),
		document.Cell{Mark: m.stateMark(k.state), Sub: m.kpiRemark(k)})}
}

// blank is a cell without a value.
func blank() document.Cell { return document.Cell{Text: the(metric.Blank), Tone: document.Muted} }

func (m *maker) kpiCell(k indicator, f fact.Fact) document.Cell {
	n, ok := f.Num()
	if !ok || f.Unit != k.unit {
		if f.Value != "" && !ok {
			return document.Cell{Text: m.cited(f.Value, f)}
		}
		return blank()
	}
	return document.Cell{Text: m.cited(k.bare(n), f), Num: k.number(n)}
}

func (m *maker) nowCell(k indicator) document.Cell {
	if k.ok {
		return document.Cell{Text: strong(m.cited(k.bare(k.n), k.now)), Num: k.number(k.n)}
	}
	if k.now.Value != "" {
		return document.Cell{Text: m.cited(k.now.Value, k.now)}
	}
	c := document.Cell{Text: the(m.stateMark(k.state).Word), Tone: document.Muted}
	if n, ok := k.num(fact.Last); ok {
		c.Sub = m.say("kpi.last", the(m.periodShort(kb.Period(k.text(lastPeriod)))), the(k.bare(n)))
	}
	return c
}

// strong makes a text bold.
func strong(t document.Text) document.Text {
	for i := range t {
		t[i].Strong = true
	}
	return t
}

func (m *maker) changeCell(k indicator) document.Cell {
	if !k.cmp {
		return blank()
	}
	d := k.diff(k.n - k.p)
	mark := m.better(k.moved())
	return document.Cell{Text: the(signed(d)), Num: d, Mark: mark, Tone: mark.Tone}
}

func (m *maker) dueCell(k indicator) document.Cell {
	f := k.fact(fact.Expected)
	n, ok := f.Num()
	if !ok {
		return blank()
	}
	return document.Cell{Text: the(k.bare(n)), Num: k.number(n)}
}

func (m *maker) targetCell(k indicator) document.Cell {
	c := document.Cell{Text: m.cited(k.target(m.Lang, false), k.fact(kb.FieldTarget))}
	if len(c.Text) == 0 {
		return blank()
	}
	if n, ok := k.num(fact.Aim); ok {
		c.Num = k.number(n)
	}
	return c
}

// kpiRemark says that the indicator got worse several times in a row; else it is empty.
func (m *maker) kpiRemark(k indicator) document.Text {
	if n := k.count(fact.Worse); n >= 3 && k.moved() < 0 {
		return m.say("kpi.worse", m.count("period", n))
	}
	return nil
}

func (k indicator) goal() document.Number {
	if n, ok := k.num(fact.Aim); ok {
		return k.number(n)
	}
	return document.Number{}
}

// curve gives the values of the last periods; a period without one is a gap. nil if no
// period has a value.
func (m *maker) curve(k indicator) (points []document.Point) {
	any := false
	for _, p := range m.periods(k.period(m).Holding(m.to), curvePeriods) {
		n, ok := k.num(fact.Key(fact.At, string(p)))
		if !ok && k.ok && p == k.period(m) {
			n, ok = k.n, true
		}
		points = append(points, document.Point{At: p, Value: n, OK: ok})
		any = any || ok
	}
	if !any {
		return nil
	}
	return points
}

// kpiLines says which indicators have no value, and gives the remarks on those that are not in order.
func (m *maker) kpiLines(all []indicator) (lines []document.Line) {
	for _, k := range all {
		note := k.text(kb.FieldNote)
		switch {
		case k.state == metric.NoData:
			lines = append(lines, document.Line{Text: m.sentence(m.missing(k), m.note(k))})
		case note != "" && tone(k.state) != document.Good:
			lines = append(lines, document.Line{Text: m.sentence(m.say("kpi.note", the(k.name()), m.cited(note, k.fact(kb.FieldNote))))})
		}
	}
	return lines
}

// missing says that an indicator has no value in the period, and gives the newest one.
func (m *maker) missing(k indicator) document.Text {
	n, ok := k.num(fact.Last)
	if !ok {
		return m.say("kpi.never", the(k.name()))
	}
	last := k.fact(fact.Last)
	return m.say("kpi.missing", the(k.name()), the(m.periodShort(kb.Period(k.text(lastPeriod)))), m.cited(k.full(n), last))
}
