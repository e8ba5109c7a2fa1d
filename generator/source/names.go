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

	linkRoom []Link  // parts of blocks that no page uses yet
	room     []int32 // the same
}

// links lists the links and images of a page. Those of pages that are read one after the other
// lie side by side in memory.
func (n *names) links(p *Page) []Link {
	holes := p.Body.Get().Holes
	n.mu.Lock()
	defer n.mu.Unlock()
	out := room(&n.linkRoom, len(holes))
	for i := range holes {
		if h := &holes[i]; h.Kind == kb.HoleLink || h.Kind == kb.HoleImage {
			l := Link{Hole: int32(i), Name: -1}
			if !h.Wiki && h.Frag == "" && p.Targets[i] != "" {
				l.Name = n.number(p.Targets[i])
			}
			out = append(out, l)
		}
	}
	n.linkRoom = n.linkRoom[len(out):]
	return out[:len(out):len(out)]
}

// room is an empty part of the block for n items, of a new block if that is too small.
func room[T any](block *[]T, n int) []T {
	if len(*block) < n {
		*block = make([]T, max(n, 1024))
	}
	return (*block)[:0]
}

// all numbers each string of a list.
func (n *names) all(list []string) []int32 {
	n.mu.Lock()
	defer n.mu.Unlock()
	out := room(&n.room, len(list))
	for _, name := range list {
		out = append(out, n.number(name))
	}
	n.room = n.room[len(out):]
	return out[:len(out):len(out)]
}

// one numbers a string.
func (n *names) one(name string) int32 {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.number(name)
}

// same is an equal date. Equal ones share their bytes, so that many can be compared fast.
func (n *names) same(day kb.Date) kb.Date {
	n.mu.Lock()
	defer n.mu.Unlock()
	return kb.Date(n.list[n.number(string(day))])
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
