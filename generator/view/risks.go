package view

import (
	"cmp"
	"slices"
	"strconv"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/site"
	"milepost/generator/vocab"
)

// mostChips is how many risks a cell of the map names.
const mostChips = 4

// risks draws the map of probability and impact. A chip has the colour of the level that
// the sheet gives, its cell that of probability times impact, so that a contradiction can
// be seen. Closed risks are pale, and not counted as open.
func risks(e eye) (document.Section, bool) {
	r := register{eye: e, all: site.Risks(e.set)}
	r.then, r.known = e.data.RisksBefore(e.set)
	if len(r.all) == 0 {
		return document.Section{}, false
	}
	for i := range r.all {
		if r.all[i].Open {
			r.open = append(r.open, &r.all[i])
		}
	}
	slices.SortStableFunc(r.open, func(a, b *site.Risk) int {
		return cmp.Or(cmp.Compare(height(b.Level), height(a.Level)), cmp.Compare(b.Score, a.Score))
	})
	s := document.Section{Title: r.finding()}
	rows := r.several("risks.rows", len(r.all))
	if closed := len(r.all) - len(r.open); closed > 0 && len(r.all) > 1 {
		rows = r.t("risks.rows-both", len(r.all), len(r.open), closed)
	}
	chart, placed := r.chart()
	ground, unplaced := "", ""
	if n := len(r.all) - placed; n > 0 && placed > 0 {
		unplaced = e.several("risks.unplaced", n)
	}
	if placed > 0 && len(r.all) > 1 {
		ground = e.t("risks.ground")
	}
	s.Note = e.line(rows, ground, unplaced, r.history())
	if placed > 0 && len(r.all) > 1 {
		s.Blocks = append(s.Blocks, chart)
	}
	if len(r.open) > 0 {
		s.Blocks = append(s.Blocks, r.list())
	}
	return s, true
}

// register is the risks of a sheet, the open ones highest first.
type register struct {
	eye
	all  []site.Risk
	open []*site.Risk

	then  site.RisksThen // how high they were before
	known bool           // then is known
}

// moved is how much higher the score of an open risk is than before, and that score; 0, 0 if unknown.
func (r *register) moved(k *site.Risk) (by, from int) {
	was, ok := r.then.Score(k)
	if !r.known || !ok || k.Score == 0 || !k.Open {
		return 0, 0
	}
	return k.Score - was, was
}

// arrow is ↑ if a risk rose, ↓ if it fell, else "".
func (r *register) arrow(k *site.Risk) string {
	switch by, _ := r.moved(k); {
	case by > 0:
		return " ↑"
	case by < 0:
		return " ↓"
	}
	return ""
}

// history says with which report the arrows compare, "" if there are none.
func (r *register) history() string {
	for _, k := range r.open {
		if r.arrow(k) != "" {
			return r.t("risks.history", r.then.Of)
		}
	}
	return ""
}

// went names the open risks that rose (way 1) or fell (way -1).
func (r *register) went(key string, way int) string {
	var names []string
	for _, k := range r.open {
		if by, _ := r.moved(k); by*way > 0 {
			names = append(names, cmp.Or(k.ID, r.number(k)))
		}
	}
	if len(names) == 0 {
		return ""
	}
	if len(names) > mostChips {
		names = append(names[:mostChips], "…")
	}
	return r.t(key, r.eye.list(names))
}

func (r *register) finding() string {
	high, due := 0, 0
	for _, k := range r.open {
		if k.Level == vocab.RiskHigh {
			high++
		}
		if k.Review != "" && r.data.Today() != "" && k.Review <= r.data.Today() {
			due++
		}
	}
	if len(r.open) == 0 {
		return r.several("risks.none", len(r.all))
	}
	first, second := r.several("risks.open", len(r.open)), ""
	if high > 0 {
		first = r.several("risks.open-high", len(r.open), high)
	}
	if due > 0 {
		second = r.several("risks.due", due)
	}
	return r.clauses(first, r.went("risks.rose", 1), second, r.went("risks.fell", -1))
}

// chart is the map, the highest probability on top, and how many risks are on it.
func (r *register) chart() (document.Block, int) {
	t := document.Table{Columns: []document.Column{{Title: r.t("risks.axes")}}}
	for impact := 1; impact <= 5; impact++ {
		t.Columns = append(t.Columns, document.Column{Title: strconv.Itoa(impact) + " " + r.t("risks.impact."+strconv.Itoa(impact))})
	}
	placed := 0
	for probability := 5; probability >= 1; probability-- {
		n := strconv.Itoa(probability)
		row := document.Row{Cells: []document.Cell{{Text: document.Say(n + " " + r.t("risks.probability."+n))}}}
		for impact := 1; impact <= 5; impact++ {
			c, n := r.at(probability, impact)
			placed += n
			row.Cells = append(row.Cells, c)
		}
		t.Rows = append(t.Rows, row)
	}
	return document.Block{Kind: document.Heat, Title: "", Table: t}, placed
}

