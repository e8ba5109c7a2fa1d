package vocab

import "testing"

func TestPersonalHeader(t *testing.T) {
	for header, want := range map[string]bool{
		"姓名": true, "1、您的姓名": true, "联系电话（必填）": true, "工号": true, "身份证号码": true, "您的邮箱？": true, "E-mail": true, "Full name": true, "Employee ID": true,
		"部门": false, "Department name": false, "满意度": false, "答卷编号": false, "对电话支持的评价": false,
	} {
		if got := PersonalHeader(header); got != want {
			t.Errorf("%s: %v", header, got)
		}
	}
}
