package vocab

import (
	"regexp"
	"strconv"
	"strings"

	"milepost/generator/text"
)

// Op says how the wording of a target bounds the actual value.
type Op string

// The kinds of targets.
const (
	OpNone    Op = ""
	OpEqual   Op = "="      // a plain number to reach, from above or below: see Direction
	OpAtLeast Op = ">="     // ≥, 不低于, 以上
	OpAbove   Op = ">"      // >, 高于, 超过
	OpAtMost  Op = "<="     // ≤, 不高于, 不超过, 以内
	OpBelow   Op = "<"      // <, 低于, 少于
	OpBetween Op = ".."     // 85-95, 20±2
	OpChange  Op = "change" // 降低 30 %: relative to the baseline, Low is the share (-0.3)
	OpPoints  Op = "points" // a step from the baseline. 提升 5 个百分点: Low is 0.05; 降低 3 天: Low is -3
	OpText    Op = "text"   // no number in it: "系统上线"
)

// Bound is a target as it is written. The number is in High for OpAtMost and
// OpBelow, in both for OpBetween, and in Low for every other Op that has one.
type Bound struct {
	Op        Op
	Low       float64
	High      float64
	Unit      string    // as written; for "%" the numbers are shares, 0.9 for 90 %
	Direction Direction // which way is better by the wording alone: 降低至 5 天 is Lower
}

var (
	numberForm = `([-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[-+]?\.\d+)`
	twoNumbers = regexp.MustCompile(`^[\[(]?\s*` + numberForm + `\s*([^\d\s,~至到±+-]*)\s*(?:-|~|—|–|至|到|to|and|,|±|\+/-)\s*` + numberForm + `\s*([^\])\d]*)[\])]?$`)
	plusMinus  = regexp.MustCompile(`±|\+/-`)
)

// wording is one way to write a bound.
type wording struct {
	text string
	op   Op
}

// Wordings before the number, longest first where one begins with another.
var beforeBound = []wording{
	{"小于等于", OpAtMost}, {"小于或等于", OpAtMost}, {"大于等于", OpAtLeast}, {"大于或等于", OpAtLeast},
	{"不高于", OpAtMost}, {"不超过", OpAtMost}, {"不大于", OpAtMost}, {"不多于", OpAtMost}, {"不晚于", OpAtMost}, {"不长于", OpAtMost}, {"不得超过", OpAtMost}, {"不得高于", OpAtMost},
	{"不低于", OpAtLeast}, {"不少于", OpAtLeast}, {"不小于", OpAtLeast}, {"不短于", OpAtLeast}, {"不得低于", OpAtLeast}, {"不得少于", OpAtLeast},
	{"至多", OpAtMost}, {"最多", OpAtMost}, {"最高", OpAtMost}, {"上限", OpAtMost}, {"控制在", OpAtMost},
	{"至少", OpAtLeast}, {"最少", OpAtLeast}, {"最低", OpAtLeast}, {"下限", OpAtLeast}, {"达到", OpAtLeast}, {"达", OpAtLeast},
	{"低于", OpBelow}, {"少于", OpBelow}, {"小于", OpBelow}, {"短于", OpBelow}, {"不到", OpBelow},
	{"高于", OpAbove}, {"超过", OpAbove}, {"大于", OpAbove}, {"多于", OpAbove},
	{"at most", OpAtMost}, {"no more than", OpAtMost}, {"not more than", OpAtMost}, {"up to", OpAtMost}, {"within", OpAtMost}, {"max.", OpAtMost}, {"max", OpAtMost}, {"under", OpBelow}, {"below", OpBelow}, {"less than", OpBelow}, {"fewer than", OpBelow},
	{"at least", OpAtLeast}, {"no less than", OpAtLeast}, {"not less than", OpAtLeast}, {"no fewer than", OpAtLeast}, {"min.", OpAtLeast}, {"over", OpAbove}, {"above", OpAbove}, {"more than", OpAbove},
	{"<=", OpAtMost}, {"=<", OpAtMost}, {"≤", OpAtMost}, {"≦", OpAtMost}, {"⩽", OpAtMost}, {">=", OpAtLeast}, {"=>", OpAtLeast}, {"≥", OpAtLeast}, {"≧", OpAtLeast}, {"⩾", OpAtLeast},
	{"<", OpBelow}, {">", OpAbove}, {"=", OpEqual}, {"约", OpEqual}, {"目标", OpEqual}, {"between", OpBetween}, {"介于", OpBetween}, {"在", OpEqual},
}

