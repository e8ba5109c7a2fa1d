package report

import (
	"slices"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/metric"
)

// changes is what is other than in the last report: the worse first, then the
// better, what came and went, what was restated, and what is missing.
func (m *maker) changes(s *document.Section) {
	if m.first() {
		return
	}
	s.Note = m.against()
	var lines []document.Line
	for _, list := range [][]document.Line{m.taskChanges(), m.kpiChanges(), m.riskChanges(), m.serviceChanges()} {
		lines = append(lines, list...)
	}
	slices.SortStableFunc(lines, func(a, b document.Line) int { return urgency(a) - urgency(b) })
	for _, list := range [][]document.Line{m.restated(), m.missingLines(), m.renamed()} {
		lines = append(lines, list...)
	}
	if len(lines) == 0 {
		s.Why = m.word("changes.none")
		return
	}
	s.Blocks = []document.Block{{Kind: document.Lines, Lines: lines}}
}

// urgency puts what got worse before what got better, and both before the rest.
func urgency(l document.Line) int {
	switch l.Mark.Tone {
	case document.Bad, document.Warn:
		return 0
	case document.Good:
		return 1
	}
	return 2
}

// against names the report that this one is compared with.
func (m *maker) against() document.Text {
	if m.Told.Empty() {
		return m.say("changes.sheets")
	}
	return m.say("changes.against", m.lastReport())
}

// lastReport names the last report: "2026 年 9 月月报（截止 10-20）".
func (m *maker) lastReport() document.Text {
	set := m.Told
	period := kb.Period(set.Text(fact.Report, kb.FieldPeriod))
	kind := set.Text(fact.Report, "kind")
	if kind == "" {
		kind = m.Kind
	}
	return m.say("report.cutoff", the(Title(kind, m.Lang, period, "")), m.date(dateOf(set, fact.Report, "cutoff")))
}

func (m *maker) line(tone document.Tone, word string, parts ...document.Text) document.Line {
	return document.Line{Mark: document.Mark{Tone: tone, Word: m.word(word)}, Text: m.sentence(parts...)}
}

// taskChanges is what moved in the plan.
func (m *maker) taskChanges() (lines []document.Line) {
	for _, it := range m.tasks() {
		was := it.in(m.Told)
		switch {
		case m.Told.Empty() || !was.there():
			continue
		case it.done() && !was.done():
			tone, word := document.Good, "done"
			if it.count(fact.Late) > 0 {
				tone = document.Warn
			}
			lines = append(lines, m.line(tone, word, m.ended(it)))
		case it.done():
			continue
		default:
			if l, ok := m.forecastChange(it, was); ok {
				lines = append(lines, l)
			}
		}
	}
	return lines
}

// forecastChange is how the end of a task moved.
func (m *maker) forecastChange(it, was item) (document.Line, bool) {
	now, before := it.fact(kb.FieldForecastEnd), was.fact(kb.FieldForecastEnd)
	from := before.Date()
	if from == "" {
		from = was.date(kb.FieldPlannedEnd)
	}
	total := it.count(fact.Slip)
	n := now.Date().Sub(from)
	forecast := m.say("change.forecast", the(it.name()), m.dated(now))
	switch {
	case now.Date() == "" && before.Date() != "" && before.Date() < m.day:
		return m.line(document.Bad, "worse", m.say("change.passed", the(it.name()), m.date(before.Date()))), true
	case it.count(fact.Late) > 0 && was.count(fact.Late) == 0 && n <= 0:
		return m.line(document.Bad, "worse", m.say("change.over", the(it.name()), m.ending(it))), true
	case now.Date() == "" || from == "" || n == 0 || it.count(fact.ByPace) > 0:
		return m.unstarted(it, was)
	case n > 0:
		again := "change.later"
		if was.count(fact.Slip) == 0 {
			again = "change.late"
		}
		return m.line(document.Bad, "worse", m.join("comma", forecast, m.say(again, m.count("day", n), m.count("day", max(total, n)))), m.buffer(it)), true
	case total > 0:
		return m.line(document.Good, "better", m.join("comma", forecast, m.say("change.earlier.late", m.count("day", -n), m.count("day", total)))), true
	}
	return m.line(document.Good, "better", m.join("comma", forecast, m.say("change.earlier", m.count("day", -n)))), true
}

