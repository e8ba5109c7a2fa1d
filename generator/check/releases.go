package check

import (
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/text"
	"milepost/generator/vocab"
	"slices"
	"strings"
)

// releases: a system in use is improved twice a year (OP01), and releases name
// only known suggestions (OP02).
func releases(in *input) diag.List { return append(strangeSources(in), fewReleases(in)...) }

func fewReleases(in *input) (diags diag.List) {
	if in.today == "" || !in.optimised() {
		return nil
	}
	wanted := in.number("OP01", "per_year", 2)
	for _, set := range in.joined(kb.SchemaReleases) {
		first, last, n, row := kb.Date(""), kb.Date(""), 0, -1
		for i := range set.Rows {
			day := set.Cell(i, kb.FieldDate).Date()
			if day == "" || day > in.today || about(said(set, i, kb.FieldType), "紧急", "补丁", "热修", "hotfix", "patch") {
				continue
			}
			if first == "" || day < first {
				first = day
			}
			if day >= last {
				last, row = day, i
			}
			if in.today.Sub(day) <= 365 {
				n++
			}
		}
		if row < 0 || in.today.Sub(first) <= 365 || n >= wanted {
			continue
		}
		diags = append(diags, diag.New("OP01.few", at(set, row, set.Col(kb.FieldDate)), n, wanted, last))
	}
	return diags
}

// optimised tells whether the project is in its last phase, or has no plan that says otherwise.
func (in *input) optimised() bool {
	planned := false
	for _, set := range in.around(kb.SchemaPhases) {
		for _, p := range in.data.Phases(set, "") {
			if n := stage(&p); n >= 0 && method[n].name == "优化" {
				if begun(&p, in.today) {
					return true
				}
				planned = true
			}
		}
	}
	return !planned
}

// strangeSources reports releases that name unknown suggestions. A text without a
// digit is no id; an id of another shape is reported only if most are known, since
// it may be from another list.
func strangeSources(in *input) (diags diag.List) {
	var foreign diag.List
	var ids []string
	for _, set := range in.joined(kb.SchemaSuggestions) {
		for row := range set.Rows {
			if id := said(set, row, kb.FieldID); id != "" {
				ids = append(ids, id)
			}
		}
	}
	named, strange := 0, 0
	for _, set := range in.joined(kb.SchemaReleases) {
		for row := range set.Rows {
			for _, id := range strings.FieldsFunc(said(set, row, kb.FieldSuggestion), betweenIDs) {
				if !vocab.HasDigit(id) || strings.ContainsAny(id, "~～—") {
					continue
				}
				named++
				if slices.ContainsFunc(ids, func(known string) bool { return text.Fold(known) == text.Fold(id) }) {
					continue
				}
				strange++
				alike := slices.ContainsFunc(ids, func(known string) bool { return idShape(known) == idShape(id) })
				pos := at(set, row, set.Col(kb.FieldSuggestion))
				if !alike {
					foreign = append(foreign, diag.New("OP02.unknown", pos, id))
				} else if near := text.Nearest(id, ids); near != "" {
					diags = append(diags, diag.New("OP02.unknown-near", pos, id, near))
				} else {
					diags = append(diags, diag.New("OP02.unknown", pos, id))
				}
			}
		}
	}
	if len(ids) > 0 && 2*strange <= named {
		diags = append(diags, foreign...)
	}
	return diags
}

// idShape is an id without its digits: the ids of one list share it.
func idShape(id string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, text.Fold(id))
}

// released makes a function that tells whether a release names a suggestion.
func released(sets []*kb.Dataset) func(id string) bool {
	var all []string
	for _, set := range sets {
		for row := range set.Rows {
			all = append(all, said(set, row, kb.FieldSuggestion), said(set, row, kb.FieldContent))
		}
	}
	return func(id string) bool {
		return slices.ContainsFunc(all, func(s string) bool {
			return slices.Contains(strings.FieldsFunc(text.Fold(s), betweenIDs), text.Fold(id))
		})
	}
}

// betweenIDs tells whether a character separates ids: S-001、S-002.
func betweenIDs(r rune) bool { return strings.ContainsRune("、,，;；/ \n()（）", r) }
