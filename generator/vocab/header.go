package vocab

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Asked is the header of a column, prepared to be compared with the words of many
// fields.
type Asked struct {
	word, withUnit string
	undated        string
	common         string   // see Words.common; "" for a short header
	low            string   // the word of its lowest line, "" if it has one line
	two            []string // the words of a header that names two things
	first, second  string   // its parts in two scripts, "" if it has one
	until          string   // the word without 截至10月 before it, "" if it begins with no such thing
	runes          int
	ofTime         bool // it has 时间 or 日期
}

// Ask prepares a header: its word and unit as [Header] gives them, and its lines, top
// line first, if it stands on several.
func Ask(word, unit string, lines []string) Asked {
	a := Asked{word: word, undated: undated(word), common: Base().common(word), two: twoNames(word), runes: utf8.RuneCountInString(word)}
	a.ofTime = strings.Contains(word, "时间") || strings.Contains(word, "日期")
	if unit != "" {
		a.withUnit = word + "(" + unit + ")"
	}
	if rest := untilWord.ReplaceAllString(word, ""); rest != word {
		a.until = rest
	}
	if n := len(lines); n > 1 {
		a.low, _ = Header(lines[n-1])
	}
	a.first, a.second = scripts(word)
	return a
}

// untilWord is the period at the beginning of a header up to which its numbers count: 截至10月实际.
var untilWord = regexp.MustCompile(`^(?:截[至止]到?)?(?:20\d\d年?)?(?:\d{1,2}月(?:份|底|末)?|第?[一二三四1-4]季度|20\d\d年底?)`)

// Match is how well a header fits a field.
type Match struct {
	Quality float64 // 1 exact, 0.95 in two languages, 0.9 without 时间/日期/date or a month before it, 0.85 by the lowest line, 0.8 by a part, 0.7 by parts that say the same, 0.6 contained
	Rank    int     // the position of the word in the field's list
	Length  int     // characters of the word, 0 unless it is contained
}

// Match compares a header with the words of the field and gives the best match; ok is
// false if there is none.
func (f *Field) Match(a *Asked) (m Match, ok bool) {
	if a.word == "" {
		return Match{}, false
	}
	if i := slices.Index(f.Words, a.word); i >= 0 {
		return Match{Quality: 1, Rank: i}, true
	}
	if i := slices.Index(f.Exact, a.word); i >= 0 {
		return Match{Quality: 1, Rank: len(f.Words) + i}, true
	}
	if a.withUnit != "" {
		if i := slices.Index(f.Words, a.withUnit); i >= 0 {
			return Match{Quality: 1, Rank: i}, true
		}
	}
	if a.second != "" && slices.Contains(f.Words, a.second) {
		if i := slices.Index(f.Words, a.first); i >= 0 {
			return Match{Quality: 0.95, Rank: i}, true
		}
	}
	if f.undated != nil {
		if i := slices.Index(f.undated, a.undated); i >= 0 {
			return Match{Quality: 0.9, Rank: i}, true
		}
	}
	if a.until != "" {
		if i := slices.Index(f.Words, a.until); i >= 0 {
			return Match{Quality: 0.9, Rank: i}, true
		}
	}
	if a.low != "" {
		if i := slices.Index(f.Words, a.low); i >= 0 {
			return Match{Quality: 0.85, Rank: i}, true
		}
	}
	for _, part := range a.two {
		if i := slices.Index(f.Words, part); i >= 0 {
			return Match{Quality: 0.8, Rank: i}, true
		}
	}
	if f.undated == nil && a.ofTime {
		return Match{}, false // 服务时间 is no service
	}
	if i := slices.Index(f.common, a.common); i >= 0 && a.common != "" {
		return Match{Quality: 0.7, Rank: i}, true
	}
	for i, n := range f.sizes {
		if n > m.Length && 2*n >= a.runes && contains(a.word, f.Words[i]) {
			m = Match{Quality: 0.6, Rank: i, Length: n}
		}
	}
	return m, m.Length > 0
}

// timed are the types whose words may carry 时间 or 日期.
var timed = map[string]bool{"date": true, "moment": true, "period": true, "duration": true}

// index fills sizes and undated, which Match reads.
func (f *Field) index() {
	f.sizes = make([]int, len(f.Words))
	for i, w := range f.Words {
		// A word that counts inside a longer header has at least two Han characters or four Latin letters.
		if n := utf8.RuneCountInString(w); n > 1 && (n < len(w) || n > 3) {
			f.sizes[i] = n
		}
	}
	if timed[f.Type] {
		f.undated = make([]string, len(f.Words))
		for i, w := range f.Words {
			f.undated[i] = undated(w)
		}
	}
}

// undated drops 时间, 日期 and date: 计划完成时间 and 计划完成日期 become 计划完成. A header that
// is nothing else stays.
func undated(w string) string {
	for _, t := range []string{"时间", "日期", "date"} {
		if r := strings.ReplaceAll(w, t, ""); r != "" {
			w = r
		}
	}
	return w
}

// otherTimes begin headers of an earlier or later period than the current one.
var otherTimes = []string{"上周", "上月", "上期", "上季", "上年", "去年", "同期", "下周", "下月", "下期", "next", "last", "previous"}

// contains tells whether the header w holds the word x and means it: 非计划 is not
// the plan, and 上周完成率 is not how far the work is now.
func contains(w, x string) bool {
	if !strings.Contains(w, x) {
		return false
	}
	for _, not := range []string{"非", "未", "不", "无"} {
		if strings.Contains(w, not+x) {
			return false
		}
	}
	for _, other := range otherTimes {
		if strings.HasPrefix(w, other) && !strings.HasPrefix(x, other) {
			return false
		}
	}
	return true
}

// twoNames are the words of a header that names two things: 阶段/任务, 责任人、部门.
// nil if it names one.
func twoNames(w string) []string {
	if !strings.ContainsAny(w, "/、|\\") {
		return nil
	}
	list := strings.FieldsFunc(w, func(r rune) bool { return strings.ContainsRune("/、|\\", r) })
	if len(list) < 2 {
		return nil
	}
	return list
}

// scripts cuts a header that says one thing in two languages where the script
// changes: 阶段phase, owner负责人. Both parts are "" unless it changes exactly once.
func scripts(w string) (a, b string) {
	at := -1
	last := false
	for i, r := range w {
		if han := unicode.Is(unicode.Han, r); i > 0 && han != last {
			if at >= 0 {
				return "", ""
			}
			at = i
		}
		last = unicode.Is(unicode.Han, r)
	}
	if at < 0 {
		return "", ""
	}
	return w[:at], w[at:]
}
