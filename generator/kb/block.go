package kb

// The kinds of data blocks.
const (
	BlockChart      = "chart"      // a picture of numbers
	BlockKPI        = "kpi"        // a board of indicators
	BlockGantt      = "gantt"      // bars of planned and actual days of phases
	BlockTable      = "table"      // rows as they are
	BlockRACI       = "raci"       // activities by roles
	BlockMilestones = "milestones" // a list of milestones
	// The rest are parts of a report; each is a section by its own name.
	BlockSummary      = "summary"      // judgements, each with its reason
	BlockDecisions    = "decisions"    // what waits for a decision
	BlockChanges      = "changes"      // what is different from the last report
	BlockNext         = "next"         // what comes in the next period
	BlockTrend        = "trend"        // what each report said of each milestone
	BlockRisks        = "risks"        // the highest risks
	BlockSLA          = "sla"          // service levels and incidents
	BlockSatisfaction = "satisfaction" // what users say
	BlockTraining     = "training"     // who is trained, and who is not
	BlockSuggestions  = "suggestions"  // suggestions and answers
	BlockGaps         = "gaps"         // what the method requires and the project does not have
	BlockSources      = "sources"      // files, days, what is missing
	BlockReport       = "report"       // the sections that it names, else all
)

// Boxes are what site.toml may make of a tag of another generator: a box, a fold, tabs, code, or only its
// content.
var Boxes = []string{"note", "tip", "important", "warning", "caution", "danger", "details", "tabs", "tab", "code", "plain"}

// BlockKinds is every kind of data block. Add a new one here first: it is what
// makes a fenced text a block and not code. Package site judges blocks, package
// plan draws them; tests compare their lists with this one.
var BlockKinds = []string{BlockChart, BlockKPI, BlockGantt, BlockTable, BlockRACI, BlockMilestones,
	BlockSummary, BlockDecisions, BlockChanges, BlockNext, BlockTrend, BlockRisks, BlockSLA, BlockSatisfaction,
	BlockTraining, BlockSuggestions, BlockGaps, BlockSources, BlockReport}

// ReportSections is every section of a report that settings may name, first in
// the order of a monthly one, then those of other kinds. Package report makes
// them; a test compares.
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

// Sections is the sections of a report in a block; nil is the whole report.
func (b Block) Sections() []string {
	if b.Kind == BlockReport {
		return b.All("section")
	}
	return []string{b.Kind}
}
