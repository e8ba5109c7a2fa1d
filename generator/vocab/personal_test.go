package vocab

import (
	"strings"
	"testing"
)

func TestPersonalHeader(t *testing.T) {
	for header, want := range map[string]bool{
		"姓名": true, "1、您的姓名": true, "联系电话（必填）": true, "工号": true, "身份证号码": true, "您的邮箱？": true, "E-mail": true, "Full name": true, "Employee ID": true, "来自IP": true, "员工": true,
		"部门": false, "Department name": false, "满意度": false, "答卷编号": false, "对电话支持的评价": false, "VIP": false, "新员工": false,
	} {
		if got := PersonalHeader(header); got != want {
			t.Errorf("%s: %v", header, got)
		}
	}
}

// The headers that programs of questionnaires write, and lists that look a little like them.
func TestQuestionnaire(t *testing.T) {
	for _, c := range []struct {
		name, headers     string
		exported, opinion bool
	}{
		{"问卷星", "序号,提交答卷时间,所用时间,来源,来源详情,来自IP,1、部门,2、满意度", true, false},
		{"腾讯问卷", "编号,开始答题时间,结束答题时间,答题时长,用户,IP,1.部门,2.满意度", true, false},
		{"腾讯文档", "提交者（自动）,提交时间（自动）,部门（必填）,其他", true, false},
		{"金数据", "序号,部门,评分,提交时间,修改时间,填写设备,填写者IP", true, true},
		{"Microsoft Forms", "ID,Start time,Completion time,Email,Name,Department,Score", true, false},
		{"Microsoft Forms 中文", "ID,开始时间,完成时间,电子邮件,名称,部门", true, false},
		{"Google Forms", "Timestamp,Email Address,How do you like it?", true, true},
		{"speaking to the reader", "提交时间,您的姓名,您的手机号,Q1,Q2", true, true},
		{"numbered questions", "填写时间,姓名,1、培训,2、上线", false, true},
		{"an opinion", "填写人,填写时间,满意度", false, true},
		{"tickets", "工单号,提交时间,报修人,联系电话,问题描述,解决时间", false, false},
		{"tasks", "任务,开始时间,完成时间,姓名", false, false},
		{"contacts", "姓名,部门,电话,邮箱", false, false},
		{"a log", "timestamp,name,value", false, false},
		{"quarters", "部门,Q1,Q2,Q3,Q4", false, false},
	} {
		if exported, opinion := Questionnaire(strings.Split(c.headers, ",")); exported != c.exported || opinion != c.opinion {
			t.Errorf("%s: exported %v, opinion %v", c.name, exported, opinion)
		}
	}
}
