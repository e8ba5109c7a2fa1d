package chart

import "strings"

// label is the accessible name: the title, else what is shown by what, such as 满意度 by 月份.
func (b *build) label(f *frame) string {
	if b.spec.Title != "" {
		return clean(b.spec.Title)
	}
	what := b.whatY()
	if b.cols.weight >= 0 {
		what = b.words.text("weighted")
	}
	switch {
	case b.cols.x < 0:
		return what
	case b.cols.group >= 0:
		return b.words.text("label.group", what, b.header(b.cols.x), b.header(b.cols.group))
	}
	return b.words.text("label.by", what, b.header(b.cols.x))
}

// maxTold is how many series the description tells; the others are only in the table.
const maxTold = 4

// describe is the chart in words: its kind and categories, each series, a constant target.
// nf is the format of the first axis.
func (b *build) describe(kind string, f *frame, nf format, target series) string {
	var out strings.Builder
	gap := b.words.gap()
	out.WriteString(b.words.text("desc.kind", b.words.text("kind."+kind), itoa(len(f.cats)), f.name))
	for i, s := range f.series {
		if i == maxTold {
			out.WriteString(gap + b.words.text("desc.more", itoa(len(f.series)-maxTold)))
			break
		}
		own := nf
		if s.unit != nf.Unit || s.percent != nf.Percent {
			own = formatOf([]series{s}, target.values...)
		}
		if t := b.tell(f, s, own); t != "" {
			out.WriteString(gap + t)
		}
	}
	if v, same := constant(target); same {
		own := formatOf([]series{{unit: target.unit, percent: target.percent}}, target.values...)
		out.WriteString(gap + b.words.text("desc.target", target.name, own.withUnit(v)))
	}
	return out.String()
}

// tell is one series in words: over time its first, last, highest and lowest value, else its highest and lowest.
func (b *build) tell(f *frame, s series, nf format) string {
	first, last, low, high := extremes(s.values)
	at := func(i int) (string, string) { return f.cats[i], nf.withUnit(s.values[i].num) }
	switch {
	case first >= 0 && first != last && s.values[low].num == s.values[high].num:
		return b.words.text("desc.flat", s.name, nf.withUnit(s.values[first].num))
	case first < 0:
		return ""
	case first == last:
		c, v := at(first)
		return b.words.text("desc.one", s.name, c, v)
	case f.kind == axisWords:
		_, hv := at(high)
		_, lv := at(low)
		return b.words.text("desc.range", s.name, b.alike(f, s, high), hv, b.alike(f, s, low), lv)
	}
	fc, fv := at(first)
	lc, lv := at(last)
	_, hv := at(high)
	_, ov := at(low)
	return b.words.text("desc.trend", s.name, fc, fv, lc, lv, hv, b.alike(f, s, high), ov, b.alike(f, s, low))
}

// table has the numbers as texts: a row for each category, a column for each series, and
// one for the target if it differs from row to row. A star marks a sum in which a part is missing.
func (b *build) table(f *frame, target series) Table {
	if _, same := constant(target); !same && len(target.values) == len(f.cats) {
		f = f.clone()
		f.series = append(f.series, target)
	}
	t := Table{Header: []string{f.name}, Number: []bool{false}}
	formats := make([]format, len(f.series))
	samples := false
	for i, s := range f.series {
		formats[i] = formatOf(f.series[i:i+1], target.values...)
		name := s.name
		if u := formats[i].Unit; u != "" && !strings.Contains(name, u) {
			name += " (" + u + ")"
		}
		t.Header, t.Number = append(t.Header, name), append(t.Number, true)
		for _, v := range s.values {
			samples = samples || v.n > 0
		}
	}
	samples = samples && len(f.series) == 1
	if samples {
		t.Header, t.Number = append(t.Header, b.words.text("sample")), append(t.Number, true)
	}
	for i, c := range f.cats {
		if i == maxTable {
			t.More = len(f.cats) - maxTable
			break
		}
		row := []string{c}
		for k, s := range f.series {
			if s.values[i].part {
				b.say("note.part")
			}
			row = append(row, shown(s.values[i], formats[k]))
		}
		if samples {
			row = append(row, shown(value{num: f.series[0].values[i].n, ok: f.series[0].values[i].n > 0}, format{}))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// shown is a value as text; a gap is a dash, not 0.
func shown(v value, f format) string {
	if !v.ok {
		return "—"
	}
	if v.part {
		return f.number(v.num) + "*"
	}
	return f.number(v.num)
}
