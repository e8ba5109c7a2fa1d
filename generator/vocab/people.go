package vocab

import (
	"strings"

	"milepost/generator/text"
)

// People cuts a text with several names or posts: 张三／李四, 项目经理、业务分析师.
// What stands for nobody is left out.
func People(s string) []string {
	var out []string
	for p := range strings.FieldsFuncSeq(text.Normal(s), betweenNames) {
		if p = Trim(p); p != "" && !Base().Blank(Plain(p)) {
			out = append(out, p)
		}
	}
	return out
}

func betweenNames(r rune) bool { return strings.ContainsRune("/、,;&+|\n\r", r) }
