package kind

import (
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// reports gives the kinds of reports as values of a field.
func reports() (values []Value) {
	for _, k := range vocab.ReportKinds {
		values = append(values, Value{k.Key, append([]string{k.Words[0], k.Key}, k.Words[1:]...)})
	}
	return values
}

// kinds is every kind of page. If a new one shall look different, the theme gets a
// template of its name.
var kinds = []Kind{
	// 运维手册: how to run a system and what to do when it fails.
	{Name: "manual", Words: []string{"manual", "运维手册", "操作手册", "手册", "runbook", "运维"},
		Fields: []Field{{Key: "system", Required: true}, {Key: "version"}},
		Chapters: []Chapter{
			{[]string{"启停", "Start and stop", "启动", "停止", "重启", "start", "stop", "restart"}},
			{[]string{"备份恢复", "Backup and restore", "备份", "恢复", "还原", "backup", "restore", "recovery"}},
			{[]string{"监控", "Monitoring", "告警", "monitor", "alerting"}},
			{[]string{"账号权限", "Accounts and permissions", "账号", "帐号", "账户", "权限", "account", "permission", "access"}},
			{[]string{"应急", "Emergencies", "故障", "预案", "emergenc", "incident", "troubleshoot"}},
			{[]string{"联系人", "Contacts", "联系", "值班", "contact", "on-call", "on call"}},
		}},
	// 常见问题: one question per heading.
	{Name: "faq", Words: []string{"faq", "常见问题", "常见问题库", "问答"},
		Fields: []Field{{Key: "system"}}},
	// 最佳实践: what worked, and where it works.
	{Name: "practice", Words: []string{"practice", "最佳实践", "best-practice", "best practice", "经验"},
		Fields: []Field{{Key: "phase"}, {Key: "system"}},
		Chapters: []Chapter{
			{[]string{"情境", "Situation", "背景", "场景", "context", "background"}},
			{[]string{"做法", "What we did", "方法", "步骤", "措施", "practice", "approach"}},
			{[]string{"效果", "Effect", "结果", "成效", "收益", "result", "outcome"}},
			{[]string{"适用", "Where it applies", "范围", "条件", "applies", "when to use"}},
		}},
	// 立项说明书: why the project exists and what success is.
	{Name: "charter", Words: []string{"charter", "立项说明书", "项目章程", "立项"},
		Fields: []Field{{Key: "approver", Required: true}, {Key: "signed", Type: Date, Required: true}},
		Chapters: []Chapter{
			{[]string{"业务驱动力", "Business drivers", "驱动", "背景", "driver"}},
			{[]string{"痛点", "Pain points", "问题", "现状", "pain", "problem"}},
			{[]string{"成功标准", "Success criteria", "目标", "成功", "criteria", "success", "goal"}},
		}},
	// 里程碑评审: the gate at the end of a phase.
	{Name: "review", Words: []string{"review", "里程碑评审", "阶段评审", "评审"},
		Fields: []Field{
			{Key: "phase", Required: true},
			{Key: "date", Type: Date, Required: true},
			{Key: "attendees", Type: List, Required: true},
			{Key: "decision", Type: Word, Required: true, Values: []Value{
				{"passed", []string{"通过", "passed", "pass", "approved"}},
				{"conditional", []string{"有条件通过", "conditional", "passed with conditions", "附条件通过"}},
				{"failed", []string{"不通过", "failed", "fail", "rejected", "reject", "未通过"}},
			}},
			{Key: "conditions", Type: List},
		}},
	// 复盘: what happened, why, and what was changed.
	{Name: "retro", Words: []string{"retro", "复盘", "retrospective", "postmortem", "post-mortem", "月度复盘", "复盘会"},
		Fields: []Field{{Key: "date", Type: Date, Required: true}, {Key: kb.FieldPeriod, Type: Period}, {Key: "phase"}, {Key: "incident"}, {Key: "attendees", Type: List}},
		Chapters: []Chapter{
			{[]string{"发生了什么", "What happened", "经过", "过程", "回顾", "时间线", "happened", "timeline"}},
			{[]string{"为什么", "Why", "原因", "根因", "分析", "cause"}},
			{[]string{"改了什么", "What changed", "改进", "措施", "行动", "changed", "action", "improvement"}},
		}},
	// 反馈会: what users said and what was decided.
	{Name: "meeting", Words: []string{"meeting", "反馈会", "会议", "会议纪要"},
		Fields: []Field{{Key: "date", Type: Date, Required: true}, {Key: "quarter", Type: Period}, {Key: "attendees", Type: List}}},
	// 简报: one page for those who decide.
	{Name: "brief", Words: []string{"brief", "简报", "月报", "周报"},
		Fields: []Field{{Key: "date", Type: Date, Required: true}, {Key: "period", Type: Period}}},
	// 报告: computed figures of a period and a person's judgement; its figures stay when it is issued.
	{Name: Report, Words: []string{"report", "报告", "项目报告"},
		Fields: []Field{
			{Key: "report", Type: Word, Required: true, Values: reports()},
			{Key: kb.FieldPeriod, Type: Period, Required: true},
			{Key: "cutoff", Type: Date},
			{Key: kb.FieldPhase},
			{Key: "issued", Type: Date},
			{Key: "approver"},
			{Key: "author"},
			{Key: "override", Type: List},
			{Key: "snapshot"},
			{Key: "facts"},
		}},
	// 健康检查: quarterly scores of the project and its system.
	{Name: "health-check", Words: []string{"health-check", "健康检查", "health check"},
		Fields: []Field{
			{Key: "quarter", Type: Period, Required: true},
			{Key: "date", Type: Date},
			{Key: "schedule_score", Type: Score},
			{Key: "value_score", Type: Score},
			{Key: "knowledge_score", Type: Score},
			{Key: "security_score", Type: Score},
			{Key: "integrity_score", Type: Score},
			{Key: "experience_score", Type: Score},
			{Key: "findings", Type: List},
		}},
	// 先锋用户: a person who helps the colleagues of a department to use the system.
	{Name: "champion", Words: []string{"champion", "先锋用户", "种子用户", "关键用户", "先锋"},
		Fields: []Field{{Key: "department"}, {Key: "role"}, {Key: "since", Type: Date}, {Key: "system"}}},
	// POC 报告: the trial of a candidate before one is chosen.
	{Name: "poc", Words: []string{"poc", "概念验证", "poc报告"},
		Fields: []Field{{Key: "candidate"}, {Key: "date", Type: Date}, {Key: "system"}}},
	// 项目: on a folder's page; the folder is a project of its own, with its own tables and reviews.
	{Name: Project, Words: []string{"project", "项目"},
		Fields: []Field{
			{Key: "manager", Required: true},
			{Key: "project"}, // its id, which stays when the folder is renamed
			{Key: "sponsor"},
			{Key: "start", Type: Date},
			{Key: "stage"},
		}},
	// 项目组合: how all projects stand, worst first.
	{Name: Portfolio, Words: []string{"portfolio", "项目组合", "项目群"}},
	// 术语表: terms and their meaning; other pages show the meaning where a term stands.
	{Name: Glossary, Words: []string{"glossary", "术语表", "词汇表", "术语", "名词解释"}},
	// Anything else.
	{Name: Page},
}