// Wordings after the number and its unit.
var afterBound = []wording{
	{"或以下", OpAtMost}, {"及以下", OpAtMost}, {"以下", OpAtMost}, {"以内", OpAtMost}, {"之内", OpAtMost}, {"内", OpAtMost}, {"or less", OpAtMost}, {"or fewer", OpAtMost}, {"max", OpAtMost},
	{"或以上", OpAtLeast}, {"及以上", OpAtLeast}, {"以上", OpAtLeast}, {"or more", OpAtLeast}, {"min", OpAtLeast}, {"+", OpAtLeast}, {"之间", OpBetween},
}

// change is a verb that moves a value. With 至 or "to" the number behind it is the
// value to reach, without it is the size of the step.
type change struct {
	text string
	sign float64
}

var changes = []change{
	{"降低", -1}, {"下降", -1}, {"减少", -1}, {"缩短", -1}, {"压缩", -1}, {"降", -1}, {"reduced", -1}, {"reduce", -1}, {"decrease", -1}, {"cut", -1}, {"lower", -1},
	{"提升", 1}, {"提高", 1}, {"增加", 1}, {"增长", 1}, {"上升", 1}, {"升", 1}, {"increased", 1}, {"increase", 1}, {"improve", 1}, {"raise", 1},
}

var relation = regexp.MustCompile(`^(?:较|比|相比|相对|与|对比)?(?:于)?(?:基线|基准|现状|上线前|上年|去年|上期|同期|baseline)?(?:值|水平|相比|同期)?,?\s*`)

// BoundOf reads the text of a target: "≤70%", "不低于 90%", "5 天以内",
// "85-95", "20±2", "降低 30%", "提升至 4.5 分". A text without a number is OpText.
func BoundOf(s string) Bound {
	s = strings.TrimSpace(text.Fold(SpellLetters(s)))
	if s == "" {
		return Bound{}
	}
	s = strings.TrimSpace(strings.TrimRight(s, ";；。.，, "))
	if t, ok := parseChange(s); ok {
		return t
	}
	op := OpNone
	for _, w := range beforeBound {
		if rest, ok := strings.CutPrefix(s, w.text); ok {
			op, s = w.op, strings.TrimSpace(rest)
			break
		}
	}
	if t, ok := parseRange(s); ok && (op == OpNone || op == OpBetween || op == OpEqual || op == OpAtMost) {
		return t
	}
	n, rest, ok := leading(s)
	if !ok {
		return Bound{Op: OpText}
	}
	unit, tail := rest, OpNone
	for _, w := range afterBound {
		if cut, ok := strings.CutSuffix(rest, w.text); ok {
			unit, tail = strings.TrimSpace(cut), w.op
			break
		}
	}
	if tail != OpNone && tail != OpBetween && (op == OpNone || op == OpEqual || op == OpAtMost) {
		op = tail
	}
	if op == OpNone || op == OpBetween {
		op = OpEqual
	}
	n, unit, ok = scaledUnit(n, unit)
	if !ok {
		return Bound{Op: OpText}
	}
	return op.Bound(n, unit)
}

// Bound makes the bound of a number: at most n, at least n and so on. An Op that
// is no comparison of one number gives OpEqual.
func (op Op) Bound(n float64, unit string) Bound {
	switch op {
	case OpAtMost, OpBelow:
		return Bound{Op: op, High: n, Unit: unit, Direction: Lower}
	case OpAtLeast, OpAbove:
		return Bound{Op: op, Low: n, Unit: unit, Direction: Higher}
	}
	return Bound{Op: OpEqual, Low: n, Unit: unit}
}

// CutAtMost cuts the wording of an upper bound off the front: "≤ 4小时" gives "4小时".
func CutAtMost(s string) string {
	for _, w := range beforeBound {
		if rest, ok := strings.CutPrefix(s, w.text); ok && (w.op == OpAtMost || w.op == OpBelow) {
			return strings.TrimSpace(rest)
		}
	}
	return s
}

