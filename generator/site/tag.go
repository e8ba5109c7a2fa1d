package site

import (
	"cmp"
	"slices"

	"milepost/generator/parallel"
	"milepost/generator/text"
)

// Tag is a tag and the pages that carry it, in reading order.
type Tag struct {
	Name  string
	Out   string
	Pages []*Page
}

// tag groups the pages by tag. Spellings that differ in letter case or width
// are one tag, named as it was first written. Pages are asked once, on all cores: their tags lie far apart in memory.
func (s *Site) tag() {
	said := make([][]int32, (len(s.Order)+tagRange-1)/tagRange) // for each range of s.Order and page: how many tags it names, and their numbers
	parallel.Ranges(len(s.Order), tagRange, func(from, to int) {
		list := make([]int32, 0, 4*(to-from))
		for _, p := range s.Order[from:to] {
			list = append(append(list, int32(len(p.Tags))), p.Tags...)
		}
		said[from/tagRange] = list
	})
	places := make([]int32, len(s.Tagged)) // index in s.Tags plus 1, by the number of the name
	byOut := map[string]int32{}
	s.tagOuts = make([]string, len(s.Tagged))
	var count []int32 // how often pages name each of s.Tags
	total := 0
	each(said, func(_ int, tags []int32) {
		for _, n := range tags {
			if places[n] == 0 {
				name := s.Tagged[n]
				out := TagOut(name)
				if byOut[out] == 0 {
					s.Tags = append(s.Tags, Tag{Name: name, Out: out})
					count = append(count, 0)
					byOut[out] = int32(len(s.Tags))
				}
				places[n], s.tagOuts[n] = byOut[out], out
			}
			count[places[n]-1]++
			total++
		}
	})
	block := make([]*Page, total) // one block of memory for the pages of all tags
	for i, n := range count {
		s.Tags[i].Pages, block = block[:0:n], block[n:]
	}
	each(said, func(place int, tags []int32) {
		p := s.Order[place]
		for _, n := range tags {
			t := &s.Tags[places[n]-1]
			if l := t.Pages; len(l) == 0 || l[len(l)-1] != p {
				t.Pages = append(l, p)
			}
		}
	})
	s.tagPages = make([][]*Page, len(places))
	for n, place := range places {
		if place > 0 {
			s.tagPages[n] = s.Tags[place-1].Pages
		}
	}
	keys := make(map[string]string, len(s.Tags))
	for _, t := range s.Tags {
		keys[t.Name] = text.SortKey(t.Name)
	}
	slices.SortFunc(s.Tags, func(a, b Tag) int { return cmp.Compare(keys[a.Name], keys[b.Name]) })
}

// tagRange is how many pages a core asks for their tags at once.
const tagRange = 2048

// each calls do for every page, by its place in Site.Order, with the numbers of its tags.
func each(said [][]int32, do func(place int, tags []int32)) {
	place := 0
	for _, list := range said {
		for len(list) > 0 {
			n := 1 + int(list[0])
			do(place, list[1:n])
			list = list[n:]
			place++
		}
	}
}

// TagOut is the page of p's i-th tag.
func (s *Site) TagOut(p *Page, i int) string { return s.tagOuts[p.Tags[i]] }

// TagOut is the output of a tag's page.
func TagOut(name string) string { return nameOut("tags", name) }
