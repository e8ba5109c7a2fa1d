package vocab

import (
	"slices"
	"strings"

	"milepost/generator/text"
)

// People cuts a text into the names or posts that it lists: 张三／李四,
// 项目经理、业务分析师. Words for nobody (无, 待定) are left out.
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

// departmentEndings are the endings of names of departments, companies and teams.
var departmentEndings = []string{"部", "部门", "中心", "处室", "科室", "小组", "项目组", "委员会", "公司", "团队", "厂商", "供应商", " department", " dept", " team", " office"}

// DepartmentWord tells whether a name is that of a department, a company or a team,
// not of a person: 运维部, 信息中心.
func DepartmentWord(name string) bool {
	said := text.Fold(strings.TrimSpace(name))
	return slices.ContainsFunc(departmentEndings, func(w string) bool { return strings.HasSuffix(said, w) && len(said) > len(w) })
}
