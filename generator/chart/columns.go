package chart

import (
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/text"
	"milepost/generator/vocab"
	"milepost/generator/where"
)

// columns says which column of the dataset each part of a chart uses; -1: none.
type columns struct {
	x, group, over, weight, sample int
	apart                          int // column of kinds whose numbers must not be added up, such as 计划 and 实际
	ys                             []int
	target                         int  // column of the targets
	hasGoal                        bool // the target is one number, not a column
}

// resolve finds the columns and rows that the chart draws, and chooses the columns that the spec leaves open.
func (b *build) resolve(k *kind) {
	b.cols = columns{
		x:      b.column(b.spec.X),
		group:  b.column(b.spec.Group),
		over:   b.column(b.spec.Over),
		weight: b.column(b.spec.Weight),
		sample: b.data.Col(kb.FieldResponses),
		target: -1,
		apart:  -1,
	}
	for _, y := range b.spec.Y {
		if i := b.column(y); i >= 0 {
			b.cols.ys = append(b.cols.ys, i)
		}
	}
	b.resolveTarget()
	b.filter()
	if b.failed() {
		return
	}
	if b.cols.x < 0 && k.needsX {
		b.pickX()
	}
	if len(b.cols.ys) == 0 && b.spec.Agg != "count" && k.needsY {
		b.pickY()
	}
	if b.failed() {
		return
	}
	if k.needsY && b.spec.Agg != "count" {
		b.checkNumbers()
	}
	b.years = b.yearColumn(b.cols.x)
	b.keepApart()
}

// column is the index of the named column. It is -1 for no name, and for an unknown name, which gives a diagnostic.
func (b *build) column(name string) int {
	if name == "" {
		return -1
	}
	if i := b.find(name); i >= 0 {
		return i
	}
	if n := b.nearestColumn(name); n != "" {
		b.complain("DB42.near", name, b.data.ID(), n)
	} else {
		b.complain("DB42.column", name, b.data.ID(), strings.Join(b.columnNames(func(kb.Column) bool { return true }), ", "))
	}
	return -1
}

// find is the index of the column with the header or field, -1 if there is none.
func (b *build) find(name string) int {
	i, _ := where.Column(b.data, name)
	return i
}

// nearestColumn is the header or field that was probably meant. It leaves out units in
// brackets, since people take 满意度(%) and 满意度 for one.
func (b *build) nearestColumn(name string) string {
	var known []string
	meant := map[string]string{}
	for _, c := range b.data.Columns {
		for _, word := range []string{c.Header, vocab.Key(c.Header), c.Field} {
			if _, there := meant[word]; !there {
				known = append(known, word)
				meant[word] = c.Header
			}
		}
		meant[c.Field] = orText(meant[c.Field], c.Field)
	}
	return meant[text.Nearest(name, known)]
}

// columnNames are the headers of the columns that meet the condition.
func (b *build) columnNames(want func(kb.Column) bool) []string {
	var names []string
	for _, c := range b.data.Columns {
		if want(c) {
			names = append(names, c.Header)
		}
	}
	return names
}

func isNumber(t kb.ColumnType) bool {
	return t == kb.TypeNumber || t == kb.TypePercent || t == kb.TypeDuration
}

func isTime(t kb.ColumnType) bool { return t == kb.TypePeriod || t == kb.TypeDate }

func numeric(c kb.Column) bool { return isNumber(c.Type) }

// pickX takes the first column of periods or dates, else the first of texts, else the first without numbers.
func (b *build) pickX() {
	for _, want := range []func(kb.Column) bool{
		func(c kb.Column) bool { return isTime(c.Type) },
		func(c kb.Column) bool {
			return c.Type == kb.TypeText || c.Type == kb.TypeStatus || c.Type == kb.TypePerson
		},
		func(c kb.Column) bool { return !isNumber(c.Type) },
	} {
		for i, c := range b.data.Columns {
			if want(c) && i != b.cols.group && !slices.Contains(b.cols.ys, i) && !serial(c) {
				b.cols.x = i
				return
			}
		}
	}
	b.complain("DB43.x", b.data.ID(), strings.Join(b.columnNames(func(kb.Column) bool { return true }), ", "))
}

// serial tells whether a column only numbers the rows: 序号, 编号.
func serial(c kb.Column) bool {
	w, _ := vocab.Header(c.Header)
	return c.Field == kb.FieldID || vocab.SerialColumn(w)
}

// ordinal tells whether a column's numbers are names, not amounts: the number of a row, a year.
func ordinal(c kb.Column) bool {
	return serial(c) || c.Field == kb.FieldYear || vocab.YearHeader(c.Header)
}

