package config

import (
	"slices"
	"strings"

	"milepost/generator/fields"
	"milepost/generator/text"
)

// table calls the handler of each member; an unknown key is a warning with the nearest known one.
func (r *reader) table(prefix string, v fields.Value, known map[string]handler) {
	if v.Kind != fields.Table {
		r.complain("CF02.table", v, prefix)
		return
	}
	for _, m := range v.Items {
		if h, ok := known[m.Key]; ok {
			h(m)
			continue
		}
		if _, ok := r.top[m.Key]; ok && prefix != "" && m.Kind != fields.Table {
			r.complain("CF01.below", m, m.Key, prefix)
			continue
		}
		names := make([]string, 0, len(known))
		for k := range known {
			names = append(names, k)
		}
		slices.Sort(names)
		full := strings.TrimPrefix(prefix+"."+m.Key, ".")
		near := text.Nearest(m.Key, names)
		switch {
		case near != "":
			r.complain("CF01.unknown", m, full, strings.TrimPrefix(prefix+"."+near, "."))
		case prefix == "":
			r.complain("CF01.stray", m, full, strings.Join(names, ", "))
		default:
			r.complain("CF01.strange", m, full, strings.Join(names, ", "), prefix)
		}
	}
}
