package mcp

import (
	"cmp"
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/site"
)

// duty is something that should be done by now: a task, a review, a decision.
type duty struct {
	Kind   string   `json:"kind"`
	ID     string   `json:"id,omitempty"`
	Name   string   `json:"name"`
	Owners []string `json:"owners,omitempty"`
	Due    kb.Date  `json:"due"`
	Late   int      `json:"days_late"`
	From   string   `json:"from,omitempty"`
	Page   string   `json:"page"`
	Anchor string   `json:"anchor,omitempty"`
}

func overdue(a *asked, in args) (any, error) {
	project, err := a.project(in.text("project"))
	if err != nil {
		return nil, err
	}
	var all []*site.Duty
	if name := in.text("owner"); name != "" {
		who := a.Owners.Named(name)
		if who == nil {
			return nil, no("owner.none", name, a.people())
		}
		for _, h := range a.Owners.Of(who) {
			all = append(all, h.Duty)
		}
	} else {
		projects := []string{project}
		if in.text("project") == "" {
			projects = append(projects, a.Site.Data.Projects()...)
		}
		for _, p := range projects {
			all = append(all, a.Owners.All(p)...)
		}
	}
	list := []duty{}
	for _, d := range all {
		if late := d.Late(a.Site.Today); late > 0 && !a.private(d) {
			list = append(list, duty{d.Kind, d.ID, d.Name, d.Owners, d.Due, late, d.Note, d.Out, d.Frag})
		}
	}
	slices.SortStableFunc(list, func(x, y duty) int { return cmp.Compare(y.Late, x.Late) })
	shown := list[:min(len(list), mostItems)]
	return struct {
		Today kb.Date `json:"today"`
		Total int     `json:"total"`
		List  []duty  `json:"overdue"`
	}{a.Site.Today, len(list), shown}, nil
}

// private tells whether a duty comes from a workbook whose rows are not published.
func (a *asked) private(d *site.Duty) bool {
	b := a.Site.Book(a.sourceOf(d.Out))
	return b != nil && a.Site.Data.PrivateBook(b)
}

// people lists the names of owners, at most mostItems, for the text of an error.
func (a *asked) people() string {
	var names []string
	for _, w := range a.Owners.List[:min(len(a.Owners.List), mostItems)] {
		names = append(names, w.Name)
	}
	return strings.Join(names, ", ")
}