func parseChange(s string) (Bound, bool) {
	if s == "" || strings.IndexByte("0123456789+-.<>=", s[0]) >= 0 { // neither a relation nor a change begins so
		return Bound{}, false
	}
	rest := relation.ReplaceAllString(s, "")
	for _, c := range changes {
		after, ok := strings.CutPrefix(rest, c.text)
		if !ok {
			continue
		}
		after = strings.TrimSpace(after)
		dir := Higher
		if c.sign < 0 {
			dir = Lower
		}
		for _, to := range []string{"至", "到", "为", "to "} {
			if end, ok := strings.CutPrefix(after, to); ok {
				t := BoundOf(end)
				if t.Op == OpEqual {
					t.Direction = dir
				}
				return t, t.Op != OpText
			}
		}
		for _, w := range []string{"不低于", "不少于", "至少", "超过", "达", "by ", "约", "≥", ">=", ">"} {
			after = strings.TrimSpace(strings.TrimPrefix(after, w))
		}
		n, unit, ok := leading(after)
		if !ok {
			return Bound{}, false
		}
		unit = strings.TrimSuffix(strings.TrimSpace(unit), "以上")
		switch unit {
		case "%":
			return Bound{Op: OpChange, Low: c.sign * n / 100, Unit: "%", Direction: dir}, true
		case "个百分点", "百分点", "pp", "points", "percentage points":
			return Bound{Op: OpPoints, Low: c.sign * n / 100, Unit: "%", Direction: dir}, true
		}
		n, unit, ok = scaledUnit(n, unit)
		return Bound{Op: OpPoints, Low: c.sign * n, Unit: unit, Direction: dir}, ok
	}
	return Bound{}, false
}

func parseRange(s string) (Bound, bool) {
	if !strings.ContainsAny(s, "-~—–至到,±") && !strings.Contains(s, "to") && !strings.Contains(s, "and") { // what may stand between the two
		return Bound{}, false
	}
	m := twoNumbers.FindStringSubmatch(strings.TrimSuffix(strings.TrimSuffix(s, "之间"), "以内"))
	if m == nil {
		return Bound{}, false
	}
	a, err1 := strconv.ParseFloat(strings.ReplaceAll(m[1], ",", ""), 64)
	b, err2 := strconv.ParseFloat(strings.ReplaceAll(m[3], ",", ""), 64)
	if err1 != nil || err2 != nil {
		return Bound{}, false
	}
	unit := strings.TrimSpace(m[4])
	if unit == "" {
		unit = strings.TrimSpace(m[2])
	}
	if plusMinus.MatchString(s) {
		a, b = a-b, a+b
	}
	a, _, ok1 := scaledUnit(a, unit)
	b, unit, ok2 := scaledUnit(b, unit)
	if !ok1 || !ok2 || a > b {
		return Bound{}, false
	}
	return Bound{Op: OpBetween, Low: a, High: b, Unit: unit}, true
}

// leading cuts the number off the front of s: "5 天" gives 5 and 天.
func leading(s string) (n float64, rest string, ok bool) {
	end := numberEnd(s)
	rest = strings.TrimLeft(s[end:], "\t\n\f\r ")
	if end == 0 || strings.Contains(rest, "\n") {
		return 0, s, false
	}
	n, err := strconv.ParseFloat(strings.ReplaceAll(s[:end], ",", ""), 64)
	return n, strings.TrimSpace(rest), err == nil
}

// numberEnd is the length of the number at the beginning of s, as numberForm has it: 1,234.5, -3, .5;
// 0 if there is none.
func numberEnd(s string) int {
	digits := func(i int) int {
		for i < len(s) && '0' <= s[i] && s[i] <= '9' {
			i++
		}
		return i
	}
	from := 0
	if s != "" && (s[0] == '+' || s[0] == '-') {
		from = 1
	}
	end := digits(from)
	if end-from <= 3 && end > from {
		for end < len(s) && s[end] == ',' && digits(end+1) >= end+4 {
			end += 4
		}
	}
	if end < len(s) && s[end] == '.' {
		if after := digits(end + 1); after > end+1 {
			return after
		}
	}
	if end == from {
		return 0
	}
	return end
}

// scaledUnit multiplies n by the 千 or 万 of its unit and divides it by 100 for %. It
// gives the unit that is left; ok is false if that cannot be a unit.
func scaledUnit(n float64, unit string) (float64, string, bool) {
	unit = strings.TrimSpace(unit)
	if power, rest := CutMultiple(unit); power != 0 && !IsMoney(rest) { // 万元 is a unit as it is
		n, unit = Shift(n, power), strings.TrimSpace(rest)
	}
	if unit == "%" {
		return n / 100, "%", true
	}
	if len([]rune(unit)) > 12 || strings.ContainsAny(unit, "0123456789") { // a sentence or a formula, not a unit
		return 0, "", false
	}
	return n, unit, true
}
