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
	"milepost/generator/vocab"
)

// Indicator is what all rows of the given datasets say about one KPI.
type Indicator struct {
	Name       string
	Definition string
	Category   string
	Direction  string // as the sheet says
	Owner      string
	Start      kb.Date // its first day, "" if nothing says
	StartFrom  string  // where Start comes from: own, baseline, charter, project, plan, period
	Deadline   kb.Date
	Unit       string
	Period     kb.Period // of Actual, "" if the sheet has none
	Baseline   Datum
	Actual     Datum
	Target     Datum
	Given      Datum   // attainment as the sheet states it
	History    []Point // values by period, oldest first, the latest included
	Judgement  metric.Judgement
	Parsed     metric.Target
}

// Point is the value of an indicator in a period.
type Point struct {
	Period kb.Period
	Value  Datum
}

// record is one row of a KPI dataset.
type record struct {
	set    *kb.Dataset
	row    int
	period kb.Period
}

func (r record) text(field string) string { return r.set.Cell(r.row, field).String() }

// Indicators joins the rows of KPI datasets by indicator (and department), in
// the order of first appearance. The latest period with a value is the actual
// one; what its row lacks (baseline, definition, deadline) comes from the other
// rows, later periods first. Periods after until are left out ("" takes all).
func (d *Data) Indicators(sets []*kb.Dataset, until kb.Period) []Indicator {
	var order []string
	rows := map[string][]record{}
	for _, set := range sets {
		seen := map[string]int{}
		for i := range set.Rows {
			name := set.Cell(i, kb.FieldIndicator).String()
			if name == "" {
				continue
			}
			r := record{set, i, set.Cell(i, kb.FieldPeriod).Period()}
			if until != "" && r.period != "" && r.period.End() > until.End() {
				continue
			}
			key := indicatorKey(set, i)
			twice := key + "\x00" + string(r.period) // two rows for one period in one sheet are two indicators: rule KP07 names them
			if n := seen[twice]; n > 0 && set.Series == "" {
				key += "\x00" + strconv.Itoa(n)
			}
			seen[twice]++
			if rows[key] == nil {
				order = append(order, key)
			}
			rows[key] = append(rows[key], r)
		}
	}
	out := make([]Indicator, 0, len(order))
	for _, key := range order {
		k := indicator(rows[key])
		k.Judgement = d.State(&k, until)
		out = append(out, k)
	}
	return out
}

func indicator(rows []record) Indicator {
	// Latest first; rows without a period (a charter) last, each in the order of the sheets.
	slices.SortStableFunc(rows, func(a, b record) int {
		return cmp.Or(cmp.Compare(b.period.End(), a.period.End()), cmp.Compare(b.period.Start(), a.period.Start()))
	})
	var k Indicator
	now := 0
	for i, r := range rows {
		if datum(r.set, r.row, kb.FieldActual).OK() {
			now = i
			break
		}
	}
	k.Name = strings.TrimSpace(rows[now].text(kb.FieldIndicator))
	k.Period = rows[now].period
	from := append(slices.Clone(rows[now:]), rows[:now]...)
	k.Definition, k.Category, k.Owner, k.Unit = firstText(from, kb.FieldDefinition), firstText(from, kb.FieldCategory), firstText(from, kb.FieldOwner), firstText(from, kb.FieldUnit)
	k.Baseline, k.Target = firstDatum(from, kb.FieldBaseline), firstDatum(from, kb.FieldTarget)
	k.Actual, k.Given = datum(rows[now].set, rows[now].row, kb.FieldActual), datum(rows[now].set, rows[now].row, kb.FieldAttainment)
	k.Deadline = firstDatum(from, kb.FieldDeadline).Cell.Date()
	if k.Deadline == "" {
		k.Deadline = firstDatum(from, kb.FieldDeadline).Cell.Period().End()
	}
	for i := len(rows) - 1; i >= now; i-- {
		if v := datum(rows[i].set, rows[i].row, kb.FieldActual); rows[i].period != "" && v.Cell.Kind == kb.Number {
			k.History = append(k.History, Point{rows[i].period, v})
		}
	}
	k.Direction = firstText(from, kb.FieldDirection)
	for _, said := range []struct{ field, from string }{{kb.FieldStart, "own"}, {kb.FieldBaselineDate, "baseline"}} {
		if day := firstDatum(from, said.field).Cell.Date(); day != "" && k.Start == "" {
			k.Start, k.StartFrom = day, said.from
		}
	}
	k.unite()
	return k
}

func firstText(rows []record, field string) string {
	for _, r := range rows {
		if s := strings.TrimSpace(r.text(field)); s != "" {
			return s
		}
	}
	return ""
}

