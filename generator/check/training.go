package check

import (
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/text"
	"slices"
	"strings"
)

// training: everybody who works with the system is trained before the rollout
// (TR01), not more people are trained than planned (TR02), and not more pass
// than attend.
func training(in *input) (diags diag.List) {
	diags = append(diags, before(in)...)
	diags = append(diags, untaught(in)...)
	for _, set := range in.parts(kb.SchemaTraining) {
		for row := range set.Rows {
			planned, ok1 := set.Cell(row, kb.FieldPlanned).Float()
			trained, ok2 := set.Cell(row, kb.FieldTrained).Float()
			passed, ok3 := set.Cell(row, kb.FieldPassed).Float()
			if ok1 && ok2 && trained > planned {
				pos := at(set, row, set.Col(kb.FieldTrained))
				diags = append(diags, diag.New("TR02.planned", pos, said(set, row, kb.FieldCourse), set.Cell(row, kb.FieldTrained).String(), set.Cell(row, kb.FieldPlanned).String(), cellName(pos, at(set, row, set.Col(kb.FieldPlanned)))))
			}
			if ok2 && ok3 && passed > trained && set.Columns[set.Col(kb.FieldPassed)].Type == set.Columns[set.Col(kb.FieldTrained)].Type {
				pos := at(set, row, set.Col(kb.FieldPassed))
				diags = append(diags, diag.New("TR02.passed", pos, said(set, row, kb.FieldCourse), set.Cell(row, kb.FieldPassed).String(), set.Cell(row, kb.FieldTrained).String(), cellName(pos, at(set, row, set.Col(kb.FieldTrained)))))
			}
		}
	}
	return diags
}

// tiers are the two audiences of the method: managers, and those who work with the
// system.
var tiers = []struct {
	name  diag.Either
	ends  []string // endings of job titles: 班组长, 拣货员
	words []string
}{
	{diag.Either{Zh: "管理层", En: "managers"}, []string{"长", "总监", "总"}, []string{"管理层", "管理人员", "管理者", "管理岗", "领导", "高管", "决策", "主管", "店长", "经理", "主任", "院长", "厂长", "组长", "负责人", "manager", "management", "executive", "supervisor", "全员", "全体", "all staff"}},
	{diag.Either{Zh: "操作层", En: "users"}, []string{"员", "工", "师", "手", "士", "师傅"}, []string{"操作", "一线", "员工", "店员", "用户", "业务人员", "护士", "医生", "医师", "司机", "工人", "坐席", "客服", "收银", "仓管", "operator", "staff", "user", "employee", "clerk", "nurse", "driver", "worker", "全员", "全体", "all staff"}},
}

// before: both tiers are trained when the rollout begins, each department before its own batch.
func before(in *input) (diags diag.List) {
	batches := rollout(in)
	if len(batches) == 0 {
		return nil
	}
	var have [2]bool
	var first *kb.Dataset
	for _, set := range in.joined(kb.SchemaTraining) {
		for row := range set.Rows {
			diags = append(diags, ahead(set, row, batches[1:])...)
			n, ok := set.Cell(row, kb.FieldTrained).Float()
			if set.Col(kb.FieldAudience) < 0 || set.Col(kb.FieldTrained) >= 0 && (!ok || n == 0) {
				continue
			}
			if first == nil {
				first = set
			}
			for i, t := range tiers {
				have[i] = have[i] || about(said(set, row, kb.FieldAudience), t.words...) || endsAs(said(set, row, kb.FieldAudience), t.ends)
			}
		}
	}
	if first == nil || have[0] == have[1] { // both trained, or titles that tiers does not know
		return diags
	}
	missing := tiers[0]
	if have[0] {
		missing = tiers[1]
	}
	return append(diags, diag.New("TR01.audience", at(first, -1, first.Col(kb.FieldAudience)), missing.name, batches[0].Name, batches[0].ActualStart))
}

// endsAs tells whether one of the audiences in a cell has an ending of a tier.
func endsAs(audience string, ends []string) bool {
	for _, one := range strings.FieldsFunc(audience, func(r rune) bool { return strings.ContainsRune("、，,;；/和及 ", r) }) {
		one, _, _ = strings.Cut(strings.ReplaceAll(one, "（", "("), "(")
		if slices.ContainsFunc(ends, func(end string) bool { return strings.HasSuffix(one, end) && !strings.HasSuffix(one, "管理"+end) }) {
			return true
		}
	}
	return false
}

// rollout is the rollout, if it has begun, and those of its batches that have.
func rollout(in *input) (out []site.Phase) {
	for _, set := range in.around(kb.SchemaPhases) {
		all := in.data.Phases(set, "")
		for i := range all {
			if n := stage(&all[i]); n < 0 || method[n].name != "推广" || all[i].ActualStart == "" || all[i].ActualStart > in.today {
				continue
			}
			out = append(out, all[i])
			for j := i + 1; j < len(all) && all[j].Level > all[i].Level; j++ {
				if all[j].ActualStart != "" && all[j].ActualStart <= in.today {
					out = append(out, all[j])
				}
			}
			return out
		}
	}
	return nil
}

// ahead: a department's course takes place before its batch, and has
// participants.
func ahead(set *kb.Dataset, row int, batches []site.Phase) diag.List {
	dept := said(set, row, kb.FieldDepartment)
	i := slices.IndexFunc(batches, func(p site.Phase) bool {
		return len([]rune(dept)) > 1 && strings.Contains(text.Fold(p.Name), text.Fold(dept))
	})
	if i < 0 {
		return nil
	}
	b := &batches[i]
	course := said(set, row, kb.FieldCourse)
	if day := set.Cell(row, kb.FieldDate).Date(); day > b.ActualStart && set.Col(kb.FieldDate) >= 0 && !earlier(set, row, b.ActualStart) {
		return diag.List{diag.New("TR01.late", at(set, row, set.Col(kb.FieldDate)), course, dept, day, b.Name, b.ActualStart)}
	}
	if n, ok := set.Cell(row, kb.FieldTrained).Float(); set.Col(kb.FieldTrained) >= 0 && (blank(set, row, kb.FieldTrained) || ok && n == 0) {
		return diag.List{diag.New("TR01.nobody", at(set, row, set.Col(kb.FieldTrained)), course, dept, b.Name, b.ActualStart)}
	}
	return nil
}

// earlier tells whether the same course of the department also took place by a day: later ones are for
// newcomers.
func earlier(set *kb.Dataset, row int, day kb.Date) bool {
	for i := range set.Rows {
		if d := set.Cell(i, kb.FieldDate).Date(); d != "" && d <= day && said(set, i, kb.FieldDepartment) == said(set, row, kb.FieldDepartment) && said(set, i, kb.FieldAudience) == said(set, row, kb.FieldAudience) {
			return true
		}
	}
	return false
}
