package check

import (
	"math"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/site"
	"milepost/generator/text"
)

// parentPoints is how many points the progress of a row may differ from the
// mean of the rows below: weights by work differ from weights by days.
const parentPoints = 20

// parentShares: the progress of a row is that of the rows below it (PH04). Reported is 100 %
// above an unfinished row, a value outside of those below, and one too far from their mean
// (parentPoints).
func parentShares(in *input, all []site.Phase) (diags diag.List) {
	points := in.number("PH04", "points", parentPoints)
	for i := range all {
		p := &all[i]
		if !p.Percent.OK || p.Past {
			continue
		}
		c := childShares(in, all, i)
		if c.n == 0 || c.unknown {
			continue
		}
		share, mean := p.Percent.Num, c.sum/c.weight
		full := share >= 0.9995 && c.lo < 0.9995
		if full || share > c.hi+0.01 || share < c.lo-0.01 || math.Abs(share-mean)*100 > float64(points) {
			diags = append(diags, diag.New("PH04.parent", cellOf(p, kb.FieldPercentComplete), p.Name, metric.Percent(share), metric.Percent(mean), c.n))
		}
	}
	return diags
}

// shares is the progress of the direct children of a row, weighted by their
// days.
type shares struct {
	n           int
	unknown     bool // the progress of one is not known
	lo, hi      float64
	sum, weight float64
}

func childShares(in *input, all []site.Phase, i int) shares {
	c := shares{lo: 1}
	level := -1
	for j := i + 1; j < len(all) && all[j].Level > all[i].Level; j++ {
		if level < 0 {
			level = all[j].Level
		}
		q := &all[j]
		if q.Level != level || q.Task.Milestone || q.Status == kb.StatusCancelled {
			continue
		}
		share := q.Standing.Actual
		if !share.OK || q.Unread {
			c.unknown = true
			continue
		}
		days := float64(max(in.data.Calendar().Workdays(q.PlannedStart, q.PlannedEnd), 1))
		c.n++
		c.lo, c.hi = min(c.lo, share.Num), max(c.hi, share.Num)
		c.sum, c.weight = c.sum+days*share.Num, c.weight+days
	}
	return c
}

// orphans: a row names a parent that does not exist (PH09), and is shown as a
// phase of its own. If most parents are unknown, the column names groups, not
// rows.
func orphans(set *kb.Dataset) (diags diag.List) {
	col := set.Col(kb.FieldParent)
	if col < 0 || set.Col(kb.FieldLevel) >= 0 {
		return nil
	}
	known := map[string]bool{}
	var names []string
	for row := range set.Rows {
		for _, f := range []string{kb.FieldName, kb.FieldID} {
			if s := said(set, row, f); s != "" {
				known[text.Fold(s)] = true
				names = append(names, s)
			}
		}
	}
	n := 0
	for row := range set.Rows {
		up := said(set, row, kb.FieldParent)
		if up == "" || strings.Trim(up, "-—/0") == "" {
			continue
		}
		if n++; known[text.Fold(up)] {
			continue
		}
		if near := text.Nearest(up, names); near != "" {
			diags = append(diags, diag.New("PH09.parent-near", at(set, row, col), said(set, row, kb.FieldName), up, near))
		} else {
			diags = append(diags, diag.New("PH09.parent", at(set, row, col), said(set, row, kb.FieldName), up))
		}
	}
	if 2*len(diags) > n {
		return nil
	}
	return diags
}
