package fact

import (
	"strings"

	"milepost/generator/text"
)

// The families of facts that are no schema of package kb, and the fields that
// are no column of one. A key is FAMILY/ITEM/FIELD; families of one item only
// (report, rag) are FAMILY/FIELD.
const (
	Report    = "report"    // of the record itself: kind, period, cutoff …
	RAG       = "rag"       // the four dimensions and the whole: green, amber, red, grey
	Phase     = "phase"     // rows of the current plan: phases, tasks, milestones
	Risk      = "risk"      // by id
	SLA       = "sla"       // by severity
	Incident  = "incident"  // by id
	Audience  = "training"  // by audience, or audience and department
	Pleased   = "satisfied" // satisfaction by department
	Wish      = "suggestion"
	Decision  = "decision" // by id: decisions to be made
	Action    = "action"   // by id: what somebody has to do
	Check     = "inspection"
	Shipped   = "release"
	Candidate = "candidate" // selection and TCO
	Gate      = "gate"      // reviews of phases
	Health    = "health"    // by quarter
	Mechanism = "mechanism" // of the method: what the project has
	File      = "source"    // by file: digest, day, kept or not
	Person    = "person"
	Base      = "base"        // before the keys of a record: what the sheets said, when it was made, of the record before
	Measured  = "metric"      // the newest reading of a system
	Handed    = "deliverable" // of phases: found or missing
	Condition = "condition"   // what reviews asked for
	Cost      = "cost"        // of candidates
	Criterion = "criterion"   // what must hold before a phase ends
	Lesson    = "lesson"      // retrospectives and best practices
	Charter   = "charter"
	POC       = "poc"
	Wishes    = "suggestions" // how many, of the period

	Order    = "order"    // place in its sheet, from 1: facts are sorted by key
	Name     = "name"     // as its sheet writes it
	At       = "at"       // before a period: kpi/NAME/at/2026-09
	Expected = "expected" // value that was due on the day of the actual one
	State    = "state"
	Why      = "why" // key of the fact that decided
	Behind   = "behind"
	Late     = "late"
	Slip     = "slip"
	By       = "by"   // what a state was judged by
	Last     = "last" // the value of an earlier period, where the one asked for has none
	Aim      = "target_value"
	AimLow   = "target_low"
	AimHigh  = "target_high"
	AimOp    = "target_op"
	Worse    = "worse" // how many periods in a row got worse
	ByPace   = "by_pace"
	Used     = "buffer_used"
	Closed   = "closed"
	Digest   = "digest"
	AsOf     = "as_of"
	From     = "from"
	LastGood = "kept" // day of the values that were kept, because the newest drop cannot be read
	Private  = "private"
	Rows     = "rows"
	Met      = "met"   // how many were as they should be
	Mean     = "mean"  // how long they took on average
	Limit    = "limit" // the time that was allowed
	Over     = "over"  // how much more it took
	Open     = "open"  // still open
	Faults   = "faults"
	Idle     = "unhandled"
	Skipped  = "missed" // weeks without an inspection
	Since    = "missed_from"
	Small    = "small" // too few answers to be compared
	Live     = "live"  // the day that the roll-out to these people began
	Received = "received"
	Median   = "median"
	Released = "released"
	Overdue  = "overdue"
	OverFrom = "over_since"
	Due      = "due"
	Decided  = "decided"
	Page     = "page"
	Ticked   = "ticked" // a person says that it holds
	Sheet    = "sheet"
	Has      = "has"
	Rank     = "rank"
	Years    = "years"
	Unused   = "unused" // rows after the cutoff
	Reviewed = "reviewed"
	Found    = "found"
	Missing  = "missing"
	Decree   = "decision"   // of a review: pass, conditional, fail
	Terms    = "conditions" // how many a review set
	Approver = "approver"
	Signed   = "signed"
	Tasks    = "activities"
)

// Key joins the parts of a key.
func Key(parts ...string) string {
	return strings.Join(parts, "/")
}

// Part is a name as it stands in a key: in normal characters, without the marks
// that part keys and lines, letter case and width folded. Two names that people
// take for one give one part.
func Part(name string) string {
	return strings.Join(strings.FieldsFunc(strings.ReplaceAll(text.Fold(name), "/", "／"), func(r rune) bool { return r <= ' ' }), " ")
}

// Split takes a key apart: its family, item and what is left.
func Split(key string) (family, item, field string) {
	family, rest, _ := strings.Cut(key, "/")
	item, field, ok := strings.Cut(rest, "/")
	if !ok {
		return family, "", item
	}
	return family, item, field
}
