package vocab

import "testing"

func TestJudges(t *testing.T) {
	for _, s := range []string{"符合", "部分符合", "不符合", "基本符合", "不适用", "待定", "不通过", "Partially compliant", "Non-compliant", "N/A"} {
		if !Judges(s) {
			t.Errorf("%s is a verdict", s)
		}
	}
	for _, s := range []string{"差不多", "处理中", "会上通过后再议", "", "不"} {
		if Judges(s) {
			t.Errorf("%s is no verdict", s)
		}
	}
}
