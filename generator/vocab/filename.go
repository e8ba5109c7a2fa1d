package vocab

import (
	"regexp"
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/text"
)

// FileName is a file's name taken apart: 进度-v3_20261120 is 进度, version 3, of
// 2026-11-20.
type FileName struct {
	Stem    string    // the words alone, folded, without separators; files with one stem differ only by period and version
	Period  kb.Period // a period or a day, the last if there are several, "" if there is none
	Pattern string    // the name with {period} instead of its period
	Version []int     // 2.1 is [2 1], nil if the name says none
}

// Name reads the name of a file without its folder and ending.
func Name(name string) FileName {
	var f FileName
	rest := f.cutPeriod(text.Normal(name))
	rest, f.Version = cutVersion(text.Fold(rest))
	f.Stem = strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -_.()[]{}【】、,+~", r) {
			return -1
		}
		return r
	}, rest)
	return f
}

// CompareVersions sorts 2, 2.1, 3 in this order; no version comes first.
func CompareVersions(a, b []int) int { return slices.Compare(a, b) }

// versionIn finds v3, V2.1, rev 4, 版本3, 第二版 in a folded name: the first group of
// an alternative is the whole mark, the second its number. A number of four or more
// digits is no version: v2026 names a year.
var versionIn = regexp.MustCompile(`(?:^|[^a-z0-9])((?:version|ver|rev|v)[ ._-]?(\d{1,3}(?:\.\d{1,3}){0,2}))(?:[^0-9a-z]|$)` +
	`|((?:版本|修订)[ _-]?(\d{1,3}(?:\.\d{1,3}){0,2}))|(第(\d{1,2}|[一二三四五六七八九十]{1,2})[版稿])`)

func cutVersion(s string) (rest string, version []int) {
	m := versionIn.FindStringSubmatchIndex(s)
	if m == nil {
		return s, nil
	}
	i := 2
	for m[i] < 0 {
		i += 4
	}
	for n := range strings.SplitSeq(s[m[i+2]:m[i+3]], ".") {
		version = append(version, monthNumber(n))
	}
	return s[:m[i]] + "-" + strings.TrimPrefix(s[m[i+1]:], "版"), version
}

// periodsIn finds texts in a name that may be a period or a day, the longest spellings first.
var periodsIn = regexp.MustCompile(`(?i)(?:19|20)\d\d[-_.年 ]?(?:0[1-9]|1[0-2]|[1-9])[-_.月 ]?(?:[12]\d|3[01]|0?[1-9])[日号]?` +
	`|(?:(?:19|20)\d\d[-_.年 ]*|\d\d年)(?:第?[1-4一二三四]季度?|q[1-4]|[上下]半年|h[12]|第?\d{1,2}周|w\d{1,2})` +
	`|(?:(?:19|20)\d\d[-_.年 ]*|\d\d年)(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])(?:月份?)?` +
	`|(?:19|20)\d\d(?:年度?)?`)

// cutPeriod takes the periods out of a name; the last one counts, as in 2026年计划_20261120.
func (f *FileName) cutPeriod(s string) (rest string) {
	var out strings.Builder
	f.Pattern = s
	for at := 0; at < len(s); {
		m := periodsIn.FindStringIndex(s[at:])
		if m == nil {
			out.WriteString(s[at:])
			break
		}
		from, to := at+m[0], at+m[1]
		p, ok := FilePeriod(s[from:to])
		if !ok || from > 0 && isDigit(s[from-1]) || to < len(s) && isDigit(s[to]) { // a part of a longer number
			for to < len(s) && isDigit(s[to]) {
				to++
			}
			out.WriteString(s[at:to])
		} else {
			out.WriteString(s[at:from] + "-")
			f.Period, f.Pattern = p, s[:from]+"{period}"+s[to:]
		}
		at = to
	}
	return out.String()
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

var shortYear = regexp.MustCompile(`^\d{1,2}[-/._ ]`)

// FilePeriod reads a period or day as it stands in a file's name or a page's
// settings: 2026-09, 202609, 2026年九月, 26年10月, 2026Q3, 20260930, 2026. It differs
// from [Period] and [Date], which read cells, in two ways: a year may stand alone,
// and a year of two digits needs 年, because 10-12 may be a day or two months.
func FilePeriod(s string) (kb.Period, bool) {
	s = strings.TrimSpace(text.Fold(text.Normal(s)))
	if shortYear.MatchString(s) {
		return "", false
	}
	s = strings.NewReplacer("_", "-", " ", "", "年-", "年").Replace(s)
	if p := kb.Period(strings.ToUpper(s)); p.Valid() && p.Start() != "" {
		return p, true
	}
	if p, v := Period(s, 0); v == Fine {
		return p, p.Start() != ""
	}
	if m, v := Date(s, 0); v == Fine && m.Time == 0 {
		return kb.Period(m.Day), true
	}
	return "", false
}
