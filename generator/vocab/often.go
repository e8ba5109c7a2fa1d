package vocab

import (
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/text"
)

// often are the words for how often something happens. The first entry that fits
// counts, so 两周一次 stands before 周一次, which is a part of it, and semiannual before annual.
var often = []struct {
	every kb.Span
	words []string
}{
	{"14d", []string{"每两周", "每2周", "每二周", "两周一次", "2周一次", "双周", "隔周", "隔一周", "biweekly", "bi-weekly", "fortnight", "every two weeks", "every 2 weeks"}},
	{"2m", []string{"每两月", "每两个月", "每2个月", "双月", "隔月", "隔一个月", "bimonthly", "bi-monthly", "every two months", "every 2 months"}},
	{"15d", []string{"半月", "半个月", "semimonthly", "semi-monthly", "twice a month"}},
	{"3m", []string{"每三个月", "每3个月", "三个月一次", "every three months", "every 3 months"}},
	{"6m", []string{"半年", "每六个月", "每6个月", "六个月一次", "half-year", "half year", "semiannual", "semi-annual", "biannual", "twice a year", "every six months", "every 6 months"}},
	{"1d", []string{"每天", "每日", "天天", "日报", "daily", "every day"}},
	{"7d", []string{"每周", "每星期", "每一周", "周一次", "周例会", "周会", "周报", "weekly", "every week"}},
	{"1m", []string{"每月", "每个月", "每一月", "月度", "月例会", "月会", "月报", "monthly", "every month"}},
	{"3m", []string{"每季", "每个季度", "季度", "季报", "quarterly", "every quarter"}},
	{"12m", []string{"每年", "年度", "yearly", "annual", "every year"}},
}

// Often reads how often something happens: 每两周, 每月 5 日前, quarterly. ok is false
// if it depends on an event: 上线前 6 周.
func Often(s string) (kb.Span, bool) {
	if span, ok := Span(s); ok {
		return span, true
	}
	if speaksOf(s, []string{"上线", "变更", "发布", "停机", "切换", "go-live", "golive", "before ", "after ", "as needed"}) {
		return "", false
	}
	said := strings.ReplaceAll(text.Fold(text.Normal(s)), " ", "")
	spaced := text.Fold(s)
	for _, o := range often {
		if slices.ContainsFunc(o.words, func(w string) bool { return strings.Contains(said, w) || strings.Contains(spaced, w) }) {
			return o.every, true
		}
	}
	return "", false
}

// SpeaksOfNext tells whether the header of a column of days means the next time:
// 下次日期.
func SpeaksOfNext(header string) bool {
	return speaksOf(header, []string{"下次", "下一次", "next"})
}
