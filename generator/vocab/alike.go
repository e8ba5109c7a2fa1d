package vocab

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// alike replaces the parts of a header that say the same by the first of their
// kind: 应对办法 and 应对措施, 计划止 and 计划完成 are two spellings of one. Longer parts
// are looked for first.
func alike(kinds [][]string) *strings.Replacer {
	var pairs [][2]string
	for _, kind := range kinds {
		for _, part := range kind[1:] {
			pairs = append(pairs, [2]string{part, kind[0]})
		}
		pairs = append(pairs, [2]string{kind[0], kind[0]})
	}
	slices.SortStableFunc(pairs, func(a, b [2]string) int { return cmp.Compare(len(b[0]), len(a[0])) })
	var list []string
	for _, p := range pairs {
		list = append(list, p[0], p[1])
	}
	return strings.NewReplacer(list...)
}

// common is a header in the spelling that all of its kind share, "" if it is too
// short to be told by its parts. 提案日 is 提案日期.
func (v *Words) common(word string) string {
	if utf8.RuneCountInString(word) < 3 {
		return ""
	}
	if strings.HasSuffix(word, "日") && !strings.HasSuffix(word, "工作日") {
		word += "期"
	}
	return undated(v.alike.Replace(word))
}

// indexAlike gives each field the common spellings of its words. One that words of
// two fields of a schema come to tells neither, unless it is the same word.
func (v *Words) indexAlike(s *Schema) {
	came := map[string]map[int][]string{} // spelling to field to words
	for i := range s.Fields {
		for _, w := range s.Fields[i].Words {
			if c := v.common(w); c != "" {
				if came[c] == nil {
					came[c] = map[int][]string{}
				}
				came[c][i] = append(came[c][i], w)
			}
		}
	}
	for i := range s.Fields {
		f := &s.Fields[i]
		f.common = make([]string, len(f.Words))
		for k, w := range f.Words {
			if c := v.common(w); c != "" && shared(came[c], w) {
				f.common[k], v.commons[c] = c, true
			}
		}
	}
}

// shared tells whether all fields whose words come to one spelling have the word;
// one field need not.
func shared(words map[int][]string, w string) bool {
	if len(words) == 1 {
		return true
	}
	for _, list := range words {
		if !slices.Contains(list, w) {
			return false
		}
	}
	return true
}

// SaysHeader tells whether the word says what a header of any schema says, if in
// other parts.
func (v *Words) SaysHeader(w string) bool {
	c := v.common(w)
	return c != "" && v.commons[c]
}
