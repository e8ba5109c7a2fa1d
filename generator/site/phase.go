package site

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// Phase is a row of a plan: a phase, a task or a milestone.
type Phase struct {
	metric.Task
	Name      string
	Owner     string
	Review    string // the review page as the sheet names it
	Milestone string // name of the milestone at its end, "" if none
	Set       *kb.Dataset
	Row       int
	Standing  metric.Standing
	Past      bool // Standing is that at the end of a past period
}

// phases reads a plan in outline order, children below their parents.
func phases(set *kb.Dataset) []Phase {
	levels, order := outline(set)
	out := make([]Phase, 0, len(order))
	old := history(set)
	for _, row := range order {
		if old != nil && old[row] {
			continue
		}
		p := phase(set, row, levels[row])
		if p.Name == "" {
			continue
		}
		out = append(out, p)
	}
	return out
}

// history marks the rows of earlier periods in a plan with a column of
// periods: more than half of the names of its last period are in earlier ones
// too. nil if it is no such plan.
func history(set *kb.Dataset) []bool {
	col := slices.IndexFunc(set.Columns, func(c kb.Column) bool { return c.Type == kb.TypePeriod })
	if col < 0 || set.Col(kb.FieldName) < 0 {
		return nil
	}
	var last kb.Period
	for _, r := range set.Rows {
		if p := r.Cells[col].Period(); p.End() > last.End() {
			last = p
		}
	}
	old := make([]bool, len(set.Rows))
	now, before := map[string]bool{}, map[string]bool{}
	for i, r := range set.Rows {
		name := text.Fold(strings.TrimSpace(set.Cell(i, kb.FieldName).String()))
		if p := r.Cells[col].Period(); p == last {
			now[name] = true
		} else if p != "" {
			old[i] = true
			before[name] = true
		}
	}
	again := 0
	for name := range now {
		if before[name] {
			again++
		}
	}
	if 2*again <= len(now) {
		return nil
	}
	return old
}

func phase(set *kb.Dataset, row, level int) Phase {
	date := func(field string) kb.Date { return set.Cell(row, field).Date() }
	p := Phase{
		Name: strings.TrimSpace(set.Cell(row, kb.FieldName).String()), Set: set, Row: row,
		Owner:  strings.TrimSpace(set.Cell(row, kb.FieldOwner).String()),
		Review: strings.TrimSpace(set.Cell(row, kb.FieldReview).String()),
		Task: metric.Task{
			Level:        level,
			PlannedStart: date(kb.FieldPlannedStart), PlannedEnd: date(kb.FieldPlannedEnd),
			ActualStart: date(kb.FieldActualStart), ActualEnd: date(kb.FieldActualEnd), ForecastEnd: date(kb.FieldForecastEnd),
		},
	}
	c := set.Cell(row, kb.FieldPercentComplete)
	switch {
	case c.Kind == kb.Number && c.Num >= 0 && c.Num <= 1+1e-9:
		p.Percent = metric.Quantity{Num: min(c.Num, 1), Unit: "%", OK: true}
	case c.Kind == kb.Number || c.Kind == kb.Fault: // 130 % is not progress: rule PH04 reports it
		p.Unread = true
	}
	if i := set.Col(kb.FieldStatus); i >= 0 && set.Columns[i].Type == kb.TypeStatus {
		p.Status = set.Rows[row].Cells[i].Text
	}
	if p.Status == "" && p.ActualEnd == "" && set.Cell(row, kb.FieldRAG).Text == kb.StatusLate {
		p.Status = kb.StatusLate // a green light says nothing about how far the work is
	}
	p.Task.Milestone, p.Milestone = milestone(set, row, &p)
	return p
}

// milestone tells whether the row is a milestone; if it is a phase, name is the
// milestone at its end. A row that takes longer than a day is a phase, whatever
// its milestone column says.
func milestone(set *kb.Dataset, row int, p *Phase) (is bool, name string) {
	long := p.PlannedStart != "" && p.PlannedEnd > p.PlannedStart
	switch yes, said := saysMilestone(set, row); {
	case yes && long:
		return false, p.Name
	case yes:
		return true, ""
	case said != "":
		return p.PlannedStart == "" && p.PlannedEnd != "", said
	case set.Cell(row, kb.FieldMilestone).Kind != kb.Missing, p.PlannedEnd == "", p.PlannedStart != "" && p.PlannedStart != p.PlannedEnd:
		return false, ""
	}
	// One day only: a milestone if the sheet or the row says so, else a short task.
	return p.PlannedStart == "" || vocab.SaysMilestone(set.Sheet+" "+set.Title) || vocab.SaysMilestone(p.Name), ""
}

