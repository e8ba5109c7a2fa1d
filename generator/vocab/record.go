package vocab

import "milepost/generator/text"

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
