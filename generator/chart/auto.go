package chart

import (
	"slices"

	"milepost/generator/kb"
	"milepost/generator/vocab"
	"milepost/generator/where"
)

// maxCharts is how many charts one dataset gets at most when a person names none.
const maxCharts = 6

// schemaCharts lists the charts of each schema, the best first. They fill in what a
// chart block leaves open. The page of a workbook shows them only where the schema has no
// view (package view).
var schemaCharts = []struct {
	schema string
	charts func(d *kb.Dataset) []Spec
}{
	{kb.SchemaPhases, phaseCharts},              // progress curve, percent complete; a template draws the Gantt chart
	{kb.SchemaSatisfaction, satisfactionCharts}, // trend with target, departments, dimensions
	{kb.SchemaSurvey, surveyCharts},             // shares of the answers
	{kb.SchemaKPI, kpiCharts},                   // a trend per indicator; a template draws the board
	{kb.SchemaSLA, slaCharts},                   // attainment by period and severity
	{kb.SchemaIncidents, incidentCharts},        // incidents per month by severity
	{kb.SchemaRisks, riskCharts},                // probability by impact
	{kb.SchemaSelection, selectionCharts},       // weighted scores stacked, profiles
	{kb.SchemaTCO, tcoCharts},                   // kinds of cost per candidate, running total
	{kb.SchemaTraining, trainingCharts},         // coverage by department and course
	{kb.SchemaSuggestions, suggestionCharts},    // suggestions by status, and by month
	{kb.SchemaInspections, inspectionCharts},    // inspections per system and month
	{kb.SchemaReleases, releaseCharts},          // releases per month by type
	{kb.SchemaMetrics, metricCharts},            // measured values with threshold
	{kb.SchemaTable, tableCharts},               // numbers over a period or category
}

// Default is the charts of a dataset for which nobody names a chart, the best first. It is
// empty if the dataset has no rows, its schema has no charts or its columns allow none.
func Default(d *kb.Dataset) []Spec {
	if len(d.Rows) == 0 {
		return nil
	}
	for _, s := range schemaCharts {
		if s.schema == d.Schema {
			specs := s.charts(d)
			return specs[:min(len(specs), maxCharts)]
		}
	}
	return nil
}

// has tells whether the dataset has all the fields and a value in each.
func has(d *kb.Dataset, fields ...string) bool {
	for _, f := range fields {
		if distinct(d, f) == 0 {
			return false
		}
	}
	return true
}

// distinct is how many different values a field has, 0 without the column.
func distinct(d *kb.Dataset, field string) int { return len(values(d, field)) }

