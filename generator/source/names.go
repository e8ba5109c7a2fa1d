package source

import (
	"sync"

	"milepost/generator/kb"
)

// names gives numbers to strings that many pages hold: the content paths that links
// name, and the names of tags. Linking a site then looks each of them up once, and
// not once for each page. A number means nothing by itself and never reaches an
// output. A string keeps its number even when no page holds it any more.
type names struct {
	mu   sync.Mutex
	of   map[string]int32
	list []string // only ever appended to, because snapshots share its beginning
}

// links lists the links and images of a page.
func (n *names) links(p *Page) []Link {
	holes := p.Body.Get().Holes
	var out []Link
	n.mu.Lock()
	defer n.mu.Unlock()
	for i := range holes {
		if h := &holes[i]; h.Kind == kb.HoleLink || h.Kind == kb.HoleImage {
			l := Link{Hole: int32(i), Name: -1}
			if !h.Wiki && h.Frag == "" && p.Targets[i] != "" {
				l.Name = n.number(p.Targets[i])
			}
			out = append(out, l)
		}
	}
	return out
}

// all numbers each string of a list.
func (n *names) all(list []string) []int32 {
	n.mu.Lock()
	defer n.mu.Unlock()
	out := make([]int32, len(list))
	for i, name := range list {
		out[i] = n.number(name)
	}
	return out
}

// number is the number of a string. The caller holds the mutex.
func (n *names) number(target string) int32 {
	k, known := n.of[target]
	if !known {
		if n.of == nil {
			n.of = map[string]int32{}
		}
		k = int32(len(n.list))
		n.of[target] = k
		n.list = append(n.list, target)
	}
	return k
}
