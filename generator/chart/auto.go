package chart

import (
	"slices"

	"milepost/generator/kb"
	"milepost/generator/vocab"
	"milepost/generator/where"
)

// maxCharts is the most automatic charts of one dataset.
const maxCharts = 6

// schemaCharts lists the charts that go with a schema, the best first.
var schemaCharts = []struct {
	schema string
	charts func(d *kb.Dataset) []Spec
}{
	{"phases", phaseCharts},              // progress curve, percent complete; the Gantt is drawn by templates
	{"satisfaction", satisfactionCharts}, // trend with target, departments, dimensions
	{"survey", surveyCharts},             // shares of the answers
	{"kpi", kpiCharts},                   // a trend per indicator; the board is drawn by templates
	{"sla", slaCharts},                   // attainment by period and severity
	{"incidents", incidentCharts},        // incidents per month by severity
	{"risks", riskCharts},                // probability by impact
	{"selection", selectionCharts},       // weighted scores stacked, profiles
	{"tco", tcoCharts},                   // kinds of cost per candidate, running total
	{"training", trainingCharts},         // coverage by department and course
	{"suggestions", suggestionCharts},    // how far suggestions got
	{"inspections", inspectionCharts},    // inspections per system and month
	{"releases", releaseCharts},          // releases per month by type
	{"metrics", metricCharts},            // measured values with threshold
	{"table", tableCharts},               // numbers over a period or category
}

// Default is the charts that a dataset is shown with when nobody says how, the
// best first; none if its schema is drawn by other means or the columns allow none.
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

// values are the different values of a field in the order met.
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
	if has(d, "planned_start", "planned_end") && (has(d, "actual_start") || has(d, "percent_complete")) && len(d.Rows) > 1 {
		out = append(out, Spec{Type: "scurve"})
	}
	if has(d, "name") && len(withNumbers(d, "percent_complete")) > 0 {
		out = append(out, Spec{Type: "bar", X: "name", Y: []string{"percent_complete"}, Max: "100%", Labels: true})
	}
	return out
}

func satisfactionCharts(d *kb.Dataset) []Spec {
	if len(withNumbers(d, "score")) == 0 {
		return nil
	}
	target := ""
	if len(withNumbers(d, "target")) > 0 {
		target = "target"
	}
	score := []string{"score"}
	periods := values(d, "period")
	var out []Spec
	if len(periods) > 1 {
		out = append(out, Spec{Type: "line", X: "period", Y: score, Target: target})
	}
	if distinct(d, "department") > 1 {
		out = append(out, Spec{Type: "bar", X: "department", Y: score, Sort: "desc", Target: target})
		if n := distinct(d, "department"); n <= 8 && len(periods) > 1 {
			out = append(out, Spec{Type: "line", X: "period", Y: score, Group: "department", Target: target})
		}
	}
	switch n := distinct(d, "dimension"); {
	case n >= 3:
		s := Spec{Type: "radar", X: "dimension", Y: score}
		if len(periods) > 1 && len(periods) <= 4 {
			s.Group = "period"
		}
		out = append(out, s)
	case n == 2:
		out = append(out, Spec{Type: "bar", X: "dimension", Y: score})
	}
	return out
}

