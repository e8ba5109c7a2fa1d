package check

import (
	"cmp"
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/vocab"
)

// measurements: values are within their thresholds (MT01). A value that is
// over now is a warning, one that was over and is not any more is a note.
func measurements(in *input) (diags diag.List) {
	for _, set := range in.joined(kb.SchemaMetrics) {
		for _, rows := range bySeries(set) {
			diags = append(diags, overThreshold(set, rows)...)
		}
	}
	return diags
}

// bySeries is the rows of each metric of a system, by time.
func bySeries(set *kb.Dataset) (out [][]int) {
	place := map[string]int{}
	for row := range set.Rows {
		key := said(set, row, kb.FieldSystem) + "\x00" + said(set, row, kb.FieldMetric)
		i, ok := place[key]
		if !ok {
			i = len(out)
			place[key] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], row)
	}
	for _, rows := range out {
		slices.SortStableFunc(rows, func(a, b int) int {
			x, y := set.Cell(a, kb.FieldTime), set.Cell(b, kb.FieldTime)
			return cmp.Or(cmp.Compare(x.Text, y.Text), cmp.Compare(x.Num, y.Num))
		})
	}
	return out
}

// overThreshold reports how long one metric has been over its threshold.
func overThreshold(set *kb.Dataset, rows []int) diag.List {
	since, last, n := -1, -1, 0 // the rows of the run that ends with the newest value, and how many were over in all
	for _, row := range rows {
		over, ok := exceeds(set, row)
		switch {
		case !ok:
		case !over:
			since = -1
		default:
			last = row
			n++
			if since < 0 {
				since = row
			}
		}
	}
	if last < 0 {
		return nil
	}
	name := strings.TrimSpace(said(set, last, kb.FieldSystem) + " " + said(set, last, kb.FieldMetric))
	pos := at(set, last, set.Col(kb.FieldValue))
	value, limit, when := said(set, last, kb.FieldValue), said(set, last, kb.FieldThreshold), said(set, last, kb.FieldTime)
	switch {
	case since < 0:
		return diag.List{diag.New("MT01.was", pos, name, n, len(rows), when, value, limit)}
	case since == last:
		return diag.List{diag.New("MT01.over", pos, name, when, value, limit)}
	}
	return diag.List{diag.New("MT01.since", pos, name, said(set, since, kb.FieldTime), when, value, limit)}
}

// exceeds compares a value with its threshold: an upper limit unless its sign,
// its header or the name of the metric says otherwise.
func exceeds(set *kb.Dataset, row int) (over, ok bool) {
	v, ok := set.Cell(row, kb.FieldValue).Float()
	limit := metric.TargetOf(set.Cell(row, kb.FieldThreshold), "")
	if !ok || limit.Op == metric.Words || set.Cell(row, kb.FieldThreshold).Kind == kb.Missing || limit.Relative() {
		return false, false
	}
	if limit.Op != metric.Equal {
		return !limit.Met(v, vocab.NoDirection), true
	}
	if about(header(set, kb.FieldThreshold), "下限", "最低", "不低于", "minimum") || vocab.DirectionOfName(said(set, row, kb.FieldMetric)) == vocab.Higher {
		return v < limit.Low, true
	}
	return v > limit.Low, true
}
