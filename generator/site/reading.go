package site

import (
	"cmp"
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/vocab"
)

// Reading is the newest measurement of a metric.
type Reading struct {
	Name      string // "数据同步服务 · 队列磁盘"
	Row       int
	At        kb.Date
	Value     metric.Quantity
	Threshold metric.Quantity
	OverSince kb.Date // first day of the measurements beyond the threshold up to this one, "" if it is not beyond
}

// ReadingsOf is the newest reading of each metric of a table, up to a day.
func ReadingsOf(set *kb.Dataset, until kb.Date) (out []Reading) {
	rows := map[string][]int{}
	var names []string
	for row := range set.Rows {
		c := set.Cell(row, kb.FieldTime)
		if set.Cell(row, kb.FieldValue).Kind != kb.Number || c.Date() == "" || until != "" && c.Date() > until {
			continue
		}
		name := strings.TrimSpace(set.Cell(row, kb.FieldMetric).String())
		if system := strings.TrimSpace(set.Cell(row, kb.FieldSystem).String()); system != "" {
			name = system + " · " + name
		}
		if rows[name] == nil {
			names = append(names, name)
		}
		rows[name] = append(rows[name], row)
	}
	for _, name := range names {
		at := rows[name]
		slices.SortStableFunc(at, func(a, b int) int {
			m, _ := Moment(set.Cell(a, kb.FieldTime))
			n, _ := Moment(set.Cell(b, kb.FieldTime))
			return cmp.Compare(m, n)
		})
		last := at[len(at)-1]
		r := Reading{Name: name, Row: last, At: set.Cell(last, kb.FieldTime).Date(), Value: QuantityOf(set, last, kb.FieldValue), Threshold: QuantityOf(set, last, kb.FieldThreshold)}
		for _, row := range slices.Backward(at) {
			if !Beyond(set, row) {
				break
			}
			r.OverSince = set.Cell(row, kb.FieldTime).Date()
		}
		out = append(out, r)
	}
	return out
}

// Beyond tells whether a measurement is on the wrong side of its threshold: above
// it, or below it where higher is better (可用性).
func Beyond(set *kb.Dataset, row int) bool {
	value, threshold := QuantityOf(set, row, kb.FieldValue), QuantityOf(set, row, kb.FieldThreshold)
	threshold, ok := threshold.In(value.Unit)
	if !ok || !value.OK || vocab.Near(value.Num, threshold.Num) {
		return false
	}
	if vocab.DirectionOfName(set.Cell(row, kb.FieldMetric).String()) == vocab.Higher {
		return value.Num < threshold.Num
	}
	return value.Num > threshold.Num
}
