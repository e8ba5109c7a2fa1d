package site

import (
	"cmp"
	"slices"

	"milepost/generator/text"
)

// Tag is a tag and the pages that carry it, in reading order.
type Tag struct {
	Name  string
	Out   string
	Pages []*Page
}

// tag groups the pages by tag. Spellings that differ in letter case or width
// are one tag, named as it was first written.
func (s *Site) tag() {
	places := make([]int32, len(s.Tagged)) // index in s.Tags plus 1, by the number of the name
	byOut := map[string]int32{}
	s.tagOuts = make([]string, len(s.Tagged))
	var count []int32 // how often pages name each of s.Tags
	total := 0
	for _, p := range s.Order {
		for _, n := range p.Tags {
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
	}
	block := make([]*Page, total) // one block of memory for the pages of all tags
	for i, n := range count {
		s.Tags[i].Pages, block = block[:0:n], block[n:]
	}
	for _, p := range s.Order {
		for _, n := range p.Tags {
			t := &s.Tags[places[n]-1]
			if l := t.Pages; len(l) == 0 || l[len(l)-1] != p {
				t.Pages = append(l, p)
			}
		}
	}
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

// TagOut is the page of p's i-th tag.
func (s *Site) TagOut(p *Page, i int) string { return s.tagOuts[p.Tags[i]] }

// TagOut is the output of a tag's page.
func TagOut(name string) string { return nameOut("tags", name) }
