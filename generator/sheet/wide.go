package sheet

import (
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// maxUnfold limits the cells that a wide table is turned into: ten label columns beside
// complete months, at the limit of cells, give 2.4 million.
const maxUnfold = 3_000_000

// unfolding turns a table with periods across into one record for each row and period.
type unfolding struct {
	*about
	*complaints
	f      *frame
	turned bool // the months pass the end of an unknown year
}

// long is the table with one record for each row and period; nil if the table is not wide.
func (y *unfolding) long() *frame {
	f := y.f
	spans := y.spans()
	if len(spans) == 0 || len(spans) == len(f.cols) || !y.anyValue(spans) || len(spans) == 1 && !y.loneActual(spans[0]) {
		return nil
	}
	spans, coarse := y.finest(spans)
	y.spanYears(spans)
	y.coarseYears(spans, coarse)
	labels := y.labels(spans, coarse)
	spans, coarse = y.once(spans), y.once(coarse)
	rests := restsOf(slices.Concat(spans, coarse))
	if n := len(spans) * (len(labels) + 1 + len(rests)); n*len(f.rows) > maxUnfold {
		c := &f.cols[spans[0].col]
		y.diags = append(y.diags, diag.New("SH03.wide", diag.Pos{File: y.file, Sheet: y.sheet, Cell: ref(c.col, max(c.row, 1))}, len(spans), len(rests)))
		return nil
	}
	cols := make([]column, 0, len(labels)+1+len(rests))
	for _, i := range labels {
		cols = append(cols, f.cols[i])
	}
	first := f.cols[spans[0].col]
	period := head{col: first.col, row: first.row}
	period.rename(y.v.PeriodHeader.In(y.lang))
	cols = append(cols, column{head: period, typ: "period"})
	for _, r := range rests {
		h := head{col: first.col, row: first.row, text: r, levels: []string{r}}
		h.word, h.unit = vocab.Header(r)
		h.unit = y.v.UnitPart(h.unit)
		cols = append(cols, column{head: h})
	}
	u := y.recorder(spans, labels, rests)
	out := &frame{t: f.t, cols: cols, about: f.about}
	out.rows = u.all(f.rows)
	out.totals = u.all(f.totals)
	if len(coarse) > 0 {
		out.totals = append(out.totals, y.recorder(coarse, labels, rests).filled(f.rows)...)
	}
	y.pivot(out, len(labels), y.v)
	y.nameValues(out)
	for i := range out.cols {
		out.cols[i].prof = measure(y.v, out.rows, i)
	}
	return out
}

// yearCol is the column of years, -1 if there is none.
func (f *frame) yearCol() int {
	return slices.IndexFunc(f.cols, func(c column) bool { return vocab.YearColumn(c.word) })
}

// loneActual tells a KPI table with a single month as the header of the actual values: 指标 |
// 目标 | 2026年9月 (or 10月实际).
func (y *unfolding) loneActual(s across) bool {
	if len(s.rest) > 1 || len(s.rest) == 1 && y.measureField(s.rest[0]) != kb.FieldActual || !y.hasField(y.f, []string{kb.FieldIndicator}) || y.hasBeside(s.col, kb.FieldActual) || y.hasBeside(s.col, kb.FieldPeriod) {
		return false
	}
	p := &y.f.cols[s.col].prof
	return p.most(isNumber, isShare, isSpan)
}

// labels are the columns that are not periods, without columns of totals.
func (y *unfolding) labels(spans, coarse []across) []int {
	is := map[int]bool{}
	for _, s := range slices.Concat(spans, coarse) {
		is[s.col] = true
	}
	var out []int
	for i := range y.f.cols {
		switch c := &y.f.cols[i]; {
		case is[i]:
		case i > spans[0].col && (y.v.TotalWord(c.word) || y.v.Comparison(c.word) || strings.HasPrefix(c.word, "全年") || strings.HasPrefix(c.word, "年度")):
			y.diags = append(y.diags, diag.New("SH06.totalcolumn", diag.Pos{File: y.file, Sheet: y.sheet, Cell: ref(c.col, max(c.row, 1))}, c.text))
		default:
			out = append(out, i)
		}
	}
	return out
}

// restsOf lists the rests of the headers, in order, each once.
func restsOf(spans []across) []string {
	var out []string
	for _, s := range spans {
		if r := strings.Join(s.rest, " "); !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}

// anyValue tells whether any cell of the spans holds anything.
func (y *unfolding) anyValue(spans []across) bool {
	for _, s := range spans {
		if y.f.cols[s.col].prof.n > 0 {
			return true
		}
		for i := maxProfile; i < len(y.f.rows); i++ {
			if c := y.f.rows[i].spots[s.col].c; c != nil && look(y.v, c) != isBlank {
				return true
			}
		}
	}
	return false
}

func yearOfCell(c *raw) int {
	switch {
	case c == nil:
		return 0
	case c.kind == rawNumber && yearLike(c.num):
		return int(c.num)
	}
	return vocab.YearOf(c.text)
}

// pivot turns a label column of measures (目标, 实际, 样本量 below each other) into columns, if
// every label is a measure of one schema. labels is the number of label columns; the period
// column and one value column follow them.
func (y *unfolding) pivot(f *frame, labels int, v *vocab.Words) {
	if labels == 0 || len(f.cols) != labels+2 || len(f.rows) == 0 {
		return
	}
	for li := labels - 1; li >= 0; li-- {
		names := measures(f, li, v)
		if names == nil {
			continue
		}
		f.cols = append(append(slices.Clone(f.cols[:li]), f.cols[li+1:labels+1]...), measureColumns(f, labels, names)...)
		f.rows, f.joined = gather(f.rows, li, labels, names)
		y.pivotTotals(f, li, labels, names)
		return
	}
}

// pivotTotals gathers the totals that have a measure, and reports the others.
func (y *unfolding) pivotTotals(f *frame, li, labels int, names []string) {
	var have []record
	for _, r := range f.totals {
		if c := r.spots[li].c; c != nil && slices.Contains(names, vocab.Trim(c.text)) {
			have = append(have, r)
			continue
		}
		y.complain("SH06.pivottotal", r.spots[li], r.line)
		f.joined = append(f.joined, r.line)
	}
	f.totals, _ = gather(have, li, labels, names)
}

// measures lists the labels of a column if all of them are measures of one schema.
func measures(f *frame, li int, v *vocab.Words) []string {
	var names []string
	for _, r := range f.rows {
		c := r.spots[li].c
		if c == nil || c.kind != rawText {
			return nil
		}
		if t := vocab.Trim(c.text); !slices.Contains(names, t) {
			if names = append(names, t); len(names) > 8 {
				return nil
			}
		}
	}
	for _, schema := range []string{kb.SchemaSatisfaction, kb.SchemaKPI, kb.SchemaSLA} {
		s := v.Schema(schema)
		fields := map[string]bool{}
		for _, n := range names {
			for _, fl := range s.Fields {
				w, _ := vocab.Header(n)
				if (fl.Type == "number" || fl.Type == "percent" || fl.Type == "score") && (slices.Contains(fl.Words, w) || slices.Contains(fl.Exact, w)) && !fields[fl.Name] {
					fields[fl.Name] = true
					break
				}
			}
		}
		if len(names) >= 2 && len(fields) == len(names) {
			return names
		}
	}
	return nil
}

func measureColumns(f *frame, labels int, names []string) []column {
	var out []column
	for _, n := range names {
		h := f.cols[labels+1].head
		h.text, h.levels = n, []string{n}
		h.word, h.unit = vocab.Header(n)
		out = append(out, column{head: h})
	}
	return out
}

// gather joins the records that differ only in the measure. joined are the lines whose
// values are in the record of another line.
func gather(rows []record, li, labels int, names []string) (out []record, joined []int) {
	at := map[string]int{}
	for _, r := range rows {
		keep := append(append([]spot(nil), r.spots[:li]...), r.spots[li+1:labels+1]...)
		var key strings.Builder
		for _, s := range keep {
			if s.c != nil {
				key.WriteString(shown(s.c, false))
			}
			key.WriteByte(0)
		}
		name := vocab.Trim(r.spots[li].c.text)
		i, ok := at[key.String()]
		if ok && out[i].spots[len(keep)+slices.Index(names, name)].c != nil {
			ok = false // a second group with the same labels
		}
		if !ok {
			i = len(out)
			at[key.String()] = i
			out = append(out, record{line: r.line, spots: append(keep, make([]spot, len(names))...)})
		}
		if out[i].line != r.line {
			joined = append(joined, r.line)
		}
		out[i].spots[len(keep)+slices.Index(names, name)] = r.spots[labels+1]
	}
	return out, joined
}

// nameValues gives a value column without a header the name of what it measures.
func (y *unfolding) nameValues(f *frame) {
	i := slices.IndexFunc(f.cols, func(c column) bool { return c.text == "" })
	if i < 0 {
		return
	}
	name := y.v.ValueHeader.In(y.lang)
	for _, w := range y.v.Wide {
		if slices.ContainsFunc(w.Title, func(t string) bool { return strings.Contains(f.about, vocab.Plain(t)) }) || y.hasField(f, w.Field) {
			name = w.Header.In(y.lang)
			break
		}
	}
	f.cols[i].text = name
	f.cols[i].word, _ = vocab.Header(name)
	for _, t := range f.t.title { // 2026年各部门满意度（%）
		if _, in, ok := vocab.LastBracket(vocab.Plain(t)); ok && f.cols[i].unit == "" && (in == "%" || y.v.UnitWord(in)) {
			f.cols[i].unit = in
		}
	}
	if f.cols[i].unit == "" && y.lineUnit != "" {
		f.cols[i].unit = y.lineUnit
	}
}

// hasField tells whether a label column is one of the KPI fields named. One
// whose rows say 预算 and 执行 names no indicators.
func (y *unfolding) hasField(f *frame, names []string) bool {
	for i, c := range f.cols {
		if slices.ContainsFunc(names, func(n string) bool { return y.isField(c, n) }) && !f.namesAspects(i) {
			return true
		}
	}
	return false
}

// hasBeside tells whether another column than col is a KPI field.
func (y *unfolding) hasBeside(col int, name string) bool {
	for i := range y.f.cols {
		if i != col && y.isField(y.f.cols[i], name) {
			return true
		}
	}
	return false
}

func (y *unfolding) isField(c column, name string) bool {
	fl := y.v.Schema(kb.SchemaKPI).Field(name)
	return fl != nil && c.word != "" && slices.Contains(fl.Words, c.word)
}
