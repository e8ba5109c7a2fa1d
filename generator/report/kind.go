package report

import (
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// kind is a kind of report. The words that people use for it are in vocab.ReportKinds.
type kind struct {
	name     string
	sections []string
	short    bool // each section is as short as it can be, so that all fit one page
	ofPhase  bool // it is about a phase, not a period
}

// kinds lists every kind of report.
var kinds = []kind{
	{name: kb.ReportWeekly, sections: []string{Summary, Changes, Next, Decisions, Risks, Sources}},
	{name: kb.ReportMonthly, sections: []string{Summary, Decisions, Changes, Next, KPI, Gantt, Trend, Risks, SLA, Satisfaction, Training, Suggestions, Gaps, Sources}},
	{name: kb.ReportGate, ofPhase: true, sections: []string{Entry, Criteria, Deliverables, Conditions, Calls, Compliance, Gantt, Risks, Decisions, Sign, Sources}},
	{name: kb.ReportPhase, ofPhase: true, sections: []string{Summary, Outcome, Benefit, Benefits, Deliverables, Conditions, Risks, SLA, Satisfaction, Training, Lessons, Sources}},
	{name: kb.ReportQuarter, sections: []string{Summary, Scores, Changes, KPI, SLA, Satisfaction, Training, Suggestions, Benefits, Compliance, Risks, Gaps, Decisions, Sources}},
	{name: kb.ReportOnePage, sections: []string{Summary, Decisions, KPI, Gantt, Risks, Next, Sources}, short: true},
	{name: kb.ReportPortfolio, sections: []string{Projects, Roadmap, Sources}},
}

// kindOf is the kind with a name; for an unknown name it is the monthly report.
func kindOf(name string) kind {
	i := slices.IndexFunc(kinds, func(k kind) bool { return k.name == name })
	if i < 0 {
		i = slices.IndexFunc(kinds, func(k kind) bool { return k.name == kb.ReportMonthly })
	}
	return kinds[i]
}

// SectionsOf gives the sections of a kind of report, in order.
func SectionsOf(name string) []string { return kindOf(name).sections }

// Title is the title of a report: "2026 年 10 月月报". For a gate review or the end of a
// phase it has the name of the phase instead of the period.
func Title(name, lang string, period kb.Period, phase string) string {
	word := ""
	if k, ok := vocab.ReportKindOf(name); ok {
		word = k.Title(lang)
	}
	of := periodWords(period, lang)
	if phase != "" {
		of = phase
	}
	if of == "" {
		return capital(word)
	}
	return capital(words().Text(lang, "title", of, overlapped(of, word)))
}

// overlapped cuts off the beginning of a word if the text before ends with the same:
// 推广阶段 and 阶段总结 become 推广阶段总结.
func overlapped(before, word string) string {
	for i := len(word) - 1; i > 3; i-- { // more than one Han, which is 3 bytes
		if strings.HasSuffix(before, word[:i]) {
			return word[i:]
		}
	}
	return word
}
