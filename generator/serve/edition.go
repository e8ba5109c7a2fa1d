package serve

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"milepost/generator/digest"
	"milepost/generator/header"
	"milepost/generator/plan"
)

// How long outputs of older editions are still served. An open page loads charts when
// the reader scrolls to them and search files when the reader types, minutes and many
// edits later. If they take too much memory, the oldest are dropped first. An aggregate
// may hold its whole edition in memory, so only those of the last edition are kept.
const (
	keepAssets = 10 * time.Minute
	keepBytes  = 64 << 20
	keepCount  = 4096
)

// shown is an edition with an index of its paths.
type shown struct {
	*Edition
	since time.Time
	items []item           // one for each output, those of Others after Outputs
	at    map[string]int32 // index in items by path; shared by editions with the same paths
	old   map[string]*past // assets and aggregates of older editions that this one does not have
}

// item is one output with what is known about it.
type item struct {
	out   *plan.Output
	kind  *header.Kind
	still bool                 // it is of a trial: its page does not reload
	body  atomic.Pointer[body] // its body, without a look into the cache
	was   *body                // its body in an older edition
	key   atomic.Pointer[digest.Key]
}

// past is an output that the edition does not have any more.
type past struct {
	item
	gone time.Time // when it left the edition
	held int       // bytes that only this item keeps in memory
}

// newShown makes the index of e; was is the edition before it, nil for the first.
func newShown(e *Edition, was *shown, now time.Time) *shown {
	n := &shown{Edition: e, since: now, items: itemsOf(e)}
	same := was != nil && samePaths(n.items, was.items)
	if same {
		n.at = was.at
		for i := range n.items {
			n.items[i].kind, n.items[i].was = was.items[i].kind, was.items[i].latest()
		}
	} else {
		n.at = make(map[string]int32, len(n.items))
		for i := range n.items {
			p := n.items[i].out.Path
			n.items[i].kind = header.KindOf(p)
			n.at[p] = int32(i)
			if was == nil {
				continue
			}
			if before := was.item(p); before != nil {
				n.items[i].was = before.latest()
			}
		}
	}
	n.old = map[string]*past{}
	if was != nil {
		if !same {
			n.keepLost(was, now)
		}
		n.keepOld(was, now)
	}
	return n
}

// itemsOf makes the items of all outputs of an edition.
func itemsOf(e *Edition) []item {
	lists := append([][]plan.Output{e.Outputs}, e.Others...)
	n := 0
	for _, l := range lists {
		n += len(l)
	}
	items, at := make([]item, n), 0
	for _, l := range lists {
		for i := range l {
			items[at].out = &l[i]
			at++
		}
	}
	return items
}

func samePaths(a, b []item) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].out.Path != b[i].out.Path {
			return false
		}
	}
	return true
}

// item returns the output of a path, nil if there is none.
func (n *shown) item(p string) *item {
	if i, ok := n.at[p]; ok {
		return &n.items[i]
	}
	return nil
}

// latest is the newest body made of the output, nil if none was.
func (it *item) latest() *body {
	if b := it.body.Load(); b != nil {
		return b
	}
	return it.was
}

// keepLost keeps assets and aggregates of the edition before that this one does not have.
func (n *shown) keepLost(was *shown, now time.Time) {
	for i := range was.items {
		if c := was.items[i].out.Class; c != plan.Asset && c != plan.Aggregate {
			continue
		}
		p := was.items[i].out.Path
		if n.item(p) != nil {
			continue
		}
		it := was.item(p)
		out, held := it.detached()
		kept := &past{item: item{out: out, kind: it.kind}, gone: now, held: held}
		kept.body.Store(it.body.Load())
		kept.key.Store(it.key.Load())
		n.old[p] = kept
	}
}

// keepOld keeps assets of still older editions, within the limits.
func (n *shown) keepOld(was *shown, now time.Time) {
	var held []string
	bytes := 0
	for p, it := range was.old {
		if it.out.Class == plan.Asset && now.Sub(it.gone) < keepAssets && n.item(p) == nil && n.old[p] == nil {
			n.old[p] = it
			held = append(held, p)
			bytes += it.held
		}
	}
	if bytes <= keepBytes && len(held) <= keepCount {
		return
	}
	slices.SortFunc(held, func(a, b string) int {
		return cmp.Or(n.old[a].gone.Compare(n.old[b].gone), strings.Compare(a, b))
	})
	for len(held) > 0 && (bytes > keepBytes || len(held) > keepCount) {
		bytes -= n.old[held[0]].held
		delete(n.old, held[0])
		held = held[1:]
	}
}

// detached is a copy of the output that does not keep its edition, with thousands of
// views, in memory: its bytes are made now. held is their number.
func (it *item) detached() (out *plan.Output, held int) {
	copied := *it.out
	out = &copied
	if out.Class != plan.Asset || it.isFile() {
		return out, 0
	}
	b, err := it.out.Render()
	out.Content = plan.Made(it.keyOf(), func() ([]byte, error) { return b, err })
	return out, len(b)
}

// isFile tells whether the output is a file that is copied.
func (it *item) isFile() bool {
	_, file := it.out.File()
	return file
}

func (it *item) keyOf() digest.Key {
	if k := it.key.Load(); k != nil {
		return *k
	}
	k := it.out.Key()
	it.key.Store(&k)
	return k
}

// find returns the item for a path without its leading slash. to is where to redirect
// if a person left something out: from a to a/, from b to b.html.
func (n *shown) find(p string) (it *item, to string) {
	if p == "" || strings.HasSuffix(p, "/") {
		return n.item(p + "index.html"), ""
	}
	if it := n.item(p); it != nil {
		return it, ""
	}
	if old := n.old[p]; old != nil {
		return &old.item, ""
	}
	if n.item(p+"/index.html") != nil {
		return nil, p + "/"
	}
	if path.Ext(p) != ".html" && n.item(p+".html") != nil {
		return nil, p + ".html"
	}
	return nil, ""
}
