package kb

// The kinds of data blocks.
const (
	BlockChart      = "chart"      // a picture of numbers
	BlockKPI        = "kpi"        // a board of indicators
	BlockGantt      = "gantt"      // the plan and the course of phases
	BlockTable      = "table"      // rows as they are
	BlockRACI       = "raci"       // activities by roles
	BlockMilestones = "milestones" // a list of gates
	// The rest are parts of a report; each is a section by its own name.
	BlockSummary      = "summary"      // verdicts, each with its reason
	BlockDecisions    = "decisions"    // what waits for a decision
	BlockChanges      = "changes"      // what is other than in the last report
	BlockNext         = "next"         // what comes in the next period
	BlockTrend        = "trend"        // what each report said of each milestone
	BlockRisks        = "risks"        // the risks that weigh most
	BlockSLA          = "sla"          // service levels and incidents
	BlockSatisfaction = "satisfaction" // what users say
	BlockTraining     = "training"     // who is trained, and who is not
	BlockSuggestions  = "suggestions"  // what was asked for and answered
	BlockGaps         = "gaps"         // what the method asks and the project lacks
	BlockSources      = "sources"      // files, days, what is missing
	BlockReport       = "report"       // sections by name; all of them without
)

// Boxes are what a tag of another generator may be here: a box, a fold, tabs, code, or nothing but its content.
var Boxes = []string{"note", "tip", "important", "warning", "caution", "danger", "details", "tabs", "tab", "code", "plain"}

// BlockKinds is every kind of data block. A new one goes here first: a page
// that names it holds a block and no code. How it is judged stands in package
// site, how it is drawn in package plan; tests compare their lists with this one.
var BlockKinds = []string{BlockChart, BlockKPI, BlockGantt, BlockTable, BlockRACI, BlockMilestones,
	BlockSummary, BlockDecisions, BlockChanges, BlockNext, BlockTrend, BlockRisks, BlockSLA, BlockSatisfaction,
	BlockTraining, BlockSuggestions, BlockGaps, BlockSources, BlockReport}

// ReportSections is every section of a report, in the order of a monthly one and
// then of the other kinds: what settings may name. How each is made stands in
// package report; a test compares.
var ReportSections = []string{BlockSummary, BlockDecisions, BlockChanges, BlockNext, BlockKPI, BlockGantt, BlockTrend, BlockRisks, BlockSLA,
	BlockSatisfaction, BlockTraining, BlockSuggestions, BlockGaps, "entry", "criteria", "deliverables", "conditions", "calls", "sign",
	"outcome", "benefit", "lessons", "scores", "compliance", "benefits", "projects", "roadmap", BlockSources}

// OfReport tells whether a block is a part of a report rather than of a table.
func (b Block) OfReport() bool {
	switch b.Kind {
	case BlockChart, BlockKPI, BlockGantt, BlockTable, BlockRACI, BlockMilestones:
		return false
	}
	return true
}

// Sections is what a block of a report shows, by name; nil is the whole report.
func (b Block) Sections() []string {
	if b.Kind == BlockReport {
		return b.All("section")
	}
	return []string{b.Kind}
}
