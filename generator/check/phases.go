package check

import (
	"path"
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/site"
)

// method is the four phases of the method, as [vocab.MethodPhase] counts them, and
// how many months each usually takes (0: any).
var method = []struct {
	name   string
	lo, hi int
}{{"准备", 1, 2}, {"试点", 2, 4}, {"推广", 3, 6}, {"优化", 0, 0}}

func stage(p *site.Phase) int { return site.Stage(p) }

// phases: usual duration (PH01), order and overlap (PH02), done means done (PH03),
// progress (PH04), late (PH05), behind (BP01), review before the next phase (PH06),
// buffer (PH07), deliverables exist (PH08), parents exist (PH09).
func phases(in *input) (diags diag.List) {
	for _, set := range in.joined(kb.SchemaPhases) {
		diags = append(diags, falling(set)...)
	}
	for _, set := range in.sets(kb.SchemaPhases) {
		all := in.data.Phases(set, "")
		var stages []*site.Phase
		for i := range all {
			p := &all[i]
			diags = append(diags, dates(p)...)
			diags = append(diags, progress(p)...)
			if !below(all, i, in.late) {
				diags = append(diags, in.late(p)...)
			}
			if !below(all, i, in.late) && !below(all, i, in.behind) {
				diags = append(diags, in.behind(p)...)
			}
			diags = append(diags, deliverables(in, p)...)
			if n := stage(p); n >= 0 && !slices.ContainsFunc(stages, func(q *site.Phase) bool { return stage(q) == n }) {
				stages = append(stages, p) // a second row of one phase, say of another region, is not compared
			}
		}
		diags = append(diags, unended(all)...)
		diags = append(diags, parentShares(in, all)...)
		diags = append(diags, orphans(set)...)
		if len(stages) < 2 { // one row with 试点 in its name is no plan in phases
			continue
		}
		for _, p := range stages {
			diags = append(diags, duration(in, p)...)
			diags = append(diags, reviewed(in, p)...)
		}
		diags = append(diags, order(in, stages)...)
		diags = append(diags, buffer(all, stages)...)
	}
	return diags
}

// cellOf is the cell of a phase's field, its name if there is no such column.
func cellOf(p *site.Phase, field string) diag.Pos {
	col := p.Set.Col(field)
	if col < 0 {
		col = p.Set.Col(kb.FieldName)
	}
	return at(p.Set, p.Row, col)
}

// dates: nothing ends before it starts.
func dates(p *site.Phase) (diags diag.List) {
	for _, d := range []struct {
		from, to string
		a, b     kb.Date
	}{
		{kb.FieldPlannedStart, kb.FieldPlannedEnd, p.PlannedStart, p.PlannedEnd},
		{kb.FieldActualStart, kb.FieldActualEnd, p.ActualStart, p.ActualEnd},
		{kb.FieldActualStart, kb.FieldForecastEnd, p.ActualStart, p.ForecastEnd},
	} {
		if d.a != "" && d.b != "" && d.b < d.a {
			pos := cellOf(p, d.to)
			diags = append(diags, diag.New("PH02.backwards", pos, p.Name, header(p.Set, d.to), d.b, header(p.Set, d.from), d.a, cellName(pos, cellOf(p, d.from))))
		}
	}
	return diags
}

// progress: 0-100 %, and a finished task has its end and 100 %.
func progress(p *site.Phase) (diags diag.List) {
	c := p.Set.Cell(p.Row, kb.FieldPercentComplete)
	if c.Kind == kb.Number && (c.Num < 0 || c.Num > 1) {
		diags = append(diags, diag.New("PH04.range", cellOf(p, kb.FieldPercentComplete), p.Name, metric.Percent(c.Num)))
	}
	if p.Status == kb.StatusDone {
		if p.Set.Col(kb.FieldActualEnd) >= 0 && p.ActualEnd == "" && blank(p.Set, p.Row, kb.FieldActualEnd) {
			diags = append(diags, diag.New("PH03.end", cellOf(p, kb.FieldActualEnd), p.Name))
		}
		if c.Kind == kb.Number && c.Num >= 0 && c.Num < 0.9995 && !p.Task.Milestone {
			diags = append(diags, diag.New("PH03.percent", cellOf(p, kb.FieldPercentComplete), p.Name, metric.Percent(c.Num)))
		}
	}
	return diags
}

