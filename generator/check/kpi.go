package check

import (
	"cmp"
	"math"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/site"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// kpi: indicators are SMART (KP01), their targets make sense (KP02, KP03, KP06), each
// has one unit (KP04), a deadline within the project (KP05), a unique name (KP07),
// reaches its target by its deadline (KP08), and its values are of one size (KP09).
func kpi(in *input) (diags diag.List) {
	sets := in.sets(kb.SchemaKPI)
	if len(sets) == 0 {
		return nil
	}
	diags = append(diags, smart(in)...)
	from, to := span(in)
	for _, set := range sets {
		for row := range set.Rows {
			if said(set, row, kb.FieldIndicator) == "" {
				continue
			}
			diags = append(diags, targets(set, row)...)
			diags = append(diags, deadline(set, row, from, to)...)
		}
		diags = append(diags, twice(set)...)
	}
	return append(diags, units(in.parts(kb.SchemaKPI))...)
}

// smartFields make an indicator specific, measurable, owned and bound in time.
var smartFields = []string{kb.FieldBaseline, kb.FieldTarget, kb.FieldOwner, kb.FieldDeadline}

// smart reads what all sheets together say of each indicator, and reports at
// its target. A column that no sheet has is reported once.
func smart(in *input) (diags diag.List) {
	sets := in.joined(kb.SchemaKPI)
	whole := map[string]bool{} // fields that some sheet has a column for
	for _, set := range sets {
		for _, f := range smartFields {
			whole[f] = whole[f] || set.Col(f) >= 0
		}
	}
	all := in.data.Indicators(sets, "")
	for _, f := range smartFields {
		if !whole[f] && len(all) > 0 {
			diags = append(diags, diag.New("KP01."+f+"-column", at(sets[0], -1, sets[0].Col(kb.FieldIndicator)), len(all)))
		}
	}
	for _, f := range smartFields {
		if whole[f] {
			diags = append(diags, lacking(sets, all, f)...)
		}
	}
	for _, k := range all {
		home := homeOf(&k)
		if home.Set == nil || home.Row < 0 {
			continue
		}
		diags = append(diags, unreached(&k)...)
		diags = append(diags, wrongSide(&k)...)
		diags = append(diags, slipped(&k)...)
		diags = append(diags, leftOut(&k)...)
		if k.Judgement.Guessed && k.Actual.Set != nil {
			pos := at(k.Actual.Set, k.Actual.Row, k.Actual.Set.Col(kb.FieldActual))
			diags = append(diags, diag.New("KP03.unsaid", pos, k.Name, k.Actual.Cell.String(), k.Target.Cell.String()))
		}
		if k.Unit == "" && !strings.ContainsAny(k.Name, "(（%％") && k.Parsed.Unit == "" && k.Parsed.Op != metric.Words && k.Parsed.Op != metric.NoTarget && !about(k.Name, "率", "数", "次", "得分", "评分", "指数", "rate", "count", "number", "score", "index", "nps") {
			diags = append(diags, diag.New("KP01.unit", at(home.Set, home.Row, home.Set.Col(kb.FieldIndicator)), k.Name))
		}
	}
	return diags
}

// unreached: the deadline has passed and the target is not reached.
func unreached(k *site.Indicator) diag.List {
	if k.Judgement.State != metric.Missed || k.Actual.Set == nil {
		return nil
	}
	pos := at(k.Actual.Set, k.Actual.Row, k.Actual.Set.Col(kb.FieldActual))
	return diag.List{diag.New("KP08.missed", pos, k.Name, k.Deadline, k.Actual.Cell.String(), k.Target.Cell.String())}
}

// homeOf is the cell at which an indicator is reported: its target, else its
// value.
func homeOf(k *site.Indicator) site.Datum {
	if k.Target.Set != nil {
		return k.Target
	}
	return k.Actual
}

// mostLacking: up to this many indicators without a field are reported one by one.
const mostLacking = 3

// lacking reports indicators without a field that a sheet has a column for; many
// of them once, at the first one.
func lacking(sets []*kb.Dataset, all []site.Indicator, field string) (diags diag.List) {
	var names []string
	for i := range all {
		k := &all[i]
		home := homeOf(k)
		if home.Set == nil || home.Row < 0 || has(k, field) {
			continue
		}
		set, row := where(sets, k, field, home)
		diags = append(diags, diag.New("KP01."+field, at(set, row, set.Col(field)), k.Name))
		names = append(names, k.Name)
	}
	if len(names) <= mostLacking {
		return diags
	}
	return diag.List{diag.New("KP01."+field+"-rows", diags[0].Pos, len(names), firstOf(names))}
}

func has(k *site.Indicator, field string) bool {
	switch field {
	case kb.FieldBaseline:
		return k.Baseline.OK()
	case kb.FieldTarget:
		return k.Target.OK()
	case kb.FieldOwner:
		return k.Owner != ""
	}
	return k.Deadline != ""
}

// where is the row of an indicator in a sheet with the column, else in its
// homeOf.
func where(sets []*kb.Dataset, k *site.Indicator, field string, home site.Datum) (*kb.Dataset, int) {
	if home.Set.Col(field) >= 0 {
		return home.Set, home.Row
	}
	for _, set := range sets {
		if set.Col(field) < 0 {
			continue
		}
		for row := range set.Rows {
			if vocab.Key(said(set, row, kb.FieldIndicator)) == vocab.Key(k.Name) {
				return set, row
			}
		}
	}
	return home.Set, home.Row
}

// targets compares the numbers of one row.
func targets(set *kb.Dataset, row int) (diags diag.List) {
	col := set.Col(kb.FieldTarget)
	if col < 0 || blank(set, row, kb.FieldTarget) {
		return nil
	}
	unit := set.Columns[col].Unit
	if set.Columns[col].Type == kb.TypePercent {
		unit = "%"
	}
	name, cell, base := said(set, row, kb.FieldIndicator), set.Cell(row, kb.FieldTarget), set.Cell(row, kb.FieldBaseline)
	t := metric.TargetOf(cell, unit)
	number, hasBase := base.Float()
	pos := at(set, row, col)
	if t.Relative() && !hasBase && set.Col(kb.FieldBaseline) >= 0 {
		diags = append(diags, diag.New("KP06.baseline", at(set, row, set.Col(kb.FieldBaseline)), name, cell.String()))
	}
	if t.Op == metric.Equal && hasBase && cell.Kind == kb.Number && cell.Num == base.Num && cell.Unit == base.Unit {
		diags = append(diags, diag.New("KP02.same", pos, name, cell.String(), cellName(pos, at(set, row, set.Col(kb.FieldBaseline)))))
	}
	want := vocab.ParseDirection(said(set, row, kb.FieldDirection))
	if want == metric.Unknown {
		return diags
	}
	dir := at(set, row, set.Col(kb.FieldDirection))
	switch {
	case t.Direction != metric.Unknown && t.Direction != want:
		diags = append(diags, diag.New("KP03.sign", pos, name, cell.String(), said(set, row, kb.FieldDirection), cellName(pos, dir)))
	case t.Op == metric.Equal && hasBase && cell.Kind == kb.Number && base.Unit == cell.Unit && number != cell.Num && (cell.Num > number) != (want == metric.Higher):
		diags = append(diags, diag.New("KP03.baseline", pos, name, cell.String(), base.String(), said(set, row, kb.FieldDirection), cellName(pos, dir)))
	}
	return diags
}

// wrongSide: no column says whether higher or lower is better, but the
// indicator's name or the sign of its target does, and the target is on the
// other side of the baseline. A limit that the baseline already meets may be
// meant to be held.
func wrongSide(k *site.Indicator) diag.List {
	if !k.Baseline.OK() || k.Target.Set == nil || vocab.ParseDirection(k.Direction) != metric.Unknown {
		return nil
	}
	base, isNumber := k.Baseline.Cell.Float()
	unit := cmp.Or(k.Baseline.Cell.Unit, k.Baseline.Unit)
	t, ok := k.Parsed.Resolve(metric.Q(base, unit))
	t, same := t.In(unit)
	aim, known := t.Aim(base)
	if !isNumber || !ok || !same || !known || vocab.Near(aim, base) {
		return nil
	}
	better := metric.Lower
	if aim > base {
		better = metric.Higher
	}
	pos := at(k.Target.Set, k.Target.Row, k.Target.Set.Col(kb.FieldTarget))
	switch named := vocab.DirectionOfName(k.Name); {
	case named != metric.Unknown && t.Op == metric.Equal && named != better:
		return diag.List{diag.New(sideCode("KP03.named", named), pos, k.Name, k.Target.Cell.String(), k.Baseline.Cell.String())}
	case named != metric.Unknown && t.Direction != metric.Unknown && named != t.Direction:
		return diag.List{diag.New(sideCode("KP03.signed", named), pos, k.Name, k.Target.Cell.String(), k.Baseline.Cell.String())}
	case t.Direction != metric.Unknown && t.Direction != better:
		return diag.List{diag.New("KP03.held", pos, k.Name, k.Target.Cell.String(), k.Baseline.Cell.String())}
	}
	return nil
}

// slipped: a value is about ten times all the others of its series, or a tenth of
// them, and those are similar: probably a wrong decimal point or unit (KP09).
func slipped(k *site.Indicator) diag.List {
	if len(k.History) < 3 || k.Actual.Set == nil {
		return nil
	}
	for i := len(k.History) - 1; i >= 0; i-- {
		now, ok := k.History[i].Value.Cell.Float()
		if !ok || now == 0 {
			continue
		}
		near, low, high, n := 0, math.Inf(1), 0.0, 0
		for j := range k.History {
			if v, number := k.History[j].Value.Cell.Float(); j != i && number && v != 0 {
				low, high, n = min(low, math.Abs(v)), max(high, math.Abs(v)), n+1
				if j < i || n == 1 {
					near = j
				}
			}
		}
		if n < 2 || high > 2*low {
			continue
		}
		beside, _ := k.History[near].Value.Cell.Float()
		if times := math.Abs(now / beside); times > 7 && times < 14 || times > 0.07 && times < 0.14 {
			v := k.History[i].Value
			return diag.List{diag.New("KP09.slip", at(v.Set, v.Row, v.Set.Col(kb.FieldActual)), k.Name, v.Cell.String(), k.History[near].Value.Cell.String())}
		}
	}
	return nil
}

// leftOut: an indicator has values for the months before and after but not
// between, and others of its sheet do (FR04).
func leftOut(k *site.Indicator) diag.List {
	set := k.Actual.Set
	if set == nil || len(k.History) < 3 {
		return nil
	}
	kept := map[kb.Period]bool{}
	for row := range set.Rows {
		if !blank(set, row, kb.FieldActual) {
			kept[set.Cell(row, kb.FieldPeriod).Period()] = true
		}
	}
	var missing []string
	after := k.Actual
	for i := 1; i < len(k.History); i++ {
		from, to := k.History[i-1].Period, k.History[i].Period
		if len(from) != len("2026-09") || len(to) != len(from) {
			return nil
		}
		for p := from.Next(); p.Start() < to.Start() && len(missing) < len(k.History); p = p.Next() {
			if kept[p] {
				missing, after = append(missing, string(p)), k.History[i].Value
			}
		}
	}
	if len(missing) == 0 || 3*len(missing) > len(k.History) || after.Set == nil {
		return nil
	}
	return diag.List{diag.New("FR04.indicator", at(after.Set, after.Row, after.Set.Col(kb.FieldActual)), k.Name, firstOf(missing))}
}

// sideCode is the code for indicators where lower, or higher, is better.
func sideCode(code string, better metric.Direction) string {
	if better == metric.Lower {
		return code + "-lower"
	}
	return code + "-higher"
}

// span is the first planned start and the last planned or forecast end of all plans.
func span(in *input) (from, to kb.Date) {
	for _, set := range in.around(kb.SchemaPhases) {
		for _, p := range in.data.Phases(set, "") {
			if p.PlannedStart != "" && (from == "" || p.PlannedStart < from) {
				from = p.PlannedStart
			}
			to = max(to, p.PlannedEnd, p.ForecastEnd)
		}
	}
	return from, to
}

func deadline(set *kb.Dataset, row int, from, to kb.Date) diag.List {
	day := set.Cell(row, kb.FieldDeadline).Date()
	if day == "" || from == "" || to == "" || day >= from && day <= to {
		return nil
	}
	return diag.List{diag.New("KP05.span", at(set, row, set.Col(kb.FieldDeadline)), said(set, row, kb.FieldIndicator), day, from, to)}
}

// twice reports an indicator with two rows for one period and department.
func twice(set *kb.Dataset) (diags diag.List) {
	first := map[string]int{}
	for row := range set.Rows {
		name := said(set, row, kb.FieldIndicator)
		if name == "" {
			continue
		}
		key := vocab.Key(name) + "\x00" + text.Fold(said(set, row, kb.FieldDepartment)) + "\x00" + text.Fold(said(set, row, kb.FieldCategory)) + "\x00" + set.Cell(row, kb.FieldPeriod).Text
		if i, ok := first[key]; ok {
			pos := at(set, row, set.Col(kb.FieldIndicator))
			diags = append(diags, diag.New("KP07.twice", pos, name, cellName(pos, at(set, i, set.Col(kb.FieldIndicator)))))
			continue
		}
		first[key] = row
	}
	return diags
}

// units reports indicators whose unit changes from one row to another.
func units(sets []*kb.Dataset) (diags diag.List) {
	type use struct {
		unit string
		pos  diag.Pos
	}
	first := map[string]use{}
	told := map[string]bool{}
	for _, set := range sets {
		for row := range set.Rows {
			name, unit := said(set, row, kb.FieldIndicator), said(set, row, kb.FieldUnit)
			if name == "" || unit == "" {
				continue
			}
			key := vocab.Key(name) + "\x00" + text.Fold(said(set, row, kb.FieldDepartment))
			pos := at(set, row, set.Col(kb.FieldUnit))
			u, ok := first[key]
			if !ok {
				first[key] = use{unit, pos}
				continue
			}
			if sameUnit(u.unit, unit) || told[key] {
				continue
			}
			told[key] = true
			diags = append(diags, diag.New("KP04.unit", pos, name, unit, u.unit, cellName(pos, u.pos)))
		}
	}
	return diags
}

// sameUnit tells whether two spellings mean one unit: 小时 and h, ％ and %.
func sameUnit(a, b string) bool {
	if text.Fold(a) == text.Fold(b) {
		return true
	}
	q, ok := metric.Q(1, a).In(b)
	return ok && q.Num == 1
}
