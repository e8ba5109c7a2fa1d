package source

import (
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
)

// replace puts a new entry of a known path into the order.
func (s *Store) replace(e *entry) bool {
	i, known := slices.BinarySearchFunc(s.order, e.path, func(o slot, p string) int { return strings.Compare(o.path, p) })
	if known {
		s.order[i] = slotOf(e)
	}
	return known
}

// slot is one place of Store.order. Most entries are pages without diagnostics; for them
// a snapshot uses plain and does not look into the entry: thousands of entries lie far
// apart in memory, and reading them is slow.
type slot struct {
	path  string
	entry *entry
	plain *Page  // the page, if the entry has nothing else
	brief *Brief // of plain
	spot  Spot   // of plain, without its place
}

func slotOf(e *entry) slot {
	s := slot{path: e.path, entry: e}
	if e.page != nil && !e.again() && len(e.diags)+len(e.page.Diags)+len(e.page.Includes) == 0 {
		s.plain, s.brief, s.spot = e.page, e.page.Brief, spotOf(e.page.Brief)
	}
	return s
}

func spotOf(b *Brief) Spot { return Spot{Folder: b.InFolder, Rank: b.Rank, Draft: b.Draft} }

// snapshot collects the entries in the order of their paths.
func (s *Store) snapshot() *Snapshot {
	if s.order == nil {
		s.order = make([]slot, 0, len(s.entries))
		for _, e := range s.entries {
			s.order = append(s.order, slotOf(e))
		}
		slices.SortFunc(s.order, func(a, b slot) int { return strings.Compare(a.path, b.path) })
		s.places, s.outs, s.inPlace = placesOf(s.order), outsOf(s.order), nil // new ones: earlier snapshots hold those before
	}
	s.inPlace = placesOfNames(s.inPlace, s.names.list, s.places) // thousands of look-ups, only when a path has come or gone
	return s.collect(s.order, s.places, s.outs, s.inPlace, s.kept.apply)
}

// placesOfNames adds to the places of the first names those of the others; -1 is for a name
// without a file.
func placesOfNames(found []int32, names []string, places map[string]int32) []int32 {
	for _, name := range names[len(found):] {
		place, known := places[name]
		if !known {
			place = -1
		}
		found = append(found, place)
	}
	return found
}

func placesOf(order []slot) map[string]int32 {
	places := make(map[string]int32, len(order))
	for i, e := range order {
		places[e.path] = int32(i)
	}
	return places
}

// outsOf finds the places of pages by the hashes of their outputs. They follow from the paths alone,
// and two of them are one file where letter case does not count: then it returns nil.
func outsOf(order []slot) *kb.Numbers {
	outs := kb.NewNumbers(len(order))
	for i, o := range order {
		if !isPage(o.path) {
			continue
		}
		hash := uint32(0)
		if o.brief != nil {
			hash = o.brief.Hash
		} else {
			hash = kb.NameHash(outOf(o.path))
		}
		if _, twice := outs.Find(hash, func(n int) bool { return kb.FoldName(order[n].path) == kb.FoldName(o.path) }); twice {
			return nil
		}
		outs.Add(hash, i)
	}
	return outs
}

// outOf is the output of a page that is not its folder's.
func outOf(page string) string { return page[:len(page)-len(".md")] + ".html" }

// collect makes a snapshot of entries. shown returns the workbook to show in place of
// book: the same, or one with its last good tables.
func (s *Store) collect(order []slot, places map[string]int32, outs *kb.Numbers, inPlace []int32, shown func(book *kb.Workbook, date kb.Date) *kb.Workbook) *Snapshot {
	snap := &Snapshot{
		Config:  s.config,
		Today:   s.opt.Today(),
		Pages:   make([]*Page, 0, len(order)),
		Briefs:  make([]*Brief, 0, len(order)),
		Spots:   make([]Spot, 0, len(order)),
		Place:   places,
		Outs:    outs,
		Names:   s.names.list,
		InPlace: inPlace,
		Tagged:  s.tags.list,
		People:  s.people.list,
		Folders: s.folders.list,
		Beside:  s.brand.files,
		Footer:  s.brand.footer,
		Owners:  s.owners,
		Changes: s.git.changes,
		Shallow: s.git.shallow,
		Diags:   slices.Concat(s.settings, s.links, s.brand.diags),
	}
	if snap.Shallow {
		snap.Diags = append(snap.Diags, diag.New("GT01.shallow", diag.Pos{File: "."}))
	}
	if s.git.refused != nil {
		snap.Diags = append(snap.Diags, *s.git.refused)
	}
	if len(order) == 0 {
		snap.Diags = append(snap.Diags, diag.New("SO05.empty", diag.Pos{File: "."}))
	}
	if s.nav != nil {
		snap.Navs = append(snap.Navs, s.nav)
		snap.Diags = append(snap.Diags, s.nav.Diags...)
	}
	books := map[string]kb.Change{}
	withheld := map[string]diag.Diagnostic{}
	included := shownElsewhere(order)
	for i := range order {
		if p := order[i].plain; p != nil {
			snap.Pages = append(snap.Pages, p)
			snap.Briefs = append(snap.Briefs, order[i].brief)
			spot := order[i].spot
			spot.Place = int32(i)
			snap.Spots = append(snap.Spots, spot)
			continue
		}
		e := order[i].entry
		if included[e.path] {
			snap.Diags = append(snap.Diags, unsaid(e.diags)...)
		} else {
			snap.Diags = append(snap.Diags, e.diags...)
		}
		if e.again() {
			snap.Again = append(snap.Again, e.path)
		}
		switch {
		case e.page != nil:
			snap.Pages = append(snap.Pages, e.page)
			snap.Briefs = append(snap.Briefs, e.page.Brief)
			spot := spotOf(e.page.Brief)
			spot.Place = int32(i)
			snap.Spots = append(snap.Spots, spot)
			snap.Diags = append(snap.Diags, e.page.Diags...)
		case e.book != nil:
			date := kb.DateOf(e.mtime)
			book := shown(e.book, date)
			snap.Workbooks = append(snap.Workbooks, book)
			snap.Diags = append(snap.Diags, book.Diags...)
			books[e.path] = snap.Change(e.path, date)
		case e.file != nil:
			snap.Files = append(snap.Files, *e.file)
		case e.nav != nil:
			snap.Navs = append(snap.Navs, e.nav)
			snap.Diags = append(snap.Diags, e.nav.Diags...)
			withheld[e.path] = diag.New("NV03.list", diag.Pos{File: e.path})
		case e.record != nil:
			snap.Records = append(snap.Records, e.record)
			withheld[e.path] = diag.New("SO03.record", diag.Pos{File: e.path})
		case len(e.diags) > 0:
			withheld[e.path] = e.diags[0]
		}
	}
	snap.Books, snap.Withheld = books, withheld
	return snap
}
