package vocab

import "testing"

func TestPhaseKey(t *testing.T) {
	for in, want := range map[string]string{
		"准备": "准备", "准备期": "准备", "准备阶段": "准备", "一、准备阶段": "准备", "1. 准备": "准备", "1.2 准备": "准备", "（一）准备阶段": "准备", "(2)试点": "试点",
		"第一阶段：准备": "准备", "第一阶段 准备": "准备", "第一阶段准备": "准备", "阶段一：准备": "准备", "1准备阶段": "准备", "Phase 1: Pilot": "pilot", "Stage 2 - Rollout phase": "rollout", "2、试点（西南区）": "试点",
		"一期": "一", "二期": "二", "第一阶段": "第一", "第二阶段": "第二", "3年规划": "3年规划", "2026年计划": "2026年计划", "3.0版本上线": "3.0版本上线", "5G网络": "5g网络", "一体化平台": "一体化平台", "三方联调": "三方联调",
		"": "", "阶段": "阶段", "期": "期",
	} {
		if got := PhaseKey(in); got != want {
			t.Errorf("PhaseKey(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestKey(t *testing.T) {
	for in, want := range map[string]string{"响应时间（分）": "响应时间", "响应时间 (分)*": "响应时间", "满意度*": "满意度", "NPS：": "nps", "(甲)": "(甲)"} {
		if got := Key(in); got != want {
			t.Errorf("Key(%q) = %q, want %q", in, got, want)
		}
	}
}
