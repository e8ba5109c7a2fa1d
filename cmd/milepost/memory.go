package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// smallHeap is the bytes up to which a build's heap grows before it is worth
// collecting. The collector's own rule, twice what is alive, works hard at
// first, while little is alive, and takes most when all of a site is.
const smallHeap = 300 << 20

// thrift sets after every collection how far the heap may grow until the next.
func thrift() { tune(new(cycle)) }

// cycle dies with each collection, which is how thrift hears of it.
type cycle struct{ _ [16]byte }

func tune(*cycle) {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	debug.SetGCPercent(growth(int(live[0].Value.Uint64())))
	runtime.SetFinalizer(new(cycle), tune)
}

// growth is by how many percent a heap with so many live bytes may grow: up to
// smallHeap, later by less than half. What a site holds is mostly text, which
// the collector passes over quickly.
func growth(live int) int {
	live = max(live, 1<<20)
	return (max(smallHeap, live+live/2-smallHeap/4) - live) * 100 / live
}
