package sheet

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// typer turns the raw cells of a table into values.
type typer struct {
	v          *vocab.Words
	f          *frame
	file       string
	sheet      string
	schema     string
	periodSaid bool // title, sheet or file name say which period the table is of
	is1904     bool
	// saidPeriods are the months and quarters that title, sheet and file name say.
	saidPeriods []kb.Period
	year        int     // said by title, sheet or file name; 0 if none
	lastYr      int     // of the file's own date, the last resort; 0 if not given
	twoYears    int     // the first of two years said together: 2025-2026
	asOf        kb.Date // the day the data stands for, "" if not said
	turned      bool    // months across pass the end of a year, and which is not known
	scale       float64 // of scores, said by the title; 0 if not
	row         byte    // scale of the row being read, see rowScale
	rowMax      float64
	lineUnit    string
	diags       diag.List
	counts      map[string]int  // complaints of a code and column so far
	more        []moreOf        // complaints that were cut short
	said        map[string]bool // complaints made, by code and cell
	totals      map[int]bool    // rows of totals
}

// maxComplaints is how many cells of one column are named for one reason.
const maxComplaints = 10

// moreOf is a complaint about a column that is given for no further cell; at is the first of them.
type moreOf struct{ code, key, at, column string }

func (y *typer) complain(code string, s spot, args ...any) {
	at := ref(s.col, s.row)
	if y.said[code+at] || y.totals[s.row] && strings.HasPrefix(code, "SH08") {
		return // said before, or the label of a totals row
	}
	y.said[code+at] = true
	key := code + letterOf(s.col)
	y.counts[key]++
	if n := y.counts[key]; n > maxComplaints {
		if n == maxComplaints+1 {
			y.more = append(y.more, moreOf{code: code, key: key, at: at, column: letterOf(s.col)})
		}
		return
	}
	y.diags = append(y.diags, diag.New(code, diag.Pos{File: y.file, Sheet: y.sheet, Cell: at}, args...))
}

// column types all cells of one column.
func (y *typer) column(i int) (kb.Column, []kb.Cell, []kb.Cell) {
	c := &y.f.cols[i]
	out := kb.Column{Header: c.text, Field: c.field, Known: c.field != "", Unit: y.v.Unit(c.unit), Ref: ref(c.col, max(c.row, 1)), Role: c.role}
	if c.row == 0 {
		out.Ref = ref(c.col, 1)
	}
	spots := make([]spot, 0, len(y.f.rows)+len(y.f.totals))
	for r := range y.f.rows {
		spots = append(spots, y.f.rows[r].spots[i])
	}
	body := len(spots)
	for r := range y.f.totals {
		spots = append(spots, y.f.totals[r].spots[i])
	}
	cells := y.cells(c, &out, spots, body, i)
	for k := range cells {
		if cells[k].Ref == "" {
			cells[k].Ref = ref(spots[k].col, spots[k].row)
		}
		if spots[k].c != nil && spots[k].c.computed {
			cells[k].Computed = true
		}
	}
	return out, cells[:body], cells[body:]
}

// cells picks how the column is read.
func (y *typer) cells(c *column, out *kb.Column, spots []spot, body, i int) []kb.Cell {
	typ := c.typ
	if c.set != "" {
		typ = string(c.set)
	}
	if c.role != "" && y.f.isRACI() {
		typ = "letters"
	} else if c.role != "" {
		typ = "number" // scores of a candidate
	}
	if typ == "" {
		typ = y.infer(c)
	}
	switch typ {
	case "date", "moment":
		out.Type = kb.TypeDate
		return y.dates(spots, i)
	case "period":
		out.Type = kb.TypePeriod
		return y.periods(c, out, spots, body, i)
	case "percent":
		out.Type = kb.TypePercent
		return y.shares(c, out, spots, body)
	case "score":
		return y.scores(c, out, spots, body)
	case "number", "money":
		if strings.HasPrefix(c.unit, "%") || c.field == "target" && y.scoreIsShare() {
			out.Type = kb.TypePercent
			return y.shares(c, out, spots, body)
		}
		out.Type = kb.TypeNumber
		return y.numbers(c, out, spots, body, typ)
	case "duration":
		out.Type = kb.TypeDuration
		return y.durations(c, out, spots, body)
	case "bool":
		out.Type = kb.TypeBool
		return y.bools(spots)
	case "status":
		out.Type = kb.TypeStatus
		return y.statuses(spots, y.v.Status)
	case "lamp":
		out.Type = kb.TypeStatus
		return y.statuses(spots, func(t string) string { return cmp.Or(y.v.Lamp(t), y.v.Status(t)) })
	case "letters":
		out.Type = kb.TypeText
		return y.letters(spots)
	case "person":
		out.Type = kb.TypePerson
		return y.texts(spots, y.v.Blank)
	}
	return y.others(c, out, spots, typ)
}

