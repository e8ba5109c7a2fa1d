package report

import (
	"cmp"
	"slices"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// lastPeriod is the period of the newest value, for an indicator without a value in the report's period.
const lastPeriod = "last_period"

// indicator is a KPI and what is shown of it.
type indicator struct {
	item
	scale
	state metric.State
	now   fact.Fact // the actual value
	was   fact.Fact // the value before, as the sheets have it now
	told  fact.Fact // the value that the last report had, if the sheets have another now
	lapse lapse     // if there is no value before
	n, p  float64   // the numbers of now and was
	ok    bool      // now is a number
	cmp   bool      // now and was are numbers in the same unit
}

// indicators gives all indicators, worst first.
func (m *maker) indicators() []indicator {
	var out []indicator
	for _, it := range m.items(kb.SchemaKPI) {
		out = append(out, m.indicator(it))
	}
	slices.SortStableFunc(out, func(a, b indicator) int {
		return cmp.Or(cmp.Compare(a.rank(), b.rank()), cmp.Compare(b.behind(), a.behind()))
	})
	return out
}

func (m *maker) indicator(it item) indicator {
	k := indicator{item: it, state: metric.State(it.text(fact.State)), now: it.fact(kb.FieldActual)}
	d := it.delta(m, kb.FieldActual)
	k.was, k.told = d.Before, d.Told
	if k.was.Key == "" {
		k.was = it.fact(fact.Key(fact.At, string(k.period(m).Last())))
	}
	k.n, k.ok = k.now.Num()
	p, had := k.was.Num()
	k.p, k.cmp = p, had && k.ok && k.was.Unit == k.now.Unit
	if k.ok && k.was.Key == "" {
		k.lapse = it.lapsed(k.period(m), k.now.Unit)
	}
	var others []float64
	for _, f := range []fact.Fact{it.fact(kb.FieldBaseline), k.was, k.lapse.last, it.fact(fact.Last)} {
		if n, ok := f.Num(); ok {
			others = append(others, n)
		}
	}
	unit := cmp.Or(k.now.Unit, k.was.Unit, it.fact(fact.Aim).Unit, it.fact(kb.FieldBaseline).Unit)
	marks := k.marks()
	switch {
	case k.ok:
		k.scale = m.scaleOf(unit, k.n, marks, others...)
	case len(others) > 0:
		k.scale = m.scaleOf(unit, others[len(others)-1], marks, others...)
	default:
		k.scale = m.scaleOf(unit, 0, marks)
	}
	if e, ok := k.num(fact.Expected); ok && (k.state == metric.Behind || k.state == metric.Off) { // it may not look equal to what was due
		k.decimals = text.Enough(k.n*k.factor(), k.decimals, e*k.factor())
	}
	return k
}

// marks are the bounds by which the value is judged.
func (k indicator) marks() (marks []float64) {
	for _, field := range []string{fact.Aim, fact.AimLow, fact.AimHigh} {
		if n, ok := k.num(field); ok {
			marks = append(marks, n)
		}
	}
	return marks
}

// period is the period of the actual value or, if it has none, the report's.
func (k indicator) period(m *maker) kb.Period {
	return cmp.Or(kb.Period(k.text(kb.FieldPeriod)), m.period)
}

// states lists the states of an indicator, worst first.
var states = []metric.State{metric.Missed, metric.Off, metric.Behind, metric.Unmet, metric.NoData, metric.NoState, metric.OnTrack, metric.NoEvents, metric.Met}

func (k indicator) rank() int {
	if i := slices.Index(states, k.state); i >= 0 {
		return i
	}
	return slices.Index(states, metric.NoState)
}

func (k indicator) behind() float64 {
	n, _ := k.num(fact.Behind)
	return n
}

// tone is the colour of a state.
func tone(s metric.State) document.Tone {
	switch s {
	case metric.Missed, metric.Off:
		return document.Bad
	case metric.Behind, metric.Unmet:
		return document.Warn
	case metric.OnTrack, metric.Met:
		return document.Good
	}
	return document.Muted
}

func (m *maker) stateMark(s metric.State) document.Mark {
	if !slices.Contains(states, s) {
		s = metric.NoState
	}
	return document.Mark{Tone: tone(s), Word: m.word("state." + string(s))}
}

// moved is 1 if the value is better than the one before, -1 if it is worse, else 0.
func (k indicator) moved() int {
	if !k.cmp || vocab.Near(k.n, k.p) {
		return 0
	}
	up := k.n > k.p
	if up != k.lower() {
		return 1
	}
	return -1
}

// lower tells whether a lower value is better.
func (k indicator) lower() bool { return k.text(kb.FieldDirection) == "lower" }

// better is the mark of a change: better (moved > 0), worse (< 0), or none.
func (m *maker) better(moved int) document.Mark {
	switch {
	case moved > 0:
		return document.Mark{Tone: document.Good, Word: m.word("better")}
	case moved < 0:
		return document.Mark{Tone: document.Bad, Word: m.word("worse")}
	}
	return document.Mark{}
}

// value is the actual value with its unit and a link to its source.
func (k indicator) value(m *maker) document.Text { return m.cited(k.full(k.n), k.now) }

// threshold tells whether the target is a limit to keep (≤ 3%), not a value to reach.
func (k indicator) threshold() bool {
	op := k.text(fact.AimOp)
	return op != "" && op != "="
}

// target is the target as the report writes it: "80%", "≤ 3%"; without unit: "80".
func (k indicator) target(lang string, unit bool) string {
	write := func(n float64) string {
		s := k.scale
		if k.threshold() {
			s.decimals = min(s.decimals, text.Decimals(n*s.factor(), 6))
		}
		if unit {
			return s.full(n)
		}
		return s.bare(n)
	}
	low, isLow := k.num(fact.AimLow)
	high, isHigh := k.num(fact.AimHigh)
	n, ok := k.num(fact.Aim)
	op := k.text(fact.AimOp)
	switch {
	case isLow && isHigh:
		return words().Text(lang, "op.between", write(low), write(high))
	case ok && k.threshold():
		return op + " " + write(n)
	case ok:
		return write(n)
	}
	return k.text(kb.FieldTarget)
}
