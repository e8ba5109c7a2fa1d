package vocab

import (
	"strings"
	"unicode"

	"milepost/generator/text"
)

// Key is the form in which names are matched between sheets and pages: folded,
// without spaces, without a bracket at the end (its unit) and without the * or
// colon behind it: "响应时间 (分)*" is 响应时间.
func Key(name string) string {
	s := strings.TrimRight(Spelling(name), "*:：")
	if i := strings.LastIndexAny(s, "(["); i > 0 && (strings.HasSuffix(s, ")") || strings.HasSuffix(s, "]")) {
		s = s[:i]
	}
	return strings.TrimRight(s, "*:：")
}

// Availability tells whether an indicator measures how much of the time a service works.
func Availability(name string) bool {
	return speaksOf(name, []string{"可用性", "可用率", "可用度", "availability", "uptime"})
}

// SaysMilestone tells whether the name of a row, sheet or table says milestone.
func SaysMilestone(name string) bool { return speaksOf(name, []string{"里程碑", "milestone"}) }

// PhaseKey is [Key] for phases: it also drops the number in front and the word for a
// phase at the end, so that 准备, 准备期, 一、准备阶段 and 第一阶段：准备 are one phase. A
// name that is only a number keeps it: 一期 and 二期 are two phases.
func PhaseKey(name string) string {
	s := strings.Trim(Key(afterNumber(strings.TrimSpace(text.Fold(name)))), "、.:：-) ")
	for _, end := range phaseWords {
		if cut := strings.TrimSuffix(s, end); cut != "" {
			s = cut
		}
	}
	return s
}

// phaseWords may stand before or behind the number of a phase.
var phaseWords = []string{"阶段", "期", "phase", "stage"}

// afterNumber cuts the number of a phase off the front: "一、", "1.2 ", "(3)",
// "第二阶段：", "phase 1 -". A text that does not begin so, or is nothing else, stays.
func afterNumber(s string) string {
	rest := strings.TrimPrefix(s, "(")
	ordinal := strings.HasPrefix(rest, "第")
	rest = strings.TrimPrefix(rest, "第")
	before := false
	for _, w := range phaseWords {
		if r, ok := strings.CutPrefix(rest, w); ok {
			rest, before = strings.TrimSpace(r), true
			break
		}
	}
	n := rest
	rest = strings.TrimLeft(rest, "0123456789.")
	if rest == n {
		rest = strings.TrimLeft(rest, "一二三四五六七八九十")
	}
	number := strings.TrimRight(n[:len(n)-len(rest)], ".")
	if number == "" || len(number) > len("十二")+2 {
		return s
	}
	point := strings.HasSuffix(n[:len(n)-len(rest)], ".")
	behind := false
	for _, w := range phaseWords[:2] {
		if r, ok := strings.CutPrefix(rest, w); ok && !before {
			rest, behind = r, true
			break
		}
	}
	tail := strings.TrimLeft(rest, "、.:：)-—– \t")
	apart := point || tail != rest
	switch {
	case tail == "":
		return s // the number is the name
	case apart, before, ordinal && behind:
		return tail
	case number[0] <= '9' && !behind && countable(tail): // 1准备
		return tail
	}
	return s
}

// countable tells whether a number directly before the text is only its number in a
// list (1准备), not a part of it (3年规划, 2期, 5g网络).
func countable(tail string) bool {
	for _, r := range tail {
		return unicode.Is(unicode.Han, r) && !strings.ContainsRune("年月日天周季期次批个家级号版楼层轮人台套项万千百亿元分时秒", r)
	}
	return false
}
