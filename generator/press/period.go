package press

import (
	"fmt"

	"milepost/generator/kb"
)

// Around is the period of a kind of report that a day is in: of a weekly one the
// week, of a quarterly one the quarter, of all others the month.
func Around(kind string, day kb.Date) kb.Period {
	t := day.Time()
	switch kind {
	case kb.ReportWeekly:
		year, week := t.ISOWeek()
		return kb.Period(fmt.Sprintf("%04d-W%02d", year, week))
	case kb.ReportQuarter:
		return kb.Period(fmt.Sprintf("%04d-Q%d", t.Year(), (int(t.Month())+2)/3))
	}
	return kb.Period(fmt.Sprintf("%04d-%02d", t.Year(), int(t.Month())))
}

// Fit is a period as a kind of report has it: a day of a weekly report stands
// for its week. ok is false if it is another span of time.
func Fit(kind string, p kb.Period) (fit kb.Period, ok bool) {
	switch kind {
	case kb.ReportWeekly, kb.ReportMonthly, kb.ReportQuarter:
		own := Around(kind, p.Start())
		day := p.Start() == p.End() && kind == kb.ReportWeekly
		return own, day || own.End() == p.End() && own.Start() == p.Start()
	}
	return p, p.Valid()
}
