package vocab

import (
	"strings"

	"milepost/generator/kb"
	"milepost/generator/text"
)

// Words for days off and days of work in a calendar. They stand inside longer texts: 国庆节补班.
var (
	offWords  = []string{"放假", "假期", "节假日", "法定", "休息", "休", "假", "holiday", "off", "closed"}
	workWords = []string{"上班", "补班", "调休上班", "工作日", "班", "调休", "work", "make-up", "makeup"}
)

// Workday reads the text of a day in a calendar: a day of work, a day off, or
// neither. Work wins, because 国庆节补班 names the holiday, too.
func Workday(s string) (worked, off bool) {
	s = text.Fold(s)
	worked = speaksOf(s, workWords) && !strings.Contains(s, "调休放假") && !strings.Contains(s, "非工作日")
	return worked, !worked && speaksOf(s, offWords)
}

// holidays are the Chinese public holidays and the days (month and day) between
// which they lie. Holidays of the lunar calendar have a wide range.
var holidays = []struct{ name, from, to string }{
	{"元旦", "01-01", "01-03"}, {"春节", "01-20", "02-25"}, {"清明", "04-03", "04-07"}, {"五一", "04-29", "05-06"}, {"劳动节", "04-29", "05-06"},
	{"端午", "05-25", "06-30"}, {"中秋", "09-05", "10-10"}, {"国庆", "09-29", "10-09"},
}

// RestsIn tells whether a note says that there is no inspection in the week that
// begins on monday, by a holiday in it: 国庆周不巡检.
func RestsIn(note string, monday kb.Date) bool {
	if len(monday) < len("2026-10-05") || !speaksOf(note, []string{"不巡检", "不检查", "不点检", "不巡查", "停检", "暂停", "停止", "免检", "不安排"}) {
		return false
	}
	sunday := monday.AddDays(6)
	for _, f := range holidays {
		if strings.Contains(note, f.name) && string(monday[5:]) <= f.to && string(sunday[5:]) >= f.from {
			return true
		}
	}
	return false
}
