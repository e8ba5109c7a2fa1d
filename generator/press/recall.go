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

// recalled is values of a draft's indicators that earlier reports have and the
// sheets no longer do (a workbook may be deleted after its month was reported),
// and what follows from these values.
func recalled(now fact.Set, past []*site.Record) (more []fact.Fact) {
	for _, name := range now.Items(kb.SchemaKPI) {
		points := now.Below(kb.SchemaKPI, name, fact.At)
		all := remembered(points, name, past)
		if len(all) == len(points) {
			continue
		}
		more = append(more, all...)
		more = append(more, follows(now, name, all)...)
	}
	return more
}

// remembered is the values of an indicator, with those that only earlier
// reports have, by key. If several reports have one, the newest counts.
func remembered(points []fact.Fact, name string, past []*site.Record) []fact.Fact {
	known := make(map[string]bool, len(points))
	all := slices.Clone(points)
	for _, f := range points {
		known[f.Key] = true
	}
	add := func(f fact.Fact) {
		if !known[f.Key] {
			known[f.Key] = true
			all = append(all, f)
		}
	}
	for _, r := range slices.Backward(past) {
		it := r.Facts.Item(kb.SchemaKPI, name)
		for _, f := range it.Below(fact.At) {
			add(f)
		}
		f, ok := it.Get(kb.FieldActual)
		if p, _ := it.Get(kb.FieldPeriod); ok && p.Value != "" {
			f.Key = fact.Key(kb.SchemaKPI, name, fact.At, p.Value)
			add(f)
		}
	}
	return fact.Of(all).All()
}

// follows is what the values of an indicator show: for how many periods it got
// worse, and the last value if the report's own period has none.
func follows(now fact.Set, name string, points []fact.Fact) (more []fact.Fact) {
	prefix := fact.Key(kb.SchemaKPI, name, fact.At) + "/"
	period := func(f fact.Fact) kb.Period { return kb.Period(strings.TrimPrefix(f.Key, prefix)) }
	own := kb.Period(now.Text(kb.SchemaKPI, name, kb.FieldPeriod))
	points = upTo(points, own, period)
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

// upTo is the values of periods up to one, and of the same length, in order; of
// all periods if it is "".
func upTo(points []fact.Fact, own kb.Period, period func(fact.Fact) kb.Period) (out []fact.Fact) {
	type point struct {
		at  fact.Fact
		end kb.Date
	}
	var list []point
	for _, f := range points {
		p := period(f)
		if _, number := f.Num(); number && (own == "" || own.Holding(p.End()) == p) {
			list = append(list, point{f, p.End()})
		}
	}
	slices.SortStableFunc(list, func(a, b point) int { return cmp.Compare(a.end, b.end) })
	last := own.End()
	for _, p := range list {
		if own == "" || p.end <= last {
			out = append(out, p.at)
		}
	}
	return out
}

// worsened is for how many periods in a row, up to the last, a value got worse.
func worsened(points []fact.Fact, direction string) int {
	var series []metric.Quantity
	for _, f := range points {
		n, _ := f.Num()
		series = append(series, metric.Q(n, f.Unit))
	}
	return metric.Worsened(series, vocab.ParseDirection(direction))
}
