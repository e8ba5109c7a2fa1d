package chart

import (
	"slices"
	"strconv"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/text"
)

// columns are the parts of a chart as columns of the dataset, -1 where there is none.
type columns struct {
	x, group, over, weight, sample int
	ys                             []int
	target                         int
	goal                           float64 // target as a number
	hasGoal                        bool
}

// resolve finds the columns and the rows that a chart of the kind draws.
func (b *build) resolve(k *kind) {
	b.cols = columns{
		x:      b.column(b.spec.X),
		group:  b.column(b.spec.Group),
		over:   b.column(b.spec.Over),
		weight: b.column(b.spec.Weight),
		sample: b.data.Col("responses"),
		target: -1,
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
}

// column is the index of the named column, -1 for no name. An unknown name is an error.
func (b *build) column(name string) int {
	if name == "" {
		return -1
	}
	if i := b.data.ColNamed(name); i >= 0 {
		return i
	}
	for i, c := range b.data.Columns {
		if sameName(c.Header, name) || sameName(c.Field, name) || sameName(c.Role, name) && c.Role != "" || sameName(bare(c.Header), bare(name)) {
			return i
		}
	}
	if n := b.nearestColumn(name); n != "" {
		b.complain("DB42.near", name, b.data.ID(), n)
	} else {
		b.complain("DB42.column", name, b.data.ID(), strings.Join(b.columnNames(func(kb.Column) bool { return true }), ", "))
	}
	return -1
}

// nearestColumn is the header or field that was probably meant; units in brackets do not count.
func (b *build) nearestColumn(name string) string {
	var known []string
	meant := map[string]string{}
	for _, c := range b.data.Columns {
		for _, word := range []string{c.Header, bare(c.Header), c.Field} {
			if _, there := meant[word]; !there {
				known = append(known, word)
				meant[word] = c.Header
			}
		}
		meant[c.Field] = orText(meant[c.Field], c.Field)
	}
	return meant[text.Nearest(name, known)]
}

// bare is a header without its unit in brackets: 满意度(%) and 满意度 are one column to a person.
func bare(header string) string {
	h := text.Fold(header)
	if i := strings.IndexByte(h, '('); i > 0 {
		h = h[:i]
	}
	return strings.Join(strings.Fields(h), "")
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

// pickX takes the first period or date column, else the first of words.
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

// serial tells whether a column only counts rows.
func serial(c kb.Column) bool {
	return c.Field == "id" || slices.Contains([]string{"序号", "编号", "no", "no.", "id", "#"}, text.Fold(strings.TrimSpace(c.Header)))
}

// pickY takes all number columns with the unit of the first.
func (b *build) pickY() {
	for i, c := range b.data.Columns {
		used := i == b.cols.x || i == b.cols.group || i == b.cols.over || i == b.cols.weight || i == b.cols.target || i == b.cols.sample
		if !numeric(c) || used || serial(c) {
			continue
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

// checkNumbers complains about a column of which no chosen cell is a number.
func (b *build) checkNumbers() {
	for _, y := range b.cols.ys {
		numbers, others := 0, 0
		for _, r := range b.rows {
			switch b.cell(r, y).Kind {
			case kb.Number, kb.Bool:
				numbers++
			case kb.Missing, kb.Fault:
			default:
				others++
			}
		}
		if numbers > 0 {
			continue
		}
		if others > 0 {
			b.complain("DB43.number", b.data.Columns[y].Header, strings.Join(b.columnNames(numeric), ", "))
		} else if len(b.cols.ys) == 1 {
			b.diags = append(b.diags, diag.New("DB44.values", b.pos, b.data.ID(), b.data.Columns[y].Header))
		}
	}
}

// cell is one cell of the dataset; Missing where a row is short.
func (b *build) cell(row, col int) kb.Cell {
	cells := b.data.Rows[row].Cells
	if col < 0 || col >= len(cells) {
		return kb.Cell{}
	}
	return cells[col]
}

// unitIn is the unit of the chosen rows' numbers in a column: the cells' own
// where they carry one (an indicator's row says 天 or %), else the column's.
// mixed tells that they differ; then there is no unit.
func (b *build) unitIn(col int) (unit string, mixed bool) {
	if b.units == nil {
		b.units = make([]columnUnit, len(b.data.Columns))
	}
	if u := &b.units[col]; !u.known {
		*u = b.findUnit(col)
	}
	return b.units[col].unit, b.units[col].mixed
}

// columnUnit is what unitIn found for a column.
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

// percent tells whether the numbers of the column are shares of 1.
func (b *build) percent(col int) bool { return b.unitOf(col) == "%" && b.shareOfOne(col) }

// shareOfOne tells whether "%" stands for numbers in 0-1: in percent columns
// and in cells that carry the sign themselves.
func (b *build) shareOfOne(col int) bool {
	return b.data.Columns[col].Type == kb.TypePercent || b.data.Columns[col].Unit != "%"
}

// unitOf is the unit of a column as a reader sees it, "" if its numbers differ in it.
func (b *build) unitOf(col int) string {
	if col < 0 {
		return ""
	}
	unit, _ := b.unitIn(col)
	return unit
}

// resolveTarget reads the target as a number or a column.
func (b *build) resolveTarget() {
	t := strings.TrimSpace(b.spec.Target)
	if t == "" {
		return
	}
	if f, ok := parseNumber(t); ok {
		b.cols.goal, b.cols.hasGoal = f, true
		return
	}
	if i := b.data.ColNamed(t); i >= 0 {
		b.cols.target = i
		return
	}
	b.complain("DB49.target", t)
}

// parseNumber reads a number as a person writes it in a setting: 85, 0.85, 90%, ≥ 90%, 1,200.
func parseNumber(s string) (float64, bool) {
	s = strings.TrimSpace(strings.TrimLeft(text.Normal(s), "<>=≤≥~ "))
	scale := 1.0
	if rest, ok := strings.CutSuffix(s, "%"); ok {
		s, scale = rest, 100
	}
	f, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimSpace(s), ",", ""), 64)
	if err != nil || !finite(f) {
		return 0, false
	}
	return f / scale, true // 70 / 100 is 0.7, 70 * 0.01 is not
}
