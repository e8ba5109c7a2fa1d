package press

import (
	"cmp"
	"slices"
	"strings"

	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/site"
	"milepost/generator/vocab"
)

// recalled is what earlier reports say of the indicators of a draft and the sheets
// have forgotten, for a workbook may go once its month was reported: the values of
// earlier periods, and what follows from them.
func recalled(now fact.Set, past []*site.Record) (more []fact.Fact) {
	for _, name := range now.Items(kb.SchemaKPI) {
		points := now.Below(kb.SchemaKPI, name, fact.At)
		known := len(points)
		for _, r := range slices.Backward(past) { // the newest says it last
			points = append(points[:len(points):len(points)], r.Facts.Below(kb.SchemaKPI, name, fact.At)...)
			if p := r.Facts.Text(kb.SchemaKPI, name, kb.FieldPeriod); p != "" {
				if f, ok := r.Facts.Get(kb.SchemaKPI, name, kb.FieldActual); ok {
					f.Key = fact.Key(kb.SchemaKPI, name, fact.At, p)
					points = append(points, f)
				}
			}
		}
		all := fact.Of(points).All()
		if len(all) == known {
			continue
		}
		more = append(more, all...)
		more = append(more, follows(now, name, all)...)
	}
	return more
}

// follows is what the values of an indicator say of it: in how many periods it got
// worse, and which is the last if there is none of the report's own period.
func follows(now fact.Set, name string, points []fact.Fact) (more []fact.Fact) {
	prefix := fact.Key(kb.SchemaKPI, name, fact.At) + "/"
	period := func(f fact.Fact) kb.Period { return kb.Period(strings.TrimPrefix(f.Key, prefix)) }
	own := kb.Period(now.Text(kb.SchemaKPI, name, kb.FieldPeriod))
	points = slices.DeleteFunc(slices.Clone(points), func(f fact.Fact) bool {
		_, number := f.Num()
		return !number || own != "" && (len(period(f)) != len(own) || period(f).End() > own.End())
	})
	slices.SortStableFunc(points, func(a, b fact.Fact) int { return cmp.Compare(period(a).End(), period(b).End()) })
	if len(points) == 0 {
		return nil
	}
	last := points[len(points)-1]
	if _, ok := now.Get(kb.SchemaKPI, name, fact.Last); own == "" && !ok && now.Text(kb.SchemaKPI, name, fact.State) == string(metric.NoData) {
		f := last
		f.Key = fact.Key(kb.SchemaKPI, name, fact.Last)
		return []fact.Fact{f, {Key: fact.Key(kb.SchemaKPI, name, "last_period"), Value: string(period(last)), Unit: fact.UnitPeriod, Source: f.Source, AsOf: f.AsOf, Digest: f.Digest}}
	}
	n := worsened(points, now.Text(kb.SchemaKPI, name, kb.FieldDirection))
	had, _ := now.Get(kb.SchemaKPI, name, fact.Worse)
	if k, _ := had.Num(); own == "" || period(last) != own || float64(n) <= k {
		return nil
	}
	f := last
	f.Key, f.Value, f.Unit = fact.Key(kb.SchemaKPI, name, fact.Worse), fact.Number(float64(n)), ""
	return []fact.Fact{f}
}

// worsened is in how many periods in a row, the last included, a value got worse.
func worsened(points []fact.Fact, direction string) (n int) {
	for i := len(points) - 1; i > 0; i-- {
		now, _ := points[i].Num()
		was, _ := points[i-1].Num()
		if direction == "" || points[i].Unit != points[i-1].Unit || vocab.Near(now, was) || (now > was) == (direction == "higher") {
			return n
		}
		n++
	}
	return n
}
