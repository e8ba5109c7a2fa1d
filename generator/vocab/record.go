package vocab

import (
	"strings"

	"milepost/generator/kb"
	"milepost/generator/text"
)

// What a line of a project's log may be.
const (
	RecordDecision   = "decision"
	RecordAction     = "action"
	RecordIssue      = "issue"
	RecordAssumption = "assumption"
)

// recordKinds are the words for them, as they stand in a column or a title.
var recordKinds = []struct {
	kind  string
	words []string
}{
	{RecordDecision, []string{"决策", "决定", "决议", "待决", "decision"}},
	{RecordAction, []string{"行动", "待办", "任务", "措施", "action", "todo", "to do"}},
	{RecordIssue, []string{"问题", "议题", "issue", "problem"}},
	{RecordAssumption, []string{"假设", "假定", "前提", "assumption"}},
}

// RecordKind is what a text says that a line of a log is, "" if nothing.
func RecordKind(s string) string {
	for _, k := range recordKinds {
		if speaksOf(text.Fold(s), k.words) {
			return k.kind
		}
	}
	switch Plain(s) {
	case "d":
		return RecordDecision
	case "a":
		return RecordAction
	case "i":
		return RecordIssue
	}
	return ""
}

// Condition is what a review asks for: 重复档案可以退回（数据负责人，2026-07-10 前）.
type Condition struct {
	Name   string
	Owner  string
	Due    kb.Date
	Closed kb.Date
	Done   bool
}

var plainBrackets = strings.NewReplacer("（", "(", "）", ")")

// ConditionOf reads the text of a condition. What stands in brackets at its end
// is who and until when, or that it was closed and on which day.
func ConditionOf(s string) Condition {
	c := Condition{Name: strings.TrimSpace(s), Done: Closed(s)}
	base, in, ok := LastBracket(plainBrackets.Replace(c.Name))
	if !ok || strings.TrimSpace(base) == "" {
		return c
	}
	known := false
	for _, part := range strings.FieldsFunc(in, func(r rune) bool { return strings.ContainsRune("，,、；; ", r) }) {
		day, isDay := Day(strings.TrimSuffix(strings.TrimSuffix(part, "前"), "之"))
		switch {
		case isDay && c.Done:
			c.Closed, known = day, true
		case isDay:
			c.Due, known = day, true
		case Closed(part):
			known = true
		case c.Owner == "" && !c.Done:
			c.Owner = part
		}
	}
	if known {
		c.Name = strings.TrimSpace(base)
	} else {
		c.Owner = ""
	}
	return c
}
