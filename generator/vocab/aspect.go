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

// aspects are the words of each, in the order in which they are looked for.
var aspects = []struct {
	name  string
	words []string // the whole word, or its beginning or end
}{
	{Change, []string{"同比", "环比", "增幅", "增速", "增长率", "差异", "偏差", "差额", "variance", "change", "growth", "yoy", "mom"}},
	{Rate, []string{"率", "占比", "比例", "比重", "单价", "均价", "客单价", "平均", "均值", "人均", "rate", "ratio", "percentage", "average", "avg", "mean", "unitprice"}},
	{Limit, []string{"阈值", "告警值", "预警值", "上限", "下限", "警戒线", "threshold", "upperlimit", "lowerlimit"}},
	{Forecast, []string{"预测", "预估", "forecast", "estimate", "projected"}},
	{Baseline, []string{"基线", "基准", "上年同期", "去年同期", "上期", "baseline"}},
	{Target, []string{"目标", "指标值", "target", "goal"}},
	{Plan, []string{"计划", "预算", "应训", "planned", "plan", "budget", "scheduled"}},
	{Total, []string{"合计", "总计", "小计", "总和", "total", "subtotal", "grandtotal"}},
	{Actual, []string{"实际", "实训", "实绩", "已完成", "完成", "actual", "achieved", "completed"}},
}

// Aspect is which aspect of a quantity a header or the name of a row speaks of, "" for none: 计划产值 is a plan.
func Aspect(s string) string {
	w, _ := Header(s)
	for _, m := range aspects {
		if slices.ContainsFunc(m.words, func(word string) bool {
			return strings.HasPrefix(w, word) && m.name != Rate && m.name != Total || strings.HasSuffix(w, word)
		}) {
			return m.name
		}
	}
	return ""
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
