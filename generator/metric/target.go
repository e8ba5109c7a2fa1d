package metric

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

func fold(s string) string { return strings.TrimSpace(text.Fold(s)) }

// Op says how a target bounds the actual value.
type Op string

// The kinds of targets.
const (
	NoTarget Op = ""
	Equal    Op = "="      // a plain number to reach; which way is the direction's matter
	AtLeast  Op = ">="     // ≥, 不低于, 以上
	Above    Op = ">"      // >, 高于, 超过
	AtMost   Op = "<="     // ≤, 不高于, 不超过, 以内
	Below    Op = "<"      // <, 低于, 少于
	Between  Op = ".."     // 85-95, 20±2
	Change   Op = "change" // 降低 30 %: relative to the baseline, Low is the share (-0.3)
	Points   Op = "points" // 提升 5 个百分点: Low is 0.05
	Words    Op = "text"   // no number in it: "系统上线"
)

// Target is what an indicator should reach. Low is the number of every Op but
// AtMost, Below (High) and Between (both).
type Target struct {
	Op        Op
	Low       float64
	High      float64
	Unit      string    // "%": the numbers are 0-1
	Direction Direction // what the wording says by itself: 降低至 5 天 is Lower
}

var (
	numberForm = `([-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[-+]?\.\d+)`
	oneNumber  = regexp.MustCompile(`^` + numberForm + `\s*(.*)$`)
	twoNumbers = regexp.MustCompile(`^[\[(]?\s*` + numberForm + `\s*([^\d\s,~至到±+-]*)\s*(?:-|~|—|–|至|到|to|and|,|±|\+/-)\s*` + numberForm + `\s*([^\])\d]*)[\])]?$`)
	plusMinus  = regexp.MustCompile(`±|\+/-`)
)

// word is one wording of a bound.
type word struct {
	text string
	op   Op
}

// Wordings before the number, longest first where one begins with another.
var before = []word{
	{"小于等于", AtMost}, {"小于或等于", AtMost}, {"大于等于", AtLeast}, {"大于或等于", AtLeast},
	{"不高于", AtMost}, {"不超过", AtMost}, {"不大于", AtMost}, {"不多于", AtMost}, {"不晚于", AtMost}, {"不长于", AtMost}, {"不得超过", AtMost}, {"不得高于", AtMost},
	{"不低于", AtLeast}, {"不少于", AtLeast}, {"不小于", AtLeast}, {"不短于", AtLeast}, {"不得低于", AtLeast}, {"不得少于", AtLeast},
	{"至多", AtMost}, {"最多", AtMost}, {"最高", AtMost}, {"上限", AtMost}, {"控制在", AtMost},
	{"至少", AtLeast}, {"最少", AtLeast}, {"最低", AtLeast}, {"下限", AtLeast}, {"达到", AtLeast}, {"达", AtLeast},
	{"低于", Below}, {"少于", Below}, {"小于", Below}, {"短于", Below}, {"不到", Below},
	{"高于", Above}, {"超过", Above}, {"大于", Above}, {"多于", Above},
	{"at most", AtMost}, {"no more than", AtMost}, {"not more than", AtMost}, {"up to", AtMost}, {"within", AtMost}, {"max.", AtMost}, {"max", AtMost}, {"under", Below}, {"below", Below}, {"less than", Below}, {"fewer than", Below},
	{"at least", AtLeast}, {"no less than", AtLeast}, {"not less than", AtLeast}, {"no fewer than", AtLeast}, {"min.", AtLeast}, {"over", Above}, {"above", Above}, {"more than", Above},
	{"<=", AtMost}, {"=<", AtMost}, {"≤", AtMost}, {"≦", AtMost}, {"⩽", AtMost}, {">=", AtLeast}, {"=>", AtLeast}, {"≥", AtLeast}, {"≧", AtLeast}, {"⩾", AtLeast},
	{"<", Below}, {">", Above}, {"=", Equal}, {"约", Equal}, {"目标", Equal}, {"between", Between}, {"介于", Between}, {"在", Equal},
}

// Wordings after the number and its unit.
var after = []word{
	{"或以下", AtMost}, {"及以下", AtMost}, {"以下", AtMost}, {"以内", AtMost}, {"之内", AtMost}, {"内", AtMost}, {"or less", AtMost}, {"or fewer", AtMost}, {"max", AtMost},
	{"或以上", AtLeast}, {"及以上", AtLeast}, {"以上", AtLeast}, {"or more", AtLeast}, {"min", AtLeast}, {"+", AtLeast}, {"之间", Between},
}

// change is a verb that moves a value: with 至 or to it names the end, without it the step.
type change struct {
	text string
	sign float64
}

