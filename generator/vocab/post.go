package vocab

import (
	"strings"

	"milepost/generator/text"
)

// Post is a role that every project must fill.
type Post struct {
	Name  string   // in English
	words []string // parts of its names; a word of two letters must be the whole name
}

// Posts are the three roles that every project must fill.
var Posts = []Post{
	{"PM", []string{"项目经理", "project manager", "pm"}},
	{"BA", []string{"业务分析", "business analyst", "ba"}},
	{"Tech Lead", []string{"技术负责", "技术经理", "架构师", "tech lead", "technical lead", "architect"}},
}

// Is tells whether the name of a role means this post.
func (p Post) Is(role string) bool {
	r := strings.TrimSpace(text.Fold(role))
	for _, w := range p.words {
		if len(w) <= 2 && r == w || len(w) > 2 && strings.Contains(r, w) {
			return true
		}
	}
	return false
}

// SamePost tells whether two roles are the same post.
func SamePost(a, b string) bool {
	for _, p := range Posts {
		if p.Is(a) && p.Is(b) {
			return true
		}
	}
	return false
}