// falling: in a plan kept by period, progress does not go back.
func falling(set *kb.Dataset) (diags diag.List) {
	col := slices.IndexFunc(set.Columns, func(c kb.Column) bool { return c.Type == kb.TypePeriod })
	pct := set.Col(kb.FieldPercentComplete)
	if col < 0 || pct < 0 {
		return nil
	}
	rows := make([]int, len(set.Rows))
	for i := range rows {
		rows[i] = i
	}
	slices.SortStableFunc(rows, func(a, b int) int {
		return strings.Compare(string(set.Rows[a].Cells[col].Period().End()), string(set.Rows[b].Cells[col].Period().End()))
	})
	last := map[string]int{}
	for _, row := range rows {
		name, period := said(set, row, kb.FieldName), set.Rows[row].Cells[col].Period()
		n, ok := set.Rows[row].Cells[pct].Float()
		if name == "" || period == "" || !ok {
			continue
		}
		if i, seen := last[name]; seen {
			before, _ := set.Rows[i].Cells[pct].Float()
			if was := set.Rows[i].Cells[col].Period(); was != period && n < before-0.0005 {
				pos := at(set, row, pct)
				diags = append(diags, diag.New("PH04.falling", pos, name, period, metric.Percent(n), was, metric.Percent(before), cellName(pos, at(set, i, pct))))
			}
		}
		last[name] = row
	}
	return diags
}

// below tells whether a rule reports a row below this one: then this one is not reported.
func below(all []site.Phase, i int, rule func(*site.Phase) diag.List) bool {
	for j := i + 1; j < len(all) && all[j].Level > all[i].Level; j++ {
		if len(rule(&all[j])) > 0 {
			return true
		}
	}
	return false
}

// late: past its planned end and not done, or forecast to be late.
func (in *input) late(p *site.Phase) diag.List {
	s, allowed := p.Standing, in.number("PH05", "days", 0)
	pos := cellOf(p, kb.FieldPlannedEnd)
	switch {
	case s.Over:
	case s.Late > allowed && p.ForecastEnd >= in.today:
		return diag.List{diag.New("PH05.overdue-forecast", pos, p.Name, p.PlannedEnd, s.Late, in.today, p.ForecastEnd)}
	case s.Late > allowed && p.ForecastEnd > p.PlannedEnd:
		return diag.List{diag.New("PH05.overdue-again", pos, p.Name, p.PlannedEnd, s.Late, in.today, p.ForecastEnd)}
	case s.Late > allowed:
		return diag.List{diag.New("PH05.overdue", pos, p.Name, p.PlannedEnd, s.Late, in.today)}
	case s.Late == 0 && s.Slip > allowed:
		return diag.List{diag.New("PH05.forecast", cellOf(p, kb.FieldForecastEnd), p.Name, p.ForecastEnd, p.PlannedEnd, s.Slip)}
	}
	return nil
}

// leastLag is how many working days a task must be behind to be reported: a weekly
// report is that old, and in a short task a day is many points.
const leastLag = 5

// behind: less is done than was planned for the day of the data. A task past
// its end is reported by PH05 instead.
func (in *input) behind(p *site.Phase) diag.List {
	s, points := p.Standing, in.number("BP01", "points", int(in.data.RAG().Amber))
	lag := s.Behind / 100 * float64(in.data.Calendar().Workdays(p.PlannedStart, p.PlannedEnd))
	if s.Over || s.Late > 0 || s.Behind <= float64(points) || lag < leastLag {
		return nil
	}
	return diag.List{diag.New("BP01.behind", cellOf(p, kb.FieldPercentComplete), p.Name, s.AsOf, metric.Percent(s.Planned.Num), metric.Percent(s.Actual.Num), metric.Apart(s.Behind/100))}
}

