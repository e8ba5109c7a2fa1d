package metric

import "milepost/generator/vocab"

// Direction says which way an indicator gets better.
type Direction = vocab.Direction

// The directions.
const (
	Unknown = vocab.NoDirection
	Higher  = vocab.Higher
	Lower   = vocab.Lower
)

// DirectionOf decides which way is better: the direction column, else the
// target's wording or sign, else target against baseline, else the name, else
// the unit (a length of time is better when shorter), else higher.
func DirectionOf(column, name string, t Target, baseline Quantity) Direction {
	if d := DirectionSaid(column, name, t, baseline); d != Unknown {
		return d
	}
	return Higher
}

// DirectionSaid is DirectionOf, but Unknown if nothing says it.
func DirectionSaid(column, name string, t Target, baseline Quantity) Direction {
	if d := vocab.ParseDirection(column); d != Unknown {
		return d
	}
	if t.Direction != Unknown {
		return t.Direction
	}
	if t.Op == Equal && baseline.OK {
		if b, ok := baseline.In(t.Unit); ok && !vocab.Near(b.Num, t.Low) {
			if t.Low < b.Num {
				return Lower
			}
			return Higher
		}
	}
	if d := vocab.DirectionOfName(name); d != Unknown {
		return d
	}
	if IsTime(t.Unit) || IsTime(baseline.Unit) {
		return Lower
	}
	return Unknown
}

// Worsened is for how many steps in a row, up to the last, a series got worse. A
// step without a change, or whose units do not convert, ends the count.
func Worsened(series []Quantity, better Direction) (n int) {
	for i := len(series) - 1; i > 0 && better != Unknown; i-- {
		now, before := series[i], series[i-1]
		was, ok := before.In(now.Unit)
		if !ok || (now.Unit == "") != (before.Unit == "") || vocab.Near(now.Num, was.Num) || now.Num > was.Num == (better == Higher) {
			return n
		}
		n++
	}
	return n
}
