package chart

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// category is the key of a row's category, what is shown, and the kind of cell;
// "" if it has none. A word is a category as the table writes it: two words of
// one meaning stay two, as a reader who counts the table's rows expects.
func (b *build) category(row int) (key, label string, kind kb.CellKind) {
	if b.cols.x < 0 {
		return "*", b.words.text("value"), kb.Text
	}
	c := b.cell(row, b.cols.x)
	switch c.Kind {
	case kb.Missing, kb.Fault:
		return "", "", c.Kind
	case kb.Day:
		if p := spanOf(c.Date(), b.byOf()); p != "" {
			return p, p, kb.Interval
		}
		return c.Text, c.Text, kb.Day
	case kb.Interval:
		if p := spanOf(c.Period().Start(), b.spec.By); p != "" && spanWord(c.Text) != b.spec.By {
			return p, p, kb.Interval
		}
		return c.Text, c.Text, kb.Interval
	}
	s := clean(c.String())
	if b.years {
		return s, s, kb.Interval
	}
	return s, s, c.Kind
}

// yearColumn tells a column of years that are written as plain numbers: 2026.
func (b *build) yearColumn(col int) bool {
	if col < 0 || isTime(b.data.Columns[col].Type) {
		return false
	}
	if b.data.Columns[col].Field != kb.FieldYear && !vocab.YearHeader(b.data.Columns[col].Header) {
		return false
	}
	return !slices.ContainsFunc(b.rows, func(r int) bool {
		c := b.cell(r, col)
		n, err := strconv.Atoi(clean(c.String()))
		return c.Kind != kb.Missing && c.Kind != kb.Fault && (err != nil || n < 1900 || n > 2100)
	})
}

// byOf is the span that days are joined by: as asked, else months where rows are counted.
func (b *build) byOf() string {
	if b.spec.By == "" && (b.spec.Agg == "count" || b.kind == "heatmap") {
		return "month"
	}
	return b.spec.By
}

// spanOf is the period of the kind that holds the day; "" if no kind is asked for.
func spanOf(d kb.Date, by string) string {
	if d == "" {
		return ""
	}
	t := d.Time()
	switch by {
	case "month":
		return string(d[:7])
	case "quarter":
		return string(d[:5]) + "Q" + strconv.Itoa((int(t.Month())+2)/3)
	case "year":
		return string(d[:4])
	case "week":
		year, week := t.ISOWeek()
		return strconv.Itoa(year) + "-W" + pad2(week)
	case "day":
		return string(d)
	}
	return ""
}

// orderCategories sorts periods by time, fills in the months between that have
// no row, and decides what kind of axis it is.
func (b *build) orderCategories(g *gathered, f *frame) {
	b.dropOtherSpans(g)
	times, days := 0, 0
	for _, c := range g.cats {
		if k := g.kinds[c]; k == kb.Interval || k == kb.Day {
			times++
			if k == kb.Day {
				days++
			}
		}
	}
	if times == 0 || times < len(g.cats) {
		f.kind = axisWords
		f.cats = g.cats
		b.orderWords(g, f)
		f.relabel(g)
		return
	}
	slices.SortFunc(g.cats, func(a, c string) int {
		return cmp.Or(strings.Compare(string(kb.Period(a).Start()), string(kb.Period(c).Start())), len(c)-len(a), strings.Compare(a, c))
	})
	f.cats = g.cats
	f.kind = axisPeriods
	if days == len(g.cats) && days > 1 {
		f.kind = axisTimes
		return
	}
	f.cats = fillPeriods(g.cats)
}

// statusOrder is the course of a status; words of one status keep the table's order.
var statusOrder = []string{kb.StatusNotStarted, kb.StatusInProgress, kb.StatusLate, kb.StatusPaused, kb.StatusDone, kb.StatusCancelled}

func (b *build) orderWords(g *gathered, f *frame) {
	switch {
	case b.spec.Sort == "name":
		slices.SortStableFunc(f.cats, func(a, c string) int {
			return strings.Compare(text.SortKey(g.labels[a]), text.SortKey(g.labels[c]))
		})
	case b.spec.Sort == "" && b.cols.x >= 0 && b.data.Columns[b.cols.x].Type == kb.TypeStatus:
		slices.SortStableFunc(f.cats, func(a, c string) int {
			return slices.Index(statusOrder, g.forms[a]) - slices.Index(statusOrder, g.forms[c])
		})
	}
}

// dropOtherSpans keeps the span of most categories. A quarter among months is
// their sum or mean, not one more point beside them; a word among months, such
// as 累计, is no point in time at all.
func (b *build) dropOtherSpans(g *gathered) {
	count := map[string]int{}
	var spans []string
	of := func(key string) string {
		switch g.kinds[key] {
		case kb.Day:
			return "day"
		case kb.Interval:
			return orText(spanWord(key), "half")
		}
		return ""
	}
	for _, c := range g.cats {
		if s := of(c); count[s] == 0 {
			spans = append(spans, s)
		}
		count[of(c)]++
	}
	if len(spans) < 2 {
		return
	}
	keep := mainSpan(spans, count)
	if keep == "" || count[""] > 0 && b.cols.x >= 0 && !isTime(b.data.Columns[b.cols.x].Type) {
		return // words with a few dates among them
	}
	var left []string
	g.cats = slices.DeleteFunc(g.cats, func(c string) bool {
		if of(c) == keep {
			return false
		}
		left = append(left, g.labels[c])
		return true
	})
	b.say("note.spans", b.words.text("by."+keep), b.words.some(left, 6))
}

// mainSpan is the span of most categories, of two the shorter.
func mainSpan(spans []string, count map[string]int) string {
	best := ""
	for _, s := range []string{"day", "week", "month", "quarter", "half", "year"} {
		if slices.Contains(spans, s) && (best == "" || count[s] > count[best]) {
			best = s
		}
	}
	return best
}
