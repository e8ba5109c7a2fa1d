package metric

import (
	"math"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// State is the state of an indicator or a task; it is shown as a word with a
// colour, and with a reason.
type State string

// The states.
const (
	Met      State = "met"       // green: the target is reached
	OnTrack  State = "on-track"  // green: at most RAG.Amber points behind what was to be expected
	Behind   State = "behind"    // amber: at most RAG.Red points behind
	Off      State = "off"       // red: more
	Missed   State = "missed"    // red: its deadline has passed, and it is not reached
	Unmet    State = "unmet"     // amber: not reached, there is no time to compare with, and the deadline has not passed
	NoData   State = "no-data"   // grey: there is no actual value
	NoState  State = "unknown"   // grey: cannot be judged; Why says why
	NoEvents State = "no-events" // nothing happened that could be measured: not 100 %
)

// Why there is no attainment.
const (
	WhyNoBaseline = "no-baseline"
	WhySame       = "same"    // target equals baseline
	WhyMissing    = "missing" // no actual value
	WhyText       = "text"    // target or actual is not a number
	WhyUnit       = "unit"    // units do not convert
)

// How a state was decided, if the target is not met.
const (
	ByTime      = "time"        // the share of working days from Start to Deadline
	ByDeadline  = "deadline"    // the deadline is past
	ByThreshold = "threshold"   // a bound is held or not; it has no time
	ByTarget    = "target"      // there is no attainment, so met or not is all that can be said
	NoDeadline  = "no-deadline" // without a deadline there is no time
	NoStart     = "no-start"    // nothing says when its time began
)

// Indicator is what Judge needs to know.
type Indicator struct {
	Name      string
	Direction string // cell of the direction column
	Baseline  Quantity
	Actual    Quantity
	Target    Target
	IsText    bool    // the actual value is there but not a number
	NoEvents  bool    // the count of measured events is 0
	Start     kb.Date // from where its time counts, "" if nothing says
	Deadline  kb.Date // "" if there is none
}

// Judgement is where an indicator stands.
type Judgement struct {
	State      State
	Direction  Direction
	Attainment float64 // raw: below 0 is worse than the baseline, above 1 beyond the target
	OK         bool    // Attainment could be computed
	Why        string  // if not
	By         string  // what the state was judged by, "" if the target is met or there is no state
	Expected   float64 // by time: the share of working days that had passed at the end of AsOf
	Behind     float64 // by time: Expected - Attainment in points, 0 if ahead
	AsOf       kb.Date // the day of the actual value
	Guessed    bool    // nothing says which way is better, and the value is far above the target
}

// Judge computes attainment and state. An unmet target is judged by time: by the
// share of working days from its start to its deadline, on the day of the actual
// value. A threshold (≤ 70 %) and a target without dates cannot be judged by
// time: they are amber until the deadline has passed.
func Judge(in Indicator, on On) Judgement {
	t, relOK := in.Target.Resolve(in.Baseline)
	j := Judgement{State: NoState, Direction: DirectionOf(in.Direction, in.Name, t, in.Baseline), AsOf: on.day()}
	switch {
	case in.NoEvents:
		j.State = NoEvents
	case in.IsText || t.Op == Words:
		j.Why = WhyText
	case !in.Actual.OK:
		j.State, j.Why = NoData, WhyMissing
	case t.Op == NoTarget: // everybody sees that the target is missing
	case !relOK:
		j.Why = WhyNoBaseline
	default:
		j.attain(in, t)
		j.Guessed = guessed(in, t)
	}
	if j.State == Unmet {
		j.time(in, t, on)
	}
	return j
}

// guessed tells whether a value is more than half above a target, and nothing
// says whether the target is to be reached or to be kept below.
func guessed(in Indicator, t Target) bool {
	if DirectionSaid(in.Direction, in.Name, t, in.Baseline) != Unknown {
		return false
	}
	t, ok := t.In(in.Actual.Unit)
	return ok && t.Op == Equal && t.Low > 0 && in.Actual.Num > 1.5*t.Low
}

// attain computes attainment = (actual - baseline) / (target - baseline), which
// is right in both directions (the goal attainment of benefits realisation, cf.
// PRINCE2 benefits review). A threshold is met or not; an attainment exists
// only if the baseline is on its wrong side.
func (j *Judgement) attain(in Indicator, t Target) {
	t, ok := t.In(in.Actual.Unit)
	if !ok {
		j.Why = WhyUnit
		return
	}
	j.State = Unmet
	if t.Met(in.Actual.Num, j.Direction) {
		j.State = Met
	}
	if !in.Baseline.OK {
		j.Why = WhyNoBaseline
		return
	}
	base, ok := in.Baseline.In(in.Actual.Unit)
	if !ok {
		j.Why = WhyUnit
		return
	}
	aim, ok := t.Aim(base.Num)
	if !ok || t.threshold() && t.Met(base.Num, j.Direction) && !vocab.Near(aim, base.Num) {
		return
	}
	if vocab.Near(aim, base.Num) {
		j.Why = WhySame
		return
	}
	j.Attainment, j.OK = Attainment(base.Num, in.Actual.Num, aim)
}

// time judges a target that is not met.
func (j *Judgement) time(in Indicator, t Target, on On) {
	switch {
	case in.Deadline != "" && in.Deadline < on.Today:
		j.State, j.By = Missed, ByDeadline
	case t.threshold():
		j.By = ByThreshold
	case !j.OK:
		j.By = ByTarget
	case in.Deadline == "":
		j.By = NoDeadline
	case in.Start == "" || in.Start > in.Deadline || j.AsOf == "":
		j.By = NoStart
	default:
		j.By = ByTime
		j.Expected = on.Calendar.Passed(in.Start, in.Deadline, j.AsOf)
		j.Behind = math.Max(0, round((j.Expected-j.Attainment)*100))
		j.State = on.RAG.Of(j.Behind)
	}
}

// threshold tells whether the target is a bound to be held, not a number to be reached.
func (t Target) threshold() bool { return t.Op != Equal && t.Op != NoTarget && t.Op != Words }

// Attainment is (actual - baseline) / (target - baseline); ok is false if target equals baseline.
func Attainment(baseline, actual, target float64) (a float64, ok bool) {
	if vocab.Near(baseline, target) {
		return 0, false
	}
	a = (actual - baseline) / (target - baseline)
	return a, !math.IsNaN(a) && !math.IsInf(a, 0)
}

// Due is the value that is planned after a share of the time.
func Due(baseline, target, share float64) float64 { return baseline + share*(target-baseline) }

// Clamp is an attainment in percent as a bar draws it: 0-120, to a tenth.
func Clamp(a float64) float64 { return math.Min(120, math.Max(0, math.Round(a*1000)/10)) }
