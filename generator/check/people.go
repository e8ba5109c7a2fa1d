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
// are there (PE02), every owner is known (PE03), whoever has left owns nothing
// (PE04), and no two have one name (PE05).
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

// filled finds days between the first arrival and the last day known on which a
// post is empty. A list in which none of the posts stands is of other people.
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

// namesakes finds two people of one name who are there at the same time (PE05):
// those of different departments.
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

// owned is something that somebody owns.
type owned struct {
	who  string
	what string
	page *site.Page // if it is a page: the first of those that they own
	more int        // how many pages beside it
	cell diag.Pos   // if it is a row
}

func (o owned) pos() diag.Pos {
	if o.page != nil {
		return diag.Pos{File: o.page.Path, Line: o.page.Front.LineOf("owner")}
	}
	return o.cell
}

// owners compares the owners of open things with the people. It names unknown
// ones only where most are known: some lists hold names where others hold posts.
func owners(in *input, all []site.Member) (diags diag.List) {
	type standing struct {
		known bool
		gone  kb.Date
	}
	var names []string
	rows := map[string][]site.Member{} // by folded name: either name or role may own something
	for _, p := range all {
		for _, n := range slices.Concat(p.Names, p.Roles) {
			names = append(names, n)
			rows[text.Fold(n)] = append(rows[text.Fold(n)], p)
		}
	}
	seen := map[string]standing{}
	var strange []owned
	for _, t := range ownedThings(in) {
		st, again := seen[t.who]
		if !again {
			list := rows[text.Fold(t.who)]
			st = standing{len(list) > 0, left(in, list)}
			seen[t.who] = st
			if !st.known {
				strange = append(strange, t)
			}
		}
		switch {
		case st.gone != "" && t.more > 0:
			diags = append(diags, diag.New("PE04.left-pages", t.pos(), t.who, st.gone, t.what, t.more))
		case st.gone != "":
			diags = append(diags, diag.New("PE04.left", t.pos(), t.who, st.gone, t.what))
		}
	}
	if 2*len(strange) >= len(seen) {
		return diags
	}
	for _, t := range strange {
		if near := text.Nearest(t.who, names); near != "" {
			diags = append(diags, diag.New("PE03.unknown-near", t.pos(), t.who, near, t.what))
		} else {
			diags = append(diags, diag.New("PE03.unknown", t.pos(), t.who, t.what))
		}
	}
	return diags
}

// left is the day on which the last of a name's people went, "" if one is there.
func left(in *input, list []site.Member) (day kb.Date) {
	for _, p := range list {
		if p.To == "" || in.today == "" || p.To >= in.today {
			return ""
		}
		day = max(day, p.To)
	}
	return day
}

// ownedThings are the first page of each owner, open phases, indicators and open risks with an owner.
func ownedThings(in *input) (out []owned) {
	add := func(names, what string, page *site.Page, cell diag.Pos) {
		for _, who := range vocab.People(names) {
			out = append(out, owned{who: who, what: what, page: page, cell: cell})
		}
	}
	if in.site != nil {
		count := map[string]int{}
		for _, p := range in.pages() {
			if p.Front.Owner == "" {
				continue
			}
			if count[p.Front.Owner]++; count[p.Front.Owner] == 1 {
				add(p.Front.Owner, p.Title, p, diag.Pos{})
			}
		}
		for i := range out {
			out[i].more = count[out[i].page.Front.Owner] - 1
		}
	}
	for _, set := range in.sets(kb.SchemaPhases) {
		for _, p := range in.data.Phases(set, "") {
			if p.Owner != "" && !p.Standing.Over {
				add(p.Owner, p.Name, nil, cellOf(&p, kb.FieldOwner))
			}
		}
	}
	for _, set := range in.joined(kb.SchemaKPI) {
		for _, k := range in.data.Indicators([]*kb.Dataset{set}, "") {
			if v := k.Actual; k.Owner != "" && v.Set != nil && v.Set.Col(kb.FieldOwner) >= 0 {
				add(k.Owner, k.Name, nil, at(v.Set, v.Row, v.Set.Col(kb.FieldOwner)))
			}
		}
	}
	for _, set := range in.sets(kb.SchemaRisks) {
		for row := range set.Rows {
			if c := set.Cell(row, kb.FieldStatus); !vocab.Over(c.Text) {
				if who := said(set, row, kb.FieldOwner); who != "" {
					add(who, clip(said(set, row, kb.FieldDescription), 16), nil, at(set, row, set.Col(kb.FieldOwner)))
				}
			}
		}
	}
	return out
}
