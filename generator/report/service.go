package report

import (
	"slices"
	"strings"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/vocab"
)

// Fields of incidents, inspections and measurements that are computed, not read from a cell.
const (
	metFact    = "met"         // incidents that were restored in time
	limitFact  = "limit"       // the time that restoring an incident may take
	overFact   = "over"        // how much longer it took
	openFact   = "open"        // 1 while it is not restored
	weeksFact  = "missed"      // weeks without an inspection
	weeksFrom  = "missed_from" // the first of these weeks
	faultsFact = "faults"      // what inspections found
	idleFact   = "unhandled"   // how many of these faults nobody handled
	sinceFact  = "over_since"  // the first day on which a measurement was over its threshold
)

const (
	fewEvents   = 5 // a share of fewer events says nothing
	serviceCols = 4 // periods in the table
)

// served tells how well incidents of one severity were handled in a period.
type served struct {
	count, met int       // all, and those restored in time
	rate       float64   // met of count
	of         fact.Fact // the fact of the rate or, without one, of the count
	known      bool      // anything is known
	judged     bool      // there is a rate
}

// served reads what is known of a severity. Without below it is that of the report's
// period; below fact.At and "2026-10" it is that of October.
func (it item) served(below ...string) served {
	get := func(field string) fact.Fact { return it.fact(fact.Key(append(slices.Clone(below), field)...)) }
	var v served
	count := get(kb.FieldCount)
	n, counted := count.Num()
	v.count, v.of = int(n), count
	rate := get(kb.FieldCompliance)
	v.rate, v.judged = rate.Num()
	if v.judged {
		v.of = rate
	}
	v.known = counted || v.judged
	met := get(metFact)
	k, ok := met.Num()
	if !ok {
		k = v.rate * n
	}
	v.met = int(k + 0.5)
	if !v.judged && ok && n > 0 {
		v.rate, v.judged = k/n, true
	}
	return v
}

// none tells whether nothing happened.
func (v served) none() bool { return v.known && v.count == 0 && !v.judged }

// few tells whether there were so few incidents that a share would mislead.
func (v served) few() bool { return v.count > 0 && v.count < fewEvents }

func (v served) missed() bool { return v.judged && v.rate < 1 && !vocab.Near(v.rate, 1) }

// grade is a severity as people write it.
func (it item) grade() string {
	if n := it.text(fact.Name); n != "" {
		return n
	}
	return it.id()
}

// sla shows how many incidents of each severity were restored in time, which were not,
// which weeks had no inspection, and which measurements are over their threshold.
func (m *maker) sla(s *document.Section) {
	var blocks []document.Block
	if levels := m.items(fact.SLA); len(levels) > 0 {
		blocks = append(blocks, document.Block{Kind: document.Grid, Table: m.slaTable(levels)})
	}
	lines := slices.Concat(m.incidentLines(), m.inspectionLines(), m.thresholdLines())
	if len(lines) > 0 {
		blocks = append(blocks, document.Block{Kind: document.Lines, Lines: lines})
	}
	if len(blocks) > 0 {
		s.Note, s.Blocks = m.say("sla.note"), blocks
	}
}

