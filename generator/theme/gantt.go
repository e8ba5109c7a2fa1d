package theme

import (
	"milepost/generator/document"
	"milepost/generator/kb"
)

// Gantt is a chart of planned and actual times. X and W are percent of the axis.
type Gantt struct {
	Start kb.Date
	End   kb.Date
	Ticks []Tick
	Rows  []GanttRow

	Undated []Ref // rows without any date, which are not drawn
	Today   Bar   // of a report: its day on the axis, Start "" if it is not on it
}

// Tick is a mark on the axis.
type Tick struct {
	X     float64
	Label string // "2026-03", "2026"
	Major bool
}

// GanttRow is a phase, a task or a milestone.
type GanttRow struct {
	Name      string
	Level     int // 0 for phases
	Owner     string
	Who       []Ref   // Owner in parts; owners with a page are links
	Percent   float64 // 0-100
	HasPct    bool
	Milestone bool
	Gate      string  // name of the milestone that a phase leads to, "" if none
	Wrong     []Wrong // impossible values in the row
	Plan      Bar
	Actual    Bar // open-ended bars end at Gantt.End; Open is set and the script cuts them at today
	Forecast  Bar
	Past      bool   // it shows a past period: the script computes no delay to today
	Tip       string // source
	Href      string
	Standing

	Said                 document.Mark // of a report: how it stands, in words
	Due                  float64       // of a report: 0-100, what was due
	HasDue               bool
	PlanEnd, ForecastEnd string // of a report: without its own year
	Slips                bool   // of a report: the forecast is later than the plan
}

// Standing is how a phase, task or milestone stands on the day of the edition.
type Standing struct {
	Status  string  // not_started, in_progress, done, paused, cancelled, late, ""
	State   string  // met, on-track, behind, off, missed, unknown
	Late    int     // days past its planned end: to its actual end, or so far
	Since   kb.Date // the planned end that it is late against as long as it is not done, "" if it is not; counted anew at view time
	Slip    int     // days from the planned end to the sheet's forecast, if it is not late yet
	Behind  int     // if State is behind or off: points behind what was planned for AsOf
	Planned string  // "73%"
	AsOf    kb.Date
	Pace    kb.Date // the end computed from the progress so far, if the sheet has no forecast in the future; "" if unknown
}

// Wrong is an impossible value in a row: an end before the start, 130 %.
type Wrong struct {
	What string // plan, actual, percent: the text "wrong.WHAT"
	A, B string // as the sheet has them
}

// Bar is a span on the axis; W 0 and Start "" if there is none.
type Bar struct {
	X     float64
	W     float64
	Start kb.Date
	End   kb.Date
	Open  bool
}

// Milestone is one gate of the plan.
type Milestone struct {
	Name    string
	Planned kb.Date
	Actual  kb.Date
	Review  Ref // the review page, Href "" if none
	Tip     string
	Standing
}