// pickY takes the first column of numbers, and all others with its unit that are no total.
func (b *build) pickY() {
	for i, c := range b.data.Columns {
		used := i == b.cols.x || i == b.cols.group || i == b.cols.over || i == b.cols.weight || i == b.cols.target || i == b.cols.sample
		if !numeric(c) || used || ordinal(c) {
			continue
		}
		if len(b.cols.ys) > 0 && (vocab.Aspect(c.Header) == vocab.Total || vocab.Aspect(c.Header) == vocab.Rate && !c.Known) {
			continue // the total of the columns before it
		}
		if len(b.cols.ys) > 0 && b.unitOf(i) != b.unitOf(b.cols.ys[0]) {
			continue
		}
		b.cols.ys = append(b.cols.ys, i)
	}
	if len(b.cols.ys) == 0 {
		b.complain("DB43.none", b.data.ID())
	}
}

// checkNumbers gives a diagnostic for each y column that has no number in the chosen rows.
func (b *build) checkNumbers() {
	for _, y := range b.cols.ys {
		numbers, first := 0, kb.Cell{}
		for _, r := range b.rows {
			switch c := b.cell(r, y); c.Kind {
			case kb.Number, kb.Bool:
				numbers++
			case kb.Missing, kb.Fault:
			default:
				if first.Ref == "" {
					first = c
				}
			}
		}
		header := b.data.Columns[y].Header
		switch {
		case numbers > 0:
		case first.Ref == "" && len(b.cols.ys) == 1:
			b.diags = append(b.diags, diag.New("DB44.values", b.pos, b.data.ID(), header))
		case first.Ref == "":
		default:
			if others := b.columnNames(numeric); len(others) > 0 {
				b.complain("DB43.number", header, first.Ref, short(clean(first.String()), 200), strings.Join(others, ", "))
			} else {
				b.complain("DB43.texts", header, first.Ref, short(clean(first.String()), 200))
			}
		}
	}
}

// cell is one cell of the dataset; it is Missing where the row is too short.
func (b *build) cell(row, col int) kb.Cell {
	cells := b.data.Rows[row].Cells
	if col < 0 || col >= len(cells) {
		return kb.Cell{}
	}
	return cells[col]
}

// unitIn is the unit of a column's numbers in the chosen rows. A cell may have its own
// (indicators: 天 in one row, % in the next); the others have the column's. mixed tells
// that the units differ; then unit is empty.
func (b *build) unitIn(col int) (unit string, mixed bool) {
	if b.units == nil {
		b.units = make([]columnUnit, len(b.data.Columns))
	}
	if u := &b.units[col]; !u.known {
		*u = b.findUnit(col)
	}
	return b.units[col].unit, b.units[col].mixed
}

// columnUnit is what unitIn has found for a column; known: it has looked.
type columnUnit struct {
	known, mixed bool
	unit         string
}

func (b *build) findUnit(col int) columnUnit {
	c := b.data.Columns[col]
	column := c.Unit
	if c.Type == kb.TypePercent {
		column = "%"
	}
	u := columnUnit{known: true, unit: column}
	first := true
	for _, r := range b.rows {
		cell := b.cell(r, col)
		if cell.Kind != kb.Number {
			continue
		}
		own := orText(cell.Unit, column)
		if first {
			u.unit, first = own, false
		} else if own != u.unit {
			return columnUnit{known: true, mixed: true}
		}
	}
	return u
}

// percent tells whether the numbers of the column are shares of 1: 0.92 is 92 %.
func (b *build) percent(col int) bool { return b.unitOf(col) == "%" && b.shareOfOne(col) }

// shareOfOne tells whether numbers with "%" are shares of 1: in percent columns, and where
// the cells have the sign themselves. In a plain column whose unit is %, 92 is 92 %.
func (b *build) shareOfOne(col int) bool {
	return b.data.Columns[col].Type == kb.TypePercent || b.data.Columns[col].Unit != "%"
}

// unitOf is the unit of a column, "" if its numbers have several units.
func (b *build) unitOf(col int) string {
	if col < 0 {
		return ""
	}
	unit, _ := b.unitIn(col)
	return unit
}

// resolveTarget reads the target as a number, or else as the name of a column.
func (b *build) resolveTarget() {
	t := strings.TrimSpace(b.spec.Target)
	if t == "" {
		return
	}
	if _, ok := saidOf(t); ok {
		b.cols.hasGoal = true
		return
	}
	if i := b.find(t); i >= 0 {
		b.cols.target = i
		return
	}
	b.complain("DB49.target", t)
}
