package sheet

import (
	"regexp"
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// 1,263.5 is written 1.263,5 in half of Europe. A table is read in one way, which is
// decided by cells that can mean only one thing.
var (
	// commaNumber is a number whose comma may mark its decimals: 1.263,5, −12,5 %, € 8,25, 1.250.
	commaNumber = regexp.MustCompile(`^([-+−(]?\s*[€$£¥]?\s*[-−]?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?(\s*[^\d.,]*)$`)
	// pointNumber is a number whose point can only mark decimals: 12.5, 0.125, 1,263.5 €.
	pointNumber = regexp.MustCompile(`^[-+−(]?\s*[€$£¥]?\s*[-−]?(?:\d+\.(?:\d{1,2}|\d{4,})|0\.\d+|\d{1,3}(?:,\d{3})+\.\d+)\s*[^\d.,]*$`)
	// either may be 1250 or 1.25.
	either = regexp.MustCompile(`^[-+−(]?\s*[€$£¥]?\s*[-−]?[1-9]\d{0,2}[.,]\d{3}\s*[^\d.,]*$`)
)

// marks is what the cells of one column prove.
type marks struct {
	commas, points int  // cells in which the comma or the point can only mark decimals
	list           bool // the column holds lists, such as 2,3,5
}

// marked is a text with digits and a comma or point; parts are those of a number with a
// comma, nil if it is not one.
type marked struct {
	*raw
	pos   diag.Pos
	parts []string
}

func (m *marked) grouped() bool  { return strings.Contains(m.parts[2], ".") }
func (m *marked) decimals() int  { return len(m.parts[3]) }
func (m *marked) isNumber() bool { return m.parts != nil && (m.grouped() || m.decimals() > 0) }

// proves tells whether the comma of a number can only mark its decimals.
func (m *marked) proves() bool {
	return m.isNumber() && m.decimals() > 0 && (m.grouped() || m.decimals() < 3)
}

// inPoints is the number as it is written with a point.
func (m *marked) inPoints() string {
	out := m.parts[1] + strings.ReplaceAll(m.parts[2], ".", "")
	if m.decimals() > 0 {
		out += "." + m.parts[3]
	}
	return out + m.parts[4]
}

// decimals rewrites numbers with decimal commas: 1.263,5 becomes 1263.5. It needs a cell
// that proves it. If a sheet uses both marks, each column is decided alone, and a number that
// may mean two things is not used. decided is false if nothing was proven.
func (r *reader) decimals(g *grid) (diags diag.List, decided bool) {
	all := r.marked(g)
	columns, proven := r.prove(g, all)
	if !proven {
		return nil, false
	}
	points := 0
	for _, of := range columns {
		points += of.points
	}
	var read, doubtful []diag.Diagnostic
	for i := range all {
		m := &all[i]
		of := columns[m.col]
		switch {
		case of.list || !m.isNumber():
		case of.points > 0 || of.commas == 0 && (points > 0 || !m.grouped()): // the column itself proves no comma
			if either.MatchString(m.text) && (of.points == 0 || of.commas > 0) {
				m.doubt = true
				doubtful = append(doubtful, diag.New("SH12.marks", m.pos, m.text))
			}
		case readable(m.inPoints()):
			read = append(read, diag.New("SH12.comma", m.pos, m.text, m.inPoints()))
			m.text = m.inPoints()
		}
	}
	return append(counted(read), counted(doubtful)...), true
}

// prove counts the proofs in each column, and tells whether the sheet uses decimal commas: a
// single 12,5% among many 12.5% is a typing mistake.
func (r *reader) prove(g *grid, all []marked) (columns map[int]*marks, proven bool) {
	columns = map[int]*marks{}
	commas, points := 0, 0
	for i := range all {
		m := &all[i]
		of := columns[m.col]
		if of == nil {
			of = &marks{list: r.listed(g, m.col)}
			columns[m.col] = of
		}
		switch {
		case of.list:
		case pointNumber.MatchString(m.text):
			of.points, points = of.points+1, points+1
		case m.proves():
			of.commas, commas = of.commas+1, commas+1
			proven = proven || m.grouped() || g.semicolons || strings.ContainsAny(m.text, "%€$£¥")
		case strings.Trim(m.text, "0123456789, ") == "" && strings.Count(m.text, ",") > 1:
			of.list = true
		}
	}
	return columns, proven && commas >= points
}

// readable tells whether a text is a number as the reader takes them.
func readable(s string) bool {
	_, share := vocab.Share(s)
	_, _, number := vocab.Number(s)
	return share || number
}

// marked lists the texts of a sheet that have a comma or a point among digits.
func (r *reader) marked(g *grid) (all []marked) {
	for i := range g.lines {
		for k := range g.lines[i].cells {
			c := &g.lines[i].cells[k]
			if c.kind != rawText || c.forced || len(c.text) > 40 || !strings.ContainsAny(c.text, ",.") || !vocab.HasDigit(c.text) {
				continue
			}
			pos := diag.Pos{File: r.path, Sheet: g.name, Cell: ref(c.col, g.lines[i].n)}
			if g.name == "" {
				pos.Line = g.lines[i].src
			}
			all = append(all, marked{c, pos, commaNumber.FindStringSubmatch(c.text)})
		}
	}
	return all
}

// listed tells a column that names predecessors: 2,3 is no number there.
func (r *reader) listed(g *grid, col int) bool {
	field := r.v.Schema(kb.SchemaPhases).Field(kb.FieldPredecessors)
	for i := range g.lines[:min(len(g.lines), maxHeaderLine)] {
		if c := g.lines[i].at(col); c != nil && c.kind == rawText {
			if word, _ := vocab.Header(c.text); slices.Contains(field.Words, word) {
				return true
			}
		}
	}
	return false
}

// counted is the first of several diagnostics, with their number.
func counted(list []diag.Diagnostic) diag.List {
	if len(list) == 0 {
		return nil
	}
	first := list[0]
	args := make([]any, 0, len(first.Args)+1)
	for _, a := range first.Args {
		args = append(args, a)
	}
	return diag.List{diag.New(first.Code, first.Pos, append(args, len(list))...)}
}
