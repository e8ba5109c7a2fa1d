package config

import (
	"maps"
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/fields"
	"milepost/generator/text"
)

// table calls the handler of each key; an unknown key is a warning that suggests a similar one.
func (r *reader) table(prefix string, v fields.Value, known map[string]handler) {
	if v.Kind != fields.Table {
		r.complain("CF02.table", v, prefix)
		return
	}
	if r.wanted != "" {
		r.look(prefix, known)
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
		if own := sectionOf(m.Key); own != "" && own != prefix {
			r.complain("CF01.elsewhere", m, m.Key, stands(prefix), own)
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

// stands says where a key was written.
func stands(prefix string) diag.Either {
	if prefix == "" {
		return diag.Either{Zh: "在第一个 [ ] 之前", En: "above the first [ ]"}
	}
	return diag.Either{Zh: "在 [" + prefix + "] 下面", En: "below [" + prefix + "]"}
}

// sectionOf is the only section with a key, "" if none or several have it: logo is only in
// [theme], name is in many. It reads every section as if it were empty.
func sectionOf(key string) string {
	r := reader{cfg: Default(), wanted: key}
	r.handlers()
	r.table("", fields.Value{Kind: fields.Table}, r.top)
	if len(r.knowing) != 1 {
		return ""
	}
	return r.knowing[0]
}

// look notes whether a section knows the wanted key, and goes on to the sections in it.
func (r *reader) look(prefix string, known map[string]handler) {
	if _, ok := known[r.wanted]; ok && prefix != "" && !slices.Contains(r.knowing, prefix) {
		r.knowing = append(r.knowing, prefix)
	}
	empty := fields.Value{Kind: fields.Table}
	for _, name := range slices.Sorted(maps.Keys(known)) {
		known[name](empty)
		known[name](fields.Value{Kind: fields.List, Items: []fields.Value{empty}})
	}
}
