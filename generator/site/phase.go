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
	Milestone string // name of its milestone, if the column holds one
	Set       *kb.Dataset
	Row       int
	Progress  metric.Quantity // given, else from its children
}

// Phases reads a plan in outline order, children below their parents.
func Phases(set *kb.Dataset, cal metric.Calendar) []Phase {
	levels, order := outline(set)
	out := make([]Phase, 0, len(order))
	tasks := make([]metric.Task, 0, len(order))
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
		tasks = append(tasks, p.Task)
	}
	for i := range out {
		n, ok := metric.Progress(tasks, i, cal)
		out[i].Progress = metric.Quantity{Num: n, Unit: "%", OK: ok}
	}
	return out
}

// history marks the rows of earlier periods in a plan that is kept by period:
// most names of its last period stand in earlier ones too. nil if it is not.
func history(set *kb.Dataset) []bool {
	col := slices.IndexFunc(set.Columns, func(c kb.Column) bool { return c.Type == kb.TypePeriod })
	if col < 0 || set.Col("name") < 0 {
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
		name := text.Fold(strings.TrimSpace(set.Cell(i, "name").String()))
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
		Name: strings.TrimSpace(set.Cell(row, "name").String()), Set: set, Row: row,
		Owner:  strings.TrimSpace(set.Cell(row, "owner").String()),
		Review: strings.TrimSpace(set.Cell(row, "review").String()),
		Task: metric.Task{
			Level:        level,
			PlannedStart: date("planned_start"), PlannedEnd: date("planned_end"),
			ActualStart: date("actual_start"), ActualEnd: date("actual_end"), ForecastEnd: date("forecast_end"),
		},
	}
	c := set.Cell(row, "percent_complete")
	p.Unread = c.Kind == kb.Fault
	if c.Kind == kb.Number {
		p.Percent = metric.Quantity{Num: c.Num, Unit: "%", OK: c.Num >= 0 && !math.IsInf(c.Num, 0)}
	}
	if i := set.Col("status"); i >= 0 && set.Columns[i].Type == kb.TypeStatus {
		p.Status = set.Rows[row].Cells[i].Text
	}
	if p.Status == "" && p.ActualEnd == "" && set.Cell(row, "rag").Text == "late" {
		p.Status = "late" // a green light says nothing about how far the work is
	}
	p.Task.Milestone, p.Milestone = milestone(set, row, &p)
	return p
}

// Words in a milestone column that only say yes or no.
var (
	yesWords = []string{"是", "y", "yes", "true", "1", "√", "✓", "✔", "◆", "★", "●", "里程碑", "milestone"}
	noWords  = []string{"", "否", "n", "no", "false", "0", "×", "-", "—", "无"}
)

// milestone tells whether the row is a milestone, and the name of the milestone
// that a phase leads to if the column holds one.
func milestone(set *kb.Dataset, row int, p *Phase) (is bool, name string) {
	c := set.Cell(row, "milestone")
	said := strings.TrimSpace(text.Fold(c.String()))
	switch {
	case c.Kind == kb.Bool:
		return c.Num == 1, ""
	case c.Kind != kb.Missing && slices.Contains(yesWords, said):
		return true, ""
	case c.Kind == kb.Text && !slices.Contains(noWords, said):
		return p.PlannedStart == "" && p.PlannedEnd != "", strings.TrimSpace(c.String())
	case p.PlannedEnd == "" || p.PlannedStart != "" && p.PlannedStart != p.PlannedEnd:
		return false, ""
	}
	// One day only: a milestone if the sheet or the row says so, else a short task.
	return p.PlannedStart == "" || strings.Contains(set.Sheet+set.Title, "里程碑") || strings.Contains(p.Name, "里程碑") ||
		strings.Contains(strings.ToLower(set.Sheet+set.Title+p.Name), "milestone"), ""
}

