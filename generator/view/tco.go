package view

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/site"
	"milepost/generator/vocab"
)

// tco shows which candidate is cheapest, and from which year on. If costs are in several
// currencies, it names none.
func tco(e eye) (document.Section, bool) {
	all, years, currencies := site.Ownerships(e.set)
	if len(all) == 0 {
		return document.Section{}, false
	}
	c := costs{eye: e, years: years, mixed: len(currencies) > 1}
	c.unit = e.unitOfCosts()
	for _, o := range all {
		if o.OK && len(o.Years) == len(years) {
			c.known = append(c.known, o)
		} else {
			c.lacking = append(c.lacking, o)
		}
	}
	if !c.mixed {
		slices.SortStableFunc(c.known, func(a, b site.Ownership) int { return cmp.Compare(a.Total, b.Total) })
	}
	s := document.Section{Title: c.finding(), Note: c.note(currencies)}
	if len(e.set.Rows) > 1 {
		s.Blocks = append(s.Blocks, c.table())
		if !c.mixed {
			s.Blocks = append(s.Blocks, document.Block{Kind: document.Note, Lines: c.legend(), Text: c.scales()})
		}
	}
	if len(c.known) > 1 && len(years) > 1 && !c.mixed {
		s.Blocks = append(s.Blocks, document.Block{Kind: document.Lead, Title: e.t("tco.question"), Text: document.Say(c.even())})
	}
	return s, true
}

// costs is the costs of candidates over years, the cheapest first.
type costs struct {
	eye
	years   []string
	known   []site.Ownership // every year is known
	lacking []site.Ownership
	mixed   bool
	unit    string
}

// unitOfCosts is the unit of the first column of costs that has one.
func (e eye) unitOfCosts() string {
	for _, f := range append(slices.Clone(site.Costs), kb.FieldTotal) {
		if i := e.set.Col(f); i >= 0 && e.set.Columns[i].Unit != "" {
			return e.set.Columns[i].Unit
		}
	}
	return ""
}

func (c *costs) money(v float64) string { return metric.Format(v, c.unit, c.lang) }

func (c *costs) finding() string {
	switch {
	case c.mixed:
		return c.t("tco.mixed")
	case len(c.known) == 0:
		return c.several("tco.unknown", len(c.lacking))
	case len(c.known) == 1:
		return c.t("tco.one", c.known[0].Name, c.over(), c.money(c.known[0].Total))
	case near(c.known[0].Total, c.known[1].Total):
		return c.t("tco.equal", c.known[0].Name, c.known[1].Name, c.over(), c.money(c.known[0].Total))
	}
	var than []string
	for _, o := range c.known[1:min(len(c.known), 4)] {
		than = append(than, c.t("tco.less", o.Name, c.money(o.Total-c.known[0].Total)))
	}
	return c.clauses(c.t("tco.cheapest", c.known[0].Name, c.over(), c.money(c.known[0].Total)), strings.Join(than, c.t("comma")))
}

// over says how many years the sums cover, "" for a table without years.
func (c *costs) over() string {
	if len(c.years) < 2 {
		return ""
	}
	return c.several("tco.years", len(c.years))
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(1, math.Abs(a)) }

// note says what was added up, and how many rows have a total that differs from the sum of their parts.
func (c *costs) note(currencies []string) document.Text {
	off := 0
	for _, o := range slices.Concat(c.known, c.lacking) {
		for _, y := range o.Years {
			if sum := y.Parts[0] + y.Parts[1] + y.Parts[2] + y.Parts[3]; y.OK && math.Abs(sum-y.Total) > max(.02, math.Abs(sum)*.001) {
				off++
			}
		}
	}
	adds, lacks, currency := c.t("tco.adds"), "", ""
	if off > 0 {
		adds = c.several("tco.off", off)
	}
	if len(c.lacking) > 0 {
		var names []string
		for _, o := range c.lacking {
			names = append(names, o.Name)
		}
		lacks = c.t("tco.lacking", c.list(names))
	}
	if len(currencies) > 0 {
		currency = c.t("tco.currency", c.list(currencies))
	}
	n := c.several("tco.note", len(c.set.Rows), len(c.known)+len(c.lacking))
	if len(c.years) > 1 {
		n = c.t("tco.note-years", len(c.set.Rows), len(c.known)+len(c.lacking), len(c.years))
	}
	return c.line(n, adds, currency, lacks)
}

