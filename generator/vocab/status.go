package vocab

import (
	"slices"
	"strings"

	"milepost/generator/text"
)

// Status is the normal form of a status (done, in_progress…), "" for a text that is
// no known status. A remark in brackets at its end is dropped.
func (v *Words) Status(t string) string {
	if len(t) > 60 {
		return ""
	}
	w := strings.Trim(Plain(t), "[]【】●○◆■。!！.")
	if n := v.status[strings.Trim(w, "()")]; n != "" {
		return n
	}
	if base, _, ok := LastBracket(w); ok {
		return v.status[base]
	}
	return ""
}

// Lamp is the colour of a traffic light that the text names, "" if it names none.
func (v *Words) Lamp(t string) string {
	w := strings.Trim(Plain(t), "()[]【】●○◆■。!！.")
	for _, l := range v.Lamps {
		if slices.Contains(l.Words, w) {
			return l.Name
		}
	}
	return ""
}

// StatusWord is [Words.Status] for a word in the form of [Plain], without brackets or marks.
func (v *Words) StatusWord(w string) string { return v.status[w] }

// Over tells whether nothing more is expected after this normal form of a status.
func Over(status string) bool { return status == "done" || status == "cancelled" }

// SaysMore tells whether a status also gives its reason: 已关闭（供应商换了人）, 已消除.
func SaysMore(t string) bool {
	_, in, ok := LastBracket(Plain(t))
	return ok && in != "" || speaksOf(t, []string{"消除", "发生", "转移", "接受", "转为", "mitigated", "occurred", "accepted", "transferred"})
}

// Words in the status of a suggestion that was turned down or has gone live. They
// stand inside longer texts: 已于9月上线.
var (
	rejectedWords = []string{"不采纳", "未采纳", "拒绝", "驳回", "reject", "declin"}
	liveWords     = []string{"上线", "已发布", "已实施", "已实现", "implemented", "released", "live"}
)

// Outcome tells whether a suggestion has gone live or was turned down, by the normal
// form of its status and the text in its cell.
func Outcome(status, said string) (live, rejected bool) {
	rejected = status == "cancelled" || speaksOf(said, rejectedWords)
	live = !rejected && speaksOf(said, liveWords)
	return live, rejected
}

// Accepts tells whether the status of a suggestion says that it was accepted. The
// caller knows from [Outcome] that it was not turned down.
func Accepts(status string) bool {
	return speaksOf(status, acceptedWords) && !speaksOf(status, []string{"待", "是否", "not "})
}

// acceptedWords are parts of the status of an accepted suggestion.
var acceptedWords = []string{"采纳", "接受", "已排期", "计划中", "accept", "planned", "approved"}

// Words which say that a condition or action was done (补做压测（已完成）), and those
// which say that it was not (数据核对：未完成).
var (
	closedWords = []string{"已完成", "已关闭", "已闭环", "已解决", "已整改", "已落实", "已补", "已办", "已验证", "已通过", "已处理", "已修复", "已恢复", "完成于", "关闭于", "☑", "✓", "✔", "√", "✅", "[x]", "(完成)", "(关闭)", "(闭环)", "closed", "done", "resolved", "completed"}
	openWords   = []string{"未", "尚", "待", "进行中", "处理中", "部分", "open", "pending", "not ", "in progress", "to be "}
)

// Closed tells whether the text of a condition or an action says that it was done. A
// word of openWords counts only from the last word of closedWords on.
func Closed(s string) bool {
	said := text.Fold(text.Normal(s))
	at := -1
	for _, w := range closedWords {
		at = max(at, strings.LastIndex(said, w))
	}
	return at >= 0 && !slices.ContainsFunc(openWords, func(w string) bool { return strings.Contains(said[at:], w) })
}

// Words of a verdict on a requirement: that it is kept, words before such a word
// that change its sense, whole texts that are a verdict as well, and words that say
// that it is not (fully) kept.
var (
	keptWords    = []string{"符合", "合规", "通过", "达标", "满足", "有效", "compliant", "conform", "passed", "met", "valid"}
	lessWords    = []string{"基本", "部分", "不完全", "不", "未", "非", "无", "已", "partially", "partly", "fully", "not", "non"}
	verdictTexts = []string{"不适用", "不涉及", "待定", "待核实", "待确认", "待验证", "失效", "na", "n/a", "tbd", "notapplicable", "conforms", "nonconforming"}
	deniedWords  = []string{"不", "未", "非", "部分", "无效", "失效", "待", "non", "not ", "partial", "in progress"}
)

// Complies tells whether the status of a requirement says that it is kept: 符合, 已通过.
func Complies(status string) bool {
	said := text.Fold(strings.TrimSpace(status))
	return speaksOf(said, keptWords) && !speaksOf(said, deniedWords)
}

// Judges tells whether a status is a verdict on a requirement and not a state of
// work: 符合, 部分符合, 不适用, 待定.
func Judges(status string) bool {
	w := Plain(status)
	if slices.Contains(verdictTexts, w) {
		return true
	}
	for _, less := range lessWords {
		if rest, ok := strings.CutPrefix(w, less); ok {
			w = rest
			break
		}
	}
	return slices.Contains(keptWords, w)
}

// Exempt tells whether the status of a requirement, by its normal form and the text
// in its cell, says that nothing has to be done: 不适用, 已取消.
func Exempt(status, said string) bool {
	if status == "cancelled" {
		return true
	}
	said = text.Fold(strings.TrimSpace(said))
	return slices.Contains([]string{"n/a", "na", "not required"}, said) || speaksOf(said, []string{"不适用", "不涉及", "无需", "豁免", "not applicable", "exempt"})
}

// speaksOf tells whether one of the words, which are folded, stands in s.
func speaksOf(s string, words []string) bool {
	s = text.Fold(s)
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

// The result of an inspection or a test: words which say that something is wrong,
// wordings that hold such a word but say the opposite, and marks that are the whole
// result.
var (
	faultyWords = []string{"异常", "故障", "不正常", "不合格", "不通过", "未通过", "不达标", "有问题", "告警", "报警", "报错", "超标", "超限", "失败", "宕机", "abnormal", "fault", "fail", "error", "not ok", "alarm", "alert"}
	soundWords  = strings.NewReplacer("无异常", "", "未见异常", "", "没有异常", "", "无故障", "", "未见故障", "", "无告警", "", "无报警", "", "无报错", "", "无失败", "")
	faultyMarks = []string{"否", "×", "✗", "✘", "ng"}
)

// Faulty tells whether a result says that something is wrong: 异常, but not 无异常.
func Faulty(result string) bool {
	said := text.Fold(result)
	if Base().NoEvents(result) || strings.HasPrefix(said, "无") || strings.HasPrefix(said, "未发现") || strings.HasPrefix(said, "no ") {
		return false
	}
	return slices.Contains(faultyMarks, Plain(said)) || speaksOf(soundWords.Replace(said), faultyWords)
}
