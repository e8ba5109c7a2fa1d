package site

import (
	"sync"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// firstValues caches, by table, the first period with a value of each
// indicator: every card of a board asks.
type firstValues struct {
	mu    sync.Mutex
	found map[*kb.Dataset]map[string]kb.Period
}

// firstPeriod is the first period of an indicator in the whole series, so that
// it is the same on a page of one month, of all months, or of some rows.
func (d *Data) firstPeriod(k *Indicator) kb.Period {
	whole := d.seriesOf(d.Whole(k.Actual.Set))
	first := d.firstsOf(whole)[indicatorKey(k.Actual.Set, k.Actual.Row)]
	if len(k.History) > 0 && (first == "" || k.History[0].Period.Start() < first.Start()) {
		first = k.History[0].Period // of another table
	}
	return first
}

func (d *Data) firstsOf(set *kb.Dataset) map[string]kb.Period {
	d.firsts.mu.Lock()
	defer d.firsts.mu.Unlock()
	if found, ok := d.firsts.found[set]; ok {
		return found
	}
	first := map[string]kb.Period{}
	for i := range set.Rows {
		key, p := indicatorKey(set, i), set.Cell(i, kb.FieldPeriod).Period()
		if p == "" || set.Cell(i, kb.FieldActual).Kind != kb.Number {
			continue
		}
		if was := first[key]; was == "" || p.Start() < was.Start() {
			first[key] = p
		}
	}
	if d.firsts.found == nil {
		d.firsts.found = map[*kb.Dataset]map[string]kb.Period{}
	}
	d.firsts.found[set] = first
	return first
}

// indicatorKey tells the indicators of a table apart.
func indicatorKey(set *kb.Dataset, row int) string {
	return vocab.Key(set.Cell(row, kb.FieldIndicator).String()) + "\x00" + vocab.Key(set.Cell(row, kb.FieldDepartment).String())
}