func (m *maker) slaTable(levels []item) document.Table {
	t := document.Table{Columns: []document.Column{m.column("severity", "text", false)}}
	periods, own := m.servicePeriods(levels)
	for i, p := range periods {
		t.Columns = append(t.Columns, document.Column{Title: m.periodShort(p), Kind: "text", Minor: i < len(periods)-2})
	}
	if own {
		t.Columns = append(t.Columns, m.column("now", "text", false))
	}
	for _, it := range levels {
		row := document.Row{Cells: []document.Cell{{Text: the(it.grade()), Sub: m.limits(it)}}}
		for _, p := range periods {
			v := it.served(fact.At, string(p))
			if p == m.period {
				if own := it.served(); own.known {
					v = own
				}
			}
			row.Cells = append(row.Cells, m.servedCell(v))
		}
		if own {
			row.Cells = append(row.Cells, m.servedCell(it.served()))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// servicePeriods gives the periods that have a column, up to the report's. own: they are
// shorter than the report's, for example months of a quarter, so that the report's period
// needs a column of its own.
func (m *maker) servicePeriods(levels []item) (periods []kb.Period, own bool) {
	var known []kb.Period
	for _, it := range levels {
		for _, f := range it.facts.Below(fact.At) {
			p, _, _ := strings.Cut(f.Key[len(fact.Key(it.family, it.key, fact.At))+1:], "/")
			if q := kb.Period(p); q.Valid() && (m.to == "" || q.End() <= m.to) && !slices.Contains(known, q) {
				known = append(known, q)
			}
		}
	}
	slices.SortFunc(known, func(a, b kb.Period) int { return strings.Compare(string(a.End()), string(b.End())) })
	if len(known) == 0 {
		return nil, true
	}
	if last := known[len(known)-1]; m.period != "" && last.Holding(m.to) == m.period {
		return m.periods(m.period, serviceCols), false
	}
	return known[max(0, len(known)-serviceCols):], m.period != ""
}

// limits gives the times allowed to respond and to restore.
func (m *maker) limits(it item) document.Text {
	var parts []document.Text
	for _, field := range []string{kb.FieldResponseTarget, kb.FieldResolveTarget} {
		if n, ok := it.num(field); ok {
			parts = append(parts, the(metric.Duration(n, it.fact(field).Unit, m.Lang)))
		}
	}
	return m.join("slash", parts...)
}

func (m *maker) servedCell(v served) document.Cell {
	switch {
	case !v.known:
		return blank()
	case v.none():
		return document.Cell{Text: the(m.word("events.none")), Tone: document.Muted}
	case !v.judged:
		return document.Cell{Text: m.cited(m.countWord("case", v.count), v.of)}
	case v.few():
		c := document.Cell{Text: m.cited(m.word("events.few", m.number(v.met).String(), m.number(v.count).String()), v.of), Mark: document.Mark{Tone: document.Good, Word: m.word("events.in-time")}}
		if v.missed() {
			c.Mark, c.Tone = document.Mark{Tone: document.Bad, Word: m.word("events.missed")}, document.Bad
		}
		return c
	}
	c := document.Cell{Text: m.cited(metric.Percent(v.rate), v.of), Num: document.Number{Value: v.rate, Unit: "%", OK: true}}
	if v.count > 0 {
		c.Sub = m.count("case", v.count)
	}
	return c
}

// service says how a severity was handled in the period; empty if nothing is known.
func (m *maker) service(it item) document.Text {
	if t := m.servedText(it.served()); len(t) > 0 {
		return m.say("sla.of", the(it.grade()), t)
	}
	return nil
}

// decisive says how a severity was handled in the period that decided the colour of the
// dimension d: the report's or, if that has not ended yet, the last full one.
func (m *maker) decisive(it item, d string) document.Text {
	_, _, field := fact.Split(m.Now.Text(fact.RAG, d, fact.Why))
	rest, full := strings.CutPrefix(field, fact.At+"/")
	if !full {
		return m.service(it)
	}
	p, _, _ := strings.Cut(rest, "/")
	return m.say("sla.full", the(it.grade()), the(m.periodShort(kb.Period(p))), m.servedText(it.served(fact.At, p)))
}

func (m *maker) servedText(v served) document.Text {
	switch {
	case v.none():
		return m.say("events.none")
	case !v.judged:
		return nil
	case v.few():
		return m.say("sla.few", m.number(v.met), m.cited(m.number(v.count).String(), v.of))
	case v.count == 0:
		return m.say("sla.rate.bare", m.cited(metric.Percent(v.rate), v.of))
	}
	return m.say("sla.rate", m.cited(metric.Percent(v.rate), v.of), m.count("case", v.count))
}

// serviceOK says how the highest severity was handled, for a quality whose colour follows
// from something else.
func (m *maker) serviceOK(d string) document.Text {
	if d != "quality" {
		return nil
	}
	for _, it := range m.items(fact.SLA) {
		if vocab.TopSeverity(it.key) {
			return m.service(it)
		}
	}
	return nil
}

// serviceChanges says whether the highest severity is now missed and was not before, or the reverse.
func (m *maker) serviceChanges() (lines []document.Line) {
	for _, it := range m.items(fact.SLA) {
		now := it.served()
		was := m.servedBefore(it)
		if !now.known || !was.known || !vocab.TopSeverity(it.key) {
			continue
		}
		before := m.say("sla.before", m.servedText(was))
		switch {
		case now.missed() && !was.missed():
			lines = append(lines, m.line(document.Bad, "worse", m.join("comma", m.service(it), before)))
		case was.missed() && !now.missed():
			lines = append(lines, m.line(document.Good, "better", m.join("comma", m.service(it), before)))
		}
	}
	return lines
}

// servedBefore is how a severity was handled in the last report's period.
func (m *maker) servedBefore(it item) served {
	if base := it.in(m.Base).served(); base.known {
		return base
	}
	return it.in(m.Told).served()
}

// incidentLines lists the incidents that took too long or are not over. Of the others it
// lists those of the highest severity, or all if there are few.
func (m *maker) incidentLines() (lines []document.Line) {
	all := m.items(fact.Incident)
	for _, it := range all {
		over, late := it.num(overFact)
		switch {
		case it.count(openFact) > 0 || late && over > 0:
			lines = append(lines, m.line(document.Bad, "events.missed", m.missed(it)))
		case len(all) <= fewEvents || vocab.TopSeverity(fact.Part(it.text(kb.FieldSeverity))):
			lines = append(lines, document.Line{Text: m.sentence(m.kept(it))})
		}
	}
	return lines
}

// incident names an incident by its day, severity and system.
func (m *maker) incident(it item) document.Text {
	when := it.text(kb.FieldOccurred)
	if day, _, _ := strings.Cut(when, " "); day != "" {
		if d, ok := kb.ParseDate(day); ok {
			when = m.dateWord(d)
		}
	}
	name := m.join("words", m.cited(when, it.fact(kb.FieldOccurred)), the(it.text(kb.FieldSeverity)))
	if sys := it.text(kb.FieldSystem); sys != "" {
		return m.say("incident.of", name, the(sys))
	}
	return name
}

// length is a length of time from a field of an item, with a link to its source.
func (m *maker) length(it item, field string) document.Text {
	f := it.fact(field)
	n, ok := f.Num()
	if !ok {
		return nil
	}
	return m.cited(metric.Duration(n, f.Unit, m.Lang), f)
}

// missed says that an incident was restored too late or is not restored, and whether one
// of the highest severity has no review.
func (m *maker) missed(it item) document.Text {
	over, restored := m.length(it, overFact), m.length(it, kb.FieldRestored)
	var t document.Text
	switch {
	case it.count(openFact) > 0 && len(over) > 0:
		t = m.say("incident.open.over", m.incident(it), over, m.date(m.day))
	case it.count(openFact) > 0:
		t = m.say("incident.open", m.incident(it))
	default:
		t = m.say("incident.over", m.incident(it), restored, m.length(it, limitFact), over)
	}
	if it.text(kb.FieldReview) == "" && vocab.TopSeverity(fact.Part(it.text(kb.FieldSeverity))) {
		t = m.join("clauses", t, m.say("incident.unreviewed"))
	}
	return t
}

// kept says how long it took to restore an incident that was restored in time.
func (m *maker) kept(it item) document.Text {
	t := m.length(it, kb.FieldRestored)
	if len(t) == 0 {
		return m.incident(it)
	}
	return m.say("incident.kept", m.incident(it), t)
}

// thresholdLines lists the measurements that are over their threshold, and since when.
func (m *maker) thresholdLines() (lines []document.Line) {
	for _, it := range m.items(kb.FieldMetric) {
		since, limit := it.date(sinceFact), it.fact(kb.FieldThreshold)
		n, ok := limit.Num()
		if since == "" || !ok {
			continue
		}
		value := it.fact(kb.FieldValue)
		t := m.say("metric.over", the(m.plain(n, limit.Unit)), m.count("day", max(1, m.day.Sub(since))))
		if v, ok := value.Num(); ok {
			t = m.join("comma", m.say("kpi.value", the(it.name()), m.cited(m.plain(v, value.Unit, n), value)), t)
		} else {
			t = m.join("words", the(it.name()), t)
		}
		lines = append(lines, m.line(document.Warn, "over.word", t))
	}
	return lines
}

// uninspected says for how many weeks systems were not inspected, and from when on.
func (m *maker) uninspected(systems []item) document.Text {
	var names []document.Text
	for _, it := range systems {
		names = append(names, the(it.name()))
	}
	it := systems[0]
	if d := it.date(weeksFrom); d != "" {
		return m.say("inspection.missed.from", m.join("list", names...), m.count("week", it.count(weeksFact)), m.date(d))
	}
	return m.say("inspection.missed", m.join("list", names...), m.count("week", it.count(weeksFact)))
}

// inspectionLines lists the weeks without an inspection, and the faults that nobody handled.
func (m *maker) inspectionLines() (lines []document.Line) {
	all := m.items(fact.Check)
	said := map[[2]string]bool{}
	for _, it := range all {
		n, from := it.text(weeksFact), it.text(weeksFrom)
		if it.count(weeksFact) == 0 || said[[2]string{n, from}] {
			continue
		}
		said[[2]string{n, from}] = true // systems with the same weeks share a line
		same := where(all, func(o item) bool { return o.text(weeksFact) == n && o.text(weeksFrom) == from })
		lines = append(lines, m.line(document.Warn, "missing", m.uninspected(same)))
	}
	for _, it := range all {
		if n := it.count(idleFact); n > 0 {
			lines = append(lines, document.Line{Text: m.sentence(m.say("inspection.idle", the(it.name()), m.count("fault", it.count(faultsFact)), m.number(n)))})
		}
	}
	return lines
}
