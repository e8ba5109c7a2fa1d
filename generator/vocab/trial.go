package vocab

import (
	"strings"
	"sync"

	"milepost/generator/kb"
)

// TrialColumn is the meaning of a column in a page's table about a trial (a proof of
// concept, a pilot) or about the reasons for a project.
type TrialColumn uint8

// The columns.
const (
	TrialOther   TrialColumn = iota
	TrialWanted              // the value that was promised or required
	TrialGot                 // the value that was measured
	TrialVerdict             // whether that is enough
	TrialPain                // a problem that the project shall solve, or its driver
	TrialOwner               // who is responsible
	TrialColumns             // how many there are
)

var trialWords = map[TrialColumn][]string{
	TrialWanted:  {"要求", "要求值", "目标", "目标值", "标准", "通过标准", "验收标准", "合格标准", "成功标准", "承诺", "承诺值", "厂商承诺", "门槛", "阈值", "期望", "期望值", "预期", "预期值", "required", "requirement", "target", "promised", "promise", "threshold", "acceptance", "acceptance criterion", "expected"},
	TrialGot:     {"实测", "实测值", "实测结果", "测试结果", "结果", "实际", "实际值", "实际结果", "测得", "测量值", "试点结果", "试点实测", "measured", "actual", "result", "observed"},
	TrialVerdict: {"结论", "判定", "是否通过", "是否达标", "是否满足", "通过", "达标", "verdict", "passed", "pass", "met", "conclusion", "outcome"},
	TrialPain:    {"痛点", "问题", "遇到什么", "遇到的问题", "现有问题", "驱动力", "驱动因素", "业务驱动力", "业务驱动", "pain", "pain point", "pain points", "problem", "driver", "business driver"},
}

// TrialColumnOf is the meaning of a header in such a table, and its unit.
func TrialColumnOf(header string) (c TrialColumn, unit string) {
	word, unit := Header(header)
	return trialColumns()[word], unit
}

// trialColumns finds a column by its header in the form of [Plain]. The words for the
// owner are those of the schema of indicators.
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

// verdicts maps words in the form of [Plain] to whether the trial passed.
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

// Passed reads the verdict on a trial. known is false for a verdict with conditions
// (有条件通过) and for any other text.
func Passed(s string) (passed, known bool) {
	w := strings.TrimRight(Plain(s), "。.！!")
	if passed, known = verdicts()[w]; known {
		return passed, true
	}
	yes, known := Base().YesNo(w)
	return yes == 1, known
}