// saysMilestone reads the milestone column: yes, or a name. A cell that
// repeats the header means yes.
func saysMilestone(set *kb.Dataset, row int) (yes bool, name string) {
	c := set.Cell(row, kb.FieldMilestone)
	if c.Kind == kb.Bool {
		return c.Num == 1, ""
	}
	said := strings.TrimSpace(c.String())
	if f, known := vocab.Base().YesNo(vocab.Plain(said)); known {
		return f == 1, ""
	}
	if c.Kind == kb.Fault || vocab.Base().Blank(vocab.Plain(said)) {
		return false, ""
	}
	if head := set.Columns[set.Col(kb.FieldMilestone)].Header; strings.Contains(text.Fold(head), text.Fold(said)) {
		return true, ""
	}
	return false, said
}

// outline is the level of every row (0 for phases), and the rows in outline
// order. It comes from a level column, outline numbers (1, 1.2, 1.2.3) or a
// parent column.
func outline(set *kb.Dataset) (levels []int, order []int) {
	levels = make([]int, len(set.Rows))
	for i := range set.Rows {
		order = append(order, i)
	}
	switch {
	case set.Col(kb.FieldLevel) >= 0:
		least := math.MaxInt
		for i := range set.Rows {
			levels[i] = levelOf(set.Cell(i, kb.FieldLevel))
			least = min(least, levels[i])
		}
		for i := range levels {
			levels[i] = min(max(levels[i]-least, 0), 8)
		}
	case outlineNumbers(set):
		for i := range set.Rows {
			levels[i] = min(strings.Count(strings.Trim(set.Cell(i, kb.FieldID).String(), ". "), "."), 8)
		}
	case set.Col(kb.FieldParent) >= 0:
		return parents(set)
	}
	return levels, order
}

var numerals = []string{"一", "二", "三", "四", "五", "六", "七", "八"}

func levelOf(c kb.Cell) int {
	if c.Kind == kb.Number {
		return int(c.Num)
	}
	for i, n := range numerals {
		if strings.Contains(c.Text, n) || strings.Contains(c.Text, strconv.Itoa(i+1)) {
			return i + 1
		}
	}
	return 1
}

// outlineNumbers tells whether the ids are numbers with dots, and at least one has a dot.
func outlineNumbers(set *kb.Dataset) bool {
	dots := false
	for i := range set.Rows {
		id := strings.Trim(set.Cell(i, kb.FieldID).String(), ". ")
		if strings.Trim(id, "0123456789.") != "" || id == "" && set.Cell(i, kb.FieldName).Kind != kb.Missing {
			return false
		}
		dots = dots || strings.Contains(id, ".")
	}
	return dots
}

// parents orders rows below the row that their parent column names, by name or id.
func parents(set *kb.Dataset) (levels []int, order []int) {
	at := map[string]int{}
	for i := len(set.Rows) - 1; i >= 0; i-- {
		for _, field := range []string{kb.FieldName, kb.FieldID} {
			if s := text.Fold(strings.TrimSpace(set.Cell(i, field).String())); s != "" {
				at[s] = i
			}
		}
	}
	children := map[int][]int{}
	for i := range set.Rows {
		up, ok := at[text.Fold(strings.TrimSpace(set.Cell(i, kb.FieldParent).String()))]
		if !ok || up == i {
			up = -1
		}
		children[up] = append(children[up], i)
	}
	levels = make([]int, len(set.Rows))
	seen := make([]bool, len(set.Rows))
	var walk func(up, level int)
	walk = func(up, level int) {
		for _, i := range children[up] {
			if !seen[i] {
				seen[i], levels[i] = true, min(level, 8)
				order = append(order, i)
				walk(i, level+1)
			}
		}
	}
	walk(-1, 0)
	for i := range seen { // rows that are each other's parents come last
		if !seen[i] {
			order = append(order, i)
		}
	}
	return levels, order
}

// The words that {{ phase "name" "…" }} takes. These are words of pages, not
// headers of sheets, and shorter: 开始 means the planned start, whatever the sheet
// calls it.
var phaseNames = []fieldName{
	{kb.FieldPercentComplete, []string{"完成", "complete", "进度", "progress", kb.FieldPercentComplete, "percent", "完成率", "完成百分比"}},
	{kb.FieldPlannedStart, []string{"计划开始", kb.FieldPlannedStart, "start", "开始"}},
	{kb.FieldPlannedEnd, []string{"计划完成", kb.FieldPlannedEnd, "end", "计划结束", "finish"}},
	{kb.FieldActualStart, []string{"实际开始", kb.FieldActualStart}},
	{kb.FieldActualEnd, []string{"实际完成", kb.FieldActualEnd, "实际结束"}},
	{kb.FieldForecastEnd, []string{"预测完成", kb.FieldForecastEnd, "forecast"}},
	{kb.FieldStatus, []string{"状态", "status"}},
	{kb.FieldOwner, []string{"负责人", "owner", "责任人"}},
	{"late", []string{"延迟天数", "late", "延期", "晚"}},
	{"slip", []string{"预计延期", "slip", "预计晚"}},
	{kb.FieldPlanned, []string{"计划进度", "planned", "应完成"}},
	{kb.FieldNote, []string{"备注", "note"}},
	{kb.FieldDeliverables, []string{"交付物", "deliverables"}},
}

