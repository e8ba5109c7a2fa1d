package report

import (
	"slices"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/metric"
)

// changes says what differs from the last report: first what got worse, then what got
// better, then what is new, gone, restated, missing or renamed.
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
	for _, list := range [][]document.Line{m.goneLines(), m.restated(), m.missingLines(), m.renamed()} {
		lines = append(lines, list...)
	}
	if len(lines) == 0 {
		if s.Why = m.unchanged(); s.Why == "" && m.Told.Empty() {
			s.Note = nil // there is nothing to compare with
		}
		return
	}
	s.Blocks = []document.Block{{Kind: document.Lines, Lines: lines}}
}

// urgency is 0 for what got worse, 1 for what got better, 2 for the rest: the order of the lines.
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
	last := m.say("report.cutoff", the(Title(kind, m.Lang, period, "")), m.date(dateOf(set, fact.Report, "cutoff")))
	if commit := set.Text(fact.Report, fact.Candidate); commit != "" {
		return m.say("report.candidate", last, the(fact.ShortCommit(commit)))
	}
	return last
}

func (m *maker) line(tone document.Tone, word string, parts ...document.Text) document.Line {
	return document.Line{Mark: document.Mark{Tone: tone, Word: m.word(word)}, Text: m.sentence(parts...)}
}

// kpiChanges says which indicators have changed. Those that only got better share a line.
func (m *maker) kpiChanges() (lines []document.Line) {
	var rest, dips, fresh, lapsed []indicator
	for _, k := range m.indicators() {
		before := metric.State(k.in(m.Told).text(fact.State))
		moved := k.moved()
		switch {
		case k.ok && !k.cmp:
			if k.lapse.there() {
				lapsed = append(lapsed, k)
			} else if k.was.Key == "" {
				fresh = append(fresh, k)
			}
		case !k.cmp:
		case k.state == metric.Missed && before != metric.Missed && before != "":
			lines = append(lines, m.line(document.Bad, "missed", m.kpiReason(k)))
		case k.state == metric.Met && before != metric.Met && before != "":
			lines = append(lines, m.line(document.Good, "better", m.kpiMove(k), m.reached(k)))
		case k.state == metric.Unmet && before == metric.Met:
			lines = append(lines, m.line(document.Bad, "worse", m.kpiMove(k), m.say("kpi.unmet", the(k.target(m.Lang, true)))))
		case moved < 0 && tone(k.state) == document.Good && k.count(fact.Worse) < 3:
			dips = append(dips, k)
		case moved < 0:
			lines = append(lines, m.line(document.Bad, "worse", m.kpiMove(k)))
		case moved > 0:
			rest = append(rest, k)
		}
	}
	lines = append(lines, m.dipped(dips)...)
	if len(rest) > 0 {
		lines = append(lines, m.others(rest, slices.ContainsFunc(lines, func(l document.Line) bool { return l.Mark.Tone == document.Good })))
	}
	return slices.Concat(lines, m.lapses(lapsed), m.firsts(fresh))
}

// fewDips: up to this many indicators that are a little worse, but still in order, have a
// line each; more of them share one.
const fewDips = 3

// dipped says which indicators are a little worse.
func (m *maker) dipped(list []indicator) (lines []document.Line) {
	if len(list) > fewDips {
		return []document.Line{m.line(document.Bad, "worse", m.say("kpi.dips", m.count("indicator", len(list)), m.join("list", m.moves(list)...)))}
	}
	for _, k := range list {
		lines = append(lines, m.line(document.Bad, "worse", m.kpiMove(k)))
	}
	return lines
}

// firsts lists the indicators that have a value for the first time.
func (m *maker) firsts(list []indicator) []document.Line {
	var values []document.Text
	for _, k := range list {
		values = append(values, m.say("kpi.value", the(k.name()), k.value(m)))
	}
	if len(values) == 0 {
		return nil
	}
	return []document.Line{m.line(document.Plain, "new", m.join("comma", m.join("list", values...), m.say("kpi.first")))}
}

// moves is each indicator with its change.
func (m *maker) moves(list []indicator) (out []document.Text) {
	for _, k := range list {
		out = append(out, m.say("kpi.other", the(k.name()), m.cited(m.change(k.diff(k.n-k.p)), k.now)))
	}
	return out
}

// kpiMove is an indicator with both values and the difference: "… 61.5% → 58.2%，−3.3 个百分点，连续 4 期变差".
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

// reached says that a target is met, or that a threshold is kept again.
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

// others names the indicators that only got better, in one line. more: other lines tell of
// indicators that did, too.
func (m *maker) others(rest []indicator, more bool) document.Line {
	key := "kpi.rest"
	if !more {
		key = "kpi.better"
	}
	return m.line(document.Good, "better", m.say(key, m.count("indicator", len(rest)), m.join("list", m.moves(rest)...)))
}

// riskChanges says what has become of the risks since the last report.
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

// riskPart says whether the probability or the impact has changed.
func (m *maker) riskPart(it item) document.Text {
	var parts []document.Text
	for _, field := range []string{kb.FieldProbability, kb.FieldImpact} {
		if d := it.delta(m, field); d.Kind == fact.Moved {
			parts = append(parts, m.say("risk.part", the(m.word("column."+field)), m.figure(d.Before), m.figure(d.Now)))
		}
	}
	return m.join("comma", parts...)
}

// closing says that a risk was closed, and why, if that is known.
func (m *maker) closing(it item) document.Text {
	if why := it.fact(fact.Why); why.Value != "" {
		return m.say("risk.closed", m.called(it), m.cited(why.Value, why))
	}
	return m.say("risk.unexplained", m.called(it))
}

// missingLines names the indicators without a value.
func (m *maker) missingLines() (lines []document.Line) {
	for _, k := range m.indicators() {
		if k.state == metric.NoData {
			lines = append(lines, m.line(document.Muted, "missing", m.missing(k), m.note(k)))
		}
	}
	return lines
}

// note is the remark that the sheet has for an indicator.
func (m *maker) note(k indicator) document.Text {
	note := k.fact(kb.FieldNote)
	if note.Value == "" {
		return nil
	}
	return m.say("kpi.remark", m.cited(note.Value, note))
}

// restated lists the values of the last report that the sheets say differently today.
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

// written is a fact as readers see it, with enough decimals to look different from beside.
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

// renamed asks whether a new name stands for a similar one that is gone.
func (m *maker) renamed() (lines []document.Line) {
	for _, p := range fact.Renamed(m.Now, m.Told, kb.SchemaKPI, fact.Phase, fact.Pleased) {
		now, was := itemOf(m.Now, p.Family, p.New), itemOf(m.Told, p.Family, p.Gone)
		lines = append(lines, m.line(document.Warn, "renamed.word", m.say("renamed", the(now.name()), the(was.name()))))
	}
	return lines
}
