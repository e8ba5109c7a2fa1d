package vocab

import (
	"strings"
	"sync"

	"milepost/generator/kb"
)

// TrialColumn is what a column of a page's table says of a trial (a proof of
// concept, a pilot) or of why a project exists.
type TrialColumn uint8

// The columns.
const (
	TrialOther   TrialColumn = iota
	TrialWanted              // what was promised or asked for
	TrialGot                 // what was measured
	TrialVerdict             // whether that will do
	TrialPain                // what hurts, or drives the project
	TrialOwner               // who answers for it
	TrialColumns             // how many there are
)

var trialWords = map[TrialColumn][]string{
	TrialWanted:  {"要求", "要求值", "目标", "目标值", "标准", "通过标准", "验收标准", "合格标准", "成功标准", "承诺", "承诺值", "厂商承诺", "门槛", "阈值", "期望", "期望值", "预期", "预期值", "required", "requirement", "target", "promised", "promise", "threshold", "acceptance", "acceptance criterion", "expected"},
	TrialGot:     {"实测", "实测值", "实测结果", "测试结果", "结果", "实际", "实际值", "实际结果", "测得", "测量值", "试点结果", "试点实测", "measured", "actual", "result", "observed"},
	TrialVerdict: {"结论", "判定", "是否通过", "是否达标", "是否满足", "通过", "达标", "verdict", "passed", "pass", "met", "conclusion", "outcome"},
	TrialPain:    {"痛点", "问题", "遇到什么", "遇到的问题", "现有问题", "驱动力", "驱动因素", "业务驱动力", "业务驱动", "pain", "pain point", "pain points", "problem", "driver", "business driver"},
}

// TrialColumnOf is what the header of a column of a page's table says, and its unit.
func TrialColumnOf(header string) (c TrialColumn, unit string) {
	word, unit := Header(header)
	return trialColumns()[word], unit
}

// trialColumns is the columns by their plain words; the owner is that of an indicator.
var trialColumns = sync.OnceValue(func() map[string]TrialColumn {
	all := map[string]TrialColumn{}
	for _, w := range Base().Schema(kb.SchemaKPI).Field(kb.FieldOwner).Words {
		all[Plain(w)] = TrialOwner
	}
	for c, words := range trialWords {
		for _, w := range words {
			all[Plain(w)] = c
		}
	}
	return all
})

var (
	passWords = []string{"通过", "达标", "合格", "满足", "符合", "达到", "pass", "passed", "met", "ok", "accepted"}
	failWords = []string{"不通过", "未通过", "没通过", "没有通过", "不达标", "未达标", "没达标", "不合格", "不满足", "未满足", "不符合", "未达到", "fail", "failed", "not met", "not passed", "rejected"}
)

// verdicts is what plain words of a verdict mean: whether it is passed.
var verdicts = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for _, w := range passWords {
		all[Plain(w)] = true
	}
	for _, w := range failWords {
		all[Plain(w)] = false
	}
	return all
})

// Passed reads a verdict. known is false of one with conditions, and of other words.
func Passed(s string) (passed, known bool) {
	w := strings.TrimRight(Plain(s), "。.！!")
	if passed, known = verdicts()[w]; known {
		return passed, true
	}
	yes, known := Base().YesNo(w)
	return yes == 1, known
}
