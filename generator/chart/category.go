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

// category is the key of the category of a row, its text for readers, and the
// kind of its cell; the key is "" if there is none. Words are categories as they
// are written: two words of the same meaning are two categories, as a reader who
// counts rows of the table expects.
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
	s := b.spelt(b.cols.x, clean(c.String()))
	if b.years {
		return s, s, kb.Interval
	}
	return s, s, c.Kind
}

// spelt is the first spelling, in a column of departments, audiences or courses, of the
// name in a cell. Words in other columns stay as they are.
func (b *build) spelt(col int, name string) string {
	if !slices.Contains([]string{kb.FieldDepartment, kb.FieldAudience, kb.FieldCourse}, b.data.Columns[col].Field) {
		return name
	}
	if b.spellings[col] == nil {
		b.spellings[col] = vocab.Spellings{}
	}
	return b.spellings[col].First(name)
}

// yearColumn tells whether a column has years that are written as numbers: 2026.
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

// byOf is the period whose days make one category: that of the Spec, or the month if
// rows are counted; "" for single days.
func (b *build) byOf() string {
	if b.spec.By == "" && (b.spec.Agg == "count" || b.kind == "heatmap") {
		return "month"
	}
	return b.spec.By
}

// spanOf is the month, quarter and so on that has the day, as by says; "" if by is "".
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

// orderCategories sorts the categories, fills in periods that have no row, and
// chooses the kind of axis.
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

// statusOrder is the order of categories by status; several words of one status keep
// the order of the table.
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

// dropOtherSpans keeps the categories with the most frequent length: days, months
// and so on. A quarter among months is their sum or mean, not one more point
// beside them, and a word among months, such as 累计, is not a point in time.
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

// mainSpan is the length that most categories have, of equally frequent ones the shortest.
func mainSpan(spans []string, count map[string]int) string {
	best := ""
	for _, s := range []string{"day", "week", "month", "quarter", "half", "year"} {
		if slices.Contains(spans, s) && (best == "" || count[s] > count[best]) {
			best = s
		}
	}
	return best
}
