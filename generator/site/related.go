package site

import (
	"cmp"
	"slices"
)

const (
	mostRelated = 5
	broadTag    = 40 // a tag on more pages than this says little
)

// Related is the pages that share most tags with p: rare tags count more than
// common ones. Pages that link to p are left out: they are on its page already.
func Related(s *Site, p *Page) []*Page {
	if len(p.Tags) == 0 {
		return nil
	}
	score := map[*Page]float64{}
	for _, n := range p.Tags {
		pages := s.tagPages[n]
		if len(pages) > broadTag {
			continue
		}
		for _, q := range pages {
			score[q] += 1 / float64(len(pages))
		}
	}
	delete(score, p)
	for _, q := range p.Back() {
		delete(score, q)
	}
	var out []*Page
	for q := range score {
		out = append(out, q)
	}
	slices.SortFunc(out, func(a, b *Page) int {
		return cmp.Or(cmp.Compare(score[b], score[a]), cmp.Compare(a.Place, b.Place))
	})
	return out[:min(len(out), mostRelated)]
}