// Phase is a value of a phase: the field asked for, "" for its progress. It
// looks in the current plan of the page, then in all others that the page may
// show.
func (d *Data) Phase(name, field string, pos diag.Pos) (Datum, diag.List) {
	what, unknown := fieldOf(field, kb.FieldPercentComplete, phaseNames, "LK14.field", pos)
	if len(unknown) > 0 {
		return Datum{}, unknown
	}
	current, others := d.tablesFor(pos.File, kb.SchemaPhases)
	var known []string
	by := d.boundPage(pos)
	hits, unmet := d.phasesNamed(current, name, by, &known)
	if len(hits) == 0 {
		for _, set := range others.Sets {
			more, problems := d.phasesNamed([]Table{{others.Folder, []*kb.Dataset{set}}}, name, by, &known)
			hits, unmet = append(hits, more...), append(unmet, problems...)
		}
	}
	switch {
	case len(hits) == 0 && unmet != nil:
		return Datum{}, unmet
	case len(known) == 0:
		return Datum{}, diag.List{diag.New("LK14.none", pos, name)}
	case len(hits) == 0:
		return Datum{}, diag.List{unknownName("LK14.missing", pos, name, known)}
	}
	diags, ok := d.ambiguous("LK14.ambiguous", "LK14.project", pos, name, hits)
	if !ok {
		return Datum{}, diags
	}
	_, said := d.bind(hits[0].set, by, false)
	diags = append(diags, said...)
	v := hits[0].figure(what)
	switch {
	case v.Cell.Kind == kb.Fault:
		diags = append(diags, diag.New("LK14.fault", pos, name, cmp.Or(field, phaseNames[0].words[0]), v.Cell.String(), v.Cell.Ref))
	case !v.OK():
		diags = append(diags, diag.New("LK14.blank", pos, name, cmp.Or(field, phaseNames[0].words[0])))
	}
	return v, diags
}

// phasesNamed is the first phase with the name in each table that has it. unmet
// says why a table has nothing for the period; all names are added to known.
func (d *Data) phasesNamed(tables []Table, name string, by bound, known *[]string) (hits []hit, unmet diag.List) {
	for _, t := range tables {
		found := false
		for _, set := range t.Sets {
			set, problems := d.bind(set, by, false) // Phase reports it for the table that was found
			if set == nil {
				unmet = append(unmet, problems...)
				continue
			}
			for _, p := range d.Phases(set, by.until) {
				*known = append(*known, p.Name)
				if !found && (same(p.Name, name) || vocab.PhaseKey(p.Name) == vocab.PhaseKey(name)) {
					hits, found = append(hits, hit{p.Name, p.figure, t.Folder, set.ID(), "", set}), true
				}
			}
		}
	}
	return hits, unmet
}

func (p *Phase) figure(what string) Datum {
	v := datum(p.Set, p.Row, what)
	switch what {
	case kb.FieldPercentComplete:
		if !v.OK() && p.Standing.Actual.OK {
			v = datum(p.Set, p.Row, kb.FieldName)
			v.Text = metric.Percent(p.Standing.Actual.Num)
		}
	case kb.FieldPlanned:
		v = datum(p.Set, p.Row, kb.FieldPlannedEnd)
		if v.Cell = (kb.Cell{Ref: v.Cell.Ref, File: v.Cell.File}); p.Standing.Planned.OK {
			v.Text = metric.Percent(p.Standing.Planned.Num)
		}
	case "late":
		v = p.days(p.Standing.Late)
	case "slip":
		v = p.days(p.Standing.Slip)
	}
	return v
}

// days is a number of days as a value, with the planned end as its source.
func (p *Phase) days(n int) Datum {
	v := datum(p.Set, p.Row, kb.FieldPlannedEnd)
	if v.OK() {
		v.Cell = kb.Cell{Kind: kb.Number, Num: float64(n), Ref: v.Cell.Ref, File: v.Cell.File}
		v.Unit = "d"
	}
	return v
}

// Dated tells whether the phase has any date.
func (p *Phase) Dated() bool {
	return p.PlannedStart != "" || p.PlannedEnd != "" || p.ActualStart != "" || p.ActualEnd != "" || p.ForecastEnd != ""
}

// SamePhase tells whether two names mean one phase: 试点, 试点期, 试点阶段.
func SamePhase(a, b string) bool { return a != "" && b != "" && vocab.PhaseKey(a) == vocab.PhaseKey(b) }