// unended: rows with 100 % but without an actual end, reported once for a table.
func unended(all []site.Phase) diag.List {
	var first *site.Phase
	n := 0
	for i := range all {
		p := &all[i]
		if p.Standing.Done && p.Status != kb.StatusDone && !p.Task.Milestone && p.Set.Col(kb.FieldActualEnd) >= 0 && blank(p.Set, p.Row, kb.FieldActualEnd) {
			if n++; first == nil {
				first = p
			}
		}
	}
	if first == nil {
		return nil
	}
	return diag.List{diag.New("PH03.full", cellOf(first, kb.FieldActualEnd), first.Name, n)}
}

// duration: whole months as planned, within the usual range.
func duration(in *input, p *site.Phase) diag.List {
	m := method[stage(p)]
	lo, hi := m.lo, m.hi
	if a, b, ok := monthRange(in.param("PH01", m.name)); ok {
		lo, hi = a, b
	}
	if hi == 0 || p.PlannedStart == "" || p.PlannedEnd < p.PlannedStart {
		return nil
	}
	const month = 30.4 // days; half a month more or less is no matter
	n := float64(p.PlannedEnd.Sub(p.PlannedStart)+1) / month
	if n >= float64(lo)-0.5 && n <= float64(hi)+0.5 {
		return nil
	}
	return diag.List{diag.New("PH01.usual", cellOf(p, kb.FieldPlannedEnd), p.Name, metric.Thousands(n, 1), lo, hi)}
}

// order: the phases of the method come one after the other and do not overlap.
func order(in *input, stages []*site.Phase) (diags diag.List) {
	for i, p := range stages {
		for _, q := range stages[i+1:] {
			a, b := p, q
			if stage(a) > stage(b) {
				a, b = b, a
			}
			if stage(a) == stage(b) || a.PlannedStart == "" || b.PlannedStart == "" {
				continue
			}
			pos := cellOf(b, kb.FieldPlannedStart)
			switch {
			case b.PlannedStart < a.PlannedStart:
				diags = append(diags, diag.New("PH02.order", pos, b.Name, b.PlannedStart, a.Name, a.PlannedStart))
			case a.PlannedEnd != "" && b.PlannedStart <= a.PlannedEnd && stage(b) == stage(a)+1:
				diags = append(diags, diag.New("PH02.overlap", pos, b.Name, b.PlannedStart, a.Name, a.PlannedEnd, cellName(pos, cellOf(a, kb.FieldPlannedEnd))))
			}
			if day := reviewDay(in, a); day != "" && stage(b) == stage(a)+1 && b.ActualStart != "" && b.ActualStart < day {
				diags = append(diags, diag.New("PH06.early", cellOf(b, kb.FieldActualStart), b.Name, b.ActualStart, a.Name, day))
			}
		}
	}
	return diags
}

// buffer: the rollout has a buffer, in a column or as a row below it.
func buffer(all []site.Phase, stages []*site.Phase) (diags diag.List) {
	for _, p := range stages {
		if method[stage(p)].name != "推广" || p.Standing.Over || !blank(p.Set, p.Row, kb.FieldBuffer) {
			continue
		}
		found := about(said(p.Set, p.Row, kb.FieldNote), "缓冲", "buffer", "预留")
		for i := range all {
			found = found || all[i].Level > 0 && about(all[i].Name, "缓冲", "buffer", "预留")
		}
		if !found {
			diags = append(diags, diag.New("PH07.buffer", cellOf(p, kb.FieldBuffer), p.Name))
		}
	}
	return diags
}

// fileEndings tell a file name from a description.
var fileEndings = []string{".md", ".xlsx", ".docx", ".pdf", ".pptx", ".csv", ".html"}

// deliverables: those that are named as files exist.
func deliverables(in *input, p *site.Phase) (diags diag.List) {
	if in.site == nil {
		return nil
	}
	for _, name := range p.Handed() {
		linked := strings.HasPrefix(name, "[[")
		if !linked && !slices.Contains(fileEndings, strings.ToLower(path.Ext(name))) || strings.Contains(name, "://") {
			continue
		}
		if !in.site.Named(name, p.Set.File) {
			diags = append(diags, diag.New("PH08.missing", cellOf(p, kb.FieldDeliverables), p.Name, name))
		}
	}
	return diags
}
