package vocab

import (
	"slices"
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

// Words in the name of an indicator. goodWords win over badWords: 故障解决率 is
// better when higher. badWords are better when lower.
var (
	goodWords = []string{
		"解决率", "修复率", "恢复率", "关闭率", "处理率", "处置率", "整改率", "办结率", "结案率", "闭环率", "回复率", "答复率", "响应率",
		"及时率", "达标率", "合格率", "准确率", "正确率", "符合率", "完成率", "覆盖率", "通过率", "成功率", "执行率", "落实率", "依从率", "依从性",
		"上报率", "报告率", "讨论率", "评估率", "筛查率", "送检率", "监测率", "知晓率", "参训率", "参加率", "出勤率", "控制率", "防控率", "防控得分", "预防率",
		"下降率", "降低率", "减少率", "下降比例", "下降幅度", "降幅", "节约", "节省", "挽回", "挽留", "治愈率", "好转率", "存活率", "缺陷检出", "缺陷发现", "缺陷清除", "零发生",
		"满意", "可用", "resolution rate", "closure rate", "detection rate", "removal rate", "reporting rate", "screening rate", "response rate",
		"prevention rate", "compliance rate", " on time", "on-time", "saving", "uptime", "mtbf", "satisfaction", "-free",
	}
	badWords = []string{
		"缺陷", "故障", "投诉", "差错", "错误", "失败", "返工", "退货", "报废", "废品", "次品", "不良", "破损", "损耗", "浪费", "缺货", "拒收", "误差",
		"中断", "停机", "宕机", "丢包", "事故", "漏洞", "违规", "违约", "坏账", "误报", "漏报", "漏检", "重复录入",
		"时长", "耗时", "用时", "周期", "超时", "逾期", "延期", "延迟", "响应时间", "解决时间", "处理时间", "等待", "等候", "排队", "积压",
		"成本", "费用", "流失", "离职", "缺勤",
		"发生率", "感染", "跌倒", "坠床", "压疮", "压力性损伤", "拔管", "并发症", "死亡", "病死", "误诊", "漏诊", "再入院", "住院日", "药占比", "耗占比",
		"defect", "bug", "incident", "outage", "cost", "duration", "cycle time", "lead time", "response time", "resolution time", "waiting", "wait time", "latency",
		"complaint", "churn", "attrition", "staff turnover", "overdue", "delay", "error", "failure", "downtime", "backlog", "mttr", "mtta",
		"non-compliance", "infection", "falls", "fall rate", "patient fall", "mortality", "death", "readmission", "accident", "injur", "rework", "scrap",
	}
	// moreWords are better when higher, and count only where no word above stands.
	moreWords = []string{
		"准时率", "准点率", "准时交付", "按时交付", "按期交付", "良率", "良品率", "直通率", "优良率", "命中率", "转化率", "留存率", "参与率", "采纳率", "到位率", "归档率", "上线率", "普及率", "签收率", "齐套率", "稼动率", "兑现率", "履约率", "合规率",
		"产量", "产值", "收入", "利润", "销售额", "营业额", "活跃用户", "活跃度", "oee", "nps", "yield", "revenue", "profit", "throughput", "adoption", "coverage", "accuracy", "conversion", "retention",
	}
	// denials stand right before a word and turn it into its opposite: 不合格率, 零投诉.
	denials = []string{"不", "未", "非", "无", "零", "dis", "non-", "non", "no ", "zero ", "zero-"}
)

// DirectionOfName is which way an indicator gets better, by its name: 缺陷, 时长, 成本
// and 不合格率 are better when lower, 零投诉 when higher.
func DirectionOfName(name string) Direction {
	s := " " + text.Fold(name)
	good, notGood := spoken(s, goodWords)
	bad, notBad := spoken(s, badWords)
	switch {
	case good:
		return Higher
	case notGood || bad:
		return Lower
	case notBad:
		return Higher
	}
	switch more, notMore := spoken(s, moreWords); {
	case notMore:
		return Lower
	case more:
		return Higher
	}
	return NoDirection
}

// spoken tells whether one of the words stands in s without a denial before it, and
// whether one stands there with a denial.
func spoken(s string, words []string) (plain, denied bool) {
	for _, w := range words {
		i := strings.Index(s, w)
		if i < 0 {
			continue
		}
		if slices.ContainsFunc(denials, func(no string) bool { return strings.HasSuffix(s[:i], no) }) {
			denied = true
		} else {
			plain = true
		}
	}
	return plain, denied
}