// others reads texts, identifiers, years and levels: texts, or numbers if all of them are.
func (y *typer) others(c *column, out *kb.Column, spots []spot, typ string) []kb.Cell {
	out.Type = kb.TypeText
	numeric := typ == "id" || typ == "level" || typ == "year"
	if numeric && c.prof.n > 0 && c.prof.count[isNumber]+c.prof.count[isBlank] == c.prof.n && whole(spots) {
		out.Type = kb.TypeNumber
		return y.numbers(c, out, spots, len(spots), typ)
	}
	blank := y.v.BlankText
	if typ == "level" || typ == "unit" {
		blank = y.v.Blank
	}
	return y.texts(spots, blank)
}

// whole tells whether all numbers of a column are whole and none is a text with leading zeros.
func whole(spots []spot) bool {
	for _, s := range spots {
		if s.c == nil {
			continue
		}
		if s.c.kind == rawText && (s.c.forced || vocab.Code(s.c.text) || strings.Contains(s.c.text, ".")) || s.c.kind == rawNumber && (s.c.num != float64(int64(s.c.num)) || s.c.style.decimals > 0) {
			return false
		}
	}
	return true
}

// infer is the type of a column that no schema knows.
func (y *typer) infer(c *column) string {
	p := &c.prof
	real := p.n - p.count[isError]
	if real <= 0 {
		return "text"
	}
	part := func(kinds ...guess) bool {
		n := 0
		for _, k := range kinds {
			n += p.count[k]
		}
		return 5*n >= 4*real
	}
	switch {
	case part(isShare), part(isNumber, isShare) && (strings.HasPrefix(c.unit, "%") || p.count[isShare] > 0 && strings.HasSuffix(c.word, "率")),
		part(isNumber, isShare) && p.min >= 0 && p.max <= 100 && y.v.Rate(c.word):
		return "percent"
	case part(isDay):
		return "date"
	case part(isPeriod):
		return "period"
	case part(isNumber), c.unit != "" && 2*p.count[isNumber] > real: // a unit in the header says so too
		return "number"
	case part(isClock, isSpan):
		return "duration"
	case part(isBool):
		return "bool"
	case part(isNumber, isShare, isSpan):
		return "number"
	}
	return "text"
}

// read handles what is the same in every column: nothing, blank words, errors,
// formulas without a value. done is false if the cell holds a value to be read.
func (y *typer) read(s spot, blank func(string) bool) (cell kb.Cell, done bool) {
	c := s.c
	switch {
	case c == nil:
		return kb.Cell{}, true
	case c.kind == rawError:
		y.complain("SH04.error", s, c.text)
		return kb.Cell{Kind: kb.Fault, Text: c.text}, true
	case c.kind == rawFormula:
		if y.totals[s.row] {
			y.complain("SH05.total", s, c.text)
		} else {
			y.complain("SH05.uncomputed", s, c.text)
		}
		return kb.Cell{Kind: kb.Fault, Text: "formula", Shown: "=" + c.text}, true
	case c.kind == rawText && strings.HasPrefix(c.text, "#") && errorWord(c.text):
		y.complain("SH04.error", s, c.text)
		return kb.Cell{Kind: kb.Fault, Text: vocab.Trim(c.text)}, true
	case c.kind == rawText && len(c.text) <= 40 && blank(vocab.Plain(c.text)):
		return missing(c), true
	}
	return kb.Cell{}, false
}