// unstarted is a task whose start has passed since the last report.
func (m *maker) unstarted(it, was item) (document.Line, bool) {
	start := it.date(kb.FieldPlannedStart)
	before := dateOf(m.Told, fact.Report, "cutoff")
	if it.started() || start == "" || start >= m.day || start < before {
		return document.Line{}, false
	}
	return m.line(document.Bad, "worse", m.say("task.unstarted", the(it.name()), m.date(start), m.count("day", m.day.Sub(start)))), true
}

// kpiChanges is what moved among the indicators. Those that got better and have
// nothing else to tell share one line.
func (m *maker) kpiChanges() (lines []document.Line) {
	var rest []indicator
	for _, k := range m.indicators() {
		before := metric.State(k.in(m.Told).text(fact.State))
		moved := k.moved()
		switch {
		case k.ok && !k.cmp:
			if k.was.Key == "" {
				lines = append(lines, m.line(document.Plain, "new", m.join("comma", m.say("kpi.value", the(k.name()), k.value(m)), m.say("kpi.first"))))
			}
		case !k.cmp:
		case k.state == metric.Missed && before != metric.Missed && before != "":
			lines = append(lines, m.line(document.Bad, "missed", m.kpiReason(k)))
		case k.state == metric.Met && before != metric.Met && before != "":
			lines = append(lines, m.line(document.Good, "better", m.kpiMove(k), m.reached(k)))
		case k.state == metric.Unmet && before == metric.Met:
			lines = append(lines, m.line(document.Bad, "worse", m.kpiMove(k), m.say("kpi.unmet", the(k.target(m.Lang, true)))))
		case moved < 0:
			lines = append(lines, m.line(document.Bad, "worse", m.kpiMove(k)))
		case moved > 0:
			rest = append(rest, k)
		}
	}
	if len(rest) > 0 {
		lines = append(lines, m.others(rest, len(lines) > 0))
	}
	return lines
}

// kpiMove is both values and the difference: "… 61.5% → 58.2%，−3.3 个百分点，连续 4 期变差".
func (m *maker) kpiMove(k indicator) document.Text {
	t := m.say("kpi.moved", the(k.name()), m.cited(k.full(k.p), k.was), strong(k.value(m)))
	if k.moved() != 0 {
		t = m.join("comma", t, the(m.change(k.diff(k.n-k.p))))
	}
	if n := k.count(fact.Worse); n >= 3 && k.moved() < 0 {
		t = m.join("comma", t, m.say("kpi.worse", m.count("period", n)))
	}
	return t
}

// reached says that a target is met: of a threshold that it is held again.
func (m *maker) reached(k indicator) document.Text {
	if !k.threshold() {
		return m.say("kpi.met", the(k.target(m.Lang, true)))
	}
	key := "kpi.back.above"
	if op := k.text(fact.AimOp); op == "≤" || op == "<" {
		key = "kpi.back.below"
	} else if op == "between" {
		key = "kpi.back.between"
	}
	bound := k.target(m.Lang, true)
	if n, ok := k.num(fact.Aim); ok {
		bound = k.fullShort(n)
	}
	return m.say(key, the(bound))
}

// others is the indicators that got better, in one line.
func (m *maker) others(rest []indicator, more bool) document.Line {
	var list []document.Text
	for _, k := range rest {
		list = append(list, m.say("kpi.other", the(k.name()), m.cited(m.change(k.diff(k.n-k.p)), k.now)))
	}
	key := "kpi.rest"
	if !more {
		key = "kpi.better"
	}
	return m.line(document.Good, "better", m.say(key, m.count("indicator", len(rest)), m.join("list", list...)))
}

