package vocab

import (
	"regexp"
	"slices"
	"strings"

	"milepost/generator/text"
)

// The phases of the method, in their order.
const (
	Preparation = iota
	Pilot
	Rollout
	Optimisation
)

// methodPhases are the names of the phases in plans.
var methodPhases = [][]string{
	{"准备", "筹备", "立项准备", "启动准备", "项目准备", "preparation", "initiation"},
	{"试点", "试点运行", "试点上线", "试点实施", "试点应用", "先行试点", "小范围试点", "试运行", "pilot"},
	{"推广", "推广上线", "推广实施", "推广应用", "rollout", "roll-out"},
	{"优化", "持续优化", "运营优化", "优化提升", "优化改进", "优化完善", "持续改进", "optimisation", "optimization"},
}

// everywhere is a name of a rollout that says where: 全院推广, 全面上线.
var everywhere = regexp.MustCompile(`^全(?:\p{Han}{1,3})(推广|上线|铺开|推开)$`)

// MethodPhase is the phase of the method that a name means, -1 if none. The name
// must say nothing more: 推广物料设计 is a task.
func MethodPhase(name string) int {
	name = everywhere.ReplaceAllString(PhaseKey(name), "推广")
	return slices.IndexFunc(methodPhases, func(words []string) bool { return slices.Contains(words, name) })
}

// mechanismWords are the words in titles for those parts of the method that have no
// kind of page and no schema of their own.
var mechanismWords = []struct {
	name  string
	words []string
}{
	{"compliance", []string{"合规", "等保", "等级保护", "个人信息", "gdpr", "compliance", "privacy"}},
	{"poc", []string{"poc", "概念验证"}},
	{"champions", []string{"先锋用户", "种子用户", "关键用户", "champion", "seed user", "key user"}},
	{"benefits", []string{"收益", "效益", "联合运营", "benefit"}},
}

// SpeaksOfExit tells whether a heading is about what must hold before a phase ends.
func SpeaksOfExit(heading string) bool {
	return speaksOf(heading, []string{"出口条件", "准出条件", "退出条件", "通过条件", "放行条件", "exit criteri", "exit condition"})
}

// Mechanisms is a set of parts of the method: one bit for each of mechanismWords.
type Mechanisms uint8

// MechanismsOf tells which parts of the method a title names.
func MechanismsOf(title string) (m Mechanisms) {
	title = text.Fold(title)
	for i, part := range mechanismWords {
		if slices.ContainsFunc(part.words, func(w string) bool { return strings.Contains(title, w) }) {
			m |= 1 << i
		}
	}
	return m
}

// Has tells whether the part named compliance, poc, champions or benefits is in the
// set; false for any other name.
func (m Mechanisms) Has(name string) bool {
	for i, part := range mechanismWords {
		if part.name == name {
			return m&(1<<i) != 0
		}
	}
	return false
}

// SpeaksOfPassing tells whether a sentence is about people who passed a test.
func SpeaksOfPassing(s string) bool {
	return speaksOf(s, []string{"通过", "合格", "考核", "passed", "certified"})
}

// SpeaksOfTraining tells whether a sentence is about people who were trained.
func SpeaksOfTraining(s string) bool {
	return speaksOf(s, []string{"培训", "已训", "应训", "训完", "trained", "training"})
}
