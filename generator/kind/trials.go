package kind

import (
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// trials checks the tables of a page: whether the verdict on a proof of concept or a
// pilot agrees with the promised and the measured value, and, in a charter, whether
// each pain point has an owner.
func (c *checker) trials(k Kind) {
	for i := range c.page.Grids {
		g := grid{Grid: &c.page.Grids[i], file: c.page.Path}
		at, units := g.columns()
		if at[vocab.TrialWanted] >= 0 && at[vocab.TrialGot] >= 0 {
			c.diags = append(c.diags, g.measured(at, units)...)
		}
		if k.Name == "charter" {
			c.diags = append(c.diags, g.answered(at[vocab.TrialPain], at[vocab.TrialOwner])...)
		}
	}
}

// grid is a table of a page.
type grid struct {
	*kb.Grid
	file string
}

func (g grid) pos(line int) diag.Pos { return diag.Pos{File: g.file, Line: line} }

// columns are the first column of each meaning, -1 if there is none, and their units.
func (g grid) columns() (at [vocab.TrialColumns]int, units [vocab.TrialColumns]string) {
	for c := range at {
		at[c] = -1
	}
	for i, head := range g.Head {
		if c, unit := vocab.TrialColumnOf(head); at[c] < 0 {
			at[c], units[c] = i, unit
		}
	}
	return at, units
}

func textOf(r kb.GridRow, i int) string {
	if i < 0 || i >= len(r.Cells) {
		return ""
	}
	return strings.TrimSpace(r.Cells[i])
}

// unsaid tells whether a cell is empty or holds a word for that: "—", "待定".
func unsaid(s string) bool { return s == "" || vocab.Base().Blank(vocab.Plain(s)) }

// measured compares the measured value of each row with the promised one and with
// the verdict.
func (g grid) measured(at [vocab.TrialColumns]int, units [vocab.TrialColumns]string) (diags diag.List) {
	wanted, got, verdict := at[vocab.TrialWanted], at[vocab.TrialGot], at[vocab.TrialVerdict]
	unit, gotUnit := units[vocab.TrialWanted], units[vocab.TrialGot]
	for _, r := range g.Rows {
		promise, measure := textOf(r, wanted), textOf(r, got)
		pos := g.pos(r.Line)
		name := func() string { return text.Clip(textOf(r, 0), 30) }
		met, known := reached(promise, unit, measure, gotUnit)
		if !known {
			if promise != "" && unsaid(measure) && !vocab.Exempt("", measure) && vocab.BoundOf(promise).Op != vocab.OpText {
				diags = append(diags, diag.New("PO01.unmeasured", pos, name(), promise))
			}
			continue
		}
		passed, said := vocab.Passed(textOf(r, verdict))
		switch {
		case said && passed && !met:
			diags = append(diags, diag.New("PO01.failed", pos, name(), textOf(r, verdict), promise, measure))
		case said && !passed && met:
			diags = append(diags, diag.New("PO01.passed", pos, name(), textOf(r, verdict), promise, measure))
		case !met && textOf(r, verdict) == "":
			diags = append(diags, diag.New("PO01.missed", pos, name(), promise, measure))
		}
	}
	return diags
}

// reached tells whether a measured value meets a promise. known is false if one of
// them is no number, if the promise says no direction, or if their units differ.
func reached(promise, unit, measure, gotUnit string) (met, known bool) {
	n, of, ok := vocab.Number(measure)
	if share, percent := vocab.Share(measure); percent {
		n, of, ok = share, "%", true
	}
	if !ok {
		return false, false
	}
	target := metric.TargetOf(kb.Cell{Kind: kb.Text, Text: promise}, unit)
	if target.Op == metric.Equal || target.Op == metric.NoTarget || target.Op == metric.Words || target.Relative() {
		return false, false
	}
	if of == "" {
		of = gotUnit
		if of == "%" { // a bare 98.1 in a column headed (%)
			n /= 100
		}
	}
	if of == "" {
		of = target.Unit
	}
	in, ok := target.In(of)
	return ok && in.Met(n, metric.Direction(0)), ok
}

// answered finds pain points without an owner.
func (g grid) answered(pain, owner int) (diags diag.List) {
	if pain < 0 || len(g.Rows) == 0 {
		return nil
	}
	if owner < 0 {
		return diag.List{diag.New("CR01.column", g.pos(g.Line), len(g.Rows))}
	}
	for _, r := range g.Rows {
		if textOf(r, pain) != "" && unsaid(textOf(r, owner)) {
			diags = append(diags, diag.New("CR01.owner", g.pos(r.Line), text.Clip(textOf(r, pain), 30)))
		}
	}
	return diags
}
