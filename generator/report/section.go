package report

import (
	"slices"

	"milepost/generator/document"
)

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

// The sections that only a gate, the end of a phase and a quarter have.
const (
	Entry        = "entry"
	Criteria     = "criteria"
	Deliverables = "deliverables"
	Conditions   = "conditions"
	Calls        = "calls"
	Sign         = "sign"
	Outcome      = "outcome"
	Benefit      = "benefit"
	Lessons      = "lessons"
	Scores       = "scores"
	Compliance   = "compliance"
	Benefits     = "benefits"
)

// The sections that only a portfolio has.
const (
	Projects = "projects"
	Roadmap  = "roadmap"
)

// section is a section's name and the function that fills it. Its title is the text
// section.NAME; the text why.NAME says why it has nothing to show.
type section struct {
	kind string
	make func(*maker, *document.Section)
}

// sections lists every section, first those of a monthly report.
func sections() []section {
	return []section{
		{Summary, (*maker).summary},     // four verdicts, the worst two reasons
		{Decisions, (*maker).decisions}, // what waits for somebody
		{Changes, (*maker).changes},     // what has changed since the last report
		{Next, (*maker).next},           // the days until the end of the next period
		{KPI, (*maker).kpi},             // indicators, worst first
		{Gantt, (*maker).gantt},         // the plan around now
		{Trend, (*maker).trend},         // what each report said of each milestone
		{Risks, (*maker).risks},         // the worst five
		{SLA, (*maker).sla},             // incidents, inspections
		{Satisfaction, (*maker).satisfaction},
		{Training, (*maker).training},
		{Suggestions, (*maker).suggestions},
		{Gaps, (*maker).gaps},                 // what the method asks and the project lacks
		{Entry, (*maker).entry},               // whether a gate can be held
		{Criteria, (*maker).criteria},         // what must hold, and what does
		{Deliverables, (*maker).deliverables}, // found or missing
		{Conditions, (*maker).conditions},     // of earlier gates, until they are closed
		{Calls, (*maker).callsFor},            // charter, RACI, selection …: those that the phase must have
		{Sign, (*maker).sign},                 // who decides
		{Outcome, (*maker).outcome},           // a phase: plan and result
		{Benefit, (*maker).benefit},           // indicators over a phase
		{Lessons, (*maker).lessons},           // what was learned
		{Scores, (*maker).scores},             // three scores of a quarter
		{Compliance, (*maker).compliance},     // requirements without a valid proof
		{Benefits, (*maker).benefits},         // what was promised, and how much of it has come
		{Projects, (*maker).projects},         // all projects, worst first
		{Roadmap, (*maker).roadmap},           // their phases along one axis
		{Sources, (*maker).origins},           // files behind the figures
	}
}

// sectionOf is the section with a name.
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

// All gives the names of all sections.
func All() []string {
	var names []string
	for _, s := range sections() {
		names = append(names, s.kind)
	}
	return names
}

// OfAll tells whether all of these sections are about the whole portfolio of projects.
func OfAll(names []string) bool {
	return len(names) > 0 && !slices.ContainsFunc(names, func(name string) bool { return name != Projects && name != Roadmap })
}
