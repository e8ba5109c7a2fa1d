package check

import (
	"regexp"
	"strings"
	"unicode"

	"milepost/generator/diag"
	"milepost/generator/site"
	"milepost/generator/text"
)

// padding are the words that two people who ask the same put differently.
var padding = regexp.MustCompile(`请问|为什么|为何|怎么办|怎么样|怎么|怎样|如何|什么|应该|需要|可以|能够|我们|我|的|了|吗|呢|要|\b(how|do|does|can|should|i|we|to|the|a|an|my|is|are)\b`)

// question is a heading of an FAQ page without what does not tell questions
// apart, "" if too little is left.
func question(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == ' ' {
			return r
		}
		return -1
	}, text.Fold(s))
	s = strings.Join(strings.Fields(padding.ReplaceAllString(s, "")), " ")
	if len([]rune(s)) < 4 {
		return ""
	}
	return s
}

// questions: nobody finds two answers to one question (FA02). Why and how are
// two questions, and so are those of two systems.
func questions(in *input) (diags diag.List) {
	if in.site == nil {
		return nil
	}
	type asked struct {
		page *site.Page
		at   int
	}
	first := map[string]asked{}
	for _, p := range in.site.Pages {
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
			was, twice := first[key]
			if !twice {
				first[key] = asked{p, i}
				continue
			}
			old := was.page.Headings[was.at]
			diags = append(diags, diag.New("FA02.twice", diag.Pos{File: p.Path, Line: h.Line, Col: 1}, h.Text, old.Text, diag.Pos{File: was.page.Path, Line: old.Line}))
		}
	}
	return diags
}

func why(s string) bool {
	s = text.Fold(s)
	return strings.Contains(s, "为什么") || strings.Contains(s, "为何") || strings.Contains(s, "why")
}
