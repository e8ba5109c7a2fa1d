package vocab

import (
	"strings"

	"milepost/generator/kb"
	"milepost/generator/text"
)

// The kinds of lines in a project's log.
const (
	RecordDecision   = "decision"
	RecordAction     = "action"
	RecordIssue      = "issue"
	RecordAssumption = "assumption"
)

// recordKinds are the words for these kinds in a cell or a title; the first that fits counts.
var recordKinds = []struct {
	kind  string
	words []string
}{
	{RecordDecision, []string{"决策", "决定", "决议", "待决", "decision"}},
	{RecordAction, []string{"行动", "待办", "任务", "措施", "action", "todo", "to do"}},
	{RecordIssue, []string{"问题", "议题", "issue", "problem"}},
	{RecordAssumption, []string{"假设", "假定", "前提", "assumption"}},
}

// RecordKind is the kind of log line that a text names, by a word or by D, A or I
// alone; "" for none.
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

// Condition is something that a review asks for: 重复档案可以退回（数据负责人，2026-07-10 前）.
type Condition struct {
	Name   string  // without the bracket, if that was read
	Owner  string  // "" if the bracket names nobody, and for a condition that is done
	Due    kb.Date // "" if the bracket names no day
	Closed kb.Date // the day it was done, "" if not said
	Done   bool
}

var plainBrackets = strings.NewReplacer("（", "(", "）", ")")

// ConditionOf reads the text of a condition. The bracket at its end says who does it
// and until when, or that it is done and since which day. A bracket without a day
// or such a word is a part of the name.
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
