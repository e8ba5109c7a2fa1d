package vocab

import (
	"slices"
	"strings"
)

// The aspects of one quantity: its plan, its actual value and so on. Numbers of
// different aspects are never added.
//
// Four lists judge headers of columns of numbers. Each answers another question,
// so a word may stand in several: Aspect (may these be added?), [Quantity] (is a
// word among these numbers a mistake?), [MoneyWord] (does 万 alone mean 万元?) and
// [Words.Rate] (does 93 mean 93 %?). 预算 is a plan, a quantity and money. 单价 is
// a Rate here, because prices are not added, but no Words.Rate: 93 is no share.
const (
	Plan     = "plan"
	Actual   = "actual"
	Target   = "target"
	Forecast = "forecast"
	Baseline = "baseline"
	Rate     = "rate"   // a share, a mean, a price: several may be averaged, never added
	Change   = "change" // the difference to the plan or to an earlier period
	Limit    = "limit"  // a threshold
	Total    = "total"
)

// aspect is the name of an aspect and the words that show it in a header.
type aspect struct {
	name  string
	words []string // the whole header, its end, or (but for Rate and Total) its beginning
	whole []string // the whole header only: 执行 of a budget, but not 执行人
}

// aspects are looked for in this order; the first that fits counts.
var aspects = []aspect{
	{Change, []string{"同比", "环比", "增幅", "增速", "增长率", "差异", "偏差", "差额", "variance", "change", "growth", "yoy", "mom"}, nil},
	{Rate, []string{"率", "占比", "比例", "比重", "单价", "均价", "客单价", "平均", "均值", "人均", "rate", "ratio", "percentage", "average", "avg", "mean", "unitprice"}, nil},
	{Limit, []string{"阈值", "告警值", "预警值", "上限", "下限", "警戒线", "threshold", "upperlimit", "lowerlimit"}, nil},
	{Forecast, []string{"预测", "预估", "forecast", "estimate", "projected"}, nil},
	{Baseline, []string{"基线", "基准", "上年同期", "去年同期", "上期", "baseline"}, []string{"上年", "去年", "上月", "上季", "上季度", "往年", "lastyear", "previousyear"}},
	{Target, []string{"目标", "指标值", "target", "goal"}, nil},
	{Plan, []string{"计划", "预算", "应训", "planned", "plan", "budget", "scheduled"}, []string{"应收", "应付", "应到", "应缴", "批复", "核定"}},
	{Total, []string{"合计", "总计", "小计", "总和", "total", "subtotal", "grandtotal"}, nil},
	{Actual, []string{"实际", "实训", "实绩", "已完成", "完成", "actual", "achieved", "completed"}, []string{"执行", "执行数", "决算", "决算数", "达成", "达成值", "落实", "实收", "实付", "实到", "实缴", "本年", "今年", "本期", "本月", "本季", "thisyear"}},
}

// Aspect is the aspect that a header or the name of a row names, "" for none: 计划产值 is a plan.
func Aspect(s string) string {
	w, _ := Header(s)
	for _, m := range aspects {
		if slices.Contains(m.whole, w) || slices.ContainsFunc(m.words, func(word string) bool {
			return strings.HasPrefix(w, word) && m.name != Rate && m.name != Total || strings.HasSuffix(w, word)
		}) {
			return m.name
		}
	}
	return ""
}

// AspectAlone tells whether a text is the name of an aspect and nothing else, as in
// the rows of a column 类型 or 指标: 目标值, 完成, 完成率. 报销完成率 says more, so it is
// the name of an indicator.
func AspectAlone(s string) bool {
	w, _ := Header(s)
	w = strings.TrimRight(w, "值数量额")
	if base, ok := strings.CutSuffix(w, "率"); ok {
		w = base
	}
	return slices.ContainsFunc(aspects, func(a aspect) bool { return slices.Contains(a.words, w) || slices.Contains(a.whole, w) })
}

// PartOfWhole tells whether the header names shares of one whole, which may be added: 占比, 权重.
func PartOfWhole(s string) bool {
	w, _ := Header(s)
	return slices.ContainsFunc([]string{"占比", "比重", "份额", "权重", "构成", "share", "weight"}, func(word string) bool { return strings.HasSuffix(w, word) })
}

// YearHeader tells whether the numbers below a header are years: 开票年度, but not 周年.
func YearHeader(s string) bool {
	w, _ := Header(s)
	return slices.ContainsFunc([]string{"年份", "年度", "年", "year"}, func(word string) bool { return strings.HasSuffix(w, word) }) && !strings.HasSuffix(w, "周年")
}
