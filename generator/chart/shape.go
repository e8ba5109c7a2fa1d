package chart

import (
	"slices"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// names are the names of the series.
func names(f *frame) []string {
	out := make([]string, len(f.series))
	for i, s := range f.series {
		out[i] = s.name
	}
	return out
}

// clone is a copy whose categories and series can be picked without changing f. Both share the values.
func (f *frame) clone() *frame {
	c := *f
	c.series = slices.Clone(f.series)
	return &c
}

// filled are the indexes of the categories with a value in some series.
func (f *frame) filled() []int {
	var order []int
	for i := range f.cats {
		if slices.ContainsFunc(f.series, func(s series) bool { return s.values[i].ok }) {
			order = append(order, i)
		}
	}
	return order
}

// blank tells whether the frame has no value at all.
func (f *frame) blank() bool {
	for _, s := range f.series {
		for _, v := range s.values {
			if v.ok {
				return false
			}
		}
	}
	return true
}

// foldSeries keeps the n-1 largest series and adds up the others into one with the name, the last.
func (f *frame) foldSeries(n int, name string) {
	kept := largest(f.seriesSizes(), n-1)
	rest := series{name: name, unit: f.series[0].unit, percent: f.series[0].percent, values: make([]value, len(f.cats))}
	var main []series
	for k, s := range f.series {
		if slices.Contains(kept, k) {
			main = append(main, s)
			continue
		}
		for i, v := range s.values {
			rest.values[i] = plus(rest.values[i], v)
		}
	}
	f.series = append(main, rest)
}

// plus is the sum of two values of one category. If b is a gap, the sum is marked: it lacks a part.
func plus(a, b value) value {
	out := value{num: a.num, ok: a.ok, row: a.row || b.row, part: a.part || b.part || b.gap(), digits: moreDigits(a.digits, b.digits)}
	if b.ok {
		out.num, out.ok = a.num+b.num, true
	}
	return out
}

// keepLargest keeps the n largest series; their order stays.
func (f *frame) keepLargest(n int) {
	var main []series
	for _, k := range largest(f.seriesSizes(), n) {
		main = append(main, f.series[k])
	}
	f.series = main
}

// shares is the frame with each value as a share of the positive values of its category.
// Negative values, and all of a category without positive ones, become gaps.
func shares(f *frame) *frame {
	out := &frame{name: f.name, kind: f.kind, cats: f.cats, groups: f.groups}
	for _, s := range f.series {
		out.series = append(out.series, series{name: s.name, percent: true, values: make([]value, len(f.cats))})
	}
	for i := range f.cats {
		sum := 0.0
		for _, s := range f.series {
			if s.values[i].ok && s.values[i].num > 0 {
				sum += s.values[i].num
			}
		}
		for k, s := range f.series {
			if s.values[i].ok && sum > 0 && s.values[i].num >= 0 {
				out.series[k].values[i] = value{num: s.values[i].num / sum, ok: true, row: true, n: s.values[i].n, digits: computed}
			}
		}
	}
	return out
}

// gradeOf is the rank of a grade, 0 for the best; -1: the word is no grade.
func gradeOf(word string) int {
	if rank, ok := vocab.Base().Grade(word); ok {
		return rank
	}
	return -1
}

// gradesOnly tells whether the series are two or more grades, the best first.
func gradesOnly(f *frame) bool {
	last := -1
	for _, s := range f.series {
		g := gradeOf(s.name)
		if g <= last {
			return false
		}
		last = g
	}
	return len(f.series) > 1
}

// talliesAnswers tells whether the chart counts the answers in its y columns: the table has
// a row for each person who answered and a column for each question.
func (b *build) talliesAnswers() bool {
	if len(b.cols.ys) == 0 || b.cols.x >= 0 || b.cols.group >= 0 {
		return false
	}
	for _, y := range b.cols.ys {
		if !b.answers(y) {
			return false
		}
	}
	return true
}

// answers tells whether all filled cells of a column are words, or all are grades (which may be numbers: 1 to 5).
func (b *build) answers(y int) bool {
	words, grades, filled := 0, 0, 0
	for _, r := range b.rows {
		c := b.cell(r, y)
		if c.Kind == kb.Missing || c.Kind == kb.Fault {
			continue
		}
		filled++
		if c.Kind.Worded() {
			words++
		}
		if gradeOf(c.String()) >= 0 {
			grades++
		}
	}
	return filled > 0 && (words == filled || grades == filled)
}

// tally counts how often each answer was given to each question: the categories are the
// questions, the series are the answers: the grades, the best first, then all others.
func (b *build) tally() *frame {
	f := &frame{name: b.words.text("item")}
	at := map[string]int{}
	asked := make([]float64, len(b.cols.ys))
	for i, y := range b.cols.ys {
		f.cats = append(f.cats, b.header(y))
		for _, r := range b.rows {
			c := b.cell(r, y)
			if c.Kind == kb.Missing || c.Kind == kb.Fault {
				continue
			}
			word := clean(c.String())
			k, seen := at[word]
			if !seen {
				k = len(f.series)
				at[word] = k
				f.series = append(f.series, series{name: word, values: make([]value, len(b.cols.ys))})
			}
			f.series[k].values[i].num++
			f.series[k].values[i].ok = true
			asked[i]++
		}
	}
	for k := range f.series {
		for i, n := range asked {
			f.series[k].values[i].n = n
		}
	}
	slices.SortStableFunc(f.series, func(a, c series) int {
		ga, gc := gradeOf(a.name), gradeOf(c.name)
		if ga < 0 || gc < 0 {
			return gc - ga
		}
		return ga - gc
	})
	return f
}

// targetColumn is t with the values of the target column, for each category the mean of its
// rows. If no category has a target, the values are nil.
func (b *build) targetColumn(f *frame, t series) series {
	at := map[string]*bin{}
	for _, r := range b.rows {
		key, label, _ := b.category(r)
		c := b.cell(r, b.cols.target)
		if key == "" || c.Kind != kb.Number || !finite(c.Num) {
			continue
		}
		num, _, percent := b.inUnit(r, b.cols.target)
		if percent != t.percent {
			if !t.percent {
				continue
			}
			num = asShare(num)
		}
		if f.kind == axisWords {
			key = label
		}
		if at[key] == nil {
			at[key] = &bin{}
		}
		at[key].add(value{num: num, ok: true, digits: decimalsOf(c, format{Percent: t.percent}.scaled(num))}, 1)
	}
	t.name = b.targetName()
	t.values = make([]value, len(f.cats))
	found := false
	for i, c := range f.cats {
		t.values[i] = at[c].value("mean")
		found = found || t.values[i].ok
	}
	if !found {
		t.values = nil
	}
	return t
}

// need chooses columns for a chart type that can do without some of them. It gives a
// diagnostic, and false, if there are none to choose.
func (b *build) need() bool {
	if b.cols.x < 0 && !b.spec.Turn && len(b.cols.ys) == 0 {
		b.pickX()
	}
	if len(b.cols.ys) == 0 && b.spec.Agg != "count" {
		b.pickY()
	}
	if b.failed() {
		return false
	}
	if b.spec.Agg != "count" {
		b.checkNumbers()
	}
	return !b.failed()
}

// sayGaps puts into the note how many values a single line over time lacks.
func (c *axesChart) sayGaps() {
	if c.f.kind == axisWords {
		return
	}
	gaps := 0
	for _, s := range c.f.series {
		for _, v := range s.values {
			if !v.ok {
				gaps++
			}
		}
	}
	if gaps > 0 && len(c.f.series) == 1 {
		c.b.say("note.gaps", itoa(gaps))
	}
}

// whatY names the columns of numbers.
func (b *build) whatY() string {
	if len(b.cols.ys) == 0 {
		return b.words.text("rows")
	}
	var out []string
	for _, y := range b.cols.ys {
		out = append(out, b.header(y))
	}
	return b.words.some(out, 3)
}

// groupName is what the series are called: the header of their column, or a word for any thing.
func (b *build) groupName() string {
	if b.cols.group >= 0 {
		return b.header(b.cols.group)
	}
	return b.words.text("item")
}
