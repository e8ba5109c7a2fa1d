package vocab

import "regexp"

// tally is a label of a sum and the number behind it, as people close a list:
// 风险总数：4, 以上共 4 项, total: 4 risks. It is looked for in plain words.
var tally = regexp.MustCompile(`^(?:\pL{0,6}(?:总数|数量|合计|总计|小计|共计|总共)|(?:以上|本表|本页|全部|合计)?共有?|(?:grand|sub)?total(?:(?:numberof)?[a-z]{0,12}[:=])?)[:=]?(?:为|是|有)?(?:共)?\d+[条项个件份人次起例笔]?[a-z]{0,12}\pL{0,2}。?$`)

// Tally tells a line that stands alone below a list and says how many there are.
func Tally(line string) bool { return len(line) < 80 && tally.MatchString(Plain(line)) }
