package vocab

import "slices"

// Headers, in the form of [Header], that say what a column is for in any schema.
var (
	unitHeads    = []string{"单位", "计量单位", "货币单位", "金额单位", "unit", "units", "uom"}
	moneyHeads   = []string{"币种", "货币", "币别", "结算币种", "合同币种", "货币种类", "currency", "currencycode", "ccy"}
	measureHeads = []string{"指标", "指标名称", "口径", "统计口径", "数据口径", "数据项", "统计项", "统计指标", "度量", "measure", "metric", "indicator"}
	yearHeads    = []string{"年", "年份", "年度", "year"}
	monthHeads   = []string{"月", "月份", "月度", "month"}
	quarterHeads = []string{"季", "季度", "quarter"}
	halfHeads    = []string{"半年", "半年度", "上下半年", "half"}
	spanHeads    = []string{"期间", "统计期间", "周期", "统计周期", "期次", "时期", "period"}
	serialHeads  = []string{"序号", "编号", "no", "no.", "id", "#"}
)

// UnitColumn tells a column that may say the unit of its rows. 单位 also means an
// organisation: the cells below the header must decide.
func UnitColumn(word string) bool { return slices.Contains(unitHeads, word) }

// CurrencyColumn tells a column that may say in which money the amounts of its rows are.
func CurrencyColumn(word string) bool { return slices.Contains(moneyHeads, word) }

// MeasureColumn tells a column that says what the number of each row is: 销量, 毛利率.
// Numbers of different measures are never added.
func MeasureColumn(word string) bool { return slices.Contains(measureHeads, word) }

// YearColumn tells a column whose header says year and nothing else; a column
// beside it may say the month. [YearHeader] also takes longer headers: 开票年度.
func YearColumn(word string) bool { return slices.Contains(yearHeads, word) }

// MonthColumn tells a column of months.
func MonthColumn(word string) bool { return slices.Contains(monthHeads, word) }

// QuarterColumn tells a column of quarters.
func QuarterColumn(word string) bool { return slices.Contains(quarterHeads, word) }

// SerialColumn tells a column that only counts rows.
func SerialColumn(word string) bool { return slices.Contains(serialHeads, word) }

// HalfColumn tells a column of halves of a year.
func HalfColumn(word string) bool { return slices.Contains(halfHeads, word) }

// SpanColumn tells a column of periods of whatever length.
func SpanColumn(word string) bool { return slices.Contains(spanHeads, word) }