var changes = []change{
	{"降低", -1}, {"下降", -1}, {"减少", -1}, {"缩短", -1}, {"压缩", -1}, {"降", -1}, {"reduced", -1}, {"reduce", -1}, {"decrease", -1}, {"cut", -1}, {"lower", -1},
	{"提升", 1}, {"提高", 1}, {"增加", 1}, {"增长", 1}, {"上升", 1}, {"升", 1}, {"increased", 1}, {"increase", 1}, {"improve", 1}, {"raise", 1},
}

var relation = regexp.MustCompile(`^(?:较|比|相比|相对|与|对比)?(?:于)?(?:基线|基准|现状|上线前|上年|去年|上期|同期|baseline)?(?:值|水平|相比|同期)?,?\s*`)

// ParseTarget reads the text of a target: "≤70%", "不低于 90%", "5 天以内",
// "85-95", "20±2", "降低 30%", "提升至 4.5 分". A text without a number is Words.
func ParseTarget(s string) Target {
	s = fold(vocab.SpellLetters(s))
	if s == "" {
		return Target{}
	}
	s = strings.TrimSpace(strings.TrimRight(s, ";；。.，, "))
	if t, ok := parseChange(s); ok {
		return t
	}
	op := NoTarget
	for _, w := range before {
		if rest, ok := strings.CutPrefix(s, w.text); ok {
			op, s = w.op, strings.TrimSpace(rest)
			break
		}
	}
	if t, ok := parseRange(s); ok && (op == NoTarget || op == Between || op == Equal || op == AtMost) {
		return t
	}
	n, rest, ok := number(s)
	if !ok {
		return Target{Op: Words}
	}
	unit, tail := rest, NoTarget
	for _, w := range after {
		if cut, ok := strings.CutSuffix(rest, w.text); ok {
			unit, tail = strings.TrimSpace(cut), w.op
			break
		}
	}
	if tail != NoTarget && tail != Between && (op == NoTarget || op == Equal || op == AtMost) {
		op = tail
	}
	if op == NoTarget || op == Between {
		op = Equal
	}
	n, unit, ok = scale(n, unit)
	if !ok {
		return Target{Op: Words}
	}
	return bound(op, n, unit)
}

func bound(op Op, n float64, unit string) Target {
	switch op {
	case AtMost, Below:
		return Target{Op: op, High: n, Unit: unit, Direction: Lower}
	case AtLeast, Above:
		return Target{Op: op, Low: n, Unit: unit, Direction: Higher}
	}
	return Target{Op: Equal, Low: n, Unit: unit}
}

func parseChange(s string) (Target, bool) {
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
				t := ParseTarget(end)
				if t.Op == Equal {
					t.Direction = dir
				}
				return t, t.Op != Words
			}
		}
		for _, w := range []string{"不低于", "不少于", "至少", "超过", "达", "by ", "约", "≥", ">=", ">"} {
			after = strings.TrimSpace(strings.TrimPrefix(after, w))
		}
		n, unit, ok := number(after)
		if !ok {
			return Target{}, false
		}
		unit = strings.TrimSuffix(strings.TrimSpace(unit), "以上")
		switch unit {
		case "%":
			return Target{Op: Change, Low: c.sign * n / 100, Unit: "%", Direction: dir}, true
		case "个百分点", "百分点", "pp", "points", "percentage points":
			return Target{Op: Points, Low: c.sign * n / 100, Unit: "%", Direction: dir}, true
		}
		n, unit, ok = scale(n, unit)
		return Target{Op: Points, Low: c.sign * n, Unit: unit, Direction: dir}, ok
	}
	return Target{}, false
}

func parseRange(s string) (Target, bool) {
	m := twoNumbers.FindStringSubmatch(strings.TrimSuffix(strings.TrimSuffix(s, "之间"), "以内"))
	if m == nil {
		return Target{}, false
	}
	a, err1 := strconv.ParseFloat(strings.ReplaceAll(m[1], ",", ""), 64)
	b, err2 := strconv.ParseFloat(strings.ReplaceAll(m[3], ",", ""), 64)
	if err1 != nil || err2 != nil {
		return Target{}, false
	}
	unit := strings.TrimSpace(m[4])
	if unit == "" {
		unit = strings.TrimSpace(m[2])
	}
	if plusMinus.MatchString(s) {
		a, b = a-b, a+b
	}
	a, _, ok1 := scale(a, unit)
	b, unit, ok2 := scale(b, unit)
	if !ok1 || !ok2 || a > b {
		return Target{}, false
	}
	return Target{Op: Between, Low: a, High: b, Unit: unit}, true
}