// table is a grid of candidates and years. The bars of all years have one scale, those of the totals another.
func (c *costs) table() document.Block {
	cols := []document.Column{{Title: c.t("tco.candidate")}}
	byYear := len(c.years) > 1
	if byYear {
		for _, y := range c.years {
			cols = append(cols, document.Column{Title: cmp.Or(y, "—")})
		}
	}
	cols = append(cols, document.Column{Title: c.t("total")})
	var most, mostYear float64
	for _, o := range slices.Concat(c.known, c.lacking) {
		most = max(most, o.Total)
		for _, y := range o.Years {
			mostYear = max(mostYear, y.Total)
		}
	}
	if c.mixed {
		most, mostYear = 0, 0 // no bars: they would compare amounts of different currencies
	}
	var rows []document.Row
	for _, o := range slices.Concat(c.known, c.lacking) {
		cells := []document.Cell{{Text: document.Say(o.Name)}}
		sum, parts, known := 0.0, [4]float64{}, true
		if c.mixed {
			cells[0].Sub = document.Say(c.text(o.Years[0].Row, kb.FieldCurrency))
		}
		for _, year := range c.years {
			i := slices.IndexFunc(o.Years, func(y site.Cost) bool { return y.Year == year })
			if i < 0 {
				known = false
				cells = append(cells, document.Cell{Text: document.Say(c.t("missing")), Void: true})
				continue
			}
			y := o.Years[i]
			sum, known = sum+y.Total, known && y.OK
			for k, v := range y.Parts {
				parts[k] += v
			}
			cell := c.year(y, mostYear)
			if known && year != c.years[0] && !c.mixed {
				cell.Sub = document.Say(c.t("tco.sum", metric.Thousands(sum, 2)))
			}
			cells = append(cells, cell)
		}
		if !byYear {
			cells = cells[:1]
		}
		rows = append(rows, document.Row{Cells: append(cells, c.sum(o, parts, most))})
	}
	return document.Block{Kind: document.Heat, Table: document.Table{Columns: cols, Rows: rows}}
}

// year is the cell of a candidate's costs in one year.
func (c *costs) year(y site.Cost, most float64) document.Cell {
	if !y.OK {
		return document.Cell{Text: document.Say(c.t("missing")), Void: true}
	}
	return document.Cell{Text: document.Say(metric.Thousands(y.Total, 2)), Num: document.Number{Value: y.Total, Unit: c.unit, OK: true}, Bar: document.Gauge{Parts: y.Parts[:], Most: most}}
}

func (c *costs) sum(o site.Ownership, parts [4]float64, most float64) document.Cell {
	if !o.OK || len(o.Years) != len(c.years) {
		return document.Cell{Text: document.Say(c.t("missing")), Void: true}
	}
	cell := document.Cell{Text: document.Say(metric.Thousands(o.Total, 2)), Num: document.Number{Value: o.Total, Unit: c.unit, OK: true}, Bar: document.Gauge{Parts: parts[:], Most: most}}
	switch d := o.Total - c.known[0].Total; {
	case c.mixed || len(c.known) < 2:
	case near(d, 0):
		cell.Sub = document.Say(c.t("tco.lowest"))
	default:
		cell.Sub = document.Say(c.t("tco.above", metric.Thousands(d, 2)))
	}
	return cell
}

// scales says the unit of the figures, and what the full length of a bar is.
func (c *costs) scales() document.Text {
	unit, scales := "", ""
	if c.unit != "" {
		unit = c.t("tco.unit", vocab.UnitName(c.unit, c.lang))
	}
	if len(c.years) > 1 {
		scales = c.t("tco.scales")
	}
	return c.line(unit, scales)
}

// legend names the parts in the order of their colours.
func (c *costs) legend() (lines []document.Line) {
	for _, f := range site.Costs {
		lines = append(lines, document.Line{Text: document.Say(c.t("tco." + f))})
	}
	return lines
}

// even says up to the end of which year another candidate is cheaper in total.
func (c *costs) even() string {
	best := make([]int, len(c.years))
	for n := range c.years {
		for i := range c.known {
			if a, b := c.until(i, n), c.until(best[n], n); a < b && !near(a, b) {
				best[n] = i
			}
		}
	}
	last := len(c.years) - 1
	turned := -1
	for n := range c.years {
		if best[n] != best[last] {
			turned = n + 1
		}
	}
	cheapest, second := c.known[0].Name, c.known[1].Name
	if turned < 0 {
		return c.t("tco.never", cheapest, second, c.money(c.until(1, 0)-c.until(0, 0)), c.money(c.until(1, last)-c.until(0, last)))
	}
	before := c.known[best[turned-1]].Name
	return c.t("tco.turns", c.years[turned-1], before, c.years[turned], cheapest)
}

// until is the total cost of a known candidate up to the end of a year.
func (c *costs) until(candidate, year int) (sum float64) {
	for _, y := range c.known[candidate].Years[:year+1] {
		sum += y.Total
	}
	return sum
}
