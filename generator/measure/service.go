package measure

import (
	"cmp"
	"slices"
	"strings"

	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/site"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// service is the service levels and incidents of a scope.
type service struct {
	*taker
	levels    []*kb.Dataset
	incidents []site.Incident // up to the end of the scope's period
	listed    bool            // there is a list of incidents
	now       kb.Period       // the scope's, else the newest with figures
}

// service is the facts of every severity and incident.
func (t *taker) service() {
	s := service{taker: t, levels: t.own(kb.SchemaSLA)} // targets are agreed, and averages have their period
	promises := site.PromisesOf(s.levels)
	for _, set := range t.records(kb.SchemaIncidents) {
		s.listed = true
		for _, i := range t.data.IncidentsOn(set, promises, t.scope.Cutoff) {
			if day := begun(&i); day != "" && t.counts(day) && (t.until == "" || day <= t.until.End()) {
				s.incidents = append(s.incidents, i)
			}
		}
	}
	s.now = cmp.Or(t.scope.Period, s.newest())
	for n, severity := range s.severities() {
		s.level(severity, n+1)
	}
	names := named{}
	for n := range s.incidents {
		if i := &s.incidents[n]; s.within(i) {
			s.incident(i, names.of(i.ID), n+1)
		}
	}
}

// severities is in the order of the service levels, then of the incidents.
func (s *service) severities() (names []string) {
	take := func(name string) {
		name = strings.TrimSpace(name)
		if name != "" && !slices.ContainsFunc(names, func(n string) bool { return text.Fold(n) == text.Fold(name) }) {
			names = append(names, name)
		}
	}
	for _, set := range s.levels {
		for row := range set.Rows {
			take(set.Cell(row, kb.FieldSeverity).String())
		}
	}
	for i := range s.incidents {
		take(s.incidents[i].Severity)
	}
	return names
}

// tally is the result of a severity in a period.
type tally struct {
	from       place
	count      float64
	met, of    float64 // of those whose time is known, with a target
	compliance float64
	judged     bool // there is a compliance
	counted    bool // from timestamps: met and of are known
	mean       metric.Quantity
	any        bool
}

func (s *service) level(severity string, order int) {
	var first place
	periods := map[kb.Period]bool{}
	rows := map[kb.Period]place{}
	for _, set := range s.levels {
		for row := range set.Rows {
			if text.Fold(strings.TrimSpace(set.Cell(row, kb.FieldSeverity).String())) != text.Fold(severity) {
				continue
			}
			p := set.Cell(row, kb.FieldPeriod).Period()
			if p != "" && (s.until == "" || p.End() <= s.until.End()) {
				periods[p], rows[p] = true, place{set, row}
			}
			if first.set == nil || p == "" {
				first = place{set, row}
			}
		}
	}
	for _, i := range s.of(severity) {
		periods[vocab.MonthOf(begun(i))] = true
		first = cmp.Or(first, place{i.Set, i.Row})
	}
	item := s.taker.of(first.set, first.row, fact.SLA, severity)
	item.text(fact.Name, kb.FieldSeverity, severity)
	item.num(fact.Order, kb.FieldSeverity, float64(order), "")
	for _, field := range []string{kb.FieldResponseTarget, kb.FieldResolveTarget} {
		if q := site.QuantityOf(first.set, first.row, field); q.OK {
			item.num(field, field, q.Num, unitName(q.Unit))
		}
	}
	for _, p := range sorted(periods) {
		s.tally(severity, p, rows).facts(item, fact.At, string(p))
	}
	if s.now != "" {
		s.total(severity, s.now, rows).facts(item)
	}
}

// newest is the last period with figures in the service levels, else the month
// of the last incident.
func (s *service) newest() (last kb.Period) {
	for _, set := range s.levels {
		for row := range set.Rows {
			if p := set.Cell(row, kb.FieldPeriod).Period(); p.End() > last.End() {
				last = p
			}
		}
	}
	if last != "" {
		return last
	}
	for i := range s.incidents {
		if month := vocab.MonthOf(begun(&s.incidents[i])); month > last {
			last = month
		}
	}
	return last
}

func sorted(periods map[kb.Period]bool) (out []kb.Period) {
	for p := range periods {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b kb.Period) int { return cmp.Or(cmp.Compare(a.End(), b.End()), cmp.Compare(a, b)) })
	return out
}

