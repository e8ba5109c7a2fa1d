package index

import (
	"slices"
	"sync"
	"time"

	"milepost/generator/digest"
	"milepost/generator/parallel"
	"milepost/generator/plan"
	"milepost/generator/search"
)

// calmPause: after so long without an edit, the index is updated unasked. Earlier, it
// would slow down the next edit.
const calmPause = 300 * time.Millisecond

// growRest: after so long without an edit, an index to which changes were added is made
// anew.
const growRest = 30 * time.Second

// Options are functions that a Follower calls.
type Options struct {
	Yield   func()          // waits while an edition is being made
	Failed  func(error)     // an index could not be made
	Changed func(*Follower) // there is a new index, or it could not be made
}

// Follower keeps a search index up to date with the editions of a site. Editions
// are numbered in the order in which they come.
type Follower struct {
	maker *Maker
	Options

	newer chan struct{} // holds a token when an edition has come

	mu      sync.Mutex
	edition int                   // number of the newest edition
	newest  []plan.Output         // of that edition
	options func() search.Options // of that edition
	rest    *time.Timer           // runs growRest while the index has added changes; nil if it has none
	anew    bool                  // make the next index anew
	running bool                  // a goroutine updates the index
	files   []plan.Output         // of the last index that was made; the manifest is the last
	made    int                   // the edition of files
	shown   int                   // the edition whose index readers can get
	ready   chan struct{}         // closed and replaced when shown changes
	asked   bool                  // someone waits for a manifest
	hurry   chan struct{}         // closed when asked becomes true, replaced when it becomes false

	// Only for the running goroutine.
	index *search.Index
	base  []plan.Output // the files of index without its manifest
}

// Follower makes a Follower without an edition.
func (m *Maker) Follower(o Options) *Follower {
	return &Follower{maker: m, Options: o, newer: make(chan struct{}, 1), ready: make(chan struct{}), hurry: make(chan struct{})}
}

// Follow takes the outputs of the next edition; the next index is made from them, with the options.
func (x *Follower) Follow(outputs []plan.Output, options func() search.Options) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.edition++
	x.newest, x.options, x.anew = outputs, options, false
	x.start()
}

// start is called with the mutex held.
func (x *Follower) start() {
	if x.rest != nil {
		x.rest.Stop()
		x.rest = nil
	}
	select {
	case x.newer <- struct{}{}:
	default: // has not been seen yet
	}
	if !x.running {
		x.running = true
		go x.run()
	}
}

// Shown lists the index files of the newest edition. Until its index is made, they are
// the files of the index before, and a request for the manifest waits.
func (x *Follower) Shown() [][]plan.Output {
	x.mu.Lock()
	defer x.mu.Unlock()
	edition := x.edition
	if x.made == edition {
		return [][]plan.Output{x.files}
	}
	return [][]plan.Output{withoutManifest(x.files), {{
		Path: plan.SearchManifest, Class: plan.Entry,
		Content: plan.Lazy(
			func() digest.Key { return digest.Bytes(x.manifest(edition)) },
			func() ([]byte, error) { return x.manifest(edition), nil }),
	}}}
}

// Files are the files of the last index that was made.
func (x *Follower) Files() []plan.Output {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.files
}

// manifest waits until there is an index of the edition or of a newer one.
func (x *Follower) manifest(edition int) []byte {
	for {
		x.mu.Lock()
		files, ready := x.files, x.ready
		there := x.shown >= edition && x.shown == x.made
		if !there && !x.asked {
			x.asked = true
			close(x.hurry)
		}
		x.mu.Unlock()
		if there {
			if len(files) == 0 {
				return nil
			}
			b, _ := files[len(files)-1].Render() // bytes in memory: never fails
			return b
		}
		<-ready
	}
}

// run updates the index until it is that of the newest edition.
func (x *Follower) run() {
	for {
		hurry := x.hurried()
		x.calm(hurry)
		x.mu.Lock()
		edition, outputs, options, anew := x.edition, x.newest, x.options, x.anew
		x.anew = false
		x.mu.Unlock()
		files, grew, err := x.remake(outputs, options, anew, hurry)
		if err != nil {
			x.Failed(err)
		}
		x.mu.Lock()
		if err == nil {
			x.files = files
		}
		x.made = edition
		x.mu.Unlock()
		x.Changed(x) // before shown: a reader gets a manifest only when the files it names are there

		x.mu.Lock()
		x.shown = edition
		close(x.ready)
		x.ready = make(chan struct{})
		if x.asked {
			x.asked, x.hurry = false, make(chan struct{})
		}
		last := edition == x.edition
		x.running = !last
		if last && grew {
			x.rest = time.AfterFunc(growRest, x.Renew)
		}
		x.mu.Unlock()
		if last {
			return
		}
	}
}

// Renew makes an index with added changes anew, if no edit has come meanwhile.
func (x *Follower) Renew() {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.rest != nil {
		x.anew = true
		x.start()
	}
}

// Stop cancels the timer of growRest.
func (x *Follower) Stop() {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.rest != nil {
		x.rest.Stop()
		x.rest = nil
	}
}

func (x *Follower) hurried() <-chan struct{} {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.hurry
}

// calm waits until edits pause or someone asks.
func (x *Follower) calm(hurry <-chan struct{}) {
	pause := time.NewTimer(calmPause)
	defer pause.Stop()
	for {
		select {
		case <-x.newer:
			pause.Reset(calmPause)
		case <-hurry:
			return
		case <-pause.C:
			return
		}
	}
}

// remake returns the files of an index of the outputs. If few pages changed, it keeps the
// last index and adds a small one of the changed pages.
func (x *Follower) remake(of []plan.Output, options func() search.Options, anew bool, hurry <-chan struct{}) (files []plan.Output, grew bool, err error) {
	pages, err := x.maker.collect(of, func(n int, f func(int) error) error {
		return parallel.Quietly(n, hurry, func(i int) error {
			x.Yield() // an edit goes first
			return f(i)
		})
	})
	if err != nil {
		return nil, false, err
	}
	opt := options()
	if x.index != nil && !anew {
		if more, ok := x.index.Update(pages, opt); ok {
			return slices.Concat(x.base, manifestLast(outputsOf(more))), len(more) > 1, nil
		}
	}
	return x.Adopt(search.Build(pages, opt), Key(of, opt)), false, nil
}

// Adopt takes a complete index, to which later changes are added. key identifies what it
// was made from.
func (x *Follower) Adopt(index *search.Index, key digest.Key) []plan.Output {
	files := manifestLast(wholeOutputs(index, key))
	x.index, x.base = index, withoutManifest(files)
	return files
}
