// Package where is the one language of conditions on the rows of a dataset.
//
//	cond = column op value { "|" value }
//	op   = "=" "==" "!=" "<>" "≠" ">" ">=" "≥" "<" "<=" "≤"
//
// In go a dataset and a text such as 部门 = 财务|运营 or 金额 >= 1.2万; out comes a
// [Cond] that says which rows meet it, or a [Problem] that says why it cannot.
// Tables, charts, boards, plans and matrices all ask here, so that one condition
// keeps the same rows wherever it stands.
//
// Either side may stand in quotes; \| is a bar that belongs to a value; no value
// means an empty cell. The cells say how a value is read: numbers in the unit of
// the column, with 万, % or a unit of their own; days and periods as parts of the
// calendar; yes and no by their words. A status is compared by the sheet's own
// word, and by its normal form if the sheet does not use the word. What cannot be
// compared is a problem, never silence. Nothing here reads a file or draws.
package where

import (
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/text"
)

// Cond is a condition on the rows of the dataset that it was parsed for, or of
// a part of them.
type Cond struct {
	col    int
	column kb.Column
	op     string // =, !=, >, >=, < or <=
	values []value
}

// Problem says why a condition cannot be judged.
type Problem struct {
	Code string
	Args []any
}

// At is the problem as a diagnostic at the position of the condition.
func (p *Problem) At(pos diag.Pos) diag.Diagnostic { return diag.New(p.Code, pos, p.Args...) }

// Parse reads a condition on the rows of a dataset.
func Parse(set *kb.Dataset, s string) (Cond, *Problem) {
	name, op, said := split(strings.TrimSpace(text.Normal(s)))
	if op == "" || name == "" {
		return Cond{}, &Problem{"DB04.where", []any{s}}
	}
	col, problem := Column(set, name)
	if problem != nil {
		return Cond{}, problem
	}
	c := Cond{col: col, column: set.Columns[col], op: op}
	if c.ordered() && (len(said) > 1 || said[0] == "") {
		return Cond{}, &Problem{"DB04.several", []any{s}}
	}
	for _, w := range said {
		v, code := c.read(set, w)
		if code != "" {
			return Cond{}, &Problem{code, []any{s, c.column.Header, w, unitOf(c.column)}}
		}
		c.values = append(c.values, v)
	}
	return c, nil
}

// ordered tells whether the condition is one of >, >=, <, <=.
func (c *Cond) ordered() bool { return c.op != "=" && c.op != "!=" }

// Holds tells whether a row meets the condition. An empty or unreadable cell is
// neither more nor less than anything.
func (c *Cond) Holds(r kb.Row) bool {
	cell := &blank
	if c.col < len(r.Cells) {
		cell = &r.Cells[c.col]
	}
	if !c.ordered() {
		return c.any(cell) == (c.op == "=")
	}
	order, ok := c.order(cell, &c.values[0])
	if !ok {
		return false
	}
	switch c.op {
	case ">":
		return order > 0
	case ">=":
		return order >= 0
	case "<":
		return order < 0
	}
	return order <= 0
}

var blank kb.Cell

// any tells whether the cell is one of the values.
func (c *Cond) any(cell *kb.Cell) bool {
	for i := range c.values {
		if c.equal(cell, &c.values[i]) {
			return true
		}
	}
	return false
}

// Is is the condition that a column equals exactly this value.
func Is(column, value string) string { return quoted(column) + " = " + quoted(value) }