// riskChanges is what became of the risks.
func (m *maker) riskChanges() (lines []document.Line) {
	if m.Told.Empty() {
		return nil
	}
	for _, it := range m.items(fact.Risk) {
		d := it.delta(m, kb.FieldScore)
		switch {
		case m.justClosed(it):
			lines = append(lines, m.line(document.Plain, "closed", m.closing(it)))
		case it.text(kb.FieldStatus) == closed:
		case m.fresh(it):
			lines = append(lines, m.line(document.Plain, "new", m.say("risk.new", m.called(it), m.figure(it.fact(kb.FieldScore)))))
		case d.Kind == fact.Moved:
			tone, word, key := document.Good, "better", "risk.fell"
			if m.rose(d) {
				tone, word, key = document.Bad, "worse", "risk.rose"
			}
			lines = append(lines, m.line(tone, word, m.join("comma", m.say(key, m.called(it), m.figure(d.Before), strong(m.figure(d.Now))), m.riskPart(it))))
		}
	}
	for _, was := range itemsOf(m.Told, fact.Risk) {
		if was.text(kb.FieldStatus) != closed && !was.in(m.Now).there() {
			lines = append(lines, m.line(document.Warn, "gone", m.say("risk.gone", m.called(was))))
		}
	}
	return lines
}

// riskPart says which part of a score moved.
func (m *maker) riskPart(it item) document.Text {
	var parts []document.Text
	for _, field := range []string{kb.FieldProbability, kb.FieldImpact} {
		if d := it.delta(m, field); d.Kind == fact.Moved {
			parts = append(parts, m.say("risk.part", the(m.word("column."+field)), m.figure(d.Before), m.figure(d.Now)))
		}
	}
	return m.join("comma", parts...)
}

// closing is why a risk was closed.
func (m *maker) closing(it item) document.Text {
	if why := it.fact(fact.Why); why.Value != "" {
		return m.say("risk.closed", m.called(it), m.cited(why.Value, why))
	}
	return m.say("risk.unexplained", m.called(it))
}

// missingLines is the indicators without a value.
func (m *maker) missingLines() (lines []document.Line) {
	for _, k := range m.indicators() {
		if k.state == metric.NoData {
			lines = append(lines, m.line(document.Muted, "missing", m.missing(k), m.note(k)))
		}
	}
	return lines
}

// note is what the sheet remarks of an indicator.
func (m *maker) note(k indicator) document.Text {
	note := k.fact(kb.FieldNote)
	if note.Value == "" {
		return nil
	}
	return m.say("kpi.remark", m.cited(note.Value, note))
}

// restated is what the sheets say otherwise today of the time before.
func (m *maker) restated() (lines []document.Line) {
	for _, d := range m.deltas {
		if !d.Restated() || d.Before.Key == "" {
			continue
		}
		if of, ok := m.label(d.Before, m.Told); ok {
			lines = append(lines, m.restatement(of, d))
		}
	}
	return lines
}

func (m *maker) restatement(of label, d fact.Delta) document.Line {
	told, now := m.written(d.Told, d.Before), m.written(d.Before, d.Told)
	if of.agreed {
		return m.line(document.Warn, "altered", m.say("altered.says", the(of.name), the(of.field), the(told), m.cited(now, d.Before)))
	}
	text := m.say("restated.says", the(of.name), the(of.field), the(told), m.cited(now, d.Before))
	_, _, field := fact.Split(d.Before.Key)
	if field == kb.FieldActual {
		return m.line(document.Plain, "restated", m.join("comma", text, m.say("restated.base")))
	}
	return m.line(document.Plain, "restated", text)
}

// written is a fact as it is read, told apart from another.
func (m *maker) written(f, beside fact.Fact) string {
	n, ok := f.Num()
	if !ok {
		if d := f.Date(); d != "" {
			return m.dateWord(d)
		}
		return m.stateWord(f)
	}
	if b, ok := beside.Num(); ok && beside.Unit == f.Unit {
		return m.scaleOf(f.Unit, n, []float64{b}).full(n)
	}
	return m.plain(n, f.Unit)
}

// renamed asks about names that are gone beside like ones that came.
func (m *maker) renamed() (lines []document.Line) {
	for _, p := range fact.Renamed(m.Now, m.Told, kb.SchemaKPI, fact.Phase, fact.Pleased) {
		now, was := item{m.Now, p.Family, p.New}, item{m.Told, p.Family, p.Gone}
		lines = append(lines, m.line(document.Warn, "renamed.word", m.say("renamed", the(now.name()), the(was.name()))))
	}
	return lines
}
