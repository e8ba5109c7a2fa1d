package site

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"milepost/generator/digest"
	"milepost/generator/kb"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// What an owner is.
const (
	OwnerPerson     = "person"
	OwnerRole       = "role"
	OwnerDepartment = "department"
	OwnerStranger   = "stranger" // there are lists of people, but none has this name
)

// Owner is whoever owns something: a person, a role, a department.
type Owner struct {
	Name    string // as first written
	Kind    string
	Out     string
	Members []Member // rows of the lists of people with this name, role or department
	Near    string   // of a stranger: the most similar known name, "" if none is similar

	key string
}

// Held is a duty of an owner: his own, or one of somebody for whom he acts.
type Held struct {
	*Duty
	As  string // the role under which it is written
	For string // the absent person he acts for
}

// Owners is all owners of a site and their duties.
type Owners struct {
	List []*Owner // in the order of their names

	site     *Site
	at       map[string]*Owner     // by folded name
	rosters  func(string) []Member // of each project
	duePages []*Page               // with a day of review, one for each owner, deputy and project
	shared   func() shared
	dated    func() haveDays
}

// shared is all duties, and those of each owner.
type shared struct {
	all  []Duty
	held map[*Owner][]Held
}

// pageOwner is what is read of a page to find owners: of thousands of pages with
// the same values only one is looked at.
type pageOwner struct {
	owner, deputy, project string
	due                    bool
}

// OwnersOf finds the owners. Their duties are collected when first asked for; more adds
// duties that the site does not know. Call it once for a site.
func OwnersOf(s *Site, more func() []Duty) *Owners {
	o := &Owners{site: s, at: map[string]*Owner{}}
	rosters := map[string][]Member{}
	for _, project := range append([]string{"."}, s.Data.Projects()...) {
		rosters[project] = s.Data.Roster(project)
	}
	o.rosters = func(project string) []Member { return rosters[project] }
	o.find(rosters)
	rest := sync.OnceValue(func() []Duty { return append(gatherer{s}.rowDuties(), more()...) })
	o.dated = sync.OnceValue(func() haveDays { return o.ofDuties(rest()) })
	o.shared = sync.OnceValue(func() shared {
		all := append(gatherer{s}.pageDuties(), rest()...)
		nameDuties(all)
		return shared{all, o.share(all)}
	})
	return o
}

// find lists everybody who is named as an owner or stands in a list of people.
func (o *Owners) find(rosters map[string][]Member) {
	read, seen := map[string]bool{}, map[pageOwner]bool{}
	add := func(said string) {
		if said == "" || read[said] {
			return
		}
		read[said] = true
		for _, name := range vocab.People(said) {
			if key := text.Fold(name); o.at[key] == nil {
				o.at[key] = &Owner{Name: name, key: key, Out: nameOut("owners", name)}
				o.List = append(o.List, o.at[key])
			}
		}
	}
	for _, project := range append([]string{"."}, o.site.Data.Projects()...) {
		for _, m := range rosters[project] {
			add(strings.Join(m.Names, "、"))
		}
	}
	var last pageOwner
	var folder *Section
	project := ""
	for _, p := range o.site.Pages {
		if p.Section != folder {
			folder, project = p.Section, o.site.Data.Project(p.Section.Path)
		}
		w := pageOwner{p.Owner, o.site.People[p.DeputyNumber], project, p.Due != ""}
		if w == last { // as most pages of a folder: a comparison costs less than a look into the map
			continue
		}
		if last = w; !seen[w] {
			seen[w] = true
			add(w.owner)
			add(w.deputy)
			if w.due {
				o.duePages = append(o.duePages, p)
			}
		}
	}
	g := gatherer{o.site}
	for _, schema := range owning {
		for _, set := range g.owned(schema) {
			for row := range set.Rows {
				add(set.Cell(row, kb.FieldOwner).String())
			}
		}
	}
	for _, d := range g.conditionDuties() {
		add(strings.Join(d.Owners, "、"))
	}
	o.know(rosters)
	keys := make(map[*Owner]string, len(o.List))
	for _, w := range o.List {
		keys[w] = text.SortKey(w.Name)
	}
	slices.SortFunc(o.List, func(a, b *Owner) int { return cmp.Compare(keys[a], keys[b]) })
}

// owning are the schemas whose rows have owners.
var owning = []string{
	kb.SchemaPhases, kb.SchemaRisks, kb.SchemaDecisions, kb.SchemaSuggestions, kb.SchemaKPI,
	kb.SchemaIncidents, kb.SchemaCompliance, kb.SchemaBenefits, kb.SchemaCommunication,
}

