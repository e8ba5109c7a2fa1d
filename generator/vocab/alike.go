package vocab

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// alike makes a replacer that turns each part of a header into the first part of
// its list, where a list holds parts with one meaning: 应对办法 becomes 应对措施,
// 计划止 becomes 计划完成. Longer parts are looked for first.
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

// common is the spelling shared by all headers with the meaning of this one (提案日
// and 提案日期 have the same), "" for a header under three characters: its parts
// say too little.
func (v *Words) common(word string) string {
	if utf8.RuneCountInString(word) < 3 {
		return ""
	}
	if strings.HasSuffix(word, "日") && !strings.HasSuffix(word, "工作日") {
		word += "期"
	}
	return undated(v.alike.Replace(word))
}

// indexAlike gives each field the common spellings of its words. A spelling that
// two fields of the schema share counts for neither, unless both list the very
// same word.
func (v *Words) indexAlike(s *Schema) {
	came := map[string]map[int][]string{} // by common spelling and number of the field: the field's words
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

// shared tells whether the word may count under its common spelling: words are
// the words with that spelling by field. There is one such field, or all list w.
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

// SaysHeader tells whether the word means the same as a header of any schema,
// in this spelling or another: 应对办法 where the vocabulary has 应对措施.
func (v *Words) SaysHeader(w string) bool {
	c := v.common(w)
	return c != "" && v.commons[c]
}
