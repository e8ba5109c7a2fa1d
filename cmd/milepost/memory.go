package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// smallHeap is the bytes up to which the heap of a small site grows before it is
// worth collecting: memory that is used again is cheaper than more of it, which
// the system has to clear. largeHeap is the same for a site that already holds
// half of smallHeap. The collector's own rule, twice what is alive, collects often
// at first, while little is alive, and takes most memory when a whole site is alive.
// mostRoom is by how much the heap of the largest sites may grow.
const (
	smallHeap = 100 << 20
	largeHeap = 170 << 20
	mostRoom  = 400 << 20
)

// thrift sets after every collection how far the heap may grow until the next.
func thrift() { tune(new(cycle)) }

// cycle is what nobody holds: each collection takes it, and its finalizer, tune, runs then.
type cycle struct{ _ [16]byte }

func tune(*cycle) {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	debug.SetGCPercent(growth(int(live[0].Value.Uint64())))
	runtime.SetFinalizer(new(cycle), tune)
}

// leastLive is the fewest live bytes that growth counts with. A collection that begins
// while tune runs is missed, and the percentage from before it stays. Where next to
// nothing was alive then, that would let the heap pass smallHeap by far.
const leastLive = 16 << 20

// growth is by how many percent a heap with so many live bytes may grow: up to smallHeap
// or largeHeap, later by less than half, and by mostRoom at the most. What a site holds is
// mostly text, which the collector passes over quickly.
func growth(live int) int {
	live = max(live, leastLive)
	goal := smallHeap
	if live > smallHeap/2 {
		goal = max(largeHeap, live+min(live/2-largeHeap/3, mostRoom))
	}
	return (goal - live) * 100 / live
}

// restPause is how long readers have seen nothing new when serve collects garbage.
const restPause = time.Second

// collectAtRest returns a function to call whenever readers see something new. When they
// have seen nothing new for restPause, garbage is collected if it is more than an eighth of
// what was alive. An edit that meets a collection takes longer, at 100,000 pages three times as
// long; between edits of people there is time for it. The collector's own rule, twice what is alive, still holds when
// edits do not pause.
func collectAtRest() (shown func()) { return atRest(heapBytes, runtime.GC) }

// atRest is collectAtRest with its own heap and collector.
func atRest(heap func() (live, held uint64), collect func()) (shown func()) {
	timer := time.AfterFunc(restPause, func() {
		if live, held := heap(); held > live+live/8 {
			collect()
		}
	})
	return func() { timer.Reset(restPause) }
}

// heapBytes is the bytes that were alive at the last collection, and those held now, garbage included.
func heapBytes() (live, held uint64) {
	heap := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(heap)
	return heap[0].Value.Uint64(), heap[1].Value.Uint64()
}
