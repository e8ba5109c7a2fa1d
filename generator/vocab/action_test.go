package vocab

import "testing"

func TestHandled(t *testing.T) {
	for _, s := range []string{
		"已扩容", "重启服务", "重跑成功", "周末断电", "处理中", "已清理日志，待扩容", "已更换待观察", "重启，待观察", "无需处理", "临时清理待扩容", "已报修", "联系机房更换",
		"未再出现", "接待处已通知", "登记工单 INC-12 并派李工", "加内存", "已完成", "延长超时等级", "观察中", "换备件待验证", "清理日志等", "更换网线等3项", "清理等级过高的告警",
		"disk replaced", "Replaced, awaiting check", "in progress", "no action needed", "restarted", "cleaned logs; disk swap pending", "called the vendor",
	} {
		if !Handled(s) {
			t.Errorf("%s: something was done", s)
		}
	}
	for _, s := range []string{
		"", "-", "/", "无", "没有", "待处理", "待定", "已登记", "登记", "已记录", "记录待扩容", "记录，待扩容", "先登记待修", "待扩容", "待采购备件", "等待备件", "等备件到货", "等厂商回复", "扩容待批", "未处理", "尚未处理", "暂未安排",
		"不详", "未知", "？", "搁置", "暂缓", "延期", "仅记录", "备案", "排队中", "无措施", "（待处理）", "待 处 理",
		"pending", "TBD", "to be fixed", "To do", "logged", "noted", "recorded, awaiting disk", "unknown", "not yet", "none", "open", "waiting for spare part", "disk swap pending", "No action", "on hold", "N/A", "deferred",
	} {
		if Handled(s) {
			t.Errorf("%q: nothing was done", s)
		}
	}
}

func TestAnswers(t *testing.T) {
	for _, s := range []string{"等下一版一起做", "待预算批复后实施", "没有这个功能", "暂不考虑", "已登记，11 月上线", "谢谢，已改", "Planned for December"} {
		if !Answers(s) {
			t.Errorf("%s is an answer", s)
		}
	}
	for _, s := range []string{"", "-", "待答复", "已登记", "未回复", "无", "暂无", "待评估", "noted", "TBD", "pending", "未知"} {
		if Answers(s) {
			t.Errorf("%q is no answer", s)
		}
	}
}
