package vocab

import (
	"strings"

	"milepost/generator/text"
)

// Words that say what a day of a calendar is. They stand inside longer texts: 国庆节补班.
var (
	offWords  = []string{"放假", "假期", "节假日", "法定", "休息", "休", "假", "holiday", "off", "closed"}
	workWords = []string{"上班", "补班", "调休上班", "工作日", "班", "调休", "work", "make-up", "makeup"}
)

// Workday reads what a calendar says of a day: worked or off, neither if it does
// not say. 上班 wins, because 调休上班 and "国庆节补班" name the holiday too.
func Workday(s string) (worked, off bool) {
	s = text.Fold(s)
	worked = speaksOf(s, workWords) && !strings.Contains(s, "调休放假") && !strings.Contains(s, "非工作日")
	return worked, !worked && speaksOf(s, offWords)
}
