package vocab

// mechanismWords are how pages and tables speak of those parts of the method that
// have no kind of page and no schema of their own.
var mechanismWords = []struct {
	name  string
	words []string
}{
	{"compliance", []string{"合规", "等保", "等级保护", "个人信息", "gdpr", "compliance", "privacy"}},
	{"poc", []string{"poc", "概念验证"}},
	{"champions", []string{"先锋用户", "种子用户", "关键用户", "champion", "seed user", "key user"}},
	{"benefits", []string{"收益", "效益", "联合运营", "benefit"}},
}

// SpeaksOfMechanism tells whether a title is about a part of the method.
func SpeaksOfMechanism(name, title string) bool {
	for _, m := range mechanismWords {
		if m.name == name {
			return speaksOf(title, m.words)
		}
	}
	return false
}
