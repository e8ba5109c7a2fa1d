package sheet

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"milepost/generator/vocab"
)

// finding is how well one schema fits a table.
type finding struct {
	schema *vocab.Schema
	score  float64
	whole  bool      // all that the schema needs is there
	fields []string  // per column
	match  []float64 // per column
	roles  []bool    // per column: a role or candidate
}

// recognise finds the schema of a frame. The findings are sorted, the best first;
// the caller judges whether the first is sure enough.
func recognise(f *frame, v *vocab.Words) []finding {
	var out []finding
	for i := range v.Schemas {
		s := &v.Schemas[i]
		if fd := fit(f, s, v); fd.score > 0 {
			out = append(out, fd)
		}
	}
	slices.SortStableFunc(out, func(a, b finding) int {
		if a.whole != b.whole {
			return cmp.Compare(btoi(b.whole), btoi(a.whole))
		}
		return cmp.Compare(b.score, a.score)
	})
	return out
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// pair is a column that may be a field.
type pair struct {
	col, field int
	quality    float64 // 1 exact, 0.95 in two languages, 0.9 without 时间/日期/date, 0.85 lower line, 0.8 a part, 0.6 contained
	optional   int     // 0 for a field that the schema requires, else 1
	rank       int     // place of the word in the field's list
	length     int     // of the word, for containment
}

// fit matches the columns with the fields of one schema.
func fit(f *frame, s *vocab.Schema, v *vocab.Words) finding {
	fd := finding{schema: s, fields: make([]string, len(f.cols)), match: make([]float64, len(f.cols)), roles: make([]bool, len(f.cols))}
	var pairs, forced []pair
	for i := range f.cols {
		for j := range s.Fields {
			p, ok := meets(&f.cols[i], &s.Fields[j])
			if !ok {
				continue
			}
			p.col, p.field, p.optional = i, j, 1-btoi(s.Fields[j].Required)
			if plausible(s.Fields[j].Type, &f.cols[i]) {
				pairs = append(pairs, p)
			} else if p.quality == 1 {
				forced = append(forced, p)
			}
		}
	}
	taken := make([]bool, len(s.Fields))
	for _, list := range [][]pair{pairs, forced} {
		slices.SortStableFunc(list, func(a, b pair) int {
			return cmp.Or(cmp.Compare(b.quality, a.quality), cmp.Compare(a.optional, b.optional), cmp.Compare(a.rank, b.rank), cmp.Compare(b.length, a.length), cmp.Compare(a.col, b.col))
		})
		for _, p := range list {
			if fd.fields[p.col] == "" && !taken[p.field] {
				fd.fields[p.col], fd.match[p.col] = s.Fields[p.field].Name, p.quality
				taken[p.field] = true
			}
		}
	}
	settle(f, s, &fd)
	switch s.Roles {
	case "letters":
		fitLetters(f, &fd)
	case "scores":
		fitScores(f, &fd)
	}
	judge(f, s, &fd)
	return fd
}

// meets compares a header with the words of a field.
func meets(c *column, fl *vocab.Field) (pair, bool) {
	w := c.word
	if w == "" {
		return pair{}, false
	}
	if i := slices.Index(fl.Words, w); i >= 0 {
		return pair{quality: 1, rank: i}, true
	}
	if i := slices.Index(fl.Exact, w); i >= 0 {
		return pair{quality: 1, rank: len(fl.Words) + i}, true
	}
	if a, b := scripts(w); b != "" && slices.Contains(fl.Words, b) {
		if i := slices.Index(fl.Words, a); i >= 0 {
			return pair{quality: 0.95, rank: i}, true
		}
	}
	if c.unit != "" {
		if i := slices.Index(fl.Words, w+"("+c.unit+")"); i >= 0 {
			return pair{quality: 1, rank: i}, true
		}
	}
	if b := undated(w); b != "" && timed[fl.Type] {
		if i := slices.IndexFunc(fl.Words, func(x string) bool { return undated(x) == b }); i >= 0 {
			return pair{quality: 0.9, rank: i}, true
		}
	}
	if n := len(c.levels); n > 1 {
		low, _ := vocab.Header(c.levels[n-1])
		if i := slices.Index(fl.Words, low); i >= 0 {
			return pair{quality: 0.85, rank: i}, true
		}
	}
	for _, part := range twoNames(w) {
		if i := slices.Index(fl.Words, part); i >= 0 {
			return pair{quality: 0.8, rank: i}, true
		}
	}
	if !timed[fl.Type] && (strings.Contains(w, "时间") || strings.Contains(w, "日期")) {
		return pair{}, false // 服务时间 is no service
	}
	best := pair{}
	for i, x := range fl.Words {
		if n := utf8.RuneCountInString(x); contains(w, x) && n > best.length {
			best = pair{quality: 0.6, rank: i, length: n}
		}
	}
	return best, best.length > 0
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
// changes: 阶段phase, owner负责人. b is "" unless it changes once.
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

// timed are the types whose words may carry 时间 or 日期.
var timed = map[string]bool{"date": true, "moment": true, "period": true, "duration": true}

// undated drops the words for time that make no difference: 计划完成时间, 计划完成日期, planned finish date.
func undated(w string) string {
	for _, t := range []string{"时间", "日期", "date"} {
		if r := strings.ReplaceAll(w, t, ""); r != "" {
			w = r
		}
	}
	return w
}

// contains tells whether the header holds the word of the vocabulary, as a
// phrase of some weight: two Han characters and half of the header, or a Latin
// word of four letters and half of the header.
func contains(w, x string) bool {
	n, all := utf8.RuneCountInString(x), utf8.RuneCountInString(w)
	if n < 2 || n == len(x) && n < 4 || 2*n < all || !strings.Contains(w, x) {
		return false
	}
	// "工作量占比" holds no progress, "非计划" is not the plan, 上周完成率 is not
	// how far it is now and 目标完成率 not how far it has come.
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

// otherTimes begin the headers of what was or shall be, beside what is.
var otherTimes = []string{"上周", "上月", "上期", "上季", "上年", "去年", "同期", "下周", "下月", "下期", "next", "last", "previous"}

// plausible tells whether the cells of a column can be of the field's type.
func plausible(typ string, c *column) bool {
	p := &c.prof
	switch typ {
	case "date", "moment":
		return p.most(isDay) || packedDates(p)
	case "period":
		return p.most(isDay, isPeriod) || p.most(isNumber, isDay, isPeriod) && periodNumbers(c)
	case "percent":
		return p.most(isNumber, isShare)
	case "score":
		return p.most(isNumber, isShare)
	case "number", "money":
		return p.most(isNumber, isShare, isSpan, isClock) || 2*(p.digits+p.count[isNumber]+p.count[isShare]) >= p.n
	case "duration":
		return p.most(isNumber, isSpan, isClock)
	case "bool":
		return p.most(isBool) || p.most(isNumber) && p.min >= 0 && p.max <= 1
	case "status", "lamp":
		return !p.most(isNumber, isShare, isDay) || p.n == 0
	case "text", "person", "people":
		return p.n == 0 || !p.most(isDay, isPeriod, isShare, isClock) && (typ == "text" || !p.most(isNumber))
	}
	return true
}

func packedDates(p *profile) bool {
	return p.most(isNumber) && p.min >= 19000101 && p.max <= 20991231
}

// periodNumbers tells numbers that can be months (1-12), years or 202609.
func periodNumbers(c *column) bool {
	p := &c.prof
	switch {
	case p.count[isNumber] == p.count[isText]:
	case p.min >= 1990 && p.max <= 2099, p.min >= 199001 && p.max <= 209912:
		return true
	}
	return p.min >= 1 && p.max <= 12 && (strings.Contains(c.word, "月") || strings.Contains(c.word, "month"))
}

// judge scores the match: half for what the schema requires, half for how much
// of the table it explains.
func judge(f *frame, s *vocab.Schema, fd *finding) {
	has := map[string]bool{}
	specific, required, met := 0, 0, 0
	explained, total := 0.0, 0.0
	for i, name := range fd.fields {
		if f.cols[i].word == "" && name == "" && !fd.roles[i] {
			continue
		}
		total++
		explained += fd.match[i]
		if fl := s.Field(name); fl != nil {
			has[name] = true
			if !fl.Generic {
				specific++
			}
		}
		if fd.roles[i] {
			specific++
			explained += 1 - fd.match[i]
		}
	}
	for _, fl := range s.Fields {
		if fl.Required {
			required++
			if has[fl.Name] {
				met++
			}
		}
	}
	fd.whole = specific >= s.Min || s.Name == "survey" && has["respondent"]
	for _, group := range s.Need {
		if !slices.ContainsFunc(group, func(n string) bool { return has[n] }) {
			fd.whole = false
		}
	}
	if specific == s.Min && len(s.About) > 0 && !speaksOf(f, fd, s.About) {
		fd.whole = false
	}
	if s.Roles != "" && !slices.Contains(fd.roles, true) {
		fd.whole = fd.whole && s.Name == "raci" && countLetterFields(has) >= 2
	}
	share := 1.0
	if required > 0 {
		share = float64(met) / float64(required)
	}
	if total > 0 {
		fd.score = 0.5*share + 0.5*explained/total
	}
	if specific == 0 {
		fd.score = 0
	}
	if !fd.whole {
		fd.score *= 0.5
	}
	fd.score = math.Round(fd.score*100) / 100
}

// speaksOf tells whether title, sheet or file name, or the headers matched, hold one of the words.
func speaksOf(f *frame, fd *finding, about []string) bool {
	return slices.ContainsFunc(about, func(w string) bool {
		if strings.Contains(f.about, w) {
			return true
		}
		for i := range f.cols {
			if fd.fields[i] != "" && strings.Contains(f.cols[i].word, w) {
				return true
			}
		}
		return false
	})
}

func countLetterFields(has map[string]bool) int {
	n := 0
	for _, l := range []string{"responsible", "accountable", "consulted", "informed"} {
		n += btoi(has[l])
	}
	return n
}

// fitLetters finds the columns of roles: letters R, A, C, I in the cells.
func fitLetters(f *frame, fd *finding) {
	columns, letters := 0, 0
	for i := range f.cols {
		p := &f.cols[i].prof
		if fd.fields[i] != "" && !strings.Contains("responsible accountable consulted informed", fd.fields[i]) {
			continue
		}
		if n := p.count[isLetters]; n > 0 && 2*n >= p.n-p.count[isError] {
			fd.roles[i], fd.fields[i] = true, ""
			columns++
			letters += n
		}
	}
	known := slices.Contains(fd.fields, "activity")
	if columns < 2 || !known && (columns < 3 || letters < 2*columns) {
		clear(fd.roles) // a few cells that happen to be A or C
	}
	if slices.Contains(fd.fields, "activity") || !slices.Contains(fd.roles, true) {
		return
	}
	for i := range f.cols { // the activities have a header of their own making, or none
		if p := &f.cols[i].prof; !fd.roles[i] && fd.fields[i] == "" && p.most(isText) && p.n > 0 {
			fd.fields[i], fd.match[i] = "activity", 0.6
			return
		}
	}
}

// fitScores finds the candidates of a selection: numbers under headers of their own.
func fitScores(f *frame, fd *finding) {
	if !slices.Contains(fd.fields, "criterion") || !slices.Contains(fd.fields, "weight") {
		return
	}
	n := 0
	for i := range f.cols {
		if p := &f.cols[i].prof; fd.fields[i] == "" && p.n > 0 && p.most(isNumber) && f.cols[i].word != "" {
			fd.roles[i] = true
			n++
		}
	}
	if n < 2 {
		clear(fd.roles)
	}
}
