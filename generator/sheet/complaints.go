package sheet

import (
	"strings"

	"milepost/generator/diag"
)

// complaints collects the diagnostics of one table.
type complaints struct {
	file, sheet string
	totals      map[int]bool // rows of totals
	diags       diag.List
	counts      map[string]int  // complaints of a code and column so far
	more        []moreOf        // columns with more than maxComplaints
	said        map[string]bool // by code and cell
	titled      bool            // reported that years come from title, sheet or file name
}

func newComplaints(file string, t *table) *complaints {
	k := &complaints{file: file, sheet: t.g.name, counts: map[string]int{}, said: map[string]bool{}, totals: map[int]bool{}}
	for _, l := range t.totals {
		k.totals[l.n] = true
	}
	return k
}

// maxComplaints is how many cells of a column are reported with one code.
const maxComplaints = 10

// moreOf is a code and column with further cells that are only counted; at is the first.
type moreOf struct{ code, key, at, column string }

// complain reports a cell.
func (k *complaints) complain(code string, s spot, args ...any) {
	at := ref(s.col, s.row)
	if k.said[code+at] || k.totals[s.row] && strings.HasPrefix(code, "SH08") {
		return // said before, or the label of a totals row
	}
	k.said[code+at] = true
	key := code + letterOf(s.col)
	k.counts[key]++
	if n := k.counts[key]; n > maxComplaints {
		if n == maxComplaints+1 {
			k.more = append(k.more, moreOf{code: code, key: key, at: at, column: letterOf(s.col)})
		}
		return
	}
	k.say(code, at, args...)
}

// yearOfTitle reports, once for each table, that cells got the year of the title, sheet or
// file name.
func (k *complaints) yearOfTitle(s spot, t string, year int) {
	if !k.titled {
		k.titled = true
		k.complain("SH10.title", s, t, year)
	}
}

// say is complain without a limit.
func (k *complaints) say(code, cell string, args ...any) {
	k.diags = append(k.diags, diag.New(code, diag.Pos{File: k.file, Sheet: k.sheet, Cell: cell}, args...))
}

// all are the diagnostics, with one more for each column of which only some cells are
// reported.
func (k *complaints) all() diag.List {
	for _, m := range k.more {
		rule, _, _ := strings.Cut(m.code, ".")
		k.say("SH08.more", m.at, k.counts[m.key]-maxComplaints, m.column, rule)
	}
	return k.diags
}
