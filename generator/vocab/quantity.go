package vocab

import (
	"slices"
	"strings"
)

// quantities are the endings of headers above amounts and counts.
var quantities = []string{"额", "量", "数", "费", "费用", "成本", "预算", "收入", "支出", "产值", "产出", "利润", "工时", "价格", "单价", "总价", "得分", "评分", "款",
	"amount", "cost", "budget", "revenue", "price", "count", "quantity", "qty", "hours", "score", "value"}

// Quantity tells whether a header stands above amounts or counts, so that a word
// among its numbers is a mistake. Below other headers it may be a name: the model
// A300.
func Quantity(header string) bool {
	w, _ := Header(header)
	return slices.ContainsFunc(quantities, func(end string) bool { return strings.HasSuffix(w, end) })
}
