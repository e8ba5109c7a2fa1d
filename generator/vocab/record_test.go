package vocab

import "testing"

func TestConditionOf(t *testing.T) {
	for said, want := range map[string]Condition{
		"档案可以退回（2026-07-10 已关闭）":     {Name: "档案可以退回", Closed: "2026-07-10", Done: true},
		"档案可以退回（数据负责人，2026-07-10 前）": {Name: "档案可以退回", Owner: "数据负责人", Due: "2026-07-10"},
		"补做压测（含夜间）":                  {Name: "补做压测（含夜间）"},
		"补做压测（已完成）":                  {Name: "补做压测", Done: true},
		"数据核对":                       {Name: "数据核对"},
		"Load test (PM, 2026-07-10)": {Name: "Load test", Owner: "PM", Due: "2026-07-10"},
	} {
		if got := ConditionOf(said); got != want {
			t.Errorf("ConditionOf(%q) = %+v, want %+v", said, got, want)
		}
	}
}

func TestRecordKind(t *testing.T) {
	for said, want := range map[string]string{"决策": RecordDecision, "待决事项": RecordDecision, "行动项": RecordAction, "问题": RecordIssue, "假设": RecordAssumption, "D": RecordDecision, "Action": RecordAction, "培训": ""} {
		if got := RecordKind(said); got != want {
			t.Errorf("RecordKind(%q) = %q, want %q", said, got, want)
		}
	}
}
