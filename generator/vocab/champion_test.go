package vocab

import "testing"

func TestTrained(t *testing.T) {
	for in, want := range map[string]bool{
		"是": true, "已培训": true, "合格": true, "已完成": true, "通过考核": true, "√": true, "certified": true, "Yes": true,
		"否": false, "未培训": false, "待补考": false, "培训中": false, "": false, "不合格": false, "not trained": false, "no": false,
		"2026-06-24": true, "2026-12-24": false,
	} {
		if got := Trained(in, "2026-11-26"); got != want {
			t.Errorf("Trained(%q) = %v", in, got)
		}
	}
	for in, want := range map[string]bool{"活跃": false, "不活跃": true, "停用": true, "已离岗": true, "": false, "在岗": false, "Inactive": true} {
		if got := Quiet(in); got != want {
			t.Errorf("Quiet(%q) = %v", in, got)
		}
	}
}