func surveyCharts(d *kb.Dataset) []Spec {
	grades := withNumbers(d, "grade_5", "grade_4", "grade_3", "grade_2", "grade_1")
	if len(grades) > 1 {
		for _, x := range []string{"dimension", "department", "period"} {
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

// isAnswers tells whether a column holds grades only.
func isAnswers(d *kb.Dataset, field string) bool {
	all := values(d, field)
	return len(all) > 0 && len(all) <= 10 && !slices.ContainsFunc(all, func(v string) bool { return gradeOf(v) < 0 })
}

func kpiCharts(d *kb.Dataset) []Spec {
	if len(withNumbers(d, "actual")) == 0 {
		return nil
	}
	if distinct(d, "period") > 1 {
		target := ""
		if len(withNumbers(d, "target")) > 0 {
			target = "target"
		}
		var out []Spec
		for _, name := range values(d, "indicator") {
			out = append(out, Spec{Type: "line", X: "period", Y: []string{"actual"}, Title: clean(name), Where: []string{where.Is("indicator", name)}, Target: target})
		}
		return out
	}
	if len(withNumbers(d, "attainment")) > 0 {
		return []Spec{{Type: "bar", X: "indicator", Y: []string{"attainment"}, Target: "100%"}}
	}
	return nil
}

func slaCharts(d *kb.Dataset) []Spec {
	x := ""
	if distinct(d, "period") > 1 {
		x = "period"
	}
	y := withNumbers(d, "compliance")
	switch {
	case len(y) > 0 && x != "":
		return []Spec{{Type: "line", X: x, Y: y, Group: groupIf(d, "severity")}}
	case len(y) > 0:
		return []Spec{{Type: "bar", X: "severity", Y: y}}
	}
	var out []Spec
	for _, y := range [][]string{withNumbers(d, "response_target", "response_actual"), withNumbers(d, "resolve_target", "resolve_actual")} {
		if len(y) == 2 {
			out = append(out, Spec{Type: "bar", X: "severity", Y: y})
		}
	}
	return out
}

// groupIf is the field if it has two or more values that can be told apart in a chart.
func groupIf(d *kb.Dataset, field string) string {
	if n := distinct(d, field); n > 1 && n <= maxSeries {
		return field
	}
	return ""
}

func incidentCharts(d *kb.Dataset) []Spec {
	if !has(d, "occurred") {
		return nil
	}
	out := []Spec{{Type: "stacked", X: "occurred", Agg: "count", By: "month", Group: groupIf(d, "severity")}}
	if n := distinct(d, "root_cause"); n > 1 && n <= 12 && 2*n <= len(d.Rows) { // causes that come again
		out = append(out, Spec{Type: "bar", X: "root_cause", Agg: "count", Sort: "desc"})
	}
	return out
}

func riskCharts(d *kb.Dataset) []Spec {
	if !has(d, "probability", "impact") {
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
	if len(candidates) == 0 || !has(d, "criterion") {
		return nil
	}
	weighted := Spec{Type: "stacked", X: "criterion", Y: candidates, Turn: true}
	if len(withNumbers(d, "weight")) > 0 {
		weighted.Weight = "weight"
	}
	return []Spec{weighted, {Type: "radar", X: "criterion", Y: candidates}}
}

func tcoCharts(d *kb.Dataset) []Spec {
	costs := withNumbers(d, "licence", "implementation", "maintenance", "labour")
	if !has(d, "candidate") || len(costs) == 0 {
		return nil
	}
	out := []Spec{{Type: "stacked", X: "candidate", Y: costs}}
	if distinct(d, "year") > 1 && len(withNumbers(d, "total")) > 0 {
		out = append(out, Spec{Type: "line", X: "year", Y: []string{"total"}, Group: "candidate", Cumulative: true})
	}
	return out
}

func trainingCharts(d *kb.Dataset) []Spec {
	group := "department"
	if distinct(d, group) == 0 {
		group = "audience"
	}
	if !has(d, "course", group) || len(withNumbers(d, "planned", "trained")) < 2 {
		return nil
	}
	if distinct(d, group) < 2 || distinct(d, "course") < 2 {
		return []Spec{{Type: "bar", X: "course", Y: []string{"planned", "trained"}}}
	}
	return []Spec{{Type: "heatmap", X: "course", Group: group, Y: []string{"trained"}, Over: "planned"}}
}

func suggestionCharts(d *kb.Dataset) []Spec {
	var out []Spec
	if distinct(d, "status") > 1 {
		out = append(out, Spec{Type: "bar", X: "status", Agg: "count", Sort: "desc"})
	}
	if has(d, "date") {
		out = append(out, Spec{Type: "stacked", X: "date", Agg: "count", By: "month", Group: groupIf(d, "status")})
	}
	return out
}

func inspectionCharts(d *kb.Dataset) []Spec {
	if !has(d, "date", "system") {
		return nil
	}
	return []Spec{{Type: "heatmap", X: "date", By: "month", Group: "system", Agg: "count"}}
}

func releaseCharts(d *kb.Dataset) []Spec {
	if !has(d, "date") {
		return nil
	}
	return []Spec{{Type: "stacked", X: "date", By: "month", Agg: "count", Group: groupIf(d, "type")}}
}

func metricCharts(d *kb.Dataset) []Spec {
	if !has(d, "time") || len(withNumbers(d, "value")) == 0 {
		return nil
	}
	target := ""
	if len(withNumbers(d, "threshold")) > 0 {
		target = "threshold"
	}
	base := Spec{Type: "line", X: "time", Y: []string{"value"}, Target: target, Group: groupIf(d, "system")}
	if distinct(d, "metric") < 2 {
		return []Spec{base}
	}
	var out []Spec
	for _, m := range values(d, "metric") {
		s := base
		s.Title, s.Where = clean(m), []string{where.Is("metric", m)}
		out = append(out, s)
	}
	return out
}

// tableCharts draws the numbers of a plain table over its period or first words.
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
				continue // of the columns before it
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