// know sets the kind of each owner: person, else role, else department.
func (o *Owners) know(rosters map[string][]Member) {
	var names []string
	by := map[string]map[string][]Member{OwnerPerson: {}, OwnerRole: {}, OwnerDepartment: {}}
	seen := map[*kb.Dataset]map[int]bool{} // a list may stand for several projects
	for _, project := range append([]string{"."}, o.site.Data.Projects()...) {
		for _, m := range rosters[project] {
			if seen[m.Set] == nil {
				seen[m.Set] = map[int]bool{}
			}
			if seen[m.Set][m.Row] {
				continue
			}
			seen[m.Set][m.Row] = true
			names = append(names, m.Names...)
			for kind, said := range map[string][]string{OwnerPerson: m.Names, OwnerRole: m.Roles, OwnerDepartment: {m.Department}} {
				for _, name := range said {
					by[kind][text.Fold(name)] = append(by[kind][text.Fold(name)], m)
				}
			}
		}
	}
	for _, w := range o.List {
		w.Kind = OwnerPerson
		for _, kind := range []string{OwnerPerson, OwnerRole, OwnerDepartment} {
			if w.Members = by[kind][w.key]; len(w.Members) > 0 {
				w.Kind = kind
				break
			}
		}
		if len(w.Members) == 0 && len(names) > 0 {
			w.Kind, w.Near = OwnerStranger, text.Nearest(w.Name, names)
		}
	}
}

// Named is the owner with a name, nil if there is none.
func (o *Owners) Named(name string) *Owner { return o.at[text.Fold(name)] }

// Cell is the owners that a cell or a page names, in its order.
func (o *Owners) Cell(said string) (list []*Owner) {
	for _, name := range vocab.People(said) {
		if w := o.Named(name); w != nil {
			list = append(list, w)
		}
	}
	return list
}

// Absent tells whether a person is in the lists of people but not there today.
func (o *Owners) Absent(w *Owner) bool {
	return w.Kind == OwnerPerson && len(w.Members) > 0 &&
		!slices.ContainsFunc(w.Members, func(m Member) bool { return m.Here(o.site.Today) })
}

// Left is the last day of a person who has left, "" for one who has not come yet.
func (o *Owners) Left(w *Owner) (day kb.Date) {
	for _, m := range w.Members {
		day = max(day, m.To)
	}
	if day >= o.site.Today {
		return ""
	}
	return day
}

// Twice tells whether two people who are there share a name: rows with different
// departments.
func (o *Owners) Twice(w *Owner) bool {
	department := ""
	for _, m := range w.Members {
		if w.Kind != OwnerPerson || m.Department == "" || !m.Here(o.site.Today) {
			continue
		}
		if department != "" && text.Fold(m.Department) != text.Fold(department) {
			return true
		}
		department = m.Department
	}
	return false
}

// Holders is the people who have a role in a project ("" for any) and are there,
// in the order of its list.
func (o *Owners) Holders(role, project string) []*Owner {
	list := o.having(role, project)
	return slices.DeleteFunc(list, o.Absent)
}

// Roles is the roles in the lists of people, each once.
func (o *Owners) Roles() (roles []string) {
	for _, project := range append([]string{"."}, o.site.Data.Projects()...) {
		for _, m := range o.rosters(project) {
			for _, r := range m.Roles {
				if !slices.Contains(roles, r) {
					roles = append(roles, r)
				}
			}
		}
	}
	return roles
}

// having is the people who have a role, there or not. If nobody has it by this
// name, other names of the same role count.
func (o *Owners) having(role, project string) (list []*Owner) {
	projects := []string{project}
	if project == "" {
		projects = append([]string{"."}, o.site.Data.Projects()...)
	}
	same := func(a, b string) bool { return text.Fold(a) == text.Fold(b) }
	for _, is := range []func(a, b string) bool{same, vocab.SamePost} {
		for _, project := range projects {
			for _, m := range o.rosters(project) {
				if !slices.ContainsFunc(m.Roles, func(r string) bool { return is(r, role) }) {
					continue
				}
				for _, name := range m.Names {
					if w := o.Named(name); w != nil && !slices.Contains(list, w) {
						list = append(list, w)
					}
				}
			}
		}
		if len(list) > 0 {
			break
		}
	}
	return list
}

