package sheet

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// cells reads the column by its type.
func (y *lane) cells(out *kb.Column) []kb.Cell {
	c := y.c
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
		typ = y.infer()
	}
	switch typ {
	case "date", "moment":
		out.Type = kb.TypeDate
		l := y.spelled()
		cells := l.dates()
		y.asWritten(l, cells)
		return cells
	case "period":
		out.Type = kb.TypePeriod
		return y.periods()
	case "percent":
		out.Type = kb.TypePercent
		return y.shares(out)
	case "score":
		return y.scores(out)
	case "number", "money":
		if strings.HasPrefix(c.unit, "%") || c.field == kb.FieldTarget && y.scoreIsShare() {
			out.Type = kb.TypePercent
			return y.shares(out)
		}
		out.Type = kb.TypeNumber
		return amounts{y}.numbers(out, typ)
	case "duration":
		out.Type = kb.TypeDuration
		return y.durations(out)
	case "bool":
		out.Type = kb.TypeBool
		return y.bools()
	case "status":
		out.Type = kb.TypeStatus
		return y.statuses(y.v.Status)
	case "lamp":
		out.Type = kb.TypeStatus
		return y.statuses(func(t string) string { return cmp.Or(y.v.Lamp(t), y.v.Status(t)) })
	case "letters":
		out.Type = kb.TypeText
		return y.letters()
	case "person", "people":
		out.Type = kb.TypePerson
		return y.people()
	}
	return y.others(out, typ)
}

