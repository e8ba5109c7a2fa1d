package vocab

import "testing"

func TestCutAtMost(t *testing.T) {
	for said, want := range map[string]string{
		"≤4小时": "4小时", "<= 15min": "15min", "不超过 2天": "2天", "within 4h": "4h", "最多4小时": "4小时", "低于 30分钟": "30分钟",
		"≥4小时": "≥4小时", "4小时": "4小时",
	} {
		if got := CutAtMost(said); got != want {
			t.Errorf("CutAtMost(%q) = %q, want %q", said, got, want)
		}
	}
}
