package site

import (
	"path"
	"slices"
	"strings"

	"milepost/generator/kb"
)

// part is the tables of a folder and those below it.
type part struct {
	folder string
	sets   []*kb.Dataset
}

// parts splits the tables below a folder. If the page's own subfolder has some,
// they are the only part. If several subfolders have some and the folder itself
// has none, each is a part. Indicators are split only if two subfolders measure
// the same one; otherwise they belong together.
func (d *Data) parts(pool []*kb.Dataset, schema, top, page string) []part {
	var order []string
	below := map[string][]*kb.Dataset{}
	for _, s := range pool {
		child := childOf(top, path.Dir(s.File))
		if below[child] == nil {
			order = append(order, child)
		}
		below[child] = append(below[child], s)
	}
	if own := childOf(top, page); own != "" && below[own] != nil && (schema != kb.SchemaKPI || overlap(below, own)) {
		return d.parts(below[own], schema, own, page)
	}
	if len(order) == 1 && order[0] != "" {
		return d.parts(pool, schema, order[0], page)
	}
	apart := schema != kb.SchemaKPI || slices.ContainsFunc(order, func(c string) bool { return overlap(below, c) })
	if below[""] != nil || !apart {
		return []part{{top, pool}}
	}
	var out []part
	for _, child := range order {
		out = append(out, d.parts(below[child], schema, child, child)...)
	}
	return out
}

// childOf is the folder directly below top that contains the folder, "" if it is top or elsewhere.
// A file that is looked at alone may have an absolute name: it is in no folder of a site.
func childOf(top, folder string) string {
	if folder == top || path.IsAbs(folder) || !within(folder, top) {
		return ""
	}
	rest := folder
	if top != "." {
		rest = folder[len(top)+1:]
	}
	first, _, _ := strings.Cut(rest, "/")
	return path.Join(top, first)
}

// overlap tells whether one subfolder and another measure the same indicator.
func overlap(below map[string][]*kb.Dataset, child string) bool {
	own := map[string]bool{}
	for _, set := range below[child] {
		for key, m := range measures(set) {
			own[key+m.kind()] = true
		}
	}
	for other, sets := range below {
		if other == child {
			continue
		}
		for _, set := range sets {
			for key, m := range measures(set) {
				if own[key+m.kind()] {
					return true
				}
			}
		}
	}
	return false
}

// values is those of one indicator in one table, by period.
type values map[kb.Period]kb.Cell

// kind is different for values by period and for a single value without one.
func (v values) kind() string {
	if _, ok := v[""]; ok && len(v) == 1 {
		return "\x00one"
	}
	return "\x00periods"
}

func measures(set *kb.Dataset) map[string]values {
	out := map[string]values{}
	for i := range set.Rows {
		name, c := set.Cell(i, kb.FieldIndicator).String(), set.Cell(i, kb.FieldActual)
		if name == "" || c.Kind == kb.Missing || c.Kind == kb.Fault {
			continue
		}
		key := indicatorKey(set, i)
		if out[key] == nil {
			out[key] = values{}
		}
		out[key][set.Cell(i, kb.FieldPeriod).Period()] = c
	}
	return out
}

// atOdds is the KPI tables that contradict another: two values of one
// indicator for one period.
func atOdds(sets []*kb.Dataset) []*kb.Dataset {
	all := make([]map[string]values, len(sets))
	for i, s := range sets {
		all[i] = measures(s)
	}
	var out []*kb.Dataset
	for i, s := range sets {
		for k := range sets {
			if k != i && differ(all[i], all[k]) {
				out = append(out, s)
				break
			}
		}
	}
	return out
}

func differ(a, b map[string]values) bool {
	for key, values := range a {
		for period, c := range values {
			if o, ok := b[key][period]; ok && (o.Num != c.Num || o.Text != c.Text || o.Kind != c.Kind) {
				return true
			}
		}
	}
	return false
}
