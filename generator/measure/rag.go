package measure

import (
	"cmp"
	"slices"
	"strings"

	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/vocab"
)

// The colours, worst last.
const (
	Grey  = "grey"
	Green = "green"
	Amber = "amber"
	Red   = "red"
)

var colours = []string{Grey, Green, Amber, Red}

// The dimensions, in the order of a report.
const (
	Progress = "progress"
	Value    = "value"
	Quality  = "quality"
	RiskSide = "risk"
	Overall  = "overall"
)

// verdict is the worst colour so far, and the key of the fact that gave it.
type verdict struct {
	rank   int // in colours
	weight float64
	why    string
}

// take keeps the worse colour; if both are equal, the one with more weight.
func (v *verdict) take(colour int, weight float64, key ...string) {
	if colour > v.rank || colour == v.rank && weight > v.weight || v.why == "" && colour == v.rank {
		*v = verdict{colour, weight, fact.Key(key...)}
	}
}

// judged is the colour of each dimension with the fact that decided it, and the
// overall colour, which is the worst of them. It depends on the other facts
// only, so a record is judged as the site was.
func judged(s fact.Set) []fact.Fact {
	var out []fact.Fact
	var all verdict
	for _, d := range []struct {
		name  string
		judge func(fact.Set) verdict
	}{{Progress, progress}, {Value, value}, {Quality, quality}, {RiskSide, risk}} {
		v := d.judge(s)
		out = append(out, v.facts(s, d.name)...)
		if v.rank > all.rank {
			all = verdict{v.rank, 0, fact.Key(fact.RAG, d.name)}
		}
	}
	return append(out, all.facts(s, Overall)...)
}

func (v verdict) facts(s fact.Set, name string) []fact.Fact {
	f := fact.Fact{Key: fact.Key(fact.RAG, name), Value: colours[v.rank], Unit: fact.UnitState}
	if v.why == "" {
		return []fact.Fact{f}
	}
	if reason, ok := s.Get(v.why); ok {
		f.Source, f.AsOf, f.Digest = reason.Source, reason.AsOf, reason.Digest
	}
	why := f
	why.Key, why.Value, why.Unit = fact.Key(fact.RAG, name, fact.Why), v.why, fact.UnitText
	return []fact.Fact{f, why}
}

// rankOf is the colour of a state, as an index of colours.
func rankOf(state string) int {
	switch metric.State(state) {
	case metric.Met, metric.OnTrack:
		return 1
	case metric.Behind, metric.Unmet:
		return 2
	case metric.Off, metric.Missed:
		return 3
	}
	return 0
}

func number(s fact.Set, key ...string) float64 {
	f, _ := s.Get(key...)
	n, _ := f.Num()
	return n
}

// progress is the colour of the top rows of the plan: by their state, and amber if
// one is not behind but forecast to end late. Rows that are not over count more
// than others.
func progress(s fact.Set) (v verdict) {
	for _, item := range s.Items(fact.Phase) {
		if f, ok := s.Get(fact.Phase, item, kb.FieldLevel); !ok || f.Value != "0" {
			continue
		}
		state := s.Text(fact.Phase, item, fact.State)
		if state == "" {
			continue // no state: only what was agreed is known
		}
		rank := rankOf(state)
		field := fact.State
		late, slip, behind := number(s, fact.Phase, item, fact.Late), number(s, fact.Phase, item, fact.Slip), number(s, fact.Phase, item, fact.Behind)
		over := s.Text(fact.Phase, item, kb.FieldStatus) == kb.StatusDone
		switch {
		case over:
		case late > 0:
			field = fact.Late
		case rank > 1:
			field = fact.Behind
		case slip > 0:
			rank, field = max(rank, 2), fact.Slip
		case rank == 1:
			field = fact.Behind
		}
		weight := late*1000 + behind*10 + slip
		if over {
			weight = ended(s, item)
		}
		v.take(rank, weight, fact.Phase, item, field)
	}
	return v
}

// ended is the weight of a row that is over: less than that of any other, and
// larger the later it ended.
func ended(s fact.Set, item string) float64 {
	const past = 1e9
	day := cmp.Or(s.Text(fact.Phase, item, kb.FieldActualEnd), s.Text(fact.Phase, item, kb.FieldPlannedEnd))
	return float64(kb.Date(day).Sub("2000-01-01")) - past
}

// value is the worst state of an indicator.
func value(s fact.Set) (v verdict) {
	for _, item := range s.Items(kb.SchemaKPI) {
		if state := s.Text(kb.SchemaKPI, item, fact.State); state != "" {
			v.take(rankOf(state), number(s, kb.SchemaKPI, item, fact.Behind), kb.SchemaKPI, item, fact.State)
		}
	}
	return v
}