// at is a cell of the map with its risks, the open ones first.
func (r *register) at(probability, impact int) (c document.Cell, n int) {
	c.Shade = vocab.Zone(probability * impact)
	here := func(k *site.Risk) bool { p, i := k.Levels(); return p == probability && i == impact }
	for _, k := range r.open {
		if here(k) {
			c.Lines = append(c.Lines, document.Line{Mark: document.Mark{Tone: riskTone(k.Level), Word: r.name(k) + r.arrow(k)}, Text: document.Say(k.Name)})
		}
	}
	for i := range r.all {
		if k := &r.all[i]; !k.Open && here(k) {
			c.Lines = append(c.Lines, document.Line{Mark: document.Mark{Tone: document.Muted, Word: cmp.Or(k.ID, r.number(k))}, Text: document.Say(r.t("risks.ghost"))})
		}
	}
	if n = len(c.Lines); n > mostChips {
		c.Sub = document.Say("+" + strconv.Itoa(n-mostChips))
		c.Lines = c.Lines[:mostChips]
	}
	return c, n
}

// name is the text of a chip: the id of a risk and its level.
func (r *register) name(k *site.Risk) string {
	if k.Level == "" {
		return cmp.Or(k.ID, r.number(k))
	}
	return cmp.Or(k.ID, r.number(k)) + " " + r.t("risks.level."+k.Level)
}

// number stands for the id of a risk without one: the number of its row.
func (r *register) number(k *site.Risk) string { return "#" + strconv.Itoa(k.Row+1) }

func (r *register) list() document.Block {
	cols := []document.Column{{Title: r.t("risks.risk")}, {Title: r.t("risks.level")}, {Title: r.t("risks.response")}, {Title: r.t("owner")}, {Title: r.t("risks.review")}}
	var rows []document.Row
	for _, k := range r.open {
		level := document.Cell{Text: document.Say("—")}
		if k.Level != "" {
			level = document.Cell{Mark: document.Mark{Tone: riskTone(k.Level), Word: r.t("risks.level." + k.Level)}}
		}
		if p, i := k.Levels(); p > 0 && i > 0 {
			level.Sub = document.Say(strconv.Itoa(p) + " × " + strconv.Itoa(i))
			if by, was := r.moved(k); by != 0 {
				level.Sub = document.Say(r.t("risks.was", level.Sub.String()+r.arrow(k), r.then.Of, was))
			}
		}
		name := document.Text{{Text: k.Name, Href: r.row(k.Row)}}
		if k.ID != "" {
			name = append(document.Text{{Text: k.ID, Strong: true, Whole: true}, {Text: " "}}, name...)
		}
		rows = append(rows, document.Row{Cells: []document.Cell{
			{Text: name}, level, r.field(k.Row, kb.FieldResponse), r.field(k.Row, kb.FieldOwner), r.due(k.Review),
		}})
	}
	return listing(r.several("risks.list", len(r.open)), cols, rows)
}

// due is a day, with how many days it is ahead or overdue.
func (e eye) due(day kb.Date) document.Cell {
	today := e.data.Today()
	if day == "" || today == "" {
		return document.Cell{Text: document.Say(string(day))}
	}
	c := document.Cell{Text: document.Text{{Text: string(day), Whole: true}}, Date: day, Due: true}
	switch n := day.Sub(today); {
	case n < 0:
		c.Mark = document.Mark{Tone: document.Bad, Word: e.several("overdue", -n)}
	case n == 0:
		c.Mark = document.Mark{Tone: document.Warn, Word: e.t("today")}
	default:
		c.Sub = document.Say(e.several("in-days", n))
	}
	return c
}

func riskTone(level string) document.Tone {
	switch level {
	case vocab.RiskHigh:
		return document.Bad
	case vocab.RiskMedium:
		return document.Warn
	}
	return document.Plain
}

// height orders levels.
func height(level string) int {
	return slices.Index([]string{"", vocab.RiskLow, vocab.RiskMedium, vocab.RiskHigh}, level)
}

// whole is a whole number with separators.
func whole(n float64) string { return metric.Thousands(n, 0) }
