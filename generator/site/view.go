package site

import (
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// maxGantt is how many rows a Gantt chart has at most, unless the block says.
const maxGantt = 200

// Judge reports what is wrong with what a block shows of its datasets, without
// drawing it. Faults that only package chart can find are not among them.
func (d *Data) Judge(b kb.Block, sets []*kb.Dataset, pos diag.Pos) diag.List {
	if kind := kindOf(b.Kind); kind != nil && kind.judge != nil && len(sets) > 0 {
		return kind.judge(d, b, sets, pos)
	}
	return nil
}

// Board is the indicators of a kpi block in its order.
func (d *Data) Board(b kb.Block, sets []*kb.Dataset, pos diag.Pos) ([]Indicator, diag.List) {
	by, problems := d.boundOf(b, pos)
	if problems != nil {
		return nil, problems
	}
	all := d.Indicators(sets, by.until)
	names := b.All("indicator")
	if len(names) == 0 {
		return all, nil
	}
	known := make([]string, len(all))
	for i := range all {
		known[i] = all[i].Name
	}
	var out []Indicator
	var diags diag.List
	for _, name := range names {
		n := len(out)
		for _, k := range all {
			if vocab.Key(k.Name) == vocab.Key(name) {
				out = append(out, k)
			}
		}
		if len(out) == n {
			diags = append(diags, unknownName("LK13.missing", attrPos(b, "indicator", pos), name, known))
		}
	}
	return out, diags
}

// unknownName reports a name that is not in a list, with the most similar one, else with some of
// the list.
func unknownName(code string, pos diag.Pos, name string, known []string) diag.Diagnostic {
	if near := nearestName(name, known); near != "" {
		return diag.New(code+"-near", pos, name, near)
	}
	return diag.New(code, pos, name, strings.Join(known[:min(len(known), 8)], ", "))
}

// nearestName is the most similar known name, with or without its unit in
// brackets; "" if none is similar.
func nearestName(name string, known []string) string {
	if near := text.Nearest(name, known); near != "" {
		return near
	}
	keys := make([]string, len(known))
	for i, k := range known {
		keys[i] = vocab.Key(k)
	}
	if i := slices.Index(keys, text.Nearest(vocab.Key(name), keys)); i >= 0 && keys[i] != "" {
		return known[i]
	}
	return ""
}

// Gantt is the phases of a gantt block in outline order: those that have a date, and those that have none.
func (d *Data) Gantt(b kb.Block, sets []*kb.Dataset, pos diag.Pos) (phases, undated []Phase, diags diag.List) {
	level, hasLevel, diags := Limit(b, "level", pos)
	limit, hasLimit, more := Limit(b, "limit", pos)
	diags = append(diags, more...)
	if !hasLimit {
		limit = maxGantt
	}
	until := d.Bound(b, pos)
	for _, set := range sets {
		for _, p := range d.Phases(set, until) {
			switch {
			case hasLevel && p.Level >= level:
			case p.Dated():
				phases = append(phases, p)
			default:
				undated = append(undated, p)
			}
		}
	}
	if len(phases) == 0 {
		return nil, nil, append(diags, diag.New("DB09.dates", pos, sets[0].ID()))
	}
	if len(phases) > limit {
		if !hasLimit {
			diags = append(diags, diag.New("DB09.cut", pos, sets[0].ID(), len(phases), limit))
		}
		phases = phases[:limit]
	}
	return phases, undated, diags
}

// Milestones is the milestones of the plans: rows that are milestones, and
// phases whose milestone column names one. In a table that is called a list of
// milestones, every row is one.
func (d *Data) Milestones(b kb.Block, sets []*kb.Dataset, pos diag.Pos) ([]Phase, diag.List) {
	limit, hasLimit, diags := Limit(b, "limit", pos)
	var out []Phase
	for _, set := range sets {
		phases := d.Phases(set, d.Bound(b, pos))
		whole := listsMilestones(set, phases)
		for _, p := range phases {
			if whole || p.Task.Milestone || p.Milestone != "" {
				out = append(out, p)
			}
		}
	}
	if len(out) == 0 {
		return nil, append(diags, diag.New("DB09.milestones", pos, sets[0].ID()))
	}
	if hasLimit && len(out) > limit {
		out = out[:limit]
	}
	return out, diags
}

// listsMilestones tells whether the table's name says that it lists milestones, and no row is marked as one.
func listsMilestones(set *kb.Dataset, phases []Phase) bool {
	for i := range phases {
		if phases[i].Task.Milestone || phases[i].Milestone != "" {
			return false
		}
	}
	name := set.Name + " " + set.Title
	return vocab.SaysMilestone(name) || strings.Contains(name, "节点") // of a list; a task may well be 汇聚节点改造
}

// Matrix is the RACI matrix of a block, with the roles that it asks for.
func (d *Data) Matrix(b kb.Block, set *kb.Dataset, pos diag.Pos) (Matrix, diag.List) {
	m := Raci(set)
	want := b.All("role")
	if len(want) == 0 {
		return m, nil
	}
	var keep []int
	var diags diag.List
	for _, w := range want {
		if i := slices.IndexFunc(m.Roles, func(r string) bool { return same(r, w) }); i >= 0 {
			keep = append(keep, i)
		} else {
			diags = append(diags, unknownName("DB09.role", attrPos(b, "role", pos), w, m.Roles))
		}
	}
	cut := Matrix{Roles: take(m.Roles, keep)}
	for _, r := range m.Rows {
		r.Letters = take(r.Letters, keep)
		cut.Rows = append(cut.Rows, r)
	}
	return cut, diags
}

func take[T any](from []T, at []int) []T {
	out := make([]T, len(at))
	for i, k := range at {
		out[i] = from[k]
	}
	return out
}
