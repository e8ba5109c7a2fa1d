package sheet

import (
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// Limits of the matrix made from a RACI list (rows times roles), far above what people can
// read.
const (
	maxRoles  = 60
	maxSpread = 200_000
)

// spread turns a RACI list with columns R, A, C, I and names in the cells into one with a
// column for each role and letters in the cells. With more than maxRoles roles, the list
// stays as it is.
func spread(f *frame, v *vocab.Words) (out *frame, roleCount int) {
	kinds := []struct{ field, letter string }{{kb.FieldResponsible, "R"}, {kb.FieldAccountable, "A"}, {kb.FieldConsulted, "C"}, {kb.FieldInformed, "I"}}
	var from []int
	letter := map[int]string{}
	for i := range f.cols {
		for _, k := range kinds {
			if f.cols[i].field == k.field {
				from = append(from, i)
				letter[i] = k.letter
			}
		}
	}
	if len(from) < 2 || slices.ContainsFunc(f.cols, func(c column) bool { return c.role != "" }) {
		return f, 0
	}
	var roles []string
	at := map[string]int{}
	for _, r := range f.rows {
		for _, i := range from {
			for _, name := range names(r.spots[i].c, v) {
				if _, ok := at[name]; !ok {
					at[name] = len(roles)
					roles = append(roles, name)
				}
			}
		}
	}
	if len(roles) > maxRoles || len(roles)*len(f.rows) > maxSpread {
		return f, len(roles)
	}
	var keep []int
	out = &frame{t: f.t}
	for i := range f.cols {
		if letter[i] == "" {
			keep = append(keep, i)
			out.cols = append(out.cols, f.cols[i])
		}
	}
	for _, name := range roles {
		h := f.cols[from[0]].head
		h.text, h.word, h.unit = name, vocab.Plain(name), ""
		out.cols = append(out.cols, column{head: h, role: name, match: 1})
	}
	for _, r := range f.rows {
		rec := record{line: r.line, spots: make([]spot, len(keep)+len(roles))}
		for k, i := range keep {
			rec.spots[k] = r.spots[i]
		}
		for _, i := range from {
			for _, name := range names(r.spots[i].c, v) {
				s := &rec.spots[len(keep)+at[name]]
				if s.c == nil {
					*s = spot{&raw{kind: rawText, style: general, text: letter[i]}, r.spots[i].col, r.spots[i].row}
				} else if !strings.Contains(s.c.text, letter[i]) {
					s.c.text += "/" + letter[i]
				}
			}
		}
		out.rows = append(out.rows, rec)
	}
	for i := range out.cols {
		out.cols[i].prof = measure(v, out.rows, i)
	}
	return out, len(roles)
}

// names are the people or roles in a raw cell.
func names(c *raw, v *vocab.Words) []string {
	if c == nil || c.kind != rawText || v.Blank(vocab.Plain(c.text)) {
		return nil
	}
	return vocab.People(c.text)
}
