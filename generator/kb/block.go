package kb

// The kinds of data blocks.
const (
	BlockChart      = "chart"      // a picture of numbers
	BlockKPI        = "kpi"        // a board of indicators
	BlockGantt      = "gantt"      // the plan and the course of phases
	BlockTable      = "table"      // rows as they are
	BlockRACI       = "raci"       // activities by roles
	BlockMilestones = "milestones" // a list of gates
)

// BlockKinds is every kind of data block. A new one goes here first: a page
// that names it holds a block and no code. How it is judged stands in package
// site, how it is drawn in package plan; tests compare their lists with this one.
var BlockKinds = []string{BlockChart, BlockKPI, BlockGantt, BlockTable, BlockRACI, BlockMilestones}
