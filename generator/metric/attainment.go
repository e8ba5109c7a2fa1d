package metric

import "math"

// State is where an indicator stands; each is shown with a word beside its colour.
type State string

// The states of an indicator.
const (
	Met      State = "met"       // the target is reached
	OnTrack  State = "on-track"  // at least OnTrackFrom of the way
	Behind   State = "behind"    // at least BehindFrom of the way; or not met, and no baseline says how far
	Off      State = "off"       // less, or worse than the baseline
	NoState  State = "unknown"   // cannot be judged; Why says why
	NoEvents State = "no-events" // nothing happened that could be measured: not 100 %
)

// The shares of the way from baseline to target that separate the states: the
// usual red / amber / green tolerances of 80 and 50 %.
const (
	OnTrackFrom = 0.8
	BehindFrom  = 0.5
)

// Why there is no attainment.
const (
	WhyNoBaseline = "no-baseline"
	WhySame       = "same"    // target equals baseline
	WhyMissing    = "missing" // no actual value
	WhyText       = "text"    // target or actual is not a number
	WhyUnit       = "unit"    // units do not convert
)

// Indicator is what Judge needs to know.
type Indicator struct {
	Name      string
	Direction string // cell of the direction column
	Baseline  Quantity
	Actual    Quantity
	Target    Target
	IsText    bool // the actual value is there but not a number
	NoEvents  bool // the count of measured events is 0
}

// Judgement is where an indicator stands.
type Judgement struct {
	State      State
	Direction  Direction
	Attainment float64 // raw: below 0 is worse than the baseline, above 1 beyond the target
	OK         bool    // Attainment could be computed
	Why        string  // if not
}

// Judge computes attainment = (actual - baseline) / (target - baseline), which
// holds in both directions (the goal attainment of benefits realisation, cf.
// PRINCE2 benefits review), and the state. A threshold (≤ 70 %) is met or not by
// itself; the way to it counts only from a baseline on its wrong side.
func Judge(in Indicator) Judgement {
	t, relOK := in.Target.Resolve(in.Baseline)
	j := Judgement{State: NoState, Direction: DirectionOf(in.Direction, in.Name, t, in.Baseline)}
	switch {
	case in.NoEvents:
		j.State = NoEvents
		return j
	case in.IsText || t.Op == Words:
		j.Why = WhyText
		return j
	case !in.Actual.OK:
		j.Why = WhyMissing
		return j
	case t.Op == NoTarget:
		return j // the missing target is plain to see
	case !relOK:
		j.Why = WhyNoBaseline
		return j
	}
	t, ok := t.In(in.Actual.Unit)
	if !ok {
		j.Why = WhyUnit
		return j
	}
	met := t.Met(in.Actual.Num, j.Direction)
	j.State = Behind
	if met {
		j.State = Met
	}
	if !in.Baseline.OK {
		j.Why = WhyNoBaseline
		return j
	}
	base, ok := in.Baseline.In(in.Actual.Unit)
	if !ok {
		j.Why = WhyUnit
		return j
	}
	aim, ok := t.Aim(base.Num)
	if !ok || t.Op != Equal && t.Met(base.Num, j.Direction) && !closeTo(aim, base.Num) {
		if !met {
			j.State = Off // the baseline was within the threshold, the value is not: worse than before
		}
		return j
	}
	if closeTo(aim, base.Num) {
		j.Why = WhySame
		return j
	}
	j.Attainment, j.OK = Attainment(base.Num, in.Actual.Num, aim)
	if !met {
		j.State = stateOf(j.Attainment)
	}
	return j
}

func stateOf(a float64) State {
	switch {
	case a >= OnTrackFrom-1e-9:
		return OnTrack
	case a >= BehindFrom-1e-9:
		return Behind
	}
	return Off
}

// Attainment is (actual - baseline) / (target - baseline); ok is false if target equals baseline.
func Attainment(baseline, actual, target float64) (a float64, ok bool) {
	if closeTo(baseline, target) {
		return 0, false
	}
	a = (actual - baseline) / (target - baseline)
	return a, !math.IsNaN(a) && !math.IsInf(a, 0)
}

// Clamp is an attainment in percent as a bar draws it: 0-120, to a tenth.
func Clamp(a float64) float64 { return math.Min(120, math.Max(0, math.Round(a*1000)/10)) }