func firstDatum(rows []record, field string) Datum {
	var first Datum
	for _, r := range rows {
		if v := datum(r.set, r.row, field); v.OK() {
			return v
		} else if first.Set == nil {
			first = v
		}
	}
	return first
}

// unite gives all numbers of an indicator one unit. In a column of units, "%" may
// be meant for 92 or for 0.92: plain numbers are out of 100 if one of them is
// above 1.5, or if that brings them nearer to values of other tables with a %.
func (k *Indicator) unite() {
	if k.Unit == "％" {
		k.Unit = "%"
	}
	all := []*Datum{&k.Baseline, &k.Actual, &k.Target}
	for i := range k.History {
		all = append(all, &k.History[i].Value)
	}
	if k.Unit == "" {
		for _, v := range []Datum{k.Actual, k.Target, k.Baseline} {
			if u := v.unit(); u != "" && v.Cell.Kind == kb.Number {
				k.Unit = u
				break
			}
		}
	}
	whole := false
	var plain, shares []float64
	for _, v := range all {
		switch {
		case v.Cell.Kind != kb.Number:
		case v.unit() == "%":
			shares = append(shares, v.Cell.Num)
		default:
			plain = append(plain, v.Cell.Num)
			whole = whole || math.Abs(v.Cell.Num) > 1.5
		}
	}
	whole = whole || vocab.Hundredths(plain, shares)
	for _, v := range all {
		if v.unit() != "" {
			continue
		}
		v.Unit = k.Unit
		if k.Unit == "%" && v.Cell.Kind == kb.Number && whole {
			v.Cell.Num = vocab.Hundredth(v.Cell.Num)
		}
	}
}

// unit is the cell's own unit, else its column's.
func (v Datum) unit() string {
	switch {
	case v.Cell.Unit != "":
		return v.Cell.Unit
	case v.Unit == "" && strings.HasSuffix(strings.TrimSpace(v.Cell.Shown), "%"):
		return "%"
	}
	return v.Unit
}

func (v Datum) quantity() metric.Quantity {
	n, ok := v.Cell.Float()
	return metric.Quantity{Num: n, Unit: v.unit(), OK: ok}
}

// State judges an indicator: the only caller of metric.Judge. What was expected
// is computed for the day of its value; a board of a past period is judged at
// the period's end.
func (d *Data) State(k *Indicator, until kb.Period) metric.Judgement {
	d.begin(k)
	k.Parsed = metric.TargetOf(k.Target.Cell, k.Target.unit())
	k.Actual.Beside = k.Parsed.Bounds(k.Actual.unit())
	for i := range k.History {
		k.History[i].Value.Beside = k.Actual.Beside
	}
	on := d.on(k.Period.End())
	if on.AsOf == "" && k.Actual.Set != nil {
		on.AsOf = d.dayOf(k.Actual.Set)
	}
	if end := until.End(); end != "" && end < on.Today {
		on.Today = end
	}
	return metric.Judge(metric.Indicator{
		Name:      k.Name,
		Direction: k.Direction,
		Baseline:  k.Baseline.quantity(),
		Actual:    k.Actual.quantity(),
		Target:    k.Parsed,
		IsText:    k.Actual.Cell.Kind == kb.Text,
		NoEvents:  k.Actual.Cell.Kind == kb.Text && vocab.Base().NoEvents(k.Actual.Cell.Text),
		Start:     k.Start,
		Deadline:  k.Deadline,
	}, on)
}

// begin sets the first day of an indicator whose rows do not say it: the day
// its project was approved, else the start on the project's page, else the
// first planned start, else the indicator's first period.
func (d *Data) begin(k *Indicator) {
	if k.Start != "" || k.Actual.Set == nil {
		return
	}
	project := d.Project(k.Actual.Set.File)
	if day := d.charters[project]; day != "" { // not that of the project around it
		k.Start, k.StartFrom = day, "charter"
	} else if day := d.begun[project]; day != "" {
		k.Start, k.StartFrom = day, "project"
	} else if day := d.start(project); day != "" {
		k.Start, k.StartFrom = day, "plan"
	} else if p := d.firstPeriod(k); p != "" {
		k.Start, k.StartFrom = p.Start(), "period"
	}
}

// daysSaid is, by project, the day under a key on a page of the kind.
func (s *Site) daysSaid(kind, key string) map[string]kb.Date {
	days := map[string]kb.Date{}
	for _, p := range s.Of(kind) {
		for _, f := range p.Front.Fields {
			project := s.Data.Project(p.Path)
			if day, ok := vocab.Day(strings.Join(f.List, "")); ok && f.Key == key && days[project] == "" {
				days[project] = day
			}
		}
	}
	return days
}

