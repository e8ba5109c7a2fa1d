package metric

import (
	"math"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

func fold(s string) string { return strings.TrimSpace(text.Fold(s)) }

// The kinds of targets: see [vocab.Op].
const (
	NoTarget = vocab.OpNone
	Equal    = vocab.OpEqual
	AtLeast  = vocab.OpAtLeast
	Above    = vocab.OpAbove
	AtMost   = vocab.OpAtMost
	Below    = vocab.OpBelow
	Between  = vocab.OpBetween
	Change   = vocab.OpChange
	Points   = vocab.OpPoints
	Words    = vocab.OpText
)

// Target is what an indicator should reach, as vocab reads it: here is what follows from it.
type Target vocab.Bound

// ParseTarget reads the text of a target.
func ParseTarget(s string) Target { return Target(vocab.BoundOf(s)) }

// TargetOf is the target a cell states; unit is that of its column or row.
func TargetOf(c kb.Cell, unit string) Target {
	if c.Unit != "" {
		unit = c.Unit
	}
	switch c.Kind {
	case kb.Number:
		t := Target{Op: Equal, Low: c.Num, Unit: unit}
		if said := ParseTarget(c.Shown); said.Op == AtMost || said.Op == Below || said.Op == AtLeast || said.Op == Above {
			if said.Unit != "" { // 5天以内: the words of the bound are no part of the unit
				unit = said.Unit
			}
			t = Target(said.Op.Bound(c.Num, unit))
		}
		return t
	case kb.Text:
		t := ParseTarget(c.Text)
		if t.Unit == "" && t.Op != Words && t.Op != Change {
			t.Unit = unit
			if unit == "%" { // "≥90" in a column headed (%)
				t.Low, t.High = t.Low/100, t.High/100
			}
		}
		return t
	}
	return Target{}
}

// Relative tells whether the target is a step from the baseline, which must then be a number.
func (t Target) Relative() bool { return t.Op == Change || t.Op == Points }

// Resolve is the target with a relative step replaced by the number it leads
// to. ok is false if the step has no baseline.
func (t Target) Resolve(baseline Quantity) (Target, bool) {
	if !t.Relative() {
		return t, true
	}
	if !baseline.OK {
		return t, false
	}
	to := baseline.Num + t.Low
	if t.Op == Change {
		to = baseline.Num * (1 + t.Low)
	} else if t.Unit != "%" {
		step, ok := Q(t.Low, t.Unit).In(baseline.Unit)
		if !ok {
			return t, false
		}
		to = baseline.Num + step.Num
	}
	return Target{Op: Equal, Low: to, Unit: baseline.Unit, Direction: t.Direction}, true
}

// In is the target in another unit; ok is false if they do not convert.
func (t Target) In(unit string) (Target, bool) {
	low, ok1 := Q(t.Low, t.Unit).In(unit)
	high, ok2 := Q(t.High, t.Unit).In(unit)
	t.Low, t.High = low.Num, high.Num
	if unit != "" {
		t.Unit = unit
	}
	return t, ok1 && ok2
}

// Bounds are the numbers of a target in the unit of an actual value, for who
// writes the two side by side.
func (t Target) Bounds(unit string) (marks []float64) {
	t, ok := t.In(unit)
	if !ok || t.Op == NoTarget || t.Op == Words || t.Relative() {
		return nil
	}
	for _, m := range []float64{t.Low, t.High} {
		if !math.IsInf(m, 0) && !math.IsNaN(m) {
			marks = append(marks, m)
		}
	}
	return marks
}

// Aim is the number to reach, seen from a baseline: of a range the nearer bound.
// ok is false for words and for a range that the baseline is already in.
func (t Target) Aim(from float64) (float64, bool) {
	switch t.Op {
	case Equal, AtLeast, Above:
		return t.Low, true
	case AtMost, Below:
		return t.High, true
	case Between:
		if from < t.Low {
			return t.Low, true
		}
		return t.High, from > t.High
	}
	return 0, false
}

// Met tells whether the value reaches the target; the direction decides for a plain number.
func (t Target) Met(v float64, d Direction) bool {
	switch t.Op {
	case AtLeast:
		return v > t.Low || vocab.Near(v, t.Low)
	case Above:
		return v > t.Low && !vocab.Near(v, t.Low)
	case AtMost:
		return v < t.High || vocab.Near(v, t.High)
	case Below:
		return v < t.High && !vocab.Near(v, t.High)
	case Between:
		return (v > t.Low || vocab.Near(v, t.Low)) && (v < t.High || vocab.Near(v, t.High))
	case Equal:
		if d == Lower {
			return v < t.Low || vocab.Near(v, t.Low)
		}
		return v > t.Low || vocab.Near(v, t.Low)
	}
	return false
}
