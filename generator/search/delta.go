package search

import (
	"slices"
	"strings"

	"milepost/generator/squeeze"
)

// deltaMax is the largest shard of a delta, in compressed bytes. If more has changed, a
// new index is made: each query loads this shard whole.
const deltaMax = 64 << 10

// Update brings the index up to date after edits, in a time that depends on the
// edits and not on the size of the site. pages are all pages of the site as they are
// now. Those that changed since x was built go into a small index of their own (the
// delta), and the manifest says which pages of x no longer count. files are the files
// of the delta and the new manifest; all other files of x stay as they are. A query
// finds the same as in an index made by [Build], though the files differ.
//
// ok is false, and files is nil, when a new index must be made: the site is small and
// has no shards, or more than 500 pages or 64 kB (compressed) of terms have changed.
func (x *Index) Update(pages []*Terms, opt Options) (files []File, ok bool) {
	changed, dead, places := x.difference(pages)
	m := x.m
	m.Words = synonyms(opt.Synonyms)
	var cards *File
	if m.Cards, cards = cardsOf(opt.Cards); cards != nil && (x.m.Cards == nil || x.m.Cards.File != m.Cards.File) {
		files = append(files, *cards) // else it is among the files of x
	}
	if len(changed) == 0 && len(dead) == 0 {
		return append(files, m.file()), true
	}
	if x.scans || len(changed) > 500 {
		return nil, false
	}
	key := generation(changed)
	words := newLexicon()
	var all shard
	eachTerm(changed, func(p *posting) {
		words.add(p)
		all.add(p)
	})
	packed := squeeze.Deflate(all.bytes(), squeeze.Tight)
	if len(packed) > deltaMax {
		return nil, false
	}
	name := "d/" + key
	files = append(files, script(name, packed))
	files = append(files, script(name+"-f", squeeze.Deflate(facetJSON(changed), squeeze.Tight)))
	files = append(files, script(name+"-p", squeeze.Deflate(words.pinyin(changed), squeeze.Tight)))
	files = append(files, script(name+"-v", squeeze.Deflate(words.variants(), squeeze.Tight)))
	m.Delta = &delta{File: key, Dead: dead, Places: places, Length: lengths(changed)}
	for _, t := range changed {
		id := contentKey(t.key).Short()
		m.Delta.Texts = append(m.Delta.Texts, id)
		for j, b := range t.blocks {
			files = append(files, textFile("d/"+id+"-"+itoa(j), b.Append))
		}
	}
	files = append(files, m.file())
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return files, true
}

// difference compares the pages with those that x was built from. changed are the new
// and the changed pages; dead are the numbers of the pages of x that are gone or
// changed; places has, for each of changed, the number of the page of x that it
// stands before.
func (x *Index) difference(pages []*Terms) (changed []*Terms, dead, places []int) {
	pages = byPath(pages)
	i := 0
	for _, t := range pages {
		for i < len(x.keys) && x.keys[i].path < t.meta.path {
			dead = append(dead, i)
			i++
		}
		if i < len(x.keys) && x.keys[i].path == t.meta.path {
			i++
			if x.keys[i-1].key == t.key {
				continue
			}
			dead = append(dead, i-1)
		}
		changed = append(changed, t)
		places = append(places, i)
	}
	for ; i < len(x.keys); i++ {
		dead = append(dead, i)
	}
	return changed, dead, places
}

func byPath(pages []*Terms) []*Terms {
	cmp := func(a, b *Terms) int { return strings.Compare(a.meta.path, b.meta.path) }
	if slices.IsSortedFunc(pages, cmp) {
		return pages
	}
	pages = slices.Clone(pages)
	slices.SortFunc(pages, cmp)
	return pages
}
