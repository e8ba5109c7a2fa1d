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
	still bool                   // it is a trial: its pages do not reload
	lists [][]plan.Output        // Outputs and Others
	items []atomic.Pointer[item] // one for each output, made when it is asked for: most never are
	at    map[string]int32       // index in items by path; shared by editions with the same paths
	old   map[string]*past       // assets and aggregates of older editions that this one does not have
}

// item is one output with what is known about it.
type item struct {
	out   *plan.Output
	kind  *header.Kind
	still bool                 // its page does not reload
	body  atomic.Pointer[body] // its body, without a look into the cache
	was   *body                // its body in an older edition
	key   atomic.Pointer[keyed]
}

// keyed is the key of an output. Until its body is made, render makes its bytes of the view that
// the key was made of.
type keyed struct {
	key    digest.Key
	render func() ([]byte, error)
}

// past is an output that the edition does not have any more.
type past struct {
	item
	gone time.Time // when it left the edition
	held int       // bytes that only this item keeps in memory
}

// newShown makes the index of e; was is the edition before it, nil for the first.
func newShown(e *Edition, was *shown, now time.Time) *shown {
	n := &shown{Edition: e, since: now, lists: append([][]plan.Output{e.Outputs}, e.Others...), old: map[string]*past{}}
	count := 0
	for _, l := range n.lists {
		count += len(l)
	}
	n.items = make([]atomic.Pointer[item], count)
	same := was != nil && samePaths(n, was)
	if same {
		n.at = was.at
	} else {
		n.at = make(map[string]int32, len(n.items))
		for i := range n.items {
			n.at[n.output(i).Path] = int32(i)
		}
	}
	if was == nil {
		return n
	}
	for i := range was.items {
		before := was.items[i].Load()
		if before == nil || before.latest() == nil {
			continue
		}
		if at, ok := n.at[before.out.Path]; ok {
			n.items[at].Store(&item{out: n.output(int(at)), kind: before.kind, was: before.latest()})
		}
	}
	if !same {
		n.keepLost(was, now)
	}
	n.keepOld(was, now)
	return n
}

// output is the output of the item i.
func (n *shown) output(i int) *plan.Output {
	list := 0
	for ; i >= len(n.lists[list]); list++ {
		i -= len(n.lists[list])
	}
	return &n.lists[list][i]
}

// samePaths tells whether the outputs of two editions have the same paths in the same order.
func samePaths(a, b *shown) bool {
	for i := range a.items {
		if i == len(b.items) || a.output(i).Path != b.output(i).Path {
			return false
		}
	}
	return len(a.items) == len(b.items)
}

// has tells whether there is an output with the path.
func (n *shown) has(p string) bool {
	_, ok := n.at[p]
	return ok
}

// item returns the item of a path, nil if there is none.
func (n *shown) item(p string) *item {
	i, ok := n.at[p]
	if !ok {
		return nil
	}
	it := n.items[i].Load()
	if it != nil {
		return it
	}
	it = &item{out: n.output(int(i)), kind: header.KindOf(p), still: n.still}
	if n.items[i].CompareAndSwap(nil, it) {
		return it
	}
	return n.items[i].Load()
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
		out := was.output(i)
		if out.Class != plan.Asset && out.Class != plan.Aggregate || n.has(out.Path) {
			continue
		}
		p, it := out.Path, was.item(out.Path)
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
		if it.out.Class == plan.Asset && now.Sub(it.gone) < keepAssets && !n.has(p) && n.old[p] == nil {
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

func (it *item) keyOf() digest.Key { return it.keyed().key }

func (it *item) keyed() keyed {
	if k := it.key.Load(); k != nil {
		return *k
	}
	k := new(keyed)
	k.key, k.render = it.out.Both()
	it.key.Store(k)
	return *k
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
	if n.has(p + "/index.html") {
		return nil, p + "/"
	}
	if path.Ext(p) != ".html" && n.has(p+".html") {
		return nil, p + ".html"
	}
	return nil, ""
}
