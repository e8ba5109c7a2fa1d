package check

import (
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// raci: exactly one A (RA01), at least one R (RA02), known roles (RA03), no
// role consulted about everything (RA04), valid letters (RA07), an activity
// for each milestone (RA08).
func raci(in *input) (diags diag.List) {
	for _, set := range in.sets(kb.SchemaRACI) {
		m := site.Raci(set)
		act := set.Col(kb.FieldActivity)
		letters := false
		for i := range m.Rows {
			row := &m.Rows[i]
			for _, c := range row.Odd {
				pos := at(set, row.Row, act)
				pos.Cell = c.Ref
				diags = append(diags, diag.New("RA07.letter", pos, row.Activity, strings.TrimSpace(c.String())))
			}
			a, r := count(row, "A"), count(row, "R")
			if a+r+count(row, "C")+count(row, "I") == 0 {
				continue // a heading between activities, or not filled in: RA02 would say nothing new
			}
			letters = true
			pos := at(set, row.Row, act)
			switch {
			case a == 0 && len(row.Odd) == 0:
				diags = append(diags, diag.New("RA01.none", pos, row.Activity))
			case a > 1:
				diags = append(diags, diag.New("RA01.many", pos, row.Activity, a, diag.Names(with(m, row, "A"))))
			}
			if r == 0 && len(row.Odd) == 0 {
				diags = append(diags, diag.New("RA02.none", pos, row.Activity))
			}
		}
		if !letters {
			continue
		}
		diags = append(diags, roles(in, set, m)...)
		diags = append(diags, overload(in, set, m)...)
		diags = append(diags, milestones(in, set, m)...)
	}
	return diags
}

func count(row *site.MatrixRow, letter string) int {
	n := 0
	for _, l := range row.Letters {
		if slices.Contains(l, letter) {
			n++
		}
	}
	return n
}

// with lists the roles that have the letter in a row.
func with(m site.Matrix, row *site.MatrixRow, letter string) (out []string) {
	for i, l := range row.Letters {
		if slices.Contains(l, letter) {
			out = append(out, m.Roles[i])
		}
	}
	return out
}

// roleCol is the column of a role, or that of the activities if the cells hold
// roles.
func roleCol(set *kb.Dataset, role string) int {
	if i := slices.IndexFunc(set.Columns, func(c kb.Column) bool { return c.Role == role }); i >= 0 {
		return i
	}
	return set.Col(kb.FieldActivity)
}

// roles compares the matrix with the list of people, if most roles are in it;
// otherwise the two are about different things.
func roles(in *input, set *kb.Dataset, m site.Matrix) (diags diag.List) {
	var known []string
	for _, p := range in.around(kb.SchemaPeople) {
		for row := range p.Rows {
			for _, f := range []string{kb.FieldRole, kb.FieldName} {
				for _, s := range vocab.People(said(p, row, f)) {
					if !slices.Contains(known, s) {
						known = append(known, s)
					}
				}
			}
		}
	}
	people := rosterOf(everybody(in)) // departments are known from the list of people
	var odd []string
	for _, r := range m.Roles {
		if !people.knows(r) && !slices.ContainsFunc(known, func(k string) bool { return text.Fold(k) == text.Fold(strings.TrimSpace(r)) }) {
			odd = append(odd, r)
		}
	}
	if len(known) == 0 || 2*len(odd) >= len(m.Roles) {
		return nil
	}
	for _, r := range odd {
		pos := at(set, -1, roleCol(set, r))
		if near := text.Nearest(r, known); near != "" {
			diags = append(diags, diag.New("RA03.role-near", pos, r, near))
		} else {
			diags = append(diags, diag.New("RA03.role", pos, r))
		}
	}
	return diags
}

// overload: a role that is consulted about most activities slows them all down.
func overload(in *input, set *kb.Dataset, m site.Matrix) (diags diag.List) {
	share := in.number("RA04", "percent", 60)
	if len(m.Rows) < 8 { // a short list says little
		return nil
	}
	for i, r := range m.Roles {
		n := 0
		for _, row := range m.Rows {
			if slices.Contains(row.Letters[i], "C") {
				n++
			}
		}
		if n*100 > share*len(m.Rows) {
			diags = append(diags, diag.New("RA04.consulted", at(set, -1, roleCol(set, r)), r, n, len(m.Rows), share))
		}
	}
	return diags
}

// milestones: each milestone of the plan has an activity with its name. It is
// reported only if at least half of them have; else the matrix is more, or
// less, detailed than the plan.
func milestones(in *input, set *kb.Dataset, m site.Matrix) (diags diag.List) {
	var missing []string
	n := 0
	for _, plan := range in.around(kb.SchemaPhases) {
		for _, p := range in.data.Phases(plan, "") {
			if !p.Task.Milestone {
				continue
			}
			n++
			name := vocab.Key(p.Name)
			if !slices.ContainsFunc(m.Rows, func(r site.MatrixRow) bool {
				a := vocab.Key(r.Activity)
				return a != "" && (strings.Contains(a, name) || strings.Contains(name, a))
			}) {
				missing = append(missing, p.Name)
			}
		}
	}
	if n < 2 || 2*len(missing) > n {
		return nil
	}
	for _, name := range missing {
		diags = append(diags, diag.New("RA08.milestone", at(set, -1, set.Col(kb.FieldActivity)), name))
	}
	return diags
}
