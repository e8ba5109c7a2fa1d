package check

import (
	"cmp"
	"slices"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// people: the three posts are filled at every date (PE01) and have deputies who
// are there (PE02), every owner is known (PE03), nobody who has left owns
// anything (PE04), and names are unique (PE05).
func people(in *input) (diags diag.List) {
	for _, set := range in.joined(kb.SchemaPeople) {
		diags = append(diags, filled(in, set)...)
		diags = append(diags, deputies(in, set)...)
		diags = append(diags, namesakes(in, set)...)
	}
	all := everybody(in)
	if len(all) == 0 {
		return diags
	}
	return append(diags, owners(in, all)...)
}

func everybody(in *input) (all []site.Member) {
	for _, set := range in.around(kb.SchemaPeople) {
		all = append(all, site.Members(set)...)
	}
	return all
}

// filled reports days, between the first arrival and the last known day, on
// which a post is empty. A list without any of the posts is of other people.
func filled(in *input, set *kb.Dataset) (diags diag.List) {
	if set.Col(kb.FieldRole) < 0 {
		return nil
	}
	start := kb.Date("")
	found := make([][]site.Member, len(vocab.Posts))
	some := false
	for _, p := range site.Members(set) {
		if p.From != "" && (start == "" || p.From < start) {
			start = p.From
		}
		for i, post := range vocab.Posts {
			if post.Is(p.Role) {
				found[i] = append(found[i], p)
				some = true
			}
		}
	}
	if !some {
		return nil
	}
	for i, post := range vocab.Posts {
		if len(found[i]) == 0 {
			diags = append(diags, diag.New("PE01.nobody", at(set, -1, set.Col(kb.FieldRole)), post.Name))
			continue
		}
		if day := empty(found[i], start, in.today); day != "" {
			last := found[i][len(found[i])-1]
			diags = append(diags, diag.New("PE01.gap", at(set, last.Row, cmp.Or(max(set.Col(kb.FieldTo), 0), set.Col(kb.FieldRole))), post.Name, day))
		}
	}
	return diags
}

// empty is the first day up to today on which nobody of the list is there, "" if none.
func empty(list []site.Member, start, today kb.Date) kb.Date {
	slices.SortStableFunc(list, func(a, b site.Member) int { return cmp.Compare(a.From, b.From) })
	until := start
	for _, p := range list {
		if p.From > until {
			break
		}
		if p.To == "" {
			return ""
		}
		until = max(until, p.To.AddDays(1))
	}
	if until == "" || today == "" || until > today {
		return ""
	}
	return until
}

// namesakes reports two people with the same name, in different departments,
// who are there at the same time (PE05).
func namesakes(in *input, set *kb.Dataset) (diags diag.List) {
	first := map[string]site.Member{}
	for _, m := range site.Members(set) {
		if len(m.Names) != 1 || m.Department == "" || !m.Here(in.today) {
			continue
		}
		name := text.Fold(m.Names[0])
		if was, twice := first[name]; !twice {
			first[name] = m
		} else if text.Fold(was.Department) != text.Fold(m.Department) {
			diags = append(diags, diag.New("PE05.same", at(set, m.Row, set.Col(kb.FieldName)), m.Names[0], was.Department, m.Department))
		}
	}
	return diags
}

// owners compares the owners of open things with the lists of people. Unknown
// ones are reported only if most are known: some lists have names where others
// have posts. A list with owners outside the project is judged by itself.
func owners(in *input, all []site.Member) (diags diag.List) {
	r := rosterOf(all)
	asked := map[string]int{}       // names, by list
	strange := map[string][]owned{} // those that nobody knows
	seen := map[string]bool{}
	told := map[string]bool{}
	for _, t := range ownedThings(in) {
		list := r.rows[text.Fold(t.who)]
		if key := t.list + "\x00" + t.who; !seen[key] {
			seen[key] = true
			asked[t.list]++
			if len(list) == 0 && !r.knows(t.who) {
				strange[t.list] = append(strange[t.list], t)
			}
		}
		gone := left(list, cmp.Or(t.day, in.today))
		switch {
		case gone == "":
		case t.day != "": // of many days one is enough
			if !told[t.who] {
				told[t.who] = true
				diags = append(diags, diag.New("PE04.after", t.pos(), t.who, gone, t.what, t.day))
			}
		case t.more > 0:
			diags = append(diags, diag.New("PE04.left-pages", t.pos(), t.who, gone, t.what, t.more))
		default:
			diags = append(diags, diag.New("PE04.left", t.pos(), t.who, gone, t.what))
		}
	}
	for _, list := range []string{"", kb.SchemaInspections} { // champions are people of the business, not of the project
		if 2*len(strange[list]) >= asked[list] {
			continue
		}
		for _, t := range strange[list] {
			if near := text.Nearest(t.who, r.names); near != "" {
				diags = append(diags, diag.New("PE03.unknown-near", t.pos(), t.who, near, t.what))
			} else {
				diags = append(diags, diag.New("PE03.unknown", t.pos(), t.who, t.what))
			}
		}
	}
	return diags
}

// roster is the people of all lists. A name or a role may own something.
type roster struct {
	names       []string
	rows        map[string][]site.Member // by folded name or role
	posts       []vocab.Post             // those that one of them holds
	departments []string
}

func rosterOf(all []site.Member) roster {
	r := roster{rows: map[string][]site.Member{}}
	for _, post := range vocab.Posts {
		if slices.ContainsFunc(all, func(p site.Member) bool { return post.Is(p.Role) }) {
			r.posts = append(r.posts, post)
		}
	}
	for _, p := range all {
		r.departments = append(r.departments, p.Department)
		for _, n := range slices.Concat(p.Names, p.Roles) {
			r.names = append(r.names, n)
			r.rows[text.Fold(n)] = append(r.rows[text.Fold(n)], p)
		}
	}
	return r
}

// knows tells whether a name without a row is known in another way: as another
// name of a post, or as a department.
func (r roster) knows(who string) bool {
	return isDepartment(who, r.departments) || slices.ContainsFunc(r.posts, func(p vocab.Post) bool { return p.Is(who) })
}

// left is the last day of the last of the people with a name, "" if one of them
// is there on the day.
func left(list []site.Member, on kb.Date) (day kb.Date) {
	for _, p := range list {
		if p.To == "" || on == "" || p.To >= on {
			return ""
		}
		day = max(day, p.To)
	}
	return day
}