// of is the incidents of a severity.
func (s *service) of(severity string) (out []*site.Incident) {
	for i := range s.incidents {
		in := &s.incidents[i]
		if text.Fold(strings.TrimSpace(in.Severity)) == text.Fold(severity) {
			out = append(out, in)
		}
	}
	return out
}

// in is the incidents of a severity that began in a period.
func (s *service) in(severity string, p kb.Period) []*site.Incident {
	return slices.DeleteFunc(s.of(severity), func(i *site.Incident) bool { return begun(i) < p.Start() || begun(i) > p.End() })
}

func begun(i *site.Incident) kb.Date { return i.Set.Cell(i.Row, kb.FieldOccurred).Date() }

// tally is the result of one period: counted from the list of incidents,
// unless the sheet counts more than are listed (many tickets, of which only
// the worst are listed).
func (s *service) tally(severity string, p kb.Period, rows map[kb.Period]place) tally {
	listed := s.in(severity, p)
	row, ok := rows[p]
	switch {
	case !ok && s.partial(severity, rows):
		return tally{}
	case !ok:
		return s.counted(listed)
	}
	n, hasCount := row.set.Cell(row.row, kb.FieldCount).Float()
	if len(listed) > 0 && n <= float64(len(listed)) {
		return s.counted(listed)
	}
	t := tally{from: row, count: n, any: hasCount}
	if c, ok := row.set.Cell(row.row, kb.FieldCompliance).Float(); ok && (!hasCount || n > 0) {
		t.compliance, t.judged, t.any = c, true, true
	}
	t.mean = site.QuantityOf(row.set, row.row, kb.FieldResolveActual)
	return t
}

// partial tells whether the list has only some of the incidents that the sheet
// counts: then nothing is known of a period without a row.
func (s *service) partial(severity string, rows map[kb.Period]place) bool {
	for _, p := range sorted(keys(rows)) {
		if n, ok := rows[p].set.Cell(rows[p].row, kb.FieldCount).Float(); ok && n > float64(len(s.in(severity, p))) {
			return true
		}
	}
	return false
}

// counted is the result by the timestamps of incidents. One that is still open
// within its time is neither met nor missed.
func (s *service) counted(list []*site.Incident) (t tally) {
	t.counted, t.any, t.count = true, s.listed, float64(len(list))
	minutes, timed := 0.0, 0
	for _, i := range list {
		if t.from.set == nil {
			t.from = place{i.Set, i.Row}
		}
		for _, step := range i.Steps {
			if step.Field != kb.FieldRestored {
				continue
			}
			if step.Target.OK && step.Took.OK && (!step.Await || step.Missed) {
				t.of++
				if !step.Missed {
					t.met++
				}
			}
			if q, ok := step.Took.In("min"); ok && !step.Await {
				minutes, timed = minutes+q.Num, timed+1
			}
		}
	}
	if t.of > 0 {
		t.compliance, t.judged = t.met/t.of, true
	}
	if timed > 0 {
		t.mean = metric.Q(minutes/float64(timed), "min")
	}
	return t
}

