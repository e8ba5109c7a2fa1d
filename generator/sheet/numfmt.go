package sheet

import (
	"strings"
)

// shape is the kind of value that a number format shows.
type shape uint8

const (
	shapeGeneral shape = iota
	shapeNumber
	shapePercent
	shapeDate    // a day, perhaps with a time
	shapeMonth   // year and month only
	shapeTime    // time of day only
	shapeElapsed // [h]:mm, hours beyond 24
	shapeText    // @
)

// style is the number format of a cell (ECMA-376 part 1, 18.8.31), or one section of it, and
// the indent of the cell.
type style struct {
	shape    shape
	decimals int
	prefix   string // literal text before and after the digits, such as ¥ or 天
	suffix   string
	hasTime  bool // a date with hours
	indent   int  // of the cell's text, as pivot tables show levels
	// power is by how many digits the shown number is smaller than the stored one: #,##0,
	// shows thousands (3); the Chinese 0!.0, shows ten thousands (4), with a literal point.
	power int

	marks []mark // what is shown, in order; nil if the number can only be shown plainly
	whole int    // digit places before the point
	group bool   // thousands separators
	step  int    // by how many digits % and trailing commas move the point
	bare  bool   // for numbers below zero, shown without a sign

	when     condition
	sections []*style // all of the format, if there are several; in the first only
}

// condition tells which numbers a section is for: [>=10000]; op "" means all others.
type condition struct {
	op    string
	limit float64
}

func (c condition) holds(f float64) bool {
	switch c.op {
	case "<":
		return f < c.limit
	case "<=":
		return f <= c.limit
	case ">":
		return f > c.limit
	case ">=":
		return f >= c.limit
	case "=":
		return f == c.limit
	case "<>":
		return f != c.limit
	}
	return true
}

// of is the section that shows the number.
func (s *style) of(f float64) *style {
	for _, one := range s.sections {
		if one.when.holds(f) {
			return one
		}
	}
	return s
}

var general = &style{}

// builtinCodes are the formats that files name only by number (ECMA-376 part 1, 18.8.30).
// 37-44 have no currency sign here, because it depends on the computer.
var builtinCodes = map[int]string{
	1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "¥#,##0", 6: "¥#,##0", 7: "¥#,##0.00", 8: "¥#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
	37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)", 41: `#,##0;-#,##0;"-"`, 42: `#,##0;-#,##0;"-"`, 43: `#,##0.00;-#,##0.00;"-"`, 44: `#,##0.00;-#,##0.00;"-"`,
	48: "##0.0E+0", 49: "@",
}

// builtin is the format of a number; dates 27-36 and 50-58 as in Chinese Excel.
func builtin(id int) *style {
	switch id {
	case 14, 15, 16, 28, 29, 30, 31, 51, 53, 54, 58:
		return &style{shape: shapeDate}
	case 22:
		return &style{shape: shapeDate, hasTime: true}
	case 17, 27, 36, 50, 52, 57:
		return &style{shape: shapeMonth}
	case 18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56:
		return &style{shape: shapeTime, hasTime: true}
	case 46:
		return &style{shape: shapeElapsed}
	}
	if code := builtinCodes[id]; code != "" {
		return custom(code)
	}
	return general
}

// custom reads a number format code.
func custom(code string) *style {
	if strings.EqualFold(code, "general") || code == "G/通用格式" {
		return general
	}
	var all []*style
	for i, part := range splitSections(code) {
		s, letters := scanSection(part)
		if i > 0 && (i == 3 || strings.Contains(letters, "@")) {
			break // what texts look like
		}
		s.decide(letters)
		if i > 0 && len(s.marks) > 0 && s.shape == shapeGeneral {
			s.shape = all[0].shape // "-" for zero, among shares or amounts
		}
		all = append(all, s)
	}
	if len(all) > 1 {
		conditions(all)
		all[0].sections = all
	}
	return all[0]
}

// splitSections cuts a code at its semicolons.
func splitSections(code string) []string {
	var out []string
	start := 0
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case ';':
			out, start = append(out, code[start:i]), i+1
		case '"', '[':
			closing := byte('"')
			if code[i] == '[' {
				closing = ']'
			}
			if end := strings.IndexByte(code[i+1:], closing); end >= 0 {
				i += end + 1
			}
		case '\\', '!', '_', '*':
			if i+1 < len(code) {
				i += runeLen(code[i+1:])
			}
		}
	}
	return append(out, code[start:])
}

// conditions gives sections without a condition the usual ones: positive, negative, rest.
func conditions(all []*style) {
	own := all[0].when.op != "" || all[1].when.op != ""
	if all[0].when.op == "" {
		all[0].when = condition{">", 0}
		if len(all) == 2 {
			all[0].when.op = ">="
		}
	}
	if all[1].when.op == "" && (len(all) > 2 || !own) {
		all[1].when = condition{"<", 0}
	}
	for _, s := range all {
		s.bare = s.when.limit <= 0 && (s.when.op == "<" || s.when.op == "<=" && s.when.limit < 0)
	}
}

// decide finds the shape from the letters of a section.
func (s *style) decide(letters string) {
	low := strings.ToLower(letters)
	digits := strings.ContainsAny(low, "0#?")
	switch {
	case s.shape == shapeElapsed:
	case strings.Contains(low, "general"): // General"天"
		s.shape = shapeNumber
		return
	case strings.Contains(low, "@") && !digits:
		s.shape = shapeText
	case strings.ContainsAny(low, "yd"), strings.Contains(low, "aaa"), // aaaa is 星期一
		strings.Contains(low, "e") && !digits, strings.Contains(low, "m") && !strings.ContainsAny(low, "hs"):
		s.shape = shapeDate
		s.hasTime = strings.ContainsAny(low, "hs")
		if strings.Contains(low, "y") && strings.Contains(low, "m") && !strings.ContainsAny(low, "dhs") {
			s.shape = shapeMonth
		}
	case strings.ContainsAny(low, "hs"):
		s.shape, s.hasTime = shapeTime, true
	case strings.Contains(low, "%"):
		s.shape = shapePercent
		s.places()
		return
	case digits:
		s.shape = shapeNumber
		s.places()
		return
	default:
		return // only literals: they are shown, the number is kept
	}
	s.marks = nil
}

// literalPoint are the points that a format may have as a literal between digits.
const literalPoint = ".．"

// places finds decimals, separators and power from the positions of the digits.
func (s *style) places() {
	literal, commas := -1, 0
	point := false
	for _, m := range s.marks {
		switch {
		case m.kind == markDigit && point:
			s.decimals++
		case m.kind == markDigit:
			s.group = s.group || commas > 0
			s.whole, commas = s.whole+1, 0
		case m.kind == markPoint:
			point = true
		case m.kind == markComma && s.whole > 0:
			commas++
		case m.kind == markPercent:
			s.step += 2
		case m.kind == markLiteral && s.whole > 0 && literal < 0 && strings.Contains(literalPoint, m.text):
			literal = s.whole
		case m.kind == markOther: // a fraction, or an exponent
			s.marks = nil
			return
		}
	}
	s.step -= 3 * commas
	s.power = 3 * commas
	if literal >= 0 && !point {
		s.power += s.whole - literal
	}
}
