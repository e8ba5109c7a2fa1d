package sheet

import (
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// disambiguate decides headers with two meanings by the other columns. If nothing decides,
// the column stays unknown, with a diagnostic.
func disambiguate(f *frame, s *vocab.Schema, fd *finding) {
	switch s.Name {
	case kb.SchemaPhases:
		disambiguatePhases(f, fd)
	case kb.SchemaKPI:
		disambiguateKPI(f, fd)
		disambiguateDepartments(f, fd)
	case kb.SchemaIncidents:
		disambiguateIncidents(f, fd)
	case kb.SchemaSelection:
		disambiguateSelection(fd)
	case kb.SchemaDecisions:
		disambiguateDecisions(f, s, fd)
	case kb.SchemaBenefits:
		disambiguateBenefits(fd)
	case kb.SchemaChampions:
		disambiguateChampions(f, s, fd)
	}
}

// disambiguateDecisions: a column of types counts only if its cells are 决策, 行动 and so on.
// Without it, the title or a header must mention decisions or actions; else it is a list of
// tasks.
func disambiguateDecisions(f *frame, s *vocab.Schema, fd *finding) {
	i := slices.Index(fd.fields, kb.FieldType)
	if i >= 0 {
		known, n := 0, 0
		for r := range f.rows {
			if c := f.rows[r].spots[i].c; c != nil && c.kind == rawText {
				n++
				known += btoi(vocab.RecordKind(c.text) != "")
			}
		}
		if n > 0 && 2*known > n {
			return
		}
		fd.fields[i], fd.match[i] = "", 0
	}
	if !speaksOf(f, fd, s.About) {
		clear(fd.fields)
		clear(fd.match)
	}
}

// bareFinish are headers of a finish that may be planned or actual.
var bareFinish = []string{"完成时间", "完成日期", "完成"}

// disambiguatePhases: 完成时间 is the planned finish in MS Project (beside 工期,
// 前置任务, 资源名称, 大纲级别 or with a bare 开始时间) and the actual one in TAPD
// (beside 预计结束 and other planned ends). With a baseline, the baseline is the
// plan, and the bare columns are the current forecast.
func disambiguatePhases(f *frame, fd *finding) {
	has := func(test func(w string) bool) bool {
		return slices.ContainsFunc(f.cols, func(c column) bool { return test(c.word) })
	}
	disambiguateRedmine(f, fd, has)
	baseline := has(func(w string) bool {
		return strings.HasPrefix(w, "比较基准") || strings.HasPrefix(w, "基准") || strings.HasPrefix(w, "baseline")
	})
	for i := range f.cols {
		w := f.cols[i].word
		if baseline && (slices.Contains([]string{"完成时间", "完成日期", "完成", "finish", "end", "结束时间"}, w)) && f.cols[i].prof.dateLike() {
			give(fd, i, kb.FieldForecastEnd)
			continue
		}
		if !slices.Contains(bareFinish, w) || !f.cols[i].prof.dateLike() {
			continue
		}
		planned := slices.Index(fd.fields, kb.FieldPlannedEnd)
		actual := slices.Index(fd.fields, kb.FieldActualEnd)
		project := has(func(w string) bool {
			return slices.Contains([]string{"工期", "前置任务", "资源名称", "大纲级别", "标识号", "任务模式", "实际完成时间", "实际完成", "实际完成日期"}, w)
		})
		switch {
		case planned >= 0 && planned != i && (actual < 0 || actual == i):
			give(fd, i, kb.FieldActualEnd)
		case project && (planned < 0 || planned == i):
			give(fd, i, kb.FieldPlannedEnd)
		case fd.fields[i] == kb.FieldActualEnd || fd.fields[i] == kb.FieldPlannedEnd:
			fd.fields[i], fd.match[i] = "", 0 // undecided: said, not guessed
		}
	}
}

// disambiguateRedmine: beside 计划完成日期 the 结束日期 of Redmine is the day on which the issue was closed.
func disambiguateRedmine(f *frame, fd *finding, has func(func(string) bool) bool) {
	planned := slices.Index(fd.fields, kb.FieldPlannedEnd)
	if planned < 0 || !has(func(w string) bool { return w == "跟踪" }) {
		return
	}
	for i := range f.cols {
		if i != planned && f.cols[i].word == "结束日期" && f.cols[i].prof.dateLike() {
			give(fd, i, kb.FieldActualEnd)
		}
	}
}

// give assigns a field to a column, and takes it from the column that had it.
func give(fd *finding, col int, field string) {
	for i, f := range fd.fields {
		if f == field && i != col {
			fd.fields[i], fd.match[i] = "", 0
		}
	}
	fd.fields[col], fd.match[col] = field, 1
}

// disambiguateDepartments: 责任部门 is the owner of an indicator, unless one indicator has
// several of them: then it is the department in which it is measured.
func disambiguateDepartments(f *frame, fd *finding) {
	name, owner := slices.Index(fd.fields, kb.FieldIndicator), slices.Index(fd.fields, kb.FieldOwner)
	if name < 0 || owner < 0 || !strings.Contains(f.cols[owner].word, "部门") || slices.Contains(fd.fields, kb.FieldDepartment) {
		return
	}
	first := map[string]string{}
	for i := range f.rows[:min(len(f.rows), maxProfile)] {
		n, o := f.rows[i].spots[name].c, f.rows[i].spots[owner].c
		if n == nil || o == nil || o.kind != rawText {
			continue
		}
		if who, again := first[n.text]; again && who != o.text {
			fd.fields[owner] = kb.FieldDepartment
			return
		}
		first[n.text] = o.text
	}
}

// disambiguateKPI: 完成率 is attainment only beside a target and an actual.
func disambiguateKPI(f *frame, fd *finding) {
	i := slices.Index(fd.fields, kb.FieldAttainment)
	if i < 0 || f.cols[i].word != "完成率" {
		return
	}
	if !slices.Contains(fd.fields, kb.FieldTarget) && !slices.Contains(fd.fields, kb.FieldActual) {
		fd.fields[i], fd.match[i] = "", 0
	}
}

// disambiguateIncidents: an export of all kinds of issues (Jira: Created, Priority,
// Resolved) is a list of incidents only if its types say so.
func disambiguateIncidents(f *frame, fd *finding) {
	i := slices.IndexFunc(f.cols, func(c column) bool {
		return slices.Contains([]string{"issuetype", "问题类型", "事务类型", "工作项类型", "需求类型", "任务类型", "跟踪", "tracker"}, c.word)
	})
	if i < 0 || slices.Contains(fd.fields, kb.FieldResponded) || slices.Contains(fd.fields, kb.FieldRootCause) {
		return
	}
	for r := range f.rows {
		if c := f.rows[r].spots[i].c; c != nil && c.kind == rawText {
			w := vocab.Plain(c.text)
			if slices.ContainsFunc([]string{"incident", "outage", "service", "故障", "事件"}, func(x string) bool { return strings.Contains(w, x) }) {
				return
			}
		}
	}
	clear(fd.fields)
	clear(fd.match)
}

// disambiguateSelection: a dimension with no finer criterion is the criterion.
func disambiguateSelection(fd *finding) {
	if i := slices.Index(fd.fields, kb.FieldCategory); i >= 0 && !slices.Contains(fd.fields, kb.FieldCriterion) {
		fd.fields[i] = kb.FieldCriterion
	}
}

// disambiguateBenefits: a target and an actual value without the benefit are indicators.
func disambiguateBenefits(fd *finding) {
	if !slices.Contains(fd.fields, kb.FieldBenefit) {
		clear(fd.fields)
		clear(fd.match)
	}
}

// disambiguateChampions: names and departments are people unless something says that they are champions.
func disambiguateChampions(f *frame, s *vocab.Schema, fd *finding) {
	if !speaksOf(f, fd, s.About) {
		clear(fd.fields)
		clear(fd.match)
	}
}

// dateLike tells whether the column can be one of days.
func (p *profile) dateLike() bool { return p.most(isDay) || packedDates(p) }
