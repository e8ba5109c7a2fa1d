package site

import (
	"cmp"
	"slices"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// Matrix is who does what: one row for each activity, one column for each
// role.
type Matrix struct {
	Roles []string
	Rows  []MatrixRow
}

// MatrixRow is one activity. Letters has one entry per role, in the order R A C I.
type MatrixRow struct {
	Activity string
	Row      int // index in the dataset
	Letters  [][]string
	Odd      []kb.Cell // cells that hold something else
}

// Raci is a RACI dataset as a matrix, in either shape: roles across with letters
// in the cells, or R, A, C, I across with roles in the cells.
func Raci(set *kb.Dataset) Matrix {
	if byLetter(set) {
		return namesInCells(set)
	}
	var m Matrix
	var cols []int
	for j, c := range set.Columns {
		if c.Role != "" || letterFields[c.Field] != 0 {
			m.Roles = append(m.Roles, cmp.Or(c.Role, c.Header))
			cols = append(cols, j)
		}
	}
	for i, r := range set.Rows {
		row := MatrixRow{Activity: set.Cell(i, kb.FieldActivity).String(), Row: i}
		for _, j := range cols {
			c := r.Cells[j]
			if c.Kind != kb.Missing && c.Kind != kb.Letters {
				row.Odd = append(row.Odd, c)
			}
			row.Letters = append(row.Letters, c.Letters())
		}
		m.Rows = append(m.Rows, row)
	}
	return m
}

// letterFields are the fields of a list with R, A, C, I across.
var letterFields = map[string]kb.Parts{
	kb.FieldResponsible: kb.PartsOf("R"), kb.FieldAccountable: kb.PartsOf("A"), kb.FieldConsulted: kb.PartsOf("C"), kb.FieldInformed: kb.PartsOf("I"),
}

// columnLetter is the letter a column stands for, 0 if it is none.
func columnLetter(c kb.Column) kb.Parts {
	if l := letterFields[c.Field]; l != 0 || c.Role == "" {
		return l
	}
	if l, ok := vocab.Letters(c.Role); ok && len(l.List()) == 1 {
		return l
	}
	return 0
}

// byLetter tells whether the columns are the letters R, A, C, I, and the cells
// hold roles.
func byLetter(set *kb.Dataset) bool {
	n := 0
	for _, c := range set.Columns {
		switch {
		case columnLetter(c) != 0:
			n++
		case c.Role != "":
			return false
		}
	}
	return n >= 2
}

func namesInCells(set *kb.Dataset) Matrix {
	var m Matrix
	parts := make([][]kb.Parts, len(set.Rows)) // per row and role
	for j, c := range set.Columns {
		letter := columnLetter(c)
		if letter == 0 {
			continue
		}
		for i, r := range set.Rows {
			for _, name := range r.Cells[j].Names() {
				k := slices.IndexFunc(m.Roles, func(s string) bool { return same(s, name) })
				if k < 0 {
					k, m.Roles = len(m.Roles), append(m.Roles, name)
				}
				for len(parts[i]) <= k {
					parts[i] = append(parts[i], 0)
				}
				parts[i][k] |= letter
			}
		}
	}
	for i := range set.Rows {
		row := MatrixRow{Activity: set.Cell(i, kb.FieldActivity).String(), Row: i, Letters: make([][]string, len(m.Roles))}
		for k, p := range parts[i] {
			row.Letters[k] = p.List()
		}
		m.Rows = append(m.Rows, row)
	}
	return m
}
