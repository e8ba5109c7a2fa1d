package check

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"milepost/generator/diag"
	"milepost/generator/site"
	"milepost/generator/text"
)

// padding are words that differ when two people ask the same question.
var padding = regexp.MustCompile(`请问|为什么|为啥|为何|咋回事|怎么回事|怎么办|咋办|咋样|咋|啥|怎么样|怎么|怎样|如何|什么|应该|需要|可以|能够|我们|我|的|了|吗|呢|要|\b(how|do|does|can|should|i|we|to|the|a|an|my|is|are)\b`)

// question is a heading of an FAQ page without the words and marks in padding,
// "" if too little is left.
func question(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == ' ' {
			return r
		}
		return -1
	}, text.Fold(s))
	s = strings.Join(strings.Fields(padding.ReplaceAllString(s, "")), " ")
	if n := len([]rune(s)); n < 3 || n == 3 && s[0] < 0x80 {
		return ""
	}
	return s
}

// telling are characters that make a different question even if nothing else
// differs: opposites, numbers, directions. Letters and digits do, too.
const telling = "不未无非没出入进退收发开关增减加删上下前后左右内外大小多少高低新旧早晚买卖借还存取领启停男女公私正反首末始终升降长短真假主副手自单双东西南北中甲乙丙丁一二三四五六七八九十年月周日季时分秒"

// turning are words between two things whose order matters: 从甲转到乙.
const turning = "从到转给向比往由至换"

// alike are groups of characters that mean the same in a question: 重置, 重设.
var alike = []string{"置设", "记掉", "改换变", "看查阅", "找寻", "填写录登", "连接", "删除", "添增加", "办处", "损坏", "错误", "和与跟", "在于", "里内中", "把将", "该当", "再又", "就便"}

// longQuestion is the length in characters from which one other character (not in
// telling) leaves a question the same.
const longQuestion = 8

// form is a form of a question as one number, made from its characters like
// digits: there may be thousands of questions with many forms each.
type form uint64

const base form = 0x9e3779b97f4a7c15

// The kinds of forms, in their highest bits.
const (
	asIs    form = iota << 60 // the question
	longer                    // it, to be found by one that leaves out a character
	shorter                   // it without one character
	another                   // it with another character
	ordered                   // its characters in order
)

// forms are the numbers under which a question is stored, and those by which it is
// found again when it is asked with one character more, less or changed, or in
// another order. A question that shares no half with another needs only the last
// kind: one edit leaves a half as it is.
func forms(key string, alone bool) (kept, sought []form) {
	r := []rune(key)
	if !alone {
		kept, sought = edited(r)
	}
	if len(r) > 4 && !strings.ContainsAny(key, turning) {
		slices.Sort(r)
		f := digits(r)[len(r)] ^ ordered
		kept, sought = append(kept, f), append(sought, f)
	}
	return kept, sought
}

// edited is the forms of a question with one character more, less or changed.
func edited(r []rune) (kept, sought []form) {
	heads := digits(r)
	all := heads[len(r)]
	kept, sought = []form{all ^ asIs, all ^ longer}, []form{all ^ asIs, all ^ shorter}
	both := func(f form) { kept, sought = append(kept, f), append(sought, f) }
	tail, weight := form(0), form(1)
	for i := len(r) - 1; i >= 0; i-- {
		if c := r[i]; c >= 0x2e80 && !strings.ContainsRune(telling, c) {
			less := heads[i]*weight + tail
			kept, sought = append(kept, less^shorter), append(sought, less^longer)
			if n := slices.IndexFunc(alike, func(a string) bool { return strings.ContainsRune(a, c) }); n >= 0 {
				both((heads[i]*base+form(n+1))*weight + tail ^ another)
			}
			if len(r) >= longQuestion {
				both(heads[i]*base*weight + tail ^ another)
			}
		}
		tail += form(r[i]) * weight
		weight *= base
	}
	return kept, sought
}

// halves are the beginning and the end of a question, each as long as half of
// it, and as half of one that is a character shorter: if one edit makes two
// questions the same, they share a half.
func halves(key string) (out []form) {
	r := []rune(key)
	for n := (len(r) - 2) / 2; n <= (len(r)-1)/2; n++ {
		out = append(out, digits(r[:n])[n]^shorter^form(n), digits(r[len(r)-n:])[n]^longer^form(n))
	}
	return out
}

// digits is the numbers of all beginnings of a text, the whole text last.
func digits(r []rune) []form {
	heads := make([]form, len(r)+1)
	for i, c := range r {
		heads[i+1] = heads[i]*base + form(c)
	}
	return heads
}

// query is a question of an FAQ page.
type query struct {
	page *site.Page
	at   int    // heading
	key  string // see question
}

// askedIn is the questions of a site, and how many questions have each half.
func askedIn(s *site.Site) (all []query, have map[form]int) {
	have = map[form]int{}
	for _, p := range s.Pages {
		if p.Kind != "faq" {
			continue
		}
		for i, h := range p.Headings {
			key := question(h.Text)
			if key == "" || i+1 < len(p.Headings) && p.Headings[i+1].Level > h.Level { // a group of questions
				continue
			}
			if why(h.Text) {
				key = "?" + key
			}
			all = append(all, query{p, i, key})
			for _, f := range halves(key) {
				have[f]++
			}
		}
	}
	return all, have
}

// questions: one question has one answer (FA02), even if it is asked with one
// character changed or in another order. Why and how are two questions, and so
// are those about two systems.
func questions(in *input) (diags diag.List) {
	if in.site == nil {
		return nil
	}
	all, have := askedIn(in.site)
	first := map[form]int{}
	for i, q := range all {
		alone := !slices.ContainsFunc(halves(q.key), func(f form) bool { return have[f] > 1 })
		kept, sought := forms(q.key, alone)
		n := slices.IndexFunc(sought, func(f form) bool { _, ok := first[f]; return ok })
		if n < 0 {
			for _, f := range kept {
				first[f] = i
			}
			continue
		}
		was := all[first[sought[n]]]
		h, old := q.page.Headings[q.at], was.page.Headings[was.at]
		diags = append(diags, diag.New("FA02.twice", diag.Pos{File: q.page.Path, Line: h.Line, Col: 1}, h.Text, old.Text, diag.Pos{File: was.page.Path, Line: old.Line}))
	}
	return diags
}

func why(s string) bool {
	s = text.Fold(s)
	return strings.Contains(s, "为什么") || strings.Contains(s, "为啥") || strings.Contains(s, "为何") || strings.Contains(s, "why")
}