// deputies stand in for a person who is not there: those of the duty itself, else
// those of the lists.
func (o *Owners) deputies(w *Owner, d *Duty) (list []*Owner) {
	said := vocab.People(d.Deputy)
	for _, m := range w.Members {
		if len(said) == 0 {
			said = m.Deputies
		}
	}
	for _, name := range said {
		v := o.Named(name)
		switch {
		case v == nil || v.Kind == OwnerRole:
			list = append(list, slices.DeleteFunc(o.Holders(name, d.Project), func(v *Owner) bool { return v == w })...)
		case v != w:
			list = append(list, v)
		}
	}
	return list
}

// share gives each duty to its owners, and to those who act for them.
func (o *Owners) share(all []Duty) map[*Owner][]Held {
	held := map[*Owner][]Held{}
	give := func(w *Owner, h Held) {
		if list := held[w]; len(list) == 0 || list[len(list)-1].Duty != h.Duty { // 张三、张三
			held[w] = append(list, h)
		}
	}
	for i := range all {
		d := &all[i]
		for _, name := range d.Owners {
			w := o.Named(name)
			if w == nil {
				continue
			}
			give(w, Held{Duty: d})
			people := []*Owner{w}
			if w.Kind == OwnerRole {
				people = o.having(name, d.Project)
			}
			for _, v := range people {
				switch {
				case o.Absent(v):
					for _, u := range o.deputies(v, d) {
						if !o.Absent(u) { // who left acts for nobody
							give(u, Held{Duty: d, For: v.Name})
						}
					}
				case v != w:
					give(v, Held{Duty: d, As: w.Name})
				}
			}
		}
	}
	for _, list := range held {
		o.order(list)
	}
	return held
}

// order sorts duties: by kind, then the longest overdue, then the worst, then
// by day.
func (o *Owners) order(list []Held) {
	place := map[string]int{}
	for i, kind := range DutyKinds {
		place[kind] = i
	}
	day := func(d kb.Date) string { return cmp.Or(string(d), "9999") }
	slices.SortStableFunc(list, func(a, b Held) int {
		return cmp.Or(cmp.Compare(place[a.Kind], place[b.Kind]), cmp.Compare(b.Late(o.site.Today), a.Late(o.site.Today)),
			cmp.Compare(a.Rank, b.Rank), cmp.Compare(day(a.Due), day(b.Due)), cmp.Compare(day(a.Since), day(b.Since)))
	})
}

// Of is the duties of an owner, sorted.
func (o *Owners) Of(w *Owner) []Held { return o.shared().held[w] }

// All is the duties of a project, also those without an owner, by kind.
func (o *Owners) All(project string) (list []*Duty) {
	all := o.shared().all
	for i := range all {
		if all[i].Project == project {
			list = append(list, &all[i])
		}
	}
	return list
}

// Site is the site of these owners.
func (o *Owners) Site() *Site { return o.site }

// Deputies is who stands in for a person, by the lists of people.
func (o *Owners) Deputies(w *Owner) []*Owner { return o.deputies(w, &Duty{Project: "."}) }

// Board is the people who have a role, and their duties, each once. If nobody
// has it, an owner whose name is the role stands for them.
func (o *Owners) Board(role string) (holders []*Owner, list []Held) {
	holders = o.Holders(role, "")
	if w := o.Named(role); w != nil {
		if len(holders) == 0 {
			holders = append(holders, w)
		}
		list = append(list, o.Of(w)...)
	}
	seen := map[*Duty]bool{}
	for _, h := range list {
		seen[h.Duty] = true
	}
	for _, w := range holders {
		for _, h := range o.Of(w) {
			if !seen[h.Duty] {
				seen[h.Duty] = true
				list = append(list, h)
			}
		}
	}
	o.order(list)
	return holders, list
}

// nameOut is the output of a page named after a person, role or tag, in one of our
// folders. A name that cannot be a file name gets a digest, so that a/b and a-b
// have different pages.
func nameOut(folder, name string) string {
	plain := text.Fold(name)
	safe := strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\<>:"|?*`, r) {
			return '-'
		}
		return r
	}, plain)
	if safe = strings.Trim(safe, ". "); safe != plain || safe == "index" || kb.UnsafeName(safe+".html") != "" {
		if kb.UnsafeName(safe) != "" && len(safe) < 200 {
			safe = ""
		}
		safe += "~" + digest.Of(plain).String()[:6]
	}
	return kb.FitName(folder+"/"+safe, ".html")
}
