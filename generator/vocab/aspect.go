package vocab

import (
	"slices"
	"strings"
)

// The aspects of one quantity. They stand beside each other and are never added.
//
// Four lists speak of headers over numbers, and each answers another question, so
// a word may stand in several: Aspect (may these be added?), [Quantity] (is a word
// among these numbers a slip?), [MoneyWord] (is 万 alone 万元?) and [Words.Rate] (is
// 93 meant as 93 %?). 预算 is a plan, a quantity and money; 单价 is a Rate here,
// because prices are not added, and no Words.Rate, because 93 is no share.
const (
	Plan     = "plan"
	Actual   = "actual"
	Target   = "target"
	Forecast = "forecast"
	Baseline = "baseline"
	Rate     = "rate"   // a share, a mean, a price: of several the mean may be taken, never the sum
	Change   = "change" // against the plan or a period before
	Limit    = "limit"  // a threshold
	Total    = "total"
)

// aspect is one of them and its words.
type aspect struct {
	name  string
	words []string // the whole word, or its beginning or end
	whole []string // the whole word only: 执行 of a budget, but not 执行人
}

// aspects are the words of each, in the order in which they are looked for.
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

// Aspect is which aspect of a quantity a header or the name of a row speaks of, "" for none: 计划产值 is a plan.
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

// AspectAlone tells the name of an aspect and nothing else, as it stands in the
// rows of a column 类型 or 指标: 目标值, 完成, 完成率. The name of an indicator says more: 报销完成率.
func AspectAlone(s string) bool {
	w, _ := Header(s)
	w = strings.TrimRight(w, "值数量额")
	if base, ok := strings.CutSuffix(w, "率"); ok {
		w = base
	}
	return slices.ContainsFunc(aspects, func(a aspect) bool { return slices.Contains(a.words, w) || slices.Contains(a.whole, w) })
}

// PartOfWhole tells the rates that are parts of one whole, which may be added: 占比, 权重.
func PartOfWhole(s string) bool {
	w, _ := Header(s)
	return slices.ContainsFunc([]string{"占比", "比重", "份额", "权重", "构成", "share", "weight"}, func(word string) bool { return strings.HasSuffix(w, word) })
}

// YearHeader tells a column of years.
func YearHeader(s string) bool {
	w, _ := Header(s)
	return slices.ContainsFunc([]string{"年份", "年度", "年", "year"}, func(word string) bool { return strings.HasSuffix(w, word) }) && !strings.HasSuffix(w, "周年")
}
