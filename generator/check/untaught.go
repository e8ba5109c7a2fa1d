package check

import (
	"regexp"
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// untaught reports who is missing in the training sheet (TR01): the department of a
// batch, a department that rates the system, an audience that all other departments
// have.
func untaught(in *input) (diags diag.List) {
	for _, set := range in.joined(kb.SchemaTraining) {
		taught := distinctIn(set, kb.FieldDepartment)
		if len(taught) < 2 {
			continue
		}
		batches := rollout(in)
		diags = append(diags, batchesWithout(set, taught, batches)...)
		if len(batches) > 0 {
			diags = append(diags, judgesWithout(in, set, taught)...)
		}
		diags = append(diags, tiersWithout(set, taught)...)
	}
	return diags
}

// distinctIn is the names in a column, each once, in its first spelling and in the order of the sheet.
func distinctIn(set *kb.Dataset, field string) (out []string) {
	names := vocab.Spellings{}
	for row := range set.Rows {
		if s := names.First(said(set, row, field)); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

var figures = regexp.MustCompile(`\d+`)

// batchesWithout: a batch that has begun, and whose name is like those of
// trained departments, is a department without training.
func batchesWithout(set *kb.Dataset, taught []string, batches []site.Phase) (diags diag.List) {
	var frames [][2]string // what stands before and behind the name of a department
	mine := func(p site.Phase) bool {
		return slices.ContainsFunc(taught, func(d string) bool {
			before, behind, ok := strings.Cut(figures.ReplaceAllString(text.Fold(p.Name), "0"), figures.ReplaceAllString(text.Fold(d), "0"))
			if ok && before+behind != "" {
				frames = append(frames, [2]string{before, behind})
			}
			return ok && strings.Contains(text.Fold(p.Name), text.Fold(d))
		})
	}
	var strange []site.Phase
	for _, p := range batches[min(1, len(batches)):] {
		if !mine(p) {
			strange = append(strange, p)
		}
	}
	for _, p := range strange {
		name := figures.ReplaceAllString(text.Fold(p.Name), "0")
		if slices.ContainsFunc(frames, func(f [2]string) bool {
			return len(name) > len(f[0])+len(f[1]) && strings.HasPrefix(name, f[0]) && strings.HasSuffix(name, f[1])
		}) {
			diags = append(diags, diag.New("TR01.batch", at(set, -1, set.Col(kb.FieldDepartment)), p.Name, p.ActualStart))
		}
	}
	return diags
}

// judgesWithout: departments that rate the system work with it, and need training. If half
// of them have other names here, the two lists are about different things.
func judgesWithout(in *input, set *kb.Dataset, taught []string) (diags diag.List) {
	for _, judged := range in.joined(kb.SchemaSatisfaction) {
		var without []string
		all := distinctIn(judged, kb.FieldDepartment)
		for _, d := range all {
			if !slices.ContainsFunc(taught, func(t string) bool { return site.SameDepartment(t, d) }) {
				without = append(without, d)
			}
		}
		if len(without) == 0 || 2*len(without) >= len(all) {
			continue
		}
		row := rowOf(judged, kb.FieldDepartment, without[0])
		pos := at(judged, row, judged.Col(kb.FieldDepartment))
		diags = append(diags, diag.New("TR01.judges", pos, diag.Names(without), cellName(pos, at(set, -1, set.Col(kb.FieldDepartment)))))
	}
	return diags
}

// tiersWithout: an audience is trained in all departments but one.
func tiersWithout(set *kb.Dataset, taught []string) (diags diag.List) {
	audiences := map[string][]string{} // of each department, in their first spellings
	departments, names := vocab.Spellings{}, vocab.Spellings{}
	for row := range set.Rows {
		if d, a := departments.First(said(set, row, kb.FieldDepartment)), names.First(said(set, row, kb.FieldAudience)); d != "" && a != "" {
			audiences[d] = append(audiences[d], a)
		}
	}
	common := func(a string) int {
		return len(slices.DeleteFunc(slices.Clone(taught), func(d string) bool { return !slices.Contains(audiences[d], a) }))
	}
	all := distinctIn(set, kb.FieldAudience)
	for _, d := range taught {
		shares := slices.ContainsFunc(audiences[d], func(a string) bool { return common(a) > 2 })
		for _, a := range all {
			if shares && common(a) > 2 && common(a) == len(taught)-1-alone(taught, audiences, common) && !slices.Contains(audiences[d], a) {
				diags = append(diags, diag.New("TR01.tier", at(set, rowOf(set, kb.FieldDepartment, d), set.Col(kb.FieldAudience)), d, a, common(a)))
			}
		}
	}
	return diags
}

// alone is how many departments have only audiences that others do not have, as a head
// office may.
func alone(taught []string, audiences map[string][]string, common func(string) int) (n int) {
	for _, d := range taught {
		if !slices.ContainsFunc(audiences[d], func(a string) bool { return common(a) > 2 }) {
			n++
		}
	}
	return n
}
