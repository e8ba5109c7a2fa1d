package site

import (
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// Stage is the number of the phase in the method that a row of the top level names, -1
// if none.
func Stage(p *Phase) int {
	if p.Level > 0 || p.Task.Milestone {
		return -1
	}
	return vocab.MethodPhase(p.Name)
}

// UseChampions sets the departments that have a page about their champion, by
// project. Call it before anybody reads, like UseDay.
func (d *Data) UseChampions(departments map[string][]string) { d.champions = departments }

// championPages is the departments of all pages about champions, by project.
func championPages(s *Site) map[string][]string {
	out := map[string][]string{}
	for _, p := range s.Of("champion") {
		for _, f := range p.Front.Fields {
			if f.Key == "department" {
				project := s.Data.Project(p.Path)
				out[project] = append(out[project], strings.Join(f.List, "、"))
			}
		}
	}
	return out
}

// Pilots is the departments of the pilot in the project of a list of champions, and
// those of them without a champion in the list or on a page.
func (d *Data) Pilots(set *kb.Dataset) (all, lacking []string) {
	project := d.Project(set.File)
	have := slices.Clone(d.champions[project])
	for row := range set.Rows {
		have = append(have, set.Cell(row, kb.FieldDepartment).String())
	}
	all = d.pilots(project)
	for _, department := range all {
		if !slices.ContainsFunc(have, func(h string) bool { return SameDepartment(h, department) }) {
			lacking = append(lacking, department)
		}
	}
	return all, lacking
}

// SameDepartment tells whether two names may mean one department: 华东, 华东大区.
func SameDepartment(a, b string) bool {
	a, b = vocab.Spelling(a), vocab.Spelling(b)
	return a != "" && b != "" && (strings.Contains(a, b) || strings.Contains(b, a))
}

// pilots are the departments that rows below the pilot in the plan name. Only
// departments of the training sheet count, so that a task is not taken for
// one. Each department is named once, see fullest. A plan may be that of several projects.
func (d *Data) pilots(project string) (out []string) {
	var rows []string
	for _, around := range d.outward(project) {
		plans := d.surely(around, kb.SchemaPhases)
		for _, set := range plans {
			rows = append(rows, belowPilot(d.Phases(set, ""))...)
		}
		if len(plans) > 0 {
			break
		}
	}
	for _, set := range d.surely(project, kb.SchemaTraining) {
		for row := range set.Rows {
			department := strings.TrimSpace(set.Cell(row, kb.FieldDepartment).String())
			key := vocab.Spelling(department)
			if len([]rune(key)) > 1 && slices.ContainsFunc(rows, func(r string) bool { return strings.Contains(r, key) }) {
				out = append(out, department)
			}
		}
	}
	return fullest(out)
}

// fullest drops names of departments that are spelled again, and those that are part of a
// longer one: of 华东 and 华东大区 the second stays.
func fullest(names []string) (out []string) {
	for i, name := range names {
		key := vocab.Spelling(name)
		if !slices.ContainsFunc(names[:i], func(n string) bool { return vocab.Spelling(n) == key }) &&
			!slices.ContainsFunc(names, func(n string) bool { k := vocab.Spelling(n); return k != key && strings.Contains(k, key) }) {
			out = append(out, name)
		}
	}
	return out
}

// belowPilot is the names, as [vocab.Spelling] has them, of the rows below the pilot of a plan.
func belowPilot(plan []Phase) (rows []string) {
	for i := range plan {
		if Stage(&plan[i]) != vocab.Pilot {
			continue
		}
		for j := i + 1; j < len(plan) && plan[j].Level > plan[i].Level; j++ {
			rows = append(rows, vocab.Spelling(plan[j].Name))
		}
	}
	return rows
}

// surely is the tables of a project whose schema is certain: a score of at
// least Sure.
func (d *Data) surely(project, schema string) []*kb.Dataset {
	return slices.DeleteFunc(d.schema(schema), func(s *kb.Dataset) bool { return s.Score < Sure || d.Project(s.File) != project })
}
