package view

import (
	"math"
	"slices"
	"strconv"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/site"
	"milepost/generator/text"
)

// shift is the change of a weight (ten points) with which the choice is tested.
const shift = 0.10

// selection shows which candidate wins, and whether another weight would change that.
func selection(e eye) (document.Section, bool) {
	s, ok := site.SelectionOf(e.set)
	if !ok {
		return document.Section{}, false
	}
	c := choice{eye: e, Selection: s, rank: s.Rank()}
	c.decimals = 2
	if c.rank.Second >= 0 && c.rank.Lead > 0 {
		c.decimals = text.Enough(c.rank.Totals[c.rank.Best], 2, c.rank.Totals[c.rank.Second])
	}
	out := document.Section{Title: c.finding(), Note: c.note()}
	if len(s.Columns) == 1 {
		return out, true
	}
	out.Blocks = []document.Block{c.bars()}
	if c.rank.Lead > 0 && len(s.Rows) > 1 {
		out.Blocks = append(out.Blocks, document.Block{Kind: document.Lead, Title: e.t("selection.question"), Text: c.answer()})
	}
	out.Blocks = append(out.Blocks, c.table(), note(e.t("selection.legend")))
	return out, true
}

// choice is a selection with its ranking.
type choice struct {
	eye
	site.Selection
	rank     metric.Ranking
	decimals int
}

func (c *choice) name(candidate int) string { return c.Name(c.Columns[candidate]) }

func (c *choice) total(v float64) string { return strconv.FormatFloat(v, 'f', c.decimals, 64) }

func (c *choice) finding() string {
	best := c.rank.Best
	switch {
	case c.rank.Second < 0:
		return c.t("selection.alone", c.name(best), c.total(c.rank.Totals[best]))
	case c.rank.Lead == 0:
		return c.t("selection.equal", c.name(best), c.name(c.rank.Second), c.total(c.rank.Totals[best]))
	}
	first := c.t("selection.first", c.name(best), c.total(c.rank.Totals[best]), c.name(c.rank.Second), c.total(c.rank.Lead))
	if len(c.Rows) < 2 {
		return first
	}
	holds := c.t("selection.holds")
	if n := len(c.changes()); n > 0 {
		holds = c.several("selection.changes", n)
	}
	return c.clauses(first, holds)
}

// change says which candidate leads if the weight of a criterion is changed by ten points.
type change struct {
	criterion int
	by        float64
	to        int
}

func (c *choice) changes() (out []change) {
	for i := range c.Rows {
		for _, by := range []float64{-shift, shift} {
			if r := c.shifted(i, by); r.Best != c.rank.Best {
				out = append(out, change{i, by, r.Best})
				break
			}
		}
	}
	return out
}

// shifted is the ranking with one weight changed by by.
func (c *choice) shifted(criterion int, by float64) metric.Ranking {
	return c.With(criterion, c.Weights[criterion]+by).Rank()
}

// answer says whether ten points on any weight change the choice.
func (c *choice) answer() document.Text {
	if all := c.changes(); len(all) > 0 {
		var said []string
		for _, k := range all[:min(len(all), 3)] {
			key := "selection.more"
			if k.by < 0 {
				key = "selection.less"
			}
			said = append(said, c.t(key, c.criterion(k.criterion), c.name(k.to)))
		}
		return document.Say(c.clauses(said...) + c.t("stop"))
	}
	least, at, key := math.Inf(1), 0, ""
	for i := range c.Rows {
		for _, by := range []float64{-shift, shift} {
			if r := c.shifted(i, by); r.Lead < least {
				least, at, key = r.Lead, i, "selection.least-more"
				if by < 0 {
					key = "selection.least-less"
				}
			}
		}
	}
	return document.Text{{Text: c.t("selection.any")}, strong(c.t("selection.still", c.name(c.rank.Best))), {Text: c.t(key, c.total(least), c.criterion(at))}}
}

func (c *choice) criterion(i int) string { return c.text(c.Rows[i], kb.FieldCriterion) }

// note says what was added up, whether the sheet's own totals agree, and what could not be counted.
func (c *choice) note() document.Text {
	said := []string{c.t("selection.note", len(c.Rows), len(c.Columns)+len(c.Lacking), c.scaleName())}
	if same, given := c.agrees(); given {
		said = append(said, c.t(map[bool]string{true: "selection.agrees", false: "selection.differs"}[same]))
	}
	if sum := c.weights(); c.Shares && math.Abs(sum-1) > .005 {
		said = append(said, c.t("selection.weights", metric.Percent(sum)))
	}
	if c.Unweighted > 0 {
		said = append(said, c.several("selection.unweighted", c.Unweighted))
	}
	if len(c.Lacking) > 0 {
		var names []string
		for _, col := range c.Lacking {
			names = append(names, c.Name(col))
		}
		said = append(said, c.t("selection.lacking", c.list(names)))
	}
	return c.line(said...)
}

func (c *choice) weights() (sum float64) {
	for _, w := range c.Weights {
		sum += w
	}
	return sum
}

// agrees tells whether the totals of the sheet are those computed here, if it gives any.
func (c *choice) agrees() (same, given bool) {
	same = true
	raw := 0.0 // if weights are no shares, the sheet may add the products without dividing by their sum
	for _, row := range c.Rows {
		raw += c.quantity(row, kb.FieldWeight).Num
	}
	for i, col := range c.Columns {
		if total, ok := c.Total(col); ok {
			given = true
			near := func(v float64) bool { return math.Abs(total-v) <= .0051*max(1, math.Abs(v)/10) }
			same = same && (near(c.rank.Totals[i]) || near(c.rank.Totals[i]*raw) || near(c.rank.Totals[i]*raw*100))
		}
	}
	return same, given
}

