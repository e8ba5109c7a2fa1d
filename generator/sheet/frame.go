package sheet

import (
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// spot is a raw cell and where it stands; c is nil if the cell is empty.
type spot struct {
	c        *raw
	col, row int
}

// column is one column on its way to a dataset.
type column struct {
	head
	asked vocab.Asked // set by recognise
	field string      // of the schema, "" if unknown
	typ   string      // the field's type in the vocabulary, "" if unknown
	role  string
	set   kb.ColumnType // what the settings demand, "" if nothing
	prof  profile
	match float64 // how well the header fits the field, 0-1
}

// record is one row on its way to a dataset.
type record struct {
	line  int
	spots []spot // one per column
}

// frame is a table as columns and records. Wide tables and RACI lists are turned into this
// form before their cells are read.
type frame struct {
	t      *table
	cols   []column
	rows   []record
	totals []record
	joined []int  // lines whose values are in the record of another line
	about  string // title, sheet and file name, as words are compared
}

// newFrame makes a frame of the columns that are not empty.
func newFrame(t *table, v *vocab.Words) *frame {
	f := &frame{t: t}
	used := make([]bool, len(t.heads))
	for _, lines := range [][]*line{t.body, t.totals} {
		for _, l := range lines {
			for i := range l.cells {
				if k := l.cells[i].col - t.c0; k >= 0 && k < len(used) {
					used[k] = true
				}
			}
		}
	}
	for key := range t.fills {
		if k := key%maxCol + 1 - t.c0; k >= 0 && k < len(used) {
			used[k] = true
		}
	}
	for i := range t.heads {
		h := &t.heads[i]
		if !used[i] && h.text == "" {
			continue
		}
		if h.text == "" {
			h.text = letterOf(h.col)
			h.word = ""
		}
		f.cols = append(f.cols, column{head: *h})
	}
	f.rows = f.records(t.body)
	f.totals = f.records(t.totals)
	for i := range f.cols {
		f.cols[i].prof = measure(v, f.rows, i)
	}
	return f
}

func letterOf(col int) string {
	s := ref(col, 1)
	return s[:len(s)-1]
}

func (f *frame) records(lines []*line) []record {
	out := make([]record, len(lines))
	all := make([]spot, len(lines)*len(f.cols))
	for i, l := range lines {
		spots := all[:len(f.cols):len(f.cols)]
		all = all[len(f.cols):]
		for j := range f.cols {
			spots[j] = spot{f.t.cell(l, f.cols[j].col), f.cols[j].col, l.n}
		}
		out[i] = record{l.src, spots}
	}
	return out
}

// isForm tells a form from a table: header words on the left, values of different kinds
// beside them. Its first line was taken for a header.
func (f *frame) isForm(v *vocab.Words) bool {
	if len(f.cols) != 2 || len(f.rows) < 2 || f.cols[1].unit != "" || v.IsHeader(f.cols[1].word) {
		return false
	}
	p := &f.cols[1].prof
	if plain := p.count[isNumber] + p.count[isShare] + p.count[isDay]; plain == 0 || plain == p.n {
		return false
	}
	seen := map[string]bool{f.cols[0].text: true}
	labels := 0
	for i := range f.rows {
		c := f.rows[i].spots[0].c
		if c == nil || c.kind != rawText || seen[c.text] || f.rows[i].spots[1].c == nil {
			return false
		}
		seen[c.text] = true
		if w, _ := vocab.Header(c.text); v.IsHeader(w) {
			labels++
		}
	}
	return labels >= 2
}

// profile counts what the cells of a column look like.
type profile struct {
	n      int // not blank
	count  [isLetters + 1]int
	min    float64
	max    float64
	digits int // texts that hold a digit
	long   int // texts of 12-15 digits: amounts or names
	nearly int // other short texts with a digit: 约300
	short  int // texts such as 9/5, which are days among days
	status int // texts that are status words
	runes  int // length of the longest text
}

// maxProfile is how many rows a profile looks at.
const maxProfile = 200

func measure(v *vocab.Words, rows []record, col int) profile {
	var p profile
	for i := range rows[:min(len(rows), maxProfile)] {
		c := rows[i].spots[col].c
		if c == nil {
			continue
		}
		g := look(v, c)
		if p.count[g]++; g == isBlank {
			continue
		}
		if c.kind == rawNumber {
			if p.n == p.count[isText] {
				p.min, p.max = c.num, c.num
			}
			p.min, p.max = min(p.min, c.num), max(p.max, c.num)
		}
		if c.kind == rawText {
			if vocab.HasDigit(c.text) {
				p.digits++
				if len(c.text) <= 6 {
					_, short := vocab.ShortDay(c.text, vocab.AnyOrder)
					p.short += btoi(short)
				}
				if n := len(vocab.Trim(c.text)); g == isText && n > 11 && n < 16 && !c.forced && vocab.AllDigits(vocab.Trim(c.text)) && c.text[0] != '0' {
					p.long++
				} else if g == isText && n <= 24 && !vocab.AllDigits(vocab.Trim(c.text)) {
					p.nearly++
				}
			}
			if len(c.text) < 40 && v.StatusWord(vocab.Plain(c.text)) != "" {
				p.status++
			}
			p.runes = max(p.runes, len(c.text))
		}
		p.n++
	}
	return p
}

// most tells whether at least half of the cells look like one of the kinds.
func (p *profile) most(kinds ...guess) bool {
	n := 0
	for _, k := range kinds {
		n += p.count[k]
	}
	return p.n == 0 || 2*n >= p.n-p.count[isError]
}
