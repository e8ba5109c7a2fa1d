package press

import (
	"fmt"

	"milepost/generator/config"
	"milepost/generator/kb"
)

// defaultDue is when a report is due if site.toml does not say.
var defaultDue = config.Due{Days: 5, Workday: true}

// Around is the period of a kind of report that contains a day: the week, the
// quarter, else the month.
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

// Fit is a period in the form of a kind of report: a day becomes its week in a
// weekly report. ok is false if its length is another.
func Fit(kind string, p kb.Period) (fit kb.Period, ok bool) {
	switch kind {
	case kb.ReportWeekly, kb.ReportMonthly, kb.ReportQuarter:
		own := Around(kind, p.Start())
		day := p.Start() == p.End() && kind == kb.ReportWeekly
		return own, day || own.End() == p.End() && own.Start() == p.Start()
	}
	return p, p.Valid()
}

// DueDay is the day by which a report on a period that ends on a day must be issued.
func (p *Press) DueDay(project, kind string, end kb.Date) kb.Date {
	due := defaultDue
	if c, ok := p.Setting(project, kind); ok {
		due = c.Due
	}
	if !due.Workday {
		return end.AddDays(due.Days)
	}
	return p.site.Data.Workday(end, due.Days)
}
