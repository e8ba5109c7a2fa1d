package where

import (
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// value is the right side of a condition, read in every possible way.
type value struct {
	said   string
	texts  []string // the spellings of the value in the column: Ａ部 and a部
	status string   // normal form to compare with, "" to compare words
	amount amount
	span   span
	truth  float64 // 1 yes, 0 no
	isBool bool
}

// read reads a value for the column; code is that of a problem.
func (c *Cond) read(set *kb.Dataset, said string) (v value, code string) {
	v = value{said: said}
	if said == "" {
		return v, ""
	}
	v.texts = c.spellings(set, text.Fold(said))
	v.amount = c.amountOf(said)
	v.span = spanOf(said)
	v.truth, v.isBool = vocab.Base().YesNo(vocab.Plain(said))
	if c.column.Type == kb.TypeStatus {
		v.status = v.normal()
	}
	if v.amount.ok {
		if code := c.fit(set, &v.amount); code != "" && !c.ordered() && len(v.texts) > 0 {
			v.amount.ok = false // a word of the column that looks like a number
		} else if code != "" {
			return v, code
		}
	}
	if !c.comparable(set, &v) {
		return v, c.incomparable()
	}
	return v, ""
}

// normal is the normal form of a status to compare with, if the value is one
// (done) or a word that the sheet does not use; else "": a word of the sheet
// means only itself, as in the counts of a chart.
func (v *value) normal() string {
	if n := vocab.Base().Status(v.said); n != "" && (n == v.said || len(v.texts) == 0) {
		return n
	}
	return ""
}

// spellings are the texts of the column, as shown or stored, that equal the value
// or contain it among several names or letters. They are found once for all rows.
func (c *Cond) spellings(set *kb.Dataset, folded string) (same []string) {
	seen := map[string]bool{}
	for i := range set.Rows {
		if c.col >= len(set.Rows[i].Cells) {
			continue
		}
		cell := &set.Rows[i].Cells[c.col]
		for _, s := range [...]string{cell.Shown, cell.Text} {
			if s == "" || seen[s] {
				continue
			}
			seen[s] = true
			if reads(s, folded) || s == cell.Text && slices.ContainsFunc(members(cell), func(m string) bool { return reads(m, folded) }) {
				same = append(same, s)
			}
		}
	}
	return same
}

func reads(s, folded string) bool { return text.Fold(strings.TrimSpace(s)) == folded }

// members are the names or letters of a cell that holds several.
func members(cell *kb.Cell) []string {
	switch cell.Kind {
	case kb.Names:
		return cell.Names()
	case kb.Letters:
		return cell.Letters()
	}
	return nil
}

// comparable tells whether the value can be compared with any cell of the
// column. In an empty column it is not reported.
func (c *Cond) comparable(set *kb.Dataset, v *value) bool {
	empty := true
	for i := range set.Rows {
		if c.col >= len(set.Rows[i].Cells) {
			continue
		}
		switch cell := &set.Rows[i].Cells[c.col]; {
		case cell.Kind == kb.Missing, cell.Kind == kb.Fault:
			if !c.ordered() && v.word(cell) {
				return true
			}
			continue
		case c.ordered():
			if _, ok := c.order(cell, v); ok {
				return true
			}
		case c.wordy() && cell.Kind.Worded(), c.equal(cell, v), c.alike(cell, v):
			return true
		}
		empty = false
	}
	return empty
}

// wordy tells whether the column has words.
func (c *Cond) wordy() bool {
	switch c.column.Type {
	case kb.TypeText, kb.TypePerson, kb.TypeStatus:
		return true
	}
	return false
}

// alike tells whether the value can be compared with the cell.
func (c *Cond) alike(cell *kb.Cell, v *value) bool {
	if cell.Kind == kb.Bool {
		return v.isBool
	}
	_, ok := c.order(cell, v)
	return ok
}

// incomparable is the code for a value of another kind than the column.
func (c *Cond) incomparable() string {
	switch t := c.column.Type; {
	case c.wordy() && c.ordered():
		return "DB04.order"
	case t == kb.TypePercent, t == kb.TypeDate, t == kb.TypePeriod, t == kb.TypeDuration, t == kb.TypeBool:
		return "DB04." + string(t)
	}
	return "DB04.number"
}

// equal tells whether the cell equals the value.
func (c *Cond) equal(cell *kb.Cell, v *value) bool {
	switch {
	case v.said == "":
		return cell.Kind == kb.Missing
	case cell.Kind == kb.Number && v.amount.ok:
		if order, ok := c.order(cell, v); ok {
			return order == 0
		}
	case (cell.Kind == kb.Day || cell.Kind == kb.Interval) && v.span.ok:
		return v.span.holds(cell)
	case cell.Kind == kb.Bool && v.isBool:
		return cell.Num == v.truth
	case cell.Kind == kb.Text && v.status != "":
		return cell.Text == v.status
	}
	return v.word(cell)
}

// order compares a number by its amount, a day or period by time.
func (c *Cond) order(cell *kb.Cell, v *value) (order int, ok bool) {
	switch cell.Kind {
	case kb.Number:
		return v.amount.compare(cell, unitOf(c.column))
	case kb.Day, kb.Interval:
		return v.span.compare(cell)
	}
	return 0, false
}

// word tells whether the cell's text, as shown or stored, is the value.
func (v *value) word(cell *kb.Cell) bool {
	return slices.Contains(v.texts, cell.Shown) || slices.Contains(v.texts, cell.Text)
}