// total is the result of the scope's period: its row, else the rows within it
// together, else the incidents in it.
func (s *service) total(severity string, p kb.Period, rows map[kb.Period]place) tally {
	if _, ok := rows[p]; ok {
		return s.tally(severity, p, rows)
	}
	var all tally
	weight := 0.0
	for _, q := range sorted(keys(rows)) {
		if q.Start() < p.Start() || q.End() > p.End() {
			continue
		}
		t := s.tally(severity, q, rows)
		if !all.any {
			all.from, all.counted = t.from, true
		}
		all.any, all.count, all.counted = true, all.count+t.count, all.counted && t.counted
		all.met, all.of = all.met+t.met, all.of+t.of
		if t.judged {
			n := t.count
			if t.counted {
				n = t.of
			}
			all.judged, weight, all.compliance = true, weight+n, all.compliance+n*t.compliance
		}
	}
	if !all.any {
		return s.tally(severity, p, rows)
	}
	if weight > 0 {
		all.compliance /= weight
	} else {
		all.judged = false
	}
	return all
}

func keys(rows map[kb.Period]place) map[kb.Period]bool {
	out := map[kb.Period]bool{}
	for p := range rows {
		out[p] = true
	}
	return out
}

// facts writes the facts of a tally below an item.
func (t tally) facts(i item, below ...string) {
	if !t.any {
		return
	}
	if t.from.set != nil {
		i.set, i.row = t.from.set, t.from.row
	}
	field := func(name string) string { return fact.Key(append(slices.Clone(below), name)...) }
	column := func(name string) string {
		if t.counted {
			return kb.FieldRestored
		}
		return name
	}
	i.num(field(kb.FieldCount), column(kb.FieldCount), t.count, "")
	if t.counted && t.of > 0 {
		i.num(field(fact.Met), column(kb.FieldCompliance), t.met, "")
	}
	if t.judged {
		i.num(field(kb.FieldCompliance), column(kb.FieldCompliance), t.compliance, "%")
	}
	if t.mean.OK && len(below) == 0 {
		i.num(fact.Mean, column(kb.FieldResolveActual), t.mean.Num, unitName(t.mean.Unit))
	}
}

// within tells whether an incident belongs to the period: it began in it, or was
// open at its end.
func (s *service) within(i *site.Incident) bool {
	p := s.scope.Period
	if p == "" {
		return true
	}
	day := begun(i)
	restored := i.Set.Cell(i.Row, kb.FieldRestored).Date()
	return day <= p.End() && (day >= p.Start() || i.Open || restored > p.End())
}

func (s *service) incident(i *site.Incident, name string, order int) {
	item := s.taker.of(i.Set, i.Row, fact.Incident, name)
	item.text(fact.Name, kb.FieldRootCause, cmp.Or(i.Set.Cell(i.Row, kb.FieldRootCause).String(), i.ID))
	item.num(fact.Order, kb.FieldID, float64(order), "")
	item.text(kb.FieldSeverity, kb.FieldSeverity, i.Severity)
	item.column(kb.FieldSystem)
	item.text(kb.FieldOccurred, kb.FieldOccurred, moment(i.Set.Cell(i.Row, kb.FieldOccurred)))
	if i.Open {
		item.num(fact.Open, kb.FieldRestored, 1, "")
	}
	for _, step := range i.Steps {
		if step.Took.OK && !step.Await {
			item.num(step.Field, step.Field, step.Took.Num, step.Took.Unit)
		}
		if limit, ok := step.Target.In(step.Took.Unit); ok && step.Field == kb.FieldRestored && step.Took.OK {
			item.num(fact.Limit, step.Field, limit.Num, step.Took.Unit)
			if step.Missed {
				item.num(fact.Over, step.Field, step.Took.Num-limit.Num, step.Took.Unit)
			}
		}
	}
	review := i.Retro()
	if p := s.site.RetroOf(i, s.scope.Project); p != nil {
		review = p.Path
	}
	item.text(kb.FieldReview, kb.FieldID, review)
}

// moment is a day with its time: "2026-10-03 14:02".
func moment(c kb.Cell) string {
	if c.Num == 0 {
		return string(c.Date())
	}
	return string(c.Date()) + " " + vocab.ClockText(c.Num)
}