// others reads texts, identifiers, years and levels: texts, or numbers if all of them are.
func (y *lane) others(out *kb.Column, typ string) []kb.Cell {
	p := &y.c.prof
	out.Type = kb.TypeText
	numeric := typ == "level" || typ == "year" // 编号 1.1 and 1.10 are two names
	if numeric && p.n > 0 && p.count[isNumber]+p.count[isBlank] == p.n && whole(y.spots) {
		out.Type = kb.TypeNumber
		return amounts{y}.numbers(out, typ)
	}
	blank := y.v.BlankText
	if typ == "level" || typ == "unit" {
		blank = y.v.Blank
	}
	return y.texts(blank)
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
func (y *lane) infer() string {
	c, p := y.c, &y.c.prof
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
	if vocab.NameHeader(c.word) && p.most(isNumber) {
		return "text"
	}
	if p.long > 0 && p.count[isText] > 0 && (vocab.MoneyWord(c.word) || vocab.IsMoney(c.unit)) && 5*(p.count[isNumber]+p.long) >= 4*real {
		return "number" // 123456789012 is an amount here, elsewhere a number of a document
	}
	switch {
	case part(isShare), part(isNumber, isShare) && (strings.HasPrefix(c.unit, "%") || p.count[isShare] > 0 && strings.HasSuffix(c.word, "率")),
		part(isNumber, isShare) && p.min >= 0 && p.max <= 100 && y.v.Rate(c.word):
		return "percent"
	case part(isDay):
		return "date"
	case part(isPeriod), p.count[isText] > 0 && part(isPeriod, isText) && spelledPeriods(y):
		return "period"
	case part(isNumber) && vocab.MonthColumn(c.word) && monthNumbers(y.spots[:y.body]):
		return "period"
	case part(isNumber), c.unit != "" && p.count[isNumber] > 0 && 2*p.count[isNumber] >= real: // a unit in the header says so too
		return "number"
	case p.amounts(c.word, real):
		return "number"
	case part(isClock, isSpan) && !metres(y):
		return "duration"
	case part(isBool):
		return "bool"
	case part(isNumber, isShare, isSpan):
		return "number"
	}
	return "text"
}

// spelledPeriods tells a column of periods, some without a digit: 二季度 below 2026年一季度.
// It needs a year from one of them or from the title; otherwise they stay texts.
func spelledPeriods(y *lane) bool {
	dated := y.year > 0
	for _, s := range y.spots[:min(y.body, maxProfile)] {
		if s.c == nil || y.v.Blank(vocab.Plain(s.c.text)) {
			continue
		}
		if _, v := vocab.Period(vocab.Trim(s.c.text), 2000); s.c.kind != rawText || v != vocab.Fine {
			return false
		}
		_, v := vocab.Period(vocab.Trim(s.c.text), 0)
		dated = dated || v == vocab.Fine
	}
	return dated
}

// metres tells a column of 3m and 12m whose header does not mention time: they may be metres.
func metres(y *lane) bool {
	return !vocab.TimeHeader(y.c.word) && !slices.ContainsFunc(y.spots[:y.body], func(s spot) bool {
		return s.c != nil && (s.c.kind != rawText || vocab.HasDigit(s.c.text) && !smallM.MatchString(vocab.Trim(s.c.text)))
	})
}

var smallM = regexp.MustCompile(`^\d+(?:\.\d+)? ?m$`)

// amounts tells a column of amounts by its header, if some cells are like 约300, which are
// then reported.
func (p *profile) amounts(word string, real int) bool {
	n := p.count[isNumber]
	return n > 1 && 3*n >= 2*real && n+p.nearly == real && vocab.Quantity(word)
}

// read handles what is the same in all columns: empty cells, blank words, errors, formulas
// without a value. done is false if there is a value to read.
func (y *lane) read(s spot, blank func(string) bool) (cell kb.Cell, done bool) {
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

// noEvents tells a text such as 无事件, in schemas in which that is a valid value. It stays
// a text.
func (y *lane) noEvents(t string) bool {
	switch y.schema {
	case kb.SchemaSLA, kb.SchemaIncidents, kb.SchemaMetrics, kb.SchemaKPI:
		return y.v.NoEvents(t)
	}
	return false
}

// readTyped is read for columns of numbers and dates. A value that may belong to another
// column is a fault there; its row is reported already.
func (y *lane) readTyped(s spot) (cell kb.Cell, done bool) {
	cell, done = y.read(s, y.v.Blank)
	if !done && s.c.doubt {
		return kb.Cell{Kind: kb.Fault, Text: "ragged", Shown: vocab.Trim(s.c.text)}, true
	}
	return cell, done
}

var errorWord = regexp.MustCompile(`^\s*#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)\s*$`).MatchString

func (y *lane) texts(blank func(string) bool) []kb.Cell {
	out := make([]kb.Cell, len(y.spots))
	for i, s := range y.spots {
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

func (y *lane) bools() []kb.Cell {
	out := make([]kb.Cell, len(y.spots))
	for i, s := range y.spots {
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

// statuses replaces status words by their normal form; normal returns "" for unknown words.
func (y *lane) statuses(normal func(string) string) []kb.Cell {
	out := make([]kb.Cell, len(y.spots))
	said := map[string]bool{}
	for i, s := range y.spots {
		cell, done := y.read(s, y.v.BlankText)
		if !done {
			t := vocab.Trim(shown(s.c, y.is1904))
			cell = kb.Cell{Kind: kb.Text, Text: t}
			if n := normal(t); n != "" {
				cell.Text, cell.Shown = n, t
			} else if !said[t] && len(said) < 3 && len(t) < 60 && !vocab.Judges(t) {
				said[t] = true
				y.complain("SH08.status", s, t)
			}
		}
		out[i] = cell
	}
	return out
}

func (y *lane) letters() []kb.Cell {
	out := make([]kb.Cell, len(y.spots))
	for i, s := range y.spots {
		cell, done := y.read(s, y.v.Blank)
		if !done {
			t := vocab.Trim(shown(s.c, y.is1904))
			switch parts, ok := vocab.Letters(t); {
			case ok:
				cell = kb.Cell{Kind: kb.Letters, Num: float64(parts), Text: parts.String(), Shown: t}
			case y.v.NoPart(t):
				cell = missing(s.c)
			default:
				cell = kb.Cell{Kind: kb.Text, Num: float64(parts), Text: t}
			}
			if cell.Shown == cell.Text {
				cell.Shown = ""
			}
		}
		out[i] = cell
	}
	return out
}

// people reads names and roles. Several in a cell become one line each.
func (y *lane) people() []kb.Cell {
	out := y.texts(y.v.Blank)
	for i := range out {
		if c := &out[i]; c.Kind == kb.Text {
			if list := vocab.People(c.Text); len(list) > 1 {
				c.Kind, c.Shown, c.Text = kb.Names, c.Text, strings.Join(list, "\n")
			}
		}
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

func (f *frame) isRACI() bool { return f.colOf(kb.FieldActivity) >= 0 }

func sortStrings(s []string) { slices.Sort(s) }
