package vocab

import (
	"slices"
	"strings"
)

// quantities are the endings of headers over amounts and counts.
var quantities = []string{"额", "量", "数", "费", "费用", "成本", "预算", "收入", "支出", "产值", "产出", "利润", "工时", "价格", "单价", "总价", "得分", "评分", "款",
	"amount", "cost", "budget", "revenue", "price", "count", "quantity", "qty", "hours", "score", "value"}

// Quantity tells a header over amounts: what stands below it is to be counted
// with, and one word among the numbers is a slip. Below other headers it may
// be a name: A300 of a model.
func Quantity(header string) bool {
	w, _ := Header(header)
	return slices.ContainsFunc(quantities, func(end string) bool { return strings.HasSuffix(w, end) })
}
