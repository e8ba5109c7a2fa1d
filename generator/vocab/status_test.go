package vocab

import "testing"

func TestStatus(t *testing.T) {
	for in, want := range map[string]string{
		"已解除": "done", "已关闭": "done", "风险解除": "done", "已消除": "done", "正在进行": "in_progress", "待处理": "not_started", "已取消（合并）": "cancelled", "Done": "done", "": "",
	} {
		if got := Base().Status(in); got != want {
			t.Errorf("Status(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"绿": "in_progress", "R": "late", "Amber": "late", "●红灯": "late", "紫": ""} {
		if got := Base().Lamp(in); got != want {
			t.Errorf("Lamp(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestOutcome(t *testing.T) {
	for _, c := range []struct {
		status, said   string
		live, rejected bool
	}{
		{"done", "已上线", true, false}, {"cancelled", "取消", false, true}, {"done", "已关闭", false, false},
		{"cancelled", "不采纳，原方案已上线", false, true}, {"已于9月上线", "已于9月上线", true, false}, {"in_progress", "已采纳", false, false},
	} {
		if live, rejected := Outcome(c.status, c.said); live != c.live || rejected != c.rejected {
			t.Errorf("Outcome(%q, %q) = %v %v", c.status, c.said, live, rejected)
		}
	}
}

func TestNoEvents(t *testing.T) {
	for in, want := range map[string]bool{"无告警": true, "无事件": true, "（无故障）": true, "本期无。": true, "No incidents": true, "零事故": true, "无": false, "告警": false, "": false} {
		if got := Base().NoEvents(in); got != want {
			t.Errorf("NoEvents(%q) = %v", in, got)
		}
	}
}

func TestClosed(t *testing.T) {
	for said, want := range map[string]bool{
		"补做压测（已完成 2026-03-20）": true, "☑ 权限表": true, "数据核对：已闭环": true, "retest (done)": true,
		"补做压测，张三，3月20日前": false, "数据核对（未完成）": false, "接口：已完成，待验证": false, "待确认已完成的清单（未完成）": false, "": false,
	} {
		if got := Closed(said); got != want {
			t.Errorf("Closed(%q) = %v, want %v", said, got, want)
		}
	}
}