// values are the different values of a field, in the order of the rows.
func values(d *kb.Dataset, field string) []string {
	col := d.Col(field)
	if col < 0 {
		return nil
	}
	seen := map[string]bool{}
	var out []string
	for r := range d.Rows {
		if col >= len(d.Rows[r].Cells) {
			continue
		}
		c := d.Rows[r].Cells[col]
		if s := c.String(); c.Kind != kb.Missing && c.Kind != kb.Fault && s != "" && !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

// withNumbers are the fields that have a number in some row.
func withNumbers(d *kb.Dataset, fields ...string) []string {
	var out []string
	for _, f := range fields {
		col := d.Col(f)
		if col >= 0 && slices.ContainsFunc(d.Rows, func(r kb.Row) bool {
			return col < len(r.Cells) && r.Cells[col].Kind == kb.Number && finite(r.Cells[col].Num)
		}) {
			out = append(out, f)
		}
	}
	return out
}

func phaseCharts(d *kb.Dataset) []Spec {
	var out []Spec
	if has(d, kb.FieldPlannedStart, kb.FieldPlannedEnd) && (has(d, kb.FieldActualStart) || has(d, kb.FieldPercentComplete)) && len(d.Rows) > 1 {
		out = append(out, Spec{Type: "scurve"})
	}
	if has(d, kb.FieldName) && len(withNumbers(d, kb.FieldPercentComplete)) > 0 {
		out = append(out, Spec{Type: "bar", X: kb.FieldName, Y: []string{kb.FieldPercentComplete}, Max: "100%", Labels: true})
	}
	return out
}

func satisfactionCharts(d *kb.Dataset) []Spec {
	if len(withNumbers(d, kb.FieldScore)) == 0 {
		return nil
	}
	target := ""
	if len(withNumbers(d, kb.FieldTarget)) > 0 {
		target = kb.FieldTarget
	}
	score := []string{kb.FieldScore}
	periods := values(d, kb.FieldPeriod)
	var out []Spec
	if len(periods) > 1 {
		out = append(out, Spec{Type: "line", X: kb.FieldPeriod, Y: score, Target: target})
	}
	if distinct(d, kb.FieldDepartment) > 1 {
		out = append(out, Spec{Type: "bar", X: kb.FieldDepartment, Y: score, Sort: "desc", Target: target})
		if n := distinct(d, kb.FieldDepartment); n <= 8 && len(periods) > 1 {
			out = append(out, Spec{Type: "line", X: kb.FieldPeriod, Y: score, Group: kb.FieldDepartment, Target: target})
		}
	}
	switch n := distinct(d, kb.FieldDimension); {
	case n >= 3:
		s := Spec{Type: "radar", X: kb.FieldDimension, Y: score}
		if len(periods) > 1 && len(periods) <= 4 {
			s.Group = kb.FieldPeriod
		}
		out = append(out, s)
	case n == 2:
		out = append(out, Spec{Type: "bar", X: kb.FieldDimension, Y: score})
	}
	return out
}

func surveyCharts(d *kb.Dataset) []Spec {
	grades := withNumbers(d, kb.FieldGrade5, kb.FieldGrade4, kb.FieldGrade3, kb.FieldGrade2, kb.FieldGrade1)
	if len(grades) > 1 {
		for _, x := range []string{kb.FieldDimension, kb.FieldDepartment, kb.FieldPeriod} {
			if distinct(d, x) > 0 {
				return []Spec{{Type: "share", X: x, Y: grades, Agg: "sum"}}
			}
		}
		return []Spec{{Type: "share", Y: grades, Agg: "sum"}}
	}
	var questions []string
	for _, c := range d.Columns {
		if !c.Known && isAnswers(d, c.Field) {
			questions = append(questions, c.Field)
		}
	}
	if len(questions) == 0 {
		return nil
	}
	return []Spec{{Type: "share", Y: questions}}
}

// isAnswers tells whether a column holds grades only, such as 很满意, and at most ten different ones.
func isAnswers(d *kb.Dataset, field string) bool {
	all := values(d, field)
	return len(all) > 0 && len(all) <= 10 && !slices.ContainsFunc(all, func(v string) bool { return gradeOf(v) < 0 })
}

func kpiCharts(d *kb.Dataset) []Spec {
	if len(withNumbers(d, kb.FieldActual)) == 0 {
		return nil
	}
	if distinct(d, kb.FieldPeriod) > 1 {
		target := ""
		if len(withNumbers(d, kb.FieldTarget)) > 0 {
			target = kb.FieldTarget
		}
		var out []Spec
		for _, name := range values(d, kb.FieldIndicator) {
			out = append(out, Spec{Type: "line", X: kb.FieldPeriod, Y: []string{kb.FieldActual}, Title: clean(name), Where: []string{where.Is(kb.FieldIndicator, name)}, Target: target})
		}
		return out
	}
	if len(withNumbers(d, kb.FieldAttainment)) > 0 {
		return []Spec{{Type: "bar", X: kb.FieldIndicator, Y: []string{kb.FieldAttainment}, Target: "100%"}}
	}
	return nil
}

func slaCharts(d *kb.Dataset) []Spec {
	x := ""
	if distinct(d, kb.FieldPeriod) > 1 {
		x = kb.FieldPeriod
	}
	y := withNumbers(d, kb.FieldCompliance)
	switch {
	case len(y) > 0 && x != "":
		return []Spec{{Type: "line", X: x, Y: y, Group: groupIf(d, kb.FieldSeverity)}}
	case len(y) > 0:
		return []Spec{{Type: "bar", X: kb.FieldSeverity, Y: y}}
	}
	var out []Spec
	for _, y := range [][]string{withNumbers(d, kb.FieldResponseTarget, kb.FieldResponseActual), withNumbers(d, kb.FieldResolveTarget, kb.FieldResolveActual)} {
		if len(y) == 2 {
			out = append(out, Spec{Type: "bar", X: kb.FieldSeverity, Y: y})
		}
	}
	return out
}

// groupIf is the field if its values are two or more, and not too many for one chart; else it is empty.
func groupIf(d *kb.Dataset, field string) string {
	if n := distinct(d, field); n > 1 && n <= maxSeries {
		return field
	}
	return ""
}

func incidentCharts(d *kb.Dataset) []Spec {
	if !has(d, kb.FieldOccurred) {
		return nil
	}
	out := []Spec{{Type: "stacked", X: kb.FieldOccurred, Agg: "count", By: "month", Group: groupIf(d, kb.FieldSeverity)}}
	if n := distinct(d, kb.FieldRootCause); n > 1 && n <= 12 && 2*n <= len(d.Rows) { // causes that occur twice on average
		out = append(out, Spec{Type: "bar", X: kb.FieldRootCause, Agg: "count", Sort: "desc"})
	}
	return out
}

func riskCharts(d *kb.Dataset) []Spec {
	if !has(d, kb.FieldProbability, kb.FieldImpact) {
		return nil
	}
	return []Spec{{Type: "matrix"}}
}

func selectionCharts(d *kb.Dataset) []Spec {
	var candidates []string
	for _, c := range d.Columns {
		if c.Role != "" {
			candidates = append(candidates, c.Field)
		}
	}
	if len(candidates) == 0 || !has(d, kb.FieldCriterion) {
		return nil
	}
	weighted := Spec{Type: "stacked", X: kb.FieldCriterion, Y: candidates, Turn: true}
	if len(withNumbers(d, kb.FieldWeight)) > 0 {
		weighted.Weight = kb.FieldWeight
	}
	return []Spec{weighted, {Type: "radar", X: kb.FieldCriterion, Y: candidates}}
}

func tcoCharts(d *kb.Dataset) []Spec {
	costs := withNumbers(d, kb.FieldLicence, kb.FieldImplementation, kb.FieldMaintenance, kb.FieldLabour)
	if !has(d, kb.FieldCandidate) || len(costs) == 0 {
		return nil
	}
	out := []Spec{{Type: "stacked", X: kb.FieldCandidate, Y: costs}}
	if distinct(d, kb.FieldYear) > 1 && len(withNumbers(d, kb.FieldTotal)) > 0 {
		out = append(out, Spec{Type: "line", X: kb.FieldYear, Y: []string{kb.FieldTotal}, Group: kb.FieldCandidate, Cumulative: true})
	}
	return out
}

func trainingCharts(d *kb.Dataset) []Spec {
	group := kb.FieldDepartment
	if distinct(d, group) == 0 {
		group = kb.FieldAudience
	}
	if !has(d, kb.FieldCourse, group) || len(withNumbers(d, kb.FieldPlanned, kb.FieldTrained)) < 2 {
		return nil
	}
	if distinct(d, group) < 2 || distinct(d, kb.FieldCourse) < 2 {
		return []Spec{{Type: "bar", X: kb.FieldCourse, Y: []string{kb.FieldPlanned, kb.FieldTrained}}}
	}
	return []Spec{{Type: "heatmap", X: kb.FieldCourse, Group: group, Y: []string{kb.FieldTrained}, Over: kb.FieldPlanned}}
}

func suggestionCharts(d *kb.Dataset) []Spec {
	var out []Spec
	if distinct(d, kb.FieldStatus) > 1 {
		out = append(out, Spec{Type: "bar", X: kb.FieldStatus, Agg: "count", Sort: "desc"})
	}
	if has(d, kb.FieldDate) {
		out = append(out, Spec{Type: "stacked", X: kb.FieldDate, Agg: "count", By: "month", Group: groupIf(d, kb.FieldStatus)})
	}
	return out
}

func inspectionCharts(d *kb.Dataset) []Spec {
	if !has(d, kb.FieldDate, kb.FieldSystem) {
		return nil
	}
	return []Spec{{Type: "heatmap", X: kb.FieldDate, By: "month", Group: kb.FieldSystem, Agg: "count"}}
}

func releaseCharts(d *kb.Dataset) []Spec {
	if !has(d, kb.FieldDate) {
		return nil
	}
	return []Spec{{Type: "stacked", X: kb.FieldDate, By: "month", Agg: "count", Group: groupIf(d, kb.FieldType)}}
}

func metricCharts(d *kb.Dataset) []Spec {
	if !has(d, kb.FieldTime) || len(withNumbers(d, kb.FieldValue)) == 0 {
		return nil
	}
	target := ""
	if len(withNumbers(d, kb.FieldThreshold)) > 0 {
		target = kb.FieldThreshold
	}
	base := Spec{Type: "line", X: kb.FieldTime, Y: []string{kb.FieldValue}, Target: target, Group: groupIf(d, kb.FieldSystem)}
	if distinct(d, kb.FieldMetric) < 2 {
		return []Spec{base}
	}
	var out []Spec
	for _, m := range values(d, kb.FieldMetric) {
		s := base
		s.Title, s.Where = clean(m), []string{where.Is(kb.FieldMetric, m)}
		out = append(out, s)
	}
	return out
}

// tableCharts draws the numbers of a plain table over its first period or date column, or else over its first text column.
func tableCharts(d *kb.Dataset) []Spec {
	x, words, numbers := -1, -1, []string(nil)
	unit := ""
	for i, c := range d.Columns {
		switch {
		case isTime(c.Type) && x < 0:
			x = i
		case c.Type == kb.TypeText && words < 0 && !serial(c):
			words = i
		case numeric(c) && !ordinal(c) && len(withNumbers(d, c.Field)) > 0:
			if len(numbers) > 0 && vocab.Aspect(c.Header) == vocab.Total {
				continue // the total of the columns before it
			}
			u := string(c.Type) + c.Unit
			if vocab.Aspect(c.Header) == vocab.Rate {
				u += " rate"
			}
			if len(numbers) == 0 {
				unit = u
			}
			if u == unit && len(numbers) < 6 {
				numbers = append(numbers, c.Field)
			}
		}
	}
	if len(numbers) == 0 {
		return nil
	}
	if x >= 0 && distinct(d, d.Columns[x].Field) > 1 {
		s := Spec{Type: "line", X: d.Columns[x].Field, Y: numbers}
		if words >= 0 && distinct(d, d.Columns[x].Field) < len(d.Rows) {
			if n := distinct(d, d.Columns[words].Field); n > 1 && n <= 8 {
				s.Group, s.Y = d.Columns[words].Field, numbers[:1]
			}
		}
		return []Spec{s}
	}
	if words < 0 {
		return nil
	}
	if n := distinct(d, d.Columns[words].Field); n >= 2 && n <= maxLying && n == len(d.Rows) { // each row has its own name
		return []Spec{{Type: "bar", X: d.Columns[words].Field, Y: numbers}}
	}
	return nil
}