// outline is the level of every row (0 for phases) and the rows in outline
// order: from a level column, outline numbers (1, 1.2, 1.2.3) or a parent column.
func outline(set *kb.Dataset) (levels []int, order []int) {
	levels = make([]int, len(set.Rows))
	for i := range set.Rows {
		order = append(order, i)
	}
	switch {
	case set.Col("level") >= 0:
		least := math.MaxInt
		for i := range set.Rows {
			levels[i] = levelOf(set.Cell(i, "level"))
			least = min(least, levels[i])
		}
		for i := range levels {
			levels[i] = min(max(levels[i]-least, 0), 8)
		}
	case outlineNumbers(set):
		for i := range set.Rows {
			levels[i] = min(strings.Count(strings.Trim(set.Cell(i, "id").String(), ". "), "."), 8)
		}
	case set.Col("parent") >= 0:
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
		id := strings.Trim(set.Cell(i, "id").String(), ". ")
		if strings.Trim(id, "0123456789.") != "" || id == "" && set.Cell(i, "name").Kind != kb.Missing {
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
		for _, field := range []string{"name", "id"} {
			if s := text.Fold(strings.TrimSpace(set.Cell(i, field).String())); s != "" {
				at[s] = i
			}
		}
	}
	children := map[int][]int{}
	for i := range set.Rows {
		up, ok := at[text.Fold(strings.TrimSpace(set.Cell(i, "parent").String()))]
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
	for i := range seen { // a ring of parents has no top: its rows come last
		if !seen[i] {
			order = append(order, i)
		}
	}
	return levels, order
}

// What {{ phase "name" "…" }} may ask for.
var phaseNames = []fieldName{
	{"percent_complete", []string{"完成", "complete", "进度", "progress", "percent_complete", "percent", "完成率", "完成百分比"}},
	{"planned_start", []string{"计划开始", "planned_start", "start", "开始"}},
	{"planned_end", []string{"计划完成", "planned_end", "end", "计划结束", "finish"}},
	{"actual_start", []string{"实际开始", "actual_start"}},
	{"actual_end", []string{"实际完成", "actual_end", "实际结束"}},
	{"forecast_end", []string{"预测完成", "forecast_end", "forecast"}},
	{"status", []string{"状态", "status"}},
	{"owner", []string{"负责人", "owner", "责任人"}},
	{"late", []string{"延迟天数", "late", "延期"}},
	{"note", []string{"备注", "note"}},
	{"deliverables", []string{"交付物", "deliverables"}},
}

// Phase is a figure of a phase, "" for its progress. The phase is sought in the
// current plan of the page, then in all others that it sees.
func (d *Data) Phase(name, field string, pos diag.Pos) (Datum, diag.List) {
	what, near := "percent_complete", ""
	if field != "" {
		if what, near = fieldOf(field, phaseNames); what == "" {
			return Datum{}, diag.List{diag.New(orNear("LK14.field", near), pos, field, cmp.Or(near, firstWords(phaseNames)))}
		}
	}
	current, others := d.sought(pos.File, "phases")
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
	diags, ok := d.several("LK14.ambiguous", "LK14.project", pos, name, hits)
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

// phasesNamed is the first phase of the name in each table that has it, and why
// tables have nothing for the period; all names are added to known.
func (d *Data) phasesNamed(tables []Table, name string, by bound, known *[]string) (hits []hit, unmet diag.List) {
	for _, t := range tables {
		found := false
		for _, set := range t.Sets {
			set, problems := d.bind(set, by, false) // of the table found it is said below
			if set == nil {
				unmet = append(unmet, problems...)
				continue
			}
			for _, p := range Phases(set, d.cal) {
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
	case "percent_complete":
		if !v.OK() && p.Progress.OK {
			v = datum(p.Set, p.Row, "name")
			v.Text = metric.Percent(p.Progress.Num)
		}
	case "late":
		v = datum(p.Set, p.Row, "planned_end")
		v.Cell = kb.Cell{Kind: kb.Number, Num: float64(p.Late()), Ref: v.Cell.Ref, File: v.Cell.File}
		v.Unit = "d"
	}
	return v
}

// State is the status as the sheet gives it, else as the dates and the progress
// say; "" if nothing says.
func (p *Phase) State() string {
	switch {
	case p.Status != "":
		return p.Status
	case p.Done():
		return "done"
	case p.ActualStart != "" || p.Progress.OK && p.Progress.Num > 0:
		return "in_progress"
	case p.Progress.OK:
		return "not_started"
	}
	return ""
}

// Dated tells whether the phase has any date to be drawn at.
func (p *Phase) Dated() bool {
	return p.PlannedStart != "" || p.PlannedEnd != "" || p.ActualStart != "" || p.ActualEnd != "" || p.ForecastEnd != ""
}

// SamePhase tells whether two names mean one phase: 试点, 试点期, 试点阶段.
func SamePhase(a, b string) bool { return a != "" && b != "" && vocab.PhaseKey(a) == vocab.PhaseKey(b) }
