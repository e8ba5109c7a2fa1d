package report

import "milepost/generator/document"

// The sections.
const (
	Summary      = "summary"
	Decisions    = "decisions"
	Changes      = "changes"
	Next         = "next"
	KPI          = "kpi"
	Gantt        = "gantt"
	Trend        = "trend"
	Risks        = "risks"
	SLA          = "sla"
	Satisfaction = "satisfaction"
	Training     = "training"
	Suggestions  = "suggestions"
	Gaps         = "gaps"
	Sources      = "sources"
)

// section is a chapter: its name, and what fills it. Its title is the text
// section.NAME; the text why.NAME says why it has nothing to show.
type section struct {
	kind string
	make func(*maker, *document.Section)
}

// sections is every section, in the order of a monthly report.
func sections() []section {
	return []section{
		{Summary, (*maker).summary},     // four verdicts, the worst two reasons
		{Decisions, (*maker).decisions}, // what waits for somebody
		{Changes, (*maker).changes},     // what is other than in the last report
		{Next, (*maker).next},           // the days until the end of the next period
		{KPI, (*maker).kpi},             // indicators, worst first
		{Gantt, (*maker).gantt},         // the plan around now
		{Trend, (*maker).trend},         // what each report said of each milestone
		{Risks, (*maker).risks},         // the worst five
		{SLA, (*maker).sla},             // incidents, inspections
		{Satisfaction, (*maker).satisfaction},
		{Training, (*maker).training},
		{Suggestions, (*maker).suggestions},
		{Gaps, (*maker).gaps}, // what the method asks and the project lacks
		{Sources, (*maker).origins},
	}
}

// sectionOf is the section of a name.
func sectionOf(name string) (section, bool) {
	for _, s := range sections() {
		if s.kind == name {
			return s, true
		}
	}
	return section{}, false
}

func sectionNamed(name string) section {
	s, _ := sectionOf(name)
	return s
}

// All is every section.
func All() []string {
	var names []string
	for _, s := range sections() {
		names = append(names, s.kind)
	}
	return names
}