// number cuts the number off the front of s.
func number(s string) (n float64, rest string, ok bool) {
	m := oneNumber.FindStringSubmatch(s)
	if m == nil {
		return 0, s, false
	}
	n, err := strconv.ParseFloat(strings.ReplaceAll(m[1], ",", ""), 64)
	return n, strings.TrimSpace(m[2]), err == nil
}

// scale applies multiples and % and accepts what is left as a unit if it could be one.
func scale(n float64, unit string) (float64, string, bool) {
	unit = strings.TrimSpace(unit)
	if power, rest := vocab.CutMultiple(unit); power != 0 && !vocab.IsMoney(rest) { // 万元 is a unit as it is
		n, unit = vocab.Shift(n, power), strings.TrimSpace(rest)
	}
	if unit == "%" {
		return n / 100, "%", true
	}
	if len([]rune(unit)) > 12 || strings.ContainsAny(unit, "0123456789") { // a sentence or a formula, not a unit
		return 0, "", false
	}
	return n, unit, true
}

// TargetOf is the target a cell states; unit is that of its column or row.
func TargetOf(c kb.Cell, unit string) Target {
	if c.Unit != "" {
		unit = c.Unit
	}
	switch c.Kind {
	case kb.Number:
		t := Target{Op: Equal, Low: c.Num, Unit: unit}
		if said := ParseTarget(c.Shown); said.Op == AtMost || said.Op == Below || said.Op == AtLeast || said.Op == Above {
			if said.Unit != "" { // 5天以内: the words of the bound are no part of the unit
				unit = said.Unit
			}
			t = bound(said.Op, c.Num, unit)
		}
		return t
	case kb.Text:
		t := ParseTarget(c.Text)
		if t.Unit == "" && t.Op != Words && t.Op != Change {
			t.Unit = unit
			if unit == "%" { // "≥90" in a column headed (%)
				t.Low, t.High = t.Low/100, t.High/100
			}
		}
		return t
	}
	return Target{}
}

// Relative tells whether the target is a step from the baseline, which must then be a number.
func (t Target) Relative() bool { return t.Op == Change || t.Op == Points }

// Resolve is the target with a relative step replaced by the number it leads
// to. ok is false if the step has no baseline.
func (t Target) Resolve(baseline Quantity) (Target, bool) {
	if !t.Relative() {
		return t, true
	}
	if !baseline.OK {
		return t, false
	}
	to := baseline.Num + t.Low
	if t.Op == Change {
		to = baseline.Num * (1 + t.Low)
	} else if t.Unit != "%" {
		step, ok := Q(t.Low, t.Unit).In(baseline.Unit)
		if !ok {
			return t, false
		}
		to = baseline.Num + step.Num
	}
	return Target{Op: Equal, Low: to, Unit: baseline.Unit, Direction: t.Direction}, true
}

// In is the target in another unit; ok is false if they do not convert.
func (t Target) In(unit string) (Target, bool) {
	low, ok1 := Q(t.Low, t.Unit).In(unit)
	high, ok2 := Q(t.High, t.Unit).In(unit)
	t.Low, t.High = low.Num, high.Num
	if unit != "" {
		t.Unit = unit
	}
	return t, ok1 && ok2
}

// Bounds are the numbers of a target in the unit of an actual value, for who
// writes the two side by side.
func (t Target) Bounds(unit string) (marks []float64) {
	t, ok := t.In(unit)
	if !ok || t.Op == NoTarget || t.Op == Words || t.Relative() {
		return nil
	}
	for _, m := range []float64{t.Low, t.High} {
		if !math.IsInf(m, 0) && !math.IsNaN(m) {
			marks = append(marks, m)
		}
	}
	return marks
}

// Aim is the number to reach, seen from a baseline: of a range the nearer bound.
// ok is false for words and for a range that the baseline is already in.
func (t Target) Aim(from float64) (float64, bool) {
	switch t.Op {
	case Equal, AtLeast, Above:
		return t.Low, true
	case AtMost, Below:
		return t.High, true
	case Between:
		if from < t.Low {
			return t.Low, true
		}
		return t.High, from > t.High
	}
	return 0, false
}

// Met tells whether the value reaches the target; the direction decides for a plain number.
func (t Target) Met(v float64, d Direction) bool {
	switch t.Op {
	case AtLeast:
		return v > t.Low || closeTo(v, t.Low)
	case Above:
		return v > t.Low && !closeTo(v, t.Low)
	case AtMost:
		return v < t.High || closeTo(v, t.High)
	case Below:
		return v < t.High && !closeTo(v, t.High)
	case Between:
		return (v > t.Low || closeTo(v, t.Low)) && (v < t.High || closeTo(v, t.High))
	case Equal:
		if d == Lower {
			return v < t.Low || closeTo(v, t.Low)
		}
		return v > t.Low || closeTo(v, t.Low)
	}
	return false
}
