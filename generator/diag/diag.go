// Package diag holds diagnostics: findings about the content of a site.
//
// A diagnostic says where (file, line, column, or sheet and cell), which rule,
// what was found, what was expected and what to do next. It is plain data: the
// words are looked up in the catalog when it is shown, so that a cached
// diagnostic serves every language. A failure of the program itself (disk,
// socket, bug) is an error, never a diagnostic.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Level says how bad a diagnostic is.
type Level uint8

// The levels. An Error fails a strict build; a Note only explains.
const (
	Note Level = iota
	Warning
	Error
	Off // only as a setting: the rule is not reported
)

// String is the level's name in JSON and site.toml.
func (l Level) String() string { return [...]string{"note", "warning", "error", "off"}[l] }

// ParseLevel is the inverse of String.
func ParseLevel(s string) (Level, bool) {
	i := slices.Index([]string{"note", "warning", "error", "off"}, s)
	return Level(max(i, 0)), i >= 0
}

// Pos is a position in the content. File is relative to the site folder, with
// slashes. Line and Col count from 1 (Col in characters) and are 0 if unknown. Sheet
// and Cell ("B6") are set only in workbooks.
type Pos struct {
	File  string
	Line  int
	Col   int
	Sheet string
	Cell  string
}

// String is the position as a person can click or find it:
// faq/vpn.md:12:3 or data/2026-09.xlsx [进度] C14.
func (p Pos) String() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d", p.Line)
		if p.Col > 0 {
			fmt.Fprintf(&b, ":%d", p.Col)
		}
	}
	if p.Sheet != "" {
		fmt.Fprintf(&b, " [%s]", p.Sheet)
	}
	if p.Cell != "" {
		b.WriteString(" " + p.Cell)
	}
	return b.String()
}

// Diagnostic is one finding. Code is the rule id and the variant of its message
// ("LK01.missing"); Args fill the holes of the message.
type Diagnostic struct {
	Code  string
	Level Level
	Pos   Pos
	Args  []string
}

// New makes a diagnostic with the level that the catalog gives the code.
// Args are turned into texts as fmt.Sprint does.
func New(code string, pos Pos, args ...any) Diagnostic {
	d := Diagnostic{Code: code, Level: levelOf(code), Pos: pos, Args: make([]string, len(args))}
	for i, a := range args {
		switch a := a.(type) { // the frequent ones without reflection
		case string:
			d.Args[i] = a
		case int:
			d.Args[i] = strconv.Itoa(a)
		default:
			d.Args[i] = fmt.Sprint(a)
		}
	}
	return d
}

// Words is [New] for args that are texts already. It is cheaper: a large site has
// thousands of diagnostics of some codes. The diagnostic keeps args.
func Words(code string, pos Pos, args ...string) Diagnostic {
	return Diagnostic{Code: code, Level: levelOf(code), Pos: pos, Args: args}
}

// Rule is the rule id: the code up to its dot.
func (d Diagnostic) Rule() string {
	rule, _, _ := strings.Cut(d.Code, ".")
	return rule
}

// Equal tells whether two diagnostics have the same position, code and arguments. The
// level does not count.
func (d Diagnostic) Equal(o Diagnostic) bool { return compare(&d, &o) == 0 }

// List is the diagnostics of a build. It is sorted before it is shown.
type List []Diagnostic

// Sort orders by file, line, column, sheet, cell (row before column), code, args. The
// list of a whole site consists of a few sorted lists one after the other: those are
// merged.
func (l List) Sort() {
	runs := []int{0}
	for i := 1; i < len(l); i++ {
		if compare(&l[i-1], &l[i]) > 0 {
			if runs = append(runs, i); len(runs) > 64 {
				slices.SortFunc(l, func(a, b Diagnostic) int { return compare(&a, &b) })
				return
			}
		}
	}
	for len(runs) > 1 { // the last two runs first: merge copies only the right one
		from, mid := runs[len(runs)-2], runs[len(runs)-1]
		runs = runs[:len(runs)-1]
		merge(l[from:], mid-from)
	}
}

// merge sorts l, of which l[:mid] and l[mid:] are sorted. It fills l from the end.
func merge(l List, mid int) {
	right := slices.Clone(l[mid:])
	i, at := mid-1, len(l)-1
	for j := len(right) - 1; j >= 0; at-- {
		if i >= 0 && compare(&l[i], &right[j]) > 0 {
			l[at] = l[i]
			i--
		} else {
			l[at] = right[j]
			j--
		}
	}
}

func compare(a, b *Diagnostic) int {
	if c := strings.Compare(a.Pos.File, b.Pos.File); c != 0 {
		return c
	}
	if c := cmp.Or(cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Col, b.Pos.Col)); c != 0 {
		return c
	}
	return cmp.Or(
		strings.Compare(a.Pos.Sheet, b.Pos.Sheet),
		compareCells(a.Pos.Cell, b.Pos.Cell),
		strings.Compare(a.Code, b.Code),
		slices.Compare(a.Args, b.Args),
	)
}

// compareCells orders cell references as people read: by row, then column.
func compareCells(a, b string) int {
	ca, ra := splitCell(a)
	cb, rb := splitCell(b)
	return cmp.Or(cmp.Compare(ra, rb), cmp.Compare(len(ca), len(cb)), cmp.Compare(ca, cb))
}

// splitCell gives B and 6 for "B6" and for "B6:D9".
func splitCell(ref string) (col string, row int) {
	i := strings.IndexAny(ref, "0123456789")
	if i < 0 {
		return ref, 0
	}
	row, _ = strconv.Atoi(strings.TrimRight(ref[i:], ":ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	return ref[:i], row
}

// Count is how many diagnostics have the level.
func (l List) Count(level Level) int {
	n := 0
	for _, d := range l {
		if d.Level == level {
			n++
		}
	}
	return n
}

// Max is the worst level in the list, Note if it is empty.
func (l List) Max() Level {
	m := Note
	for _, d := range l {
		m = max(m, d.Level)
	}
	return m
}

// Without is the diagnostics of l that are not in o. Both must be sorted.
func (l List) Without(o List) (out List) {
	for _, d := range l {
		for len(o) > 0 && compare(&o[0], &d) < 0 {
			o = o[1:]
		}
		if len(o) == 0 || compare(&o[0], &d) > 0 {
			out = append(out, d)
		}
	}
	return out
}

// WithoutOff removes the diagnostics whose rule is switched off. It reuses the memory of l.
func (l List) WithoutOff() List {
	return slices.DeleteFunc(l, func(d Diagnostic) bool { return d.Level == Off })
}
