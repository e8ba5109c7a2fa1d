package vocab

import "regexp"

// tally is the last line of a list that counts its entries: 风险总数：4, 以上共 4 项,
// total: 4 risks. It is matched with a text in the form of [Plain].
var tally = regexp.MustCompile(`^(?:\pL{0,6}(?:总数|数量|合计|总计|小计|共计|总共)|(?:以上|本表|本页|全部|合计)?共有?|(?:grand|sub)?total(?:(?:numberof)?[a-z]{0,12}[:=])?)[:=]?(?:为|是|有)?(?:共)?\d+[条项个件份人次起例笔]?[a-z]{0,12}\pL{0,2}。?$`)

// sumOfPeriod is a part of a year and a word for a sum or mean: 上半年累计, 1-6月平均, 前三季度累计.
var sumOfPeriod = regexp.MustCompile(`^(?:(?:20\d\d年?)?(?:\d{1,2}(?:月份?)?[-~至到]\d{1,2}月份?|前?(?:\d{1,2}|[一二三四五六七八九十]{1,3})个?(?:月份?|季度)|(?:第?[一二三四1-4]|[1-4])季度?|q[1-4]|[上下]半年|全年|年初至今|截至?\d{1,2}月)|20\d\d年?)(?:累计|累积|平均|均值|月均|汇总)$`)

// SumOfPeriod tells whether a row with this label is the sum or mean of months above it.
func SumOfPeriod(label string) bool {
	return len(label) < 60 && sumOfPeriod.MatchString(Plain(label))
}

// Tally tells whether a line below a list only says how many entries it has.
func Tally(line string) bool { return len(line) < 80 && tally.MatchString(Plain(line)) }
