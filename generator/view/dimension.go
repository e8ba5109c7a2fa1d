package view

import (
	"slices"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/vocab"
)

// manyScores tells whether a department has several scores in a period, one for each
// dimension. A curve can show only one.
func manyScores(e eye) bool {
	if e.set.Col(kb.FieldDepartment) < 0 || e.set.Col(kb.FieldDimension) < 0 {
		return false
	}
	seen := map[[2]string]bool{}
	for row := range e.set.Rows {
		k := [2]string{e.text(row, kb.FieldDepartment), string(e.set.Cell(row, kb.FieldPeriod).Period())}
		if seen[k] {
			return true
		}
		seen[k] = true
	}
	return false
}

// dimensions is a grid of departments and dimensions in the newest period: it shows which
// dimension is weak in which department.
func dimensions(e eye, last kb.Period) (document.Section, bool) {
	here := func(row int) bool {
		return e.set.Cell(row, kb.FieldPeriod).Period() == last && e.quantity(row, kb.FieldScore).OK
	}
	names := func(field string) []string {
		return distinct(len(e.set.Rows), func(row int) (string, bool) { s := e.text(row, field); return s, s != "" && here(row) })
	}
	departments, kinds := names(kb.FieldDepartment), names(kb.FieldDimension)
	t := document.Table{Columns: []document.Column{{Title: e.t("satisfaction.department")}}}
	for _, k := range kinds {
		t.Columns = append(t.Columns, document.Column{Title: k})
	}
	var worst []int // rows with the lowest score
	answers, rows := 0, 0
	for _, d := range departments {
		cells := make([]document.Cell, len(kinds)+1)
		cells[0] = document.Cell{Text: document.Say(d)}
		for i := range kinds {
			cells[i+1] = document.Cell{Text: document.Say(e.t("missing")), Void: true}
		}
		for row := range e.set.Rows {
			at := slices.Index(kinds, e.text(row, kb.FieldDimension))
			if at < 0 || !here(row) || e.text(row, kb.FieldDepartment) != d {
				continue
			}
			rows++
			answers += int(e.quantity(row, kb.FieldResponses).Num)
			cells[at+1] = e.scored(row)
			score := func(row int) float64 { return e.quantity(row, kb.FieldScore).Num }
			switch {
			case len(worst) > 0 && vocab.Near(score(row), score(worst[0])):
				worst = append(worst, row)
			case len(worst) == 0 || score(row) < score(worst[0]):
				worst = []int{row}
			}
		}
		t.Rows = append(t.Rows, document.Row{Cells: cells})
	}
	if len(worst) == 0 {
		return document.Section{}, false
	}
	when := e.month(last, true)
	lowest := make([]string, len(worst))
	for i, row := range worst {
		lowest[i] = e.t("satisfaction.pair", e.text(row, kb.FieldDepartment), e.text(row, kb.FieldDimension))
	}
	s := document.Section{Title: e.t("satisfaction.weakest", when, e.some(lowest), e.figure(worst[0], kb.FieldScore))}
	s.Note = document.Say(e.several("satisfaction.dimensions", rows, when))
	if answers > 0 {
		s.Note = document.Say(e.several("satisfaction.dimensions-n", rows, when, answers))
	}
	s.Blocks = []document.Block{{Kind: document.Heat, Table: t}}
	if e.set.Col(kb.FieldTarget) >= 0 {
		s.Blocks = append(s.Blocks, note(e.t("satisfaction.tint")))
	}
	return s, true
}

// scored is the cell of one score with the size of its sample; a score below its target has a tint.
func (e eye) scored(row int) document.Cell {
	score, target := e.quantity(row, kb.FieldScore), e.quantity(row, kb.FieldTarget)
	c := document.Cell{Text: document.Say(e.figure(row, kb.FieldScore)), Num: document.Number{Value: score.Num, Unit: score.Unit, OK: true}}
	if n := e.quantity(row, kb.FieldResponses); n.OK {
		c.Sub = document.Say(e.t("satisfaction.n", int(n.Num)))
		if metric.Small(int(n.Num)) {
			c.Sub = document.Say(e.t("satisfaction.n-few", int(n.Num)))
		}
	}
	if goal, ok := target.In(score.Unit); ok && target.OK && score.Num < goal.Num-1e-9 {
		c.Tone = document.Warn
	}
	return c
}