// noEvents tells a text that says there was nothing to count or measure, in
// the lists where that is an answer. It stays a text.
func (y *typer) noEvents(t string) bool {
	switch y.schema {
	case "sla", "incidents", "metrics", "kpi":
		return len(t) <= 60 && y.v.NoEvents(strings.Trim(vocab.Plain(t), "()[]。."))
	}
	return false
}

// readTyped is read for columns of numbers and dates, where a value that may
// have moved from another column is a fault: its row was named before.
func (y *typer) readTyped(s spot) (cell kb.Cell, done bool) {
	cell, done = y.read(s, y.v.Blank)
	if !done && s.c.doubt {
		return kb.Cell{Kind: kb.Fault, Text: "ragged", Shown: vocab.Trim(s.c.text)}, true
	}
	return cell, done
}

var errorWord = regexp.MustCompile(`^\s*#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)\s*$`).MatchString

func (y *typer) texts(spots []spot, blank func(string) bool) []kb.Cell {
	out := make([]kb.Cell, len(spots))
	for i, s := range spots {
		cell, done := y.read(s, blank)
		if !done {
			cell = kb.Cell{Kind: kb.Text, Text: strings.TrimSpace(vocab.Trim(strings.ReplaceAll(shown(s.c, y.is1904), "\r\n", "\n")))}
			if s.c.kind == rawBool {
				cell = kb.Cell{Kind: kb.Bool, Num: s.c.num, Text: shown(s.c, false)}
			}
		}
		out[i] = cell
	}
	return out
}

func (y *typer) bools(spots []spot) []kb.Cell {
	out := make([]kb.Cell, len(spots))
	for i, s := range spots {
		cell, done := y.read(s, y.v.BlankText)
		if !done {
			t := vocab.Trim(shown(s.c, y.is1904))
			f, ok := y.v.YesNo(vocab.Plain(t))
			if s.c.kind == rawBool || s.c.kind == rawNumber && (s.c.num == 0 || s.c.num == 1) {
				f, ok = s.c.num, true
			}
			cell = kb.Cell{Kind: kb.Bool, Num: f, Shown: t}
			if !ok {
				cell = kb.Cell{Kind: kb.Text, Text: t}
			}
		}
		out[i] = cell
	}
	return out
}

// statuses brings status words to their normal form, which normal gives, "" for an unknown word.
func (y *typer) statuses(spots []spot, normal func(string) string) []kb.Cell {
	out := make([]kb.Cell, len(spots))
	said := map[string]bool{}
	for i, s := range spots {
		cell, done := y.read(s, y.v.BlankText)
		if !done {
			t := vocab.Trim(shown(s.c, y.is1904))
			cell = kb.Cell{Kind: kb.Text, Text: t}
			if n := normal(t); n != "" {
				cell.Text, cell.Shown = n, t
			} else if !said[t] && len(said) < 3 && len(t) < 60 {
				said[t] = true
				y.complain("SH08.status", s, t)
			}
		}
		out[i] = cell
	}
	return out
}

func (y *typer) letters(spots []spot) []kb.Cell {
	out := make([]kb.Cell, len(spots))
	for i, s := range spots {
		cell, done := y.read(s, y.v.Blank)
		if !done {
			t := vocab.Trim(shown(s.c, y.is1904))
			cell = kb.Cell{Kind: kb.Text, Text: t}
			if l, ok := vocab.Letters(t); ok {
				if cell.Text = strings.Join(l, "/"); cell.Text != t {
					cell.Shown = t
				}
			}
		}
		out[i] = cell
	}
	return out
}

// colOf is the column of a field, -1 if there is none.
func (f *frame) colOf(field string) int {
	for i := range f.cols {
		if f.cols[i].field == field {
			return i
		}
	}
	return -1
}

func (f *frame) isRACI() bool { return f.colOf("activity") >= 0 }

func sortStrings(s []string) { slices.Sort(s) }
