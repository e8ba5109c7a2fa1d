package site

import (
	"cmp"
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/text"
)

// Matrix is who does what: one row per activity, one column per role.
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

// letterWords are the letters and what people write for them; 负责 alone is R, as the common key 负责(R) 批准(A) 咨询(C) 知会(I) has it.
var letterWords = []struct {
	letter string
	words  []string
}{
	{"R", []string{"r", "负责", "执行", "执行人", "责任人", "经办", "responsible", "▲"}},
	{"A", []string{"a", "批准", "问责", "把关", "审批", "最终负责", "当责", "accountable", "approver", "★"}},
	{"C", []string{"c", "咨询", "协商", "复核", "征询", "被咨询", "consulted"}},
	{"I", []string{"i", "知会", "告知", "知情", "通知", "被告知", "informed"}},
}

// letterOf is the letter that a word stands for, "" if none.
func letterOf(w string) string {
	w = strings.TrimSpace(text.Fold(w))
	if i := strings.IndexAny(w, "("); i > 0 { // 负责(r), r(执行)
		in := strings.Trim(w[i:], "() ")
		if l := letterOf(in); l != "" {
			return l
		}
		w = strings.TrimSpace(w[:i])
	}
	for _, l := range letterWords {
		if slices.Contains(l.words, w) {
			return l.letter
		}
	}
	return ""
}

// blankMarks stand for no part in an activity.
var blankMarks = []string{"", "-", "—", "–", "/", "\\", "无", "n/a", "na", "×", "x"}

// separators stand between the letters or names of one cell.
func split(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("/、,，;；&+|\n\r ", r) })
}

// lettersOf reads a cell with letters: "A", "A/R", "AR", "负责、批准". ok is false if something in it is no letter.
func lettersOf(s string) (letters []string, ok bool) {
	folded := strings.TrimSpace(text.Fold(s))
	if slices.Contains(blankMarks, folded) {
		return nil, true
	}
	ok = true
	for _, part := range split(folded) {
		switch l := letterOf(part); {
		case l != "":
			letters = append(letters, l)
		case strings.Trim(part, "raci") == "": // AR without a separator
			for _, c := range part {
				letters = append(letters, strings.ToUpper(string(c)))
			}
		case slices.Contains(blankMarks, part):
		default:
			ok = false
		}
	}
	return inOrder(letters), ok
}

// inOrder sorts letters as R A C I, each once.
func inOrder(letters []string) []string {
	var out []string
	for _, l := range letterWords {
		if slices.Contains(letters, l.letter) {
			out = append(out, l.letter)
		}
	}
	return out
}

// Raci reads a RACI dataset in either shape: roles across with letters in the
// cells, or R, A, C, I across with roles in the cells.
func Raci(set *kb.Dataset) Matrix {
	if byLetter(set) {
		return namesInCells(set)
	}
	var m Matrix
	var cols []int
	for j, c := range set.Columns {
		if c.Role != "" || letterFields[c.Field] != "" {
			m.Roles = append(m.Roles, cmp.Or(c.Role, c.Header))
			cols = append(cols, j)
		}
	}
	for i, r := range set.Rows {
		row := MatrixRow{Activity: set.Cell(i, "activity").String(), Row: i}
		for _, j := range cols {
			var letters []string
			if j < len(r.Cells) && r.Cells[j].Kind != kb.Missing {
				var ok bool
				if letters, ok = lettersOf(r.Cells[j].String()); !ok {
					row.Odd = append(row.Odd, r.Cells[j])
				}
			}
			row.Letters = append(row.Letters, letters)
		}
		m.Rows = append(m.Rows, row)
	}
	return m
}

// letterFields are the fields of a list with R, A, C, I across.
var letterFields = map[string]string{"responsible": "R", "accountable": "A", "consulted": "C", "informed": "I"}

// columnLetter is the letter a column stands for, "" if it is none.
func columnLetter(c kb.Column) string {
	if l := letterFields[c.Field]; l != "" {
		return l
	}
	if c.Role == "" {
		return ""
	}
	return letterOf(c.Role)
}

// byLetter tells whether the role columns are the letters themselves.
func byLetter(set *kb.Dataset) bool {
	n := 0
	for _, c := range set.Columns {
		switch {
		case columnLetter(c) != "":
			n++
		case c.Role != "":
			return false
		}
	}
	return n >= 2
}

func namesInCells(set *kb.Dataset) Matrix {
	var m Matrix
	for j, c := range set.Columns {
		if columnLetter(c) == "" {
			continue
		}
		for _, r := range set.Rows {
			for _, name := range namesOf(r, j) {
				if !slices.ContainsFunc(m.Roles, func(s string) bool { return same(s, name) }) {
					m.Roles = append(m.Roles, name)
				}
			}
		}
	}
	for i, r := range set.Rows {
		row := MatrixRow{Activity: set.Cell(i, "activity").String(), Row: i, Letters: make([][]string, len(m.Roles))}
		for j, c := range set.Columns {
			letter := columnLetter(c)
			if letter == "" {
				continue
			}
			for _, name := range namesOf(r, j) {
				k := slices.IndexFunc(m.Roles, func(s string) bool { return same(s, name) })
				row.Letters[k] = inOrder(append(row.Letters[k], letter))
			}
		}
		m.Rows = append(m.Rows, row)
	}
	return m
}

func namesOf(r kb.Row, col int) []string {
	if col >= len(r.Cells) || r.Cells[col].Kind == kb.Missing {
		return nil
	}
	var out []string
	for _, n := range strings.FieldsFunc(r.Cells[col].String(), func(r rune) bool { return strings.ContainsRune("/、,，;；&+|\n\r", r) }) {
		if n = strings.TrimSpace(n); !slices.Contains(blankMarks, text.Fold(n)) {
			out = append(out, n)
		}
	}
	return out
}
