package vocab

import (
	"slices"
	"strings"

	"milepost/generator/text"
)

// Words in the text of an action. noneWords and noneStarts say that there is no
// action or that nobody knows; recordWords only note the thing down; waitWords
// say that the action is still to come; afterWords (待观察) say that something
// was done before and is now being watched.
var (
	noneWords   = []string{"tbd", "tba", "无", "没有", "没", "不详", "不明", "不清楚", "未知", "暂无", "空", "none", "nothing", "unknown", "notyet", "no"}
	noneStarts  = []string{"未", "尚未", "暂未", "还未", "仍未", "没有处理", "没有安排", "没有人", "没人", "没处理", "暂无", "无处理", "无措施", "不知", "notyet", "notdone", "nothandled", "noaction", "nobody", "unknown", "unhandled", "unresolved", "nothing"}
	decided     = []string{"未再", "未见", "未发现", "未复现", "未影响", "无需", "无须", "不需", "不必", "needed", "required", "necessary"}
	recordWords = []string{"已", "仅", "只", "先", "做", "做了", "了", "在案", "在册", "下来", "记录", "登记", "备案", "记下", "在录", "知悉", "知晓", "已知", "收到", "noted", "logged", "recorded", "registered", "acknowledged", "seen", "only"}
	waitWords   = []string{"待", etc, "排队", "搁置", "awaiting", "waiting", "pending", "tobe", "todo", "tbd", "tba", "onhold", "backlog"}
	afterWords  = []string{"观察", "验证", "跟踪", "跟进", "回访", "观测", "check", "verif", "observ"}
	etc         = "等" // of 等备件, but not of 清理日志等
	noWaits     = strings.NewReplacer("接待", "", "期待", "", "对待", "", "招待", "", "优待", "", "待机", "", "等级", "", "等保", "", "相等", "", "同等", "", "平等", "", "中等", "")
	deedMarks   = []string{"已", "完", "了", "过", "临时", "ed", "done"}
)

// Handled tells whether the text of an action says that something was or is
// being done, or that nothing has to be (无需处理). 待处理, 已登记, 记录待扩容,
// 未知 and an empty text say that nobody has done anything yet. One clause that
// names something done is enough: 已清理日志，待扩容.
func Handled(action string) bool {
	return slices.ContainsFunc(clauses(action), func(c string) bool { return informs(c) && !waits(bare(c)) })
}

// Answers tells whether a text gives an answer. 等下一版一起做 does, because it
// says what the answer waits for; 待答复 and 已登记 do not.
func Answers(said string) bool { return slices.ContainsFunc(clauses(said), informs) }

func clauses(s string) []string {
	return strings.FieldsFunc(text.Normal(s), func(r rune) bool { return strings.ContainsRune(",，。;；、\n|", r) })
}

func bare(clause string) string {
	return strings.Trim(Plain(clause), "()[]【】.。!！?？:：*-—/\\")
}

// informs tells whether a clause says more than that there is nothing, that
// nobody knows, or that a record was made.
func informs(clause string) bool {
	w := bare(clause)
	if w == "" || slices.Contains(noneWords, w) || Base().Blank(w) || recorded(w) {
		return false
	}
	if speaksOf(w, decided) {
		return true
	}
	switch Base().Status(clause) {
	case "not_started", "paused", "late":
		return false
	}
	return !slices.ContainsFunc(noneStarts, func(s string) bool { return strings.HasPrefix(w, s) })
}

// waits tells whether a clause says that the action is still to come and names
// nothing that was done before.
func waits(w string) bool {
	w = noWaits.Replace(w)
	for _, word := range waitWords {
		before, after, found := strings.Cut(w, word)
		if !found {
			continue
		}
		if word == etc && before != "" && !recorded(before) {
			continue
		}
		done := speaksOf(before, deedMarks) || before != "" && speaksOf(after, afterWords)
		return !done || recorded(before)
	}
	return false
}

// recorded tells whether a clause consists of recordWords alone: 仅记录在案.
func recorded(w string) bool {
	if w == "" {
		return false
	}
	for w != "" {
		rest, ok := w, false
		for _, word := range recordWords {
			if r, has := strings.CutPrefix(w, word); has && (!ok || len(r) < len(rest)) {
				rest, ok = r, true
			}
		}
		if !ok {
			return false
		}
		w = rest
	}
	return true
}
