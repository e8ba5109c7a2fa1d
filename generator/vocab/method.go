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

// methodPhases are how plans call them.
var methodPhases = [][]string{
	{"准备", "筹备", "立项准备", "启动准备", "项目准备", "preparation", "initiation"},
	{"试点", "试点运行", "试点上线", "试点实施", "试点应用", "先行试点", "小范围试点", "试运行", "pilot"},
	{"推广", "推广上线", "推广实施", "推广应用", "rollout", "roll-out"},
	{"优化", "持续优化", "运营优化", "优化提升", "优化改进", "优化完善", "持续改进", "optimisation", "optimization"},
}

// everywhere begins the name of a rollout: 全院推广, 全面上线.
var everywhere = regexp.MustCompile(`^全(?:\p{Han}{1,3})(推广|上线|铺开|推开)$`)

// MethodPhase is the number of the method's phase that a name is, -1 if none.
// The name must be the phase's and no more: 推广物料设计 is a task.
func MethodPhase(name string) int {
	name = everywhere.ReplaceAllString(PhaseKey(name), "推广")
	return slices.IndexFunc(methodPhases, func(words []string) bool { return slices.Contains(words, name) })
}

// mechanismWords are how pages and tables speak of those parts of the method that
// have no kind of page and no schema of their own.
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

// Mechanisms is a set of those parts of the method.
type Mechanisms uint8

// MechanismsOf is the parts of the method that a title is about.
func MechanismsOf(title string) (m Mechanisms) {
	title = text.Fold(title)
	for i, part := range mechanismWords {
		if slices.ContainsFunc(part.words, func(w string) bool { return strings.Contains(title, w) }) {
			m |= 1 << i
		}
	}
	return m
}

// Has tells whether a part of the method, by its name, is among them.
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
