package search

import (
	"slices"
	"strings"
)

// deltaMax is the size, compressed, at which a delta is given up for a new index:
// about what one query may load.
const deltaMax = 64 << 10

// Update makes what an index needs after edits, in time that depends on the
// edits and not on the site: the pages that changed go whole into a small index
// of their own, and the manifest says which pages of x are dead. The files of x
// stay as they are, but for the manifest, which is among the files returned.
// Answers are those of a new index; its files differ until the next [Build].
//
// ok is false, and there are no files, when a new index is due: x is of a small
// site, or the delta would pass 64 kB. pages are all pages of the site.
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
	packed := deflate(all.bytes(), tight)
	if len(packed) > deltaMax {
		return nil, false
	}
	name := "d/" + key
	files = append(files, script(x.Generation, name, packed))
	files = append(files, script(x.Generation, name+"-f", deflate(facetJSON(changed), tight)))
	files = append(files, script(x.Generation, name+"-p", deflate(words.pinyin(changed), tight)))
	files = append(files, script(x.Generation, name+"-v", deflate(words.variants(), tight)))
	m.Delta = &delta{File: key, Dead: dead, Places: places, Length: lengths(changed)}
	for _, t := range changed {
		id := t.key.Short()
		m.Delta.Texts = append(m.Delta.Texts, id)
		for j, b := range t.blocks {
			files = append(files, textFile(x.Generation, "d/"+id+"-"+itoa(j), func() []byte { return unsqueeze(nil, b) }))
		}
	}
	files = append(files, m.file())
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return files, true
}

// difference lists the pages that x does not have as they are now, the numbers of
// x's pages that are gone or changed, and before which page of x each of the
// former stands.
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