// The words that {{ kpi "name" "…" }} takes.
var kpiNames = []fieldName{
	{kb.FieldActual, []string{"实际", "actual", "实际值", "当前", "current", "value"}},
	{kb.FieldTarget, []string{"目标", "target", "目标值"}},
	{kb.FieldBaseline, []string{"基线", "baseline", "基线值"}},
	{kb.FieldAttainment, []string{"达成率", "attainment", "完成率"}},
	{kb.FieldPeriod, []string{"周期", "period", "期间"}},
	{kb.FieldOwner, []string{"负责人", "owner", "责任人"}},
	{kb.FieldDeadline, []string{"期限", "deadline", "截止日期"}},
	{kb.FieldUnit, []string{"单位", "unit"}},
}

// KPI is a value of an indicator: the field asked for, "" for the actual value.
// It looks in the current KPI tables of the page, then in all others that the
// page may show.
func (d *Data) KPI(name, field string, pos diag.Pos) (Datum, diag.List) {
	what, unknown := fieldOf(field, kb.FieldActual, kpiNames, "LK13.field", pos)
	if len(unknown) > 0 {
		return Datum{}, unknown
	}
	current, others := d.tablesFor(pos.File, kb.SchemaKPI)
	var known []string
	by := d.boundPage(pos)
	hits := d.indicatorsNamed(current, name, by.until, &known)
	if len(hits) == 0 {
		hits = d.indicatorsNamed([]Table{others}, name, by.until, &known)
	}
	switch {
	case len(hits) == 0 && by.until != "" && len(d.indicatorsNamed(append(current, others), name, "", new([]string))) > 0:
		return Datum{}, diag.List{diag.New("DB08.before", pos, name, by.until)}
	case len(hits) == 0 && len(known) == 0:
		return Datum{}, diag.List{diag.New("LK13.none", pos, name)}
	case len(hits) == 0:
		return Datum{}, diag.List{unknownName("LK13.missing", pos, name, known)}
	}
	diags, ok := d.ambiguous("LK13.ambiguous", "LK13.project", pos, name, hits)
	if !ok {
		return Datum{}, diags
	}
	diags = append(diags, d.unmeasured(hits[0], by)...)
	v := hits[0].figure(what)
	switch {
	case v.Cell.Kind == kb.Fault:
		diags = append(diags, diag.New("LK13.fault", pos, hits[0].name, cmp.Or(field, kpiNames[0].words[0]), v.Cell.String(), v.Cell.Ref))
	case !v.OK():
		diags = append(diags, diag.New("LK13.blank", pos, hits[0].name, cmp.Or(field, kpiNames[0].words[0])))
	}
	return v, diags
}

// indicatorsNamed is the indicator with the name in each table that has it;
// the names of all indicators are added to known.
func (d *Data) indicatorsNamed(tables []Table, name string, until kb.Period, known *[]string) []hit {
	var hits []hit
	for _, t := range tables {
		all := d.Indicators(t.Sets, until)
		i := slices.IndexFunc(all, func(k Indicator) bool { return vocab.Key(k.Name) == vocab.Key(name) })
		if i >= 0 {
			hits = append(hits, hit{all[i].Name, all[i].figure, t.Folder, t.Sets[0].ID(), all[i].Period, all[i].Actual.Set})
		}
		for _, k := range all {
			*known = append(*known, k.Name)
		}
	}
	return hits
}

// unmeasured reports an indicator without a value for the period of its page.
func (d *Data) unmeasured(h hit, by bound) diag.List {
	switch {
	case by.until == "" || h.set == nil:
		return nil
	case h.period == "":
		return d.unbound(h.set, by)
	case h.period.End() < by.until.Start():
		return diag.List{diag.New("DB08.earlier", by.pos, h.name, by.until, h.period)}
	}
	return nil
}

// orNear is the code of the message with a suggestion ("LK13.field-near") if
// there is one, else the plain code.
func orNear(code, near string) string {
	if near != "" {
		return code + "-near"
	}
	return code
}

func (k *Indicator) figure(what string) Datum {
	said := func(s string) Datum { return Datum{Set: k.Actual.Set, Row: k.Actual.Row, Cell: k.Actual.Cell, Text: s} }
	switch what {
	case kb.FieldTarget:
		return k.Target
	case kb.FieldBaseline:
		return k.Baseline
	case kb.FieldAttainment:
		if k.Judgement.OK {
			return said(metric.Attained(k.Judgement.Attainment))
		}
		return k.Given
	case kb.FieldPeriod:
		return said(string(k.Period))
	case kb.FieldOwner:
		return said(k.Owner)
	case kb.FieldDeadline:
		return said(string(k.Deadline))
	case kb.FieldUnit:
		return said(k.Unit)
	}
	return k.Actual
}
