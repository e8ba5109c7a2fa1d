package plan

import (
	"cmp"
	"path"
	"slices"

	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/theme"
)

// changed is a page or workbook with its latest change.
type changed struct {
	ref  theme.Ref
	path string
	kb.Change
}

// bulk is how many changed files of one folder become one line: otherwise a
// change of a whole folder would push all else off the list.
const bulk = 3

// changes are the pages and workbooks that changed last: one line for each, or one
// for all that one person changed in a folder on a day.
func (m *maker) changes(out string) []theme.Change {
	type batch struct {
		folder, author, from string
		date                 kb.Date
	}
	of := func(c changed) batch { return batch{path.Dir(c.path), c.Author, c.From, c.Date} }
	all := m.changed()
	count := map[batch]int{}
	for _, c := range all {
		count[of(c)]++
	}
	var list []theme.Change
	listed := map[batch]bool{}
	for _, c := range all {
		b := of(c)
		if listed[b] {
			continue
		}
		line := theme.Change{Ref: c.ref, Date: c.Date, Author: c.Author, From: c.From, Count: 1}
		if sec := m.site.Section(b.folder); count[b] >= bulk && sec != nil && sec != m.site.Root {
			listed[b] = true
			line.Ref, line.Count = theme.Ref{Title: sec.Title, Href: sec.Out, Kind: "section"}, count[b]
		}
		line.Href = Href(out, line.Href)
		if list = append(list, line); len(list) == mostChanges {
			break
		}
	}
	return list
}

// changed are all pages and workbooks with a known change, the latest first. If
// only the file's time is known, it must be later than copyDay: on that day the
// files were copied, not changed.
func (m *maker) changed() []changed {
	var all []changed
	for _, p := range m.site.Pages {
		if c := p.Change(); c.Date != "" && !p.Folder {
			all = append(all, changed{theme.Ref{Title: p.Title, Href: p.Out, Kind: p.Kind}, p.Path, c})
		}
	}
	for _, b := range m.site.Workbooks {
		if c := m.site.Snapshot.Books[b.Path]; c.Date != "" && b.State != kb.Skipped {
			all = append(all, changed{theme.Ref{Title: b.Path, Href: site.BookOut(b.Path), Kind: "workbook"}, b.Path, c})
		}
	}
	copied := copyDay(all)
	all = slices.DeleteFunc(all, func(c changed) bool { return c.From == "file" && c.Date <= copied })
	slices.SortFunc(all, func(a, b changed) int {
		return cmp.Or(cmp.Compare(b.Date, a.Date), cmp.Compare(a.path, b.path))
	})
	return all
}

// copyDay is the commonest day among the files of which only the file's time
// is known, if at least half of them have it; else "".
func copyDay(all []changed) kb.Date {
	count := map[kb.Date]int{}
	n := 0
	var most kb.Date
	for _, c := range all {
		if c.From != "file" {
			continue
		}
		n++
		count[c.Date]++
		if count[c.Date] > count[most] || count[c.Date] == count[most] && c.Date > most {
			most = c.Date
		}
	}
	if 2*count[most] < n {
		return ""
	}
	return most
}
