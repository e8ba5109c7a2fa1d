// Package report makes of facts what a report says: sentences, tables and
// judgements, each figure with its source. It reads no sheet: a report that was
// issued is made of its snapshot by the same code.
package report

import (
	"milepost/generator/document"
	"milepost/generator/fact"
)

// The sections in the order of a monthly report.
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

// Input is what a report is made of.
type Input struct {
	Kind     string     // a kind of [Kinds]
	Lang     string     // zh-CN or en
	Now      fact.Set   // of its period: measured, or its snapshot
	Told     fact.Set   // the last report's snapshot, empty if there is none
	Base     fact.Set   // what the sheets say now of the last report's period
	Past     []fact.Set // all earlier snapshots of the kind, oldest first; Told is the last
	Later    fact.Set   // of an issued report: what the sheets say now of its period
	Sections []string   // in order; nil is the kind's own
}

// Make is the whole report.
func Make(in Input) document.Report {
	return document.Report{}
}

// All is every section.
func All() []string {
	return []string{Summary, Decisions, Changes, Next, KPI, Gantt, Trend, Risks, SLA, Satisfaction, Training, Suggestions, Gaps, Sources}
}

// SectionsOf is the sections of a kind of report, in order.
func SectionsOf(kind string) []string { return All() }
