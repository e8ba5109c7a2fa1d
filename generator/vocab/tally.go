package vocab

import "regexp"

// tally is a label of a sum and the number behind it, as people close a list:
// 风险总数：4, 以上共 4 项, total: 4 risks. It is looked for in plain words.
var tally = regexp.MustCompile(`^(?:\pL{0,6}(?:总数|数量|合计|总计|小计|共计|总共)|(?:以上|本表|本页|全部|合计)?共有?|(?:grand|sub)?total(?:(?:numberof)?[a-z]{0,12}[:=])?)[:=]?(?:为|是|有)?(?:共)?\d+[条项个件份人次起例笔]?[a-z]{0,12}\pL{0,2}。?$`)

// sumOfPeriod is a stretch of a year and a word of sums: 上半年累计, 1-6月平均, 前三季度累计.
var sumOfPeriod = regexp.MustCompile(`^(?:(?:20\d\d年?)?(?:\d{1,2}(?:月份?)?[-~至到]\d{1,2}月份?|前?(?:\d{1,2}|[一二三四五六七八九十]{1,3})个?(?:月份?|季度)|(?:第?[一二三四1-4]|[1-4])季度?|q[1-4]|[上下]半年|全年|年初至今|截至?\d{1,2}月)|20\d\d年?)(?:累计|累积|平均|均值|月均|汇总)$`)

// SumOfPeriod tells the label of a line that sums up the months above it.
func SumOfPeriod(label string) bool {
	return len(label) < 60 && sumOfPeriod.MatchString(Plain(label))
}

// Tally tells a line that stands alone below a list and says how many there are.
func Tally(line string) bool { return len(line) < 80 && tally.MatchString(Plain(line)) }
