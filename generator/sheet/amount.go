package sheet

import (
	"regexp"
	"strings"
	"unicode"

	"milepost/generator/kb"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// amounts reads a column of numbers. The unit may be in the cell, in a column of units, in
// the header or in a line above the table.
type amounts struct{ *lane }

func (y amounts) numbers(out *kb.Column, typ string) []kb.Cell {
	c, spots, body := y.c, y.spots, y.body
	res := make([]kb.Cell, len(spots))
	unitCol := -1
	if typ == "number" {
		unitCol = y.units[y.i]
	}
	own := unitCol >= 0 && !measured[c.field] // no schema knows the unit beside
	year := typ == "year" || typ == "number" && vocab.YearHeader(c.text)
	shares, plain, guessed := 0, 0, false
	for i, s := range spots {
		cell, done := y.readTyped(s)
		if !done {
			rowUnit, row := "", rowShares{}
			if unitCol >= 0 {
				if rowUnit = y.unitAt(i, unitCol); rowUnit == "%" {
					row = y.rowScale(i)
				}
			}
			cell = y.number(s, rowUnit, row)
			guessed = guessed || rowUnit == "%" && row.scale == '?' && y.percent == nil && cell.Kind == kb.Number && cell.Num != 0
			if m := countOfShare.FindStringSubmatch(text.Normal(cell.Text)); m != nil && cell.Kind == kb.Text {
				cell = kb.Cell{Kind: kb.Number, Num: vocab.Atof(m[1]), Shown: cell.Text}
			}
			y.scaled(s, &cell, y.multipleUnit(typ, rowUnit))
			if cell.Kind == kb.Text && y.c.field != kb.FieldTarget && y.c.field != kb.FieldThreshold && y.sayApproximate(s, cell.Text) {
				res[i] = cell
				continue
			}
			if cell.Kind == kb.Text && typ != "id" && typ != "level" && !y.threshold(cell.Text) && !y.deed(i) && !y.noEvents(cell.Text) {
				y.complain(oddNumber(c), s, cell.Text, c.text)
			}
		}
		if cell.Kind == kb.Number && i < body && measured[c.field] {
			y.besideShares(i, s, &cell)
		}
		if own && cell.Kind == kb.Number && cell.Unit == "" {
			cell.Unit = y.unitAt(i, unitCol)
		}
		if cell.Kind == kb.Number && i < body {
			if cell.Unit == "%" {
				shares++
			} else {
				plain++
			}
		}
		if year && cell.Kind == kb.Number && cell.Shown == "" && yearLike(cell.Num) {
			cell.Shown = vocab.PlainNumber(cell.Num) // a year has no thousands: 2026, not 2,026
		}
		res[i] = cell
	}
	out.Sure = shares > 0 && !guessed
	if shares > 0 && plain == 0 && unitCol < 0 {
		out.Type, out.Unit = kb.TypePercent, "%"
		for i := range res {
			if res[i].Unit == "%" {
				res[i].Unit = ""
			}
		}
		return res
	}
	if own {
		y.commonUnit(out, res[:body], res[body:], typ)
	} else if unitCol < 0 {
		oneMultiple(res)
		y.commonUnit(out, res[:body], res[body:], typ)
	}
	return res
}

// oddNumber is how bad a text among numbers is: an error where a number is
// required, a warning in a column that no schema knows.
func oddNumber(c *column) string {
	if c.field == "" && c.role == "" {
		return "SH08.odd"
	}
	return "SH08.number"
}

// countOfShare is a count with its share, as questionnaires export it: 60(46.88%).
var countOfShare = regexp.MustCompile(`^(\d{1,9}) ?\(\d{1,3}(?:\.\d+)?%\)$`)

// measured are the fields whose unit may be in a column of its own.
var measured = map[string]bool{kb.FieldBaseline: true, kb.FieldTarget: true, kb.FieldActual: true, kb.FieldValue: true, kb.FieldThreshold: true}

// oneMultiple converts 万元 and 元 in one column to the same unit. 万 and 亿 alone mean money
// too: beside 980000元, 1.2亿 is in 元.
func oneMultiple(cells []kb.Cell) {
	yuan, bare := false, false
	large := func(c kb.Cell) bool { return c.Unit == "" && strings.ContainsAny(c.Shown, "万亿") }
	for _, c := range cells {
		if _, b := vocab.CutMultiple(c.Unit); c.Kind == kb.Number {
			yuan, bare = yuan || b == "元", bare || b == "" && !large(c)
		}
	}
	for i := range cells {
		if yuan && !bare && cells[i].Kind == kb.Number && large(cells[i]) {
			cells[i].Unit = "元"
		}
	}
	base, units := "", map[string]bool{}
	for i := range cells {
		if u := cells[i].Unit; cells[i].Kind == kb.Number && u != "" {
			_, b := vocab.CutMultiple(u)
			if units[u] = true; len(units) > 1 && b != base {
				return
			}
			base = b
		}
	}
	for i := range cells {
		if power, b := vocab.CutMultiple(cells[i].Unit); len(units) > 1 && power != 0 && cells[i].Kind == kb.Number {
			cells[i].Num, cells[i].Unit = vocab.Shift(cells[i].Num, power), b
		}
	}
}

// commonUnit moves a unit that all cells have to the column.
func (y amounts) commonUnit(out *kb.Column, body, totals []kb.Cell, typ string) {
	unit, same, first := "", true, true
	for i := range body {
		if body[i].Kind != kb.Number {
			continue
		}
		if first {
			unit, first = body[i].Unit, false
		}
		same = same && body[i].Unit == unit
	}
	if out.Unit == "" && same && unit != "" {
		out.Unit = unit
	}
	if out.Unit == "" && y.lineUnit != "" && (typ == "money" || typ == "number" && y.f.colOf(kb.FieldUnit) < 0 && !counting(y.schema, out.Field)) {
		out.Unit = y.lineUnit
	}
	for _, cells := range [][]kb.Cell{body, totals} {
		for i := range cells {
			if cells[i].Unit == out.Unit {
				cells[i].Unit = ""
			}
		}
	}
}

// counting tells the fields that are counts, even if a line above says 单位：万元. Planned
// is a number of people in a list of courses, but money in one of benefits.
func counting(schema, field string) bool {
	switch field {
	case kb.FieldPlanned:
		return schema != kb.SchemaBenefits
	case kb.FieldResponses, kb.FieldSent, kb.FieldCount, kb.FieldTrained, kb.FieldPassed, kb.FieldLevel, kb.FieldID, kb.FieldScale, kb.FieldYear:
		return true
	}
	return false
}

// unitAt is what the unit column says in the same row.
func (y amounts) unitAt(i, unitCol int) string {
	unit := unitOf(y.record(i).spots[unitCol].c)
	if unit != "" && y.c.unit != "" && vocab.IsMoney(y.c.unit) {
		return inCurrency(y.c.unit, unit)
	}
	return unit
}

// unitOf is what a cell of a column of units says.
func unitOf(c *raw) string {
	if c != nil && c.kind == rawText {
		return strings.Trim(text.Normal(vocab.Trim(c.text)), "()")
	}
	return ""
}

// number reads one number; a text that is not a number stays a text.
func (y amounts) number(s spot, rowUnit string, row rowShares) kb.Cell {
	switch s.c.kind {
	case rawBool:
		return kb.Cell{Kind: kb.Bool, Num: s.c.num, Text: shown(s.c, false)}
	case rawISO:
		return kb.Cell{Kind: kb.Text, Text: s.c.text}
	case rawText:
		return y.textNumber(s, rowUnit, row)
	}
	st := s.c.style
	switch st.shape {
	case shapePercent:
		return kb.Cell{Kind: kb.Number, Num: vocab.Clean(s.c.num), Unit: "%", Shown: st.show(s.c.num)}
	case shapeDate, shapeMonth:
		return kb.Cell{Kind: kb.Text, Text: shown(s.c, y.is1904)}
	case shapeTime, shapeElapsed:
		f, unit := vocab.Elapsed(s.c.num, y.c.unit)
		return kb.Cell{Kind: kb.Number, Num: f, Unit: unit, Shown: vocab.ClockText(s.c.num)}
	}
	if strings.HasSuffix(st.suffix, "%") { // 0"%" shows 92 as 92%
		return kb.Cell{Kind: kb.Number, Num: vocab.Hundredth(vocab.Clean(s.c.num)), Unit: "%", Shown: st.show(s.c.num)}
	}
	if rowUnit == "%" {
		cell := kb.Cell{Kind: kb.Number, Num: s.c.num}
		y.inRow(s, row, &cell)
		return cell
	}
	cell := kb.Cell{Kind: kb.Number, Num: vocab.Clean(s.c.num), Shown: st.show(s.c.num), Unit: unitWord(st)}
	if cell.Shown == vocab.PlainNumber(cell.Num) {
		cell.Shown = ""
	}
	return cell
}

// unitWord is the unit that a number format writes behind or before the number.
func unitWord(st *style) string {
	u := strings.Trim(st.suffix, "() ")
	if u == "" && strings.ContainsAny(st.prefix, "¥￥") {
		u = "元"
	}
	if !vocab.UnitLike(u) {
		return ""
	}
	return u
}

func (y amounts) textNumber(s spot, rowUnit string, row rowShares) kb.Cell {
	t := vocab.Trim(s.c.text)
	if s.c.forced {
		return kb.Cell{Kind: kb.Text, Text: t}
	}
	if f, ok := vocab.Share(t); ok {
		return kb.Cell{Kind: kb.Number, Num: f, Unit: "%", Shown: t}
	}
	f, unit, ok := vocab.Number(t)
	if !ok {
		return kb.Cell{Kind: kb.Text, Text: t}
	}
	cell := kb.Cell{Kind: kb.Number, Num: f, Unit: unit, Shown: t}
	if t == vocab.PlainNumber(f) {
		cell.Shown = ""
	}
	if rowUnit == "%" && unit == "" {
		y.inRow(s, row, &cell)
	}
	y.sayUnit(s, unit, rowUnit)
	if unit == rowUnit && rowUnit != "" && cell.Unit == unit {
		cell.Unit = ""
	}
	return cell
}

// sayApproximate reports an approximate number: 约88% stays a text, and nothing is computed
// from it.
func (y amounts) sayApproximate(s spot, t string) bool {
	exact, ok := vocab.Approximate(t)
	if ok {
		y.complain("SH08.approximate", s, t, y.c.text, exact)
	}
	return ok
}

// sayUnit reports a cell whose unit differs from that in the column of units. The cell's
// unit is used. If the two cannot be converted, one of them is wrong.
func (y amounts) sayUnit(s spot, said, beside string) {
	switch _, ok := vocab.Convert(1, said, beside); {
	case said == "" || beside == "" || said == beside || beside == "%" || said == "%":
	case ok:
		y.complain("SH08.unit", s, vocab.Trim(s.c.text), beside)
	default:
		y.complain("SH08.otherunit", s, vocab.Trim(s.c.text), beside)
	}
}

// threshold tells texts that are a valid value in place of a number: ≤70%, 不低于 90%,
// 降低 30 %; in targets also words: 系统上线.
func (y *lane) threshold(t string) bool {
	switch y.c.field {
	case kb.FieldTarget, kb.FieldThreshold:
		return bound.MatchString(t) || strings.ContainsFunc(t, unicode.IsLetter)
	case kb.FieldBaseline, kb.FieldActual:
		return vocab.HasDigit(t) && bound.MatchString(t)
	}
	return false
}

// bound finds signs and words of a limit, a range or a change.
var bound = regexp.MustCompile(`(?i)[≤≥<>≦≧＜＞~～±]|[\d%％]\s*[-–—至到]\s*\d|[低高超少多小大]于|超过|[以之]?[内上下]$|[降升提减增涨缩]|at (?:least|most)|under|over|below|above|up to|no more|max|min`)

// deed tells an actual value in words, for a target in words: 系统上线, 已上线.
func (y amounts) deed(i int) bool {
	t := y.f.colOf(kb.FieldTarget)
	if y.c.field != kb.FieldActual || t < 0 || i >= y.body {
		return false
	}
	o := y.f.rows[i].spots[t].c
	return o != nil && o.kind == rawText && !vocab.HasDigit(o.text) && !y.v.Blank(vocab.Plain(o.text))
}
