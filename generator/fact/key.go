package fact

import (
	"strings"

	"milepost/generator/text"
)

// The families of facts. A key is FAMILY/ITEM/FIELD; families of one item only are
// FAMILY/FIELD. ITEM is the id that a sheet gives, else the name, as [Part] writes
// it; where several share a name, what stands above it is put before it. FIELD is
// the name of a column ([kb.FieldOwner] …) or one of those below. Every item of a
// sheet has a name, as written, and an order, its place in the sheet.
//
// A number has its unit in normal form: "%" with 0-1, "pp" points of 100, "d"
// days, "wd" working days, "min", or that of the sheet. A word is text; a state,
// status, level or colour is given by its key. Whatever stands in a sheet has its
// cell, its day and the fingerprint of the file; what a page says has its path.
//
//	report/          project title site cutoff today period start end
//	                 of a page: kind phase issued approver author
//	                 of a project whose page says so: manager sponsor stage id
//	                 of what was taken from git: candidate, the commit
//	rag/             progress value quality risk overall: green, amber, red, grey
//	                 each with why: the key of the fact that decided, of overall the dimension
//	kpi/NAME/        name order definition category owner unit direction start deadline baseline
//	                 target (as written) target_op (= < ≤ > ≥ between) target_value target_low target_high
//	                 actual period state by attainment behind expected worse note at/PERIOD
//	                 last last_period (where the period asked for has no value; state is then no-data)
//	phase/NAME/      name order level owner milestone planned_start planned_end deliverables
//	                 actual_start actual_end forecast_end by_pace percent_complete expected behind late
//	                 slip state status buffer buffer_used note
//	risk/ID/         name order probability impact score level (high medium low) owner response
//	                 next_review identified status (open closed) note; of a closed one closed why
//	sla/SEVERITY/    name order response_target resolve_target count met compliance mean of the period,
//	                 at/PERIOD/count at/PERIOD/met at/PERIOD/compliance of every one
//	incident/ID/     name order severity system occurred responded arrived restored limit over open review:
//	                 those of the period, and those open at its end
//	inspection/SYSTEM/  name order count faults unhandled missed missed_from
//	metric/NAME/     name order value threshold at over_since
//	release/NAME/    name order date system version type content suggestion, in the period
//	satisfied/WHO/   name order unit target score period responses small behind state at/PERIOD
//	                 last last_period
//	training/WHO/    name order audience department planned trained passed live
//	person/NAME/     name order role department deputy from to
//	suggestion/ID/   name order date owner status (open in_progress done rejected …) answered published
//	                 change overdue
//	suggestions/     received answered median released overdue, of the period
//	decision/ID/     name order owner date due status (open done) decided result source note;
//	                 action/ID/, issue/ID/ and assumption/ID/ have the same
//	gate/PHASE/      name date decision (pass conditional fail) conditions open page
//	condition/ID/    name order gate owner due status closed; an open one is action/ID/, too
//	criterion/ID/    name order phase page ticked
//	deliverable/ID/  name order phase owner state (found missing) page reviewed
//	compliance/ID/   name order basis evidence owner valid_until state (proven ending unproven expired exempt)
//	benefit/NAME/    name order indicator owner baseline planned actual share due
//	                 state (kept short coming unmeasured)
//	health/QUARTER/  schedule value knowledge security integrity experience page
//	charter/         page approver signed
//	poc/NAME/        name result date
//	lesson/NAME/     name phase source
//	raci/            activities faults
//	candidate/NAME/  name order score rank
//	cost/NAME/       name order total years currency
//	mechanism/NAME/  order has page sheet: the parts of the method
//	source/FILE/     name digest as_of from (data git file) kept rows unused private
//	project/ID/      of a portfolio: order page overdue (pages) unread last last_page (of the report issued
//	                 last) missing missing_kind (the last that is due and not issued), and before
//	                 the keys of its own record: project/ID/rag/overall
//	base/            before the keys of a record: what the sheets said then of the record before it
//
// Of a past period only what was known at its end is there (see package measure).
const (
	Report    = "report"
	RAG       = "rag"
	Phase     = "phase"
	Risk      = "risk"
	SLA       = "sla"
	Incident  = "incident"
	Check     = "inspection"
	Measured  = "metric"
	Shipped   = "release"
	Pleased   = "satisfied"
	Audience  = "training"
	Person    = "person"
	Wish      = "suggestion"
	Wishes    = "suggestions"
	Decision  = "decision"
	Action    = "action"
	Gate      = "gate"
	Condition = "condition"
	Criterion = "criterion"
	Handed    = "deliverable"
	Comply    = "compliance"
	Benefit   = "benefit"
	Health    = "health"
	Charter   = "charter"
	POC       = "poc"
	Lesson    = "lesson"
	Candidate = "candidate"
	Cost      = "cost"
	Mechanism = "mechanism"
	File      = "source"
	Said      = "said" // of an issued report: fingerprint of what a person wrote in it
	Base      = "base"
	Project   = "project"
)

// ShortCommit is the beginning of a commit's id, as long as people show it.
func ShortCommit(id string) string { return id[:min(7, len(id))] }

// The fields that are not columns of a schema.
const (
	Order    = "order"    // position in its sheet, from 1, since facts are sorted by key
	Name     = "name"     // as its sheet writes it
	At       = "at"       // before a period: kpi/NAME/at/2026-09
	Expected = "expected" // value that was planned for the day of the actual one
	State    = "state"
	Why      = "why" // key of the fact that decided
	Behind   = "behind"
	Late     = "late"
	Slip     = "slip"
	By       = "by"   // how a state was decided
	Last     = "last" // the value of an earlier period if the one asked for has none
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
	LastGood = "kept" // day of the last good values, because the newest file cannot be read
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
	Share    = "share" // of what was promised
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
	Manager  = "manager"
	Sponsor  = "sponsor"
	Stage    = "stage"
	ID       = "id"
	LastPage = "last_page"
	NoReport = "missing_kind"
	Unread   = "unread" // workbooks of which nothing can be read
)

// Key joins the parts of a key.
func Key(parts ...string) string {
	return strings.Join(parts, "/")
}

// Part is a name as keys have it: letter case and width folded, without
// characters that separate keys or lines. Names that people consider equal give
// equal parts.
func Part(name string) string {
	return strings.Join(strings.FieldsFunc(strings.ReplaceAll(text.Fold(name), "/", "／"), func(r rune) bool { return r <= ' ' }), " ")
}

// Split splits a key into family, item and field.
func Split(key string) (family, item, field string) {
	family, rest, _ := strings.Cut(key, "/")
	item, field, ok := strings.Cut(rest, "/")
	if !ok {
		return family, "", item
	}
	return family, item, field
}
