package vocab

import (
	"strings"

	"milepost/generator/text"
)

// Direction says which way an indicator gets better.
type Direction int8

// The directions.
const (
	NoDirection Direction = 0
	Higher      Direction = 1
	Lower       Direction = -1
)

// Words of a direction column.
var lowerWords = []string{"越低越好", "越小越好", "越少越好", "越短越好", "低优", "望小", "负向", "逆向", "反向", "降低", "下降", "减少", "缩短", "lower", "down", "decrease", "negative", "min", "smaller", "↓", "⬇"}
var higherWords = []string{"越高越好", "越大越好", "越多越好", "高优", "望大", "正向", "提升", "提高", "上升", "增加", "增长", "higher", "up", "increase", "positive", "max", "larger", "↑", "⬆"}

// ParseDirection reads the cell of a direction column: 越低越好, 负向, ↓, lower is better.
func ParseDirection(s string) Direction {
	s = strings.TrimSpace(text.Fold(s))
	for _, w := range lowerWords {
		if strings.Contains(s, w) {
			return Lower
		}
	}
	for _, w := range higherWords {
		if strings.Contains(s, w) {
			return Higher
		}
	}
	switch s {
	case "-", "低", "小", "少":
		return Lower
	case "+", "高", "大", "多":
		return Higher
	}
	return NoDirection
}

// Words in the name of an indicator: first those that turn the others round
// (故障解决率 is better when higher), then those that are better when lower.
var (
	goodWords = []string{"解决率", "修复率", "关闭率", "处理率", "及时率", "达标率", "下降率", "降低率", "减少率", "节约", "节省", "降幅", "满意", "准确率", "合格率", "完成率", "覆盖率", "无故障", "可用", "resolution rate", "on time", "saving", "uptime", "mtbf", "satisfaction"}
	badWords  = []string{"缺陷", "故障", "时长", "耗时", "用时", "成本", "费用", "周期", "投诉", "流失", "超时", "逾期", "延期", "延迟", "差错", "错误", "失败", "返工", "退货", "中断", "停机", "宕机", "响应时间", "解决时间", "处理时间", "等待", "积压", "事故", "漏洞", "重复录入", "defect", "bug", "incident", "outage", "cost", "duration", "cycle time", "lead time", "response time", "latency", "complaint", "churn", "overdue", "delay", "error", "failure", "downtime", "backlog", "mttr", "mtta"}
)

// DirectionOfName is what the name of an indicator says: 缺陷, 时长, 成本 are better when lower.
func DirectionOfName(name string) Direction {
	s := text.Fold(name)
	for _, w := range goodWords {
		if strings.Contains(s, w) {
			return Higher
		}
	}
	for _, w := range badWords {
		if strings.Contains(s, w) {
			return Lower
		}
	}
	return NoDirection
}