// fullBefore is the last full period of the service levels if the newest one is not
// over: a month that has just begun cannot make up for the last one. It is "" if the
// newest is over, and for a report, which has its own period.
func fullBefore(s fact.Set) (full kb.Period) {
	if s.Text(fact.Report, kb.FieldPeriod) != "" {
		return ""
	}
	periods := map[kb.Period]bool{}
	var last kb.Period
	for _, item := range s.Items(fact.SLA) {
		prefix := fact.Key(fact.SLA, item, fact.At) + "/"
		for _, f := range s.Item(fact.SLA, item).Below(fact.At) {
			said, _, _ := strings.Cut(strings.TrimPrefix(f.Key, prefix), "/")
			if p := kb.Period(said); p.Valid() {
				periods[p] = true
				if p.End() > last.End() {
					last = p
				}
			}
		}
	}
	if last == "" || string(last.End()) <= s.Text(fact.Report, "cutoff") {
		return ""
	}
	if p := last.Holding(last.Start().AddDays(-1)); periods[p] {
		return p
	}
	return ""
}

// quality is red if the highest level of service was missed in the period (or in the last full one, see
// fullBefore), is being missed, or the promised availability is lost; else it is the colour of the worst gap in
// satisfaction. Availability that was kept is green if nothing else is known.
func quality(s fact.Set) (v verdict) {
	before := fullBefore(s)
	for _, item := range s.Items(fact.SLA) {
		if was, ok := s.Get(fact.SLA, item, fact.At, string(before), kb.FieldCompliance); ok && before != "" && vocab.TopSeverity(item) {
			if share, _ := was.Num(); share < 1 && !vocab.Near(share, 1) {
				v.take(3, 900, fact.SLA, item, fact.At, string(before), kb.FieldCompliance)
			}
		}
		count, ok := s.Get(fact.SLA, item, kb.FieldCount)
		if !ok || !vocab.TopSeverity(item) {
			continue
		}
		met, judged := s.Get(fact.SLA, item, kb.FieldCompliance)
		switch share, _ := met.Num(); {
		case count.Value == "0" && promised(s, item):
			v.take(1, 0, fact.SLA, item, kb.FieldCount)
		case judged && share < 1 && !vocab.Near(share, 1):
			v.take(3, 1000, fact.SLA, item, kb.FieldCompliance)
		case judged:
			v.take(1, 0, fact.SLA, item, kb.FieldCompliance)
		}
	}
	for _, item := range s.Items(fact.Incident) { // an incident from an earlier period does not count in later ones
		if number(s, fact.Incident, item, fact.Open) == 1 && number(s, fact.Incident, item, fact.Over) > 0 && vocab.TopSeverity(fact.Part(s.Text(fact.Incident, item, kb.FieldSeverity))) {
			v.take(3, 1000, fact.Incident, item, fact.Over)
		}
	}
	for _, item := range s.Items(kb.SchemaKPI) {
		if state := s.Text(kb.SchemaKPI, item, fact.State); vocab.Availability(item) && rankOf(state) > 1 {
			v.take(3, 500, kb.SchemaKPI, item, fact.State)
		}
	}
	for _, item := range s.Items(fact.Pleased) {
		if state := s.Text(fact.Pleased, item, fact.State); state != "" && s.Text(fact.Pleased, item, fact.Small) == "" {
			v.take(rankOf(state), number(s, fact.Pleased, item, fact.Behind), fact.Pleased, item, kb.FieldScore)
		}
	}
	for _, item := range s.Items(kb.SchemaKPI) { // last: kept availability is the reason only if there is no other
		if state := s.Text(kb.SchemaKPI, item, fact.State); vocab.Availability(item) && rankOf(state) == 1 {
			v.take(1, 0, kb.SchemaKPI, item, fact.State)
		}
	}
	return v
}

// promised tells whether there is a target for the severity, or a figure of how
// well it was kept: without one, no incident does not mean that a promise was
// kept.
func promised(s fact.Set, item string) bool {
	level := s.Item(fact.SLA, item)
	for _, field := range []string{kb.FieldResponseTarget, kb.FieldResolveTarget, kb.FieldCompliance} {
		if _, ok := level.Get(field); ok {
			return true
		}
	}
	return slices.ContainsFunc(level.Below(fact.At), func(f fact.Fact) bool { return strings.HasSuffix(f.Key, "/"+kb.FieldCompliance) })
}

// risk is red if a high risk has no response or its review is overdue, amber if
// any high one is open.
func risk(s fact.Set) (v verdict) {
	cutoff := s.Text(fact.Report, "cutoff")
	for _, item := range s.Items(fact.Risk) {
		text := func(field string) string { return s.Text(fact.Risk, item, field) }
		if text(kb.FieldStatus) != open {
			v.take(1, 0, fact.Risk, item, kb.FieldStatus)
			continue
		}
		rank, field := 1, kb.FieldLevel
		if text(kb.FieldLevel) == vocab.RiskHigh {
			review := text(kb.FieldNextReview)
			switch {
			case !vocab.Answers(text(kb.FieldResponse)):
				rank = 3
			case review != "" && review < cutoff:
				rank, field = 3, kb.FieldNextReview
			default:
				rank = 2
			}
		}
		v.take(rank, number(s, fact.Risk, item, kb.FieldScore), fact.Risk, item, field)
	}
	return v
}