// most is the end of the scale of the scores: 1, 5, 10 or 100, else the highest score.
func (c *choice) most() float64 {
	top := 0.0
	for _, row := range c.Scores {
		top = max(top, slices.Max(row))
	}
	for _, end := range []float64{1, 5, 10, 100} {
		if top <= end {
			return end
		}
	}
	return top
}

func (c *choice) scaleName() string { return metric.Thousands(c.most(), 0) }

func (c *choice) bars() document.Block {
	s := document.Stacks{Parts: []string{c.t("selection.total")}, Most: max(c.most()*c.weights(), c.rank.Totals[c.rank.Best])}
	for _, i := range c.order() {
		row := document.Share{Name: c.name(i), Parts: []float64{max(c.rank.Totals[i], 0)}, Text: document.Text{strong(c.total(c.rank.Totals[i]))}, Mark: document.Mark{Tone: document.Muted}}
		if i == c.rank.Best && c.rank.Lead > 0 {
			row.Mark = document.Mark{Word: c.t("selection.winner")}
		}
		s.Rows = append(s.Rows, row)
	}
	return document.Block{Kind: document.Shares, Shares: s}
}

// order returns the candidates, the best first.
func (c *choice) order() []int {
	order := make([]int, len(c.Columns))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case c.rank.Totals[a] > c.rank.Totals[b]+1e-9:
			return -1
		case c.rank.Totals[b] > c.rank.Totals[a]+1e-9:
			return 1
		}
		return 0
	})
	return order
}

// table has a row for each criterion: the scores, and who leads with another weight.
func (c *choice) table() document.Block {
	number := func(title string) document.Column { return document.Column{Title: title, Kind: "number"} }
	cols := []document.Column{{Title: c.t("selection.criterion")}, number(c.t("selection.weight"))}
	order := c.order()
	for _, i := range order {
		cols = append(cols, number(c.name(i)))
	}
	asks := c.rank.Lead > 0 && len(c.Rows) > 1
	if asks {
		cols = append(cols, number(c.t("selection.minus")), number(c.t("selection.plus")), document.Column{Title: c.t("selection.tips")})
	}
	var rows []document.Row
	for i := range c.Rows {
		cells := []document.Cell{{Text: document.Say(c.criterion(i))}, {Text: document.Say(c.weight(i))}}
		for _, j := range order {
			cells = append(cells, c.score(i, j))
		}
		if asks {
			cells = append(cells, c.lead(i, -shift), c.lead(i, shift), document.Cell{Sub: document.Say(c.tipping(i))})
		}
		rows = append(rows, document.Row{Cells: cells})
	}
	sum := c.t("selection.raw")
	if c.Shares {
		sum = metric.Percent(c.weights())
	}
	last := []document.Cell{{Text: document.Text{strong(c.t("total"))}}, {Text: document.Text{strong(sum)}}}
	for _, j := range order {
		last = append(last, document.Cell{Text: document.Text{strong(c.total(c.rank.Totals[j]))}})
	}
	for len(last) < len(cols) {
		last = append(last, document.Cell{})
	}
	return document.Block{Kind: document.Grid, Table: document.Table{Columns: cols, Rows: append(rows, document.Row{Cells: last})}}
}

// weight is a weight as the sheet has it; if weights are no shares, its share of their sum.
func (c *choice) weight(i int) string {
	if c.Shares {
		return c.figure(c.Rows[i], kb.FieldWeight)
	}
	return share(c.Weights[i])
}

// score is the score of a candidate for a criterion; below, what it adds to the total.
func (c *choice) score(i, j int) document.Cell {
	v := c.Scores[i][j]
	shown := document.Text{{Text: c.figured(c.Rows[i], c.Columns[j])}}
	if v == slices.Max(c.Scores[i]) && v > slices.Min(c.Scores[i]) {
		shown = document.Text{strong("★ " + shown[0].Text)}
	}
	return document.Cell{Text: shown, Sub: document.Say(metric.Thousands(v*c.Weights[i], 3)), Num: document.Number{Value: v, OK: true}}
}

// figured is a cell of a column without a field, with its unit.
func (c *choice) figured(row, col int) string {
	return metric.Figure(c.set.Rows[row].Cells[col], c.set.Columns[col].Unit, c.lang)
}

func (c *choice) lead(criterion int, by float64) document.Cell {
	r := c.shifted(criterion, by)
	cell := document.Cell{Text: document.Say(c.name(r.Best)), Sub: document.Say("+" + c.total(r.Lead))}
	if r.Best != c.rank.Best {
		cell.Tone = document.Warn
		cell.Text = document.Say(c.t("selection.becomes", c.name(r.Best)))
	}
	return cell
}

// tipping says from which weight on another candidate leads.
func (c *choice) tipping(criterion int) string {
	w, to, ok := c.Tips(criterion)
	if !ok {
		return c.t("selection.never")
	}
	key, percent := "selection.from", math.Ceil(w*100-1e-9) // rounded in the direction in which the other leads
	if w < c.Weights[criterion] {
		key, percent = "selection.down-to", math.Floor(w*100+1e-9)
	}
	return c.t(key, whole(percent)+"%", c.name(to))
}
