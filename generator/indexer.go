package generator

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"milepost/generator/digest"
	"milepost/generator/parallel"
	"milepost/generator/plan"
	"milepost/generator/search"
)

// indexPause is how long edits must pause before the index is brought up to
// date unasked, so that it does not compete with the next edit.
const indexPause = 300 * time.Millisecond

// indexRest is how long there must be no edit before an index that grew by
// what changed is made anew.
const indexRest = 30 * time.Second

// indexer keeps a search index that follows the editions of a site.
type indexer struct {
	collect func(outputs []plan.Output, try func(int, func(int) error) error) ([]*search.Terms, error)
	yield   func() // waits while an edition is being made
	failed  func(error)
	changed func(*indexer) // told when there is a new index, or none could be made

	newer chan struct{} // holds a token when an edition has come

	mu      sync.Mutex
	turn    int                   // number of the newest edition
	newest  []plan.Output         // of that edition
	options func() search.Options // of that edition
	rest    *time.Timer           // runs while the index is one that grew; nil if not
	anew    bool                  // make the next one anew
	running bool                  // a goroutine brings the index up to date
	files   []plan.Output         // of the last index that was made; the manifest is the last
	made    int                   // the edition that files tell of
	shown   int                   // the edition whose index readers can get
	ready   chan struct{}         // closed and replaced when shown changes
	asked   bool                  // someone waits for a manifest
	hurry   chan struct{}         // closed when asked becomes true, replaced when it becomes false

	// Only of the running goroutine.
	index *search.Index
	base  []plan.Output // the files of index without its manifest
}

func newIndexer(b *Builder, failed func(error), changed func(*indexer)) *indexer {
	return &indexer{
		collect: b.collect, yield: b.yield, failed: failed, changed: changed,
		newer: make(chan struct{}, 1), ready: make(chan struct{}), hurry: make(chan struct{}),
	}
}

// follow makes the outputs of an edition, whose number is turn, those to make an
// index of, with the options.
func (x *indexer) follow(turn int, outputs []plan.Output, options func() search.Options) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.turn, x.newest, x.options, x.anew = turn, outputs, options, false
	x.start()
}

// start needs the mutex.
func (x *indexer) start() {
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

// with adds the files of the index for an edition to its outputs. While that
// index is not made they are those of the one before, with a manifest that waits.
func (x *indexer) with(outputs []plan.Output, turn int) []plan.Output {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.made == turn {
		return slices.Concat(outputs, x.files)
	}
	return slices.Concat(outputs, withoutManifest(x.files), []plan.Output{{
		Path: plan.SearchManifest, Class: plan.Entry,
		Key:    func() digest.Key { return digest.Bytes(x.manifest(turn)) },
		Render: func() ([]byte, error) { return x.manifest(turn), nil },
	}})
}

// last is the files of the last index that was made.
func (x *indexer) last() []plan.Output {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.files
}

// manifest waits until the index tells of the edition or a newer one.
func (x *indexer) manifest(turn int) []byte {
	for {
		x.mu.Lock()
		files, ready := x.files, x.ready
		there := x.shown >= turn && x.shown == x.made
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

// run brings the index up to the newest edition, then ends.
func (x *indexer) run() {
	for {
		hurry := x.hurried()
		x.calm(hurry)
		x.mu.Lock()
		turn, outputs, options, anew := x.turn, x.newest, x.options, x.anew
		x.anew = false
		x.mu.Unlock()
		files, grew, err := x.remake(outputs, options, anew, hurry)
		if err != nil {
			x.failed(err)
		}
		x.mu.Lock()
		if err == nil {
			x.files = files
		}
		x.made = turn
		x.mu.Unlock()
		x.changed(x) // a manifest is given away only when the files it names are there

		x.mu.Lock()
		x.shown = turn
		close(x.ready)
		x.ready = make(chan struct{})
		if x.asked {
			x.asked, x.hurry = false, make(chan struct{})
		}
		last := turn == x.turn
		x.running = !last
		if last && grew {
			x.rest = time.AfterFunc(indexRest, x.renew)
		}
		x.mu.Unlock()
		if last {
			return
		}
	}
}

// renew makes an index that grew anew, if no edit has come meanwhile.
func (x *indexer) renew() {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.rest != nil {
		x.anew = true
		x.start()
	}
}

// stop forgets what would be made after a rest.
func (x *indexer) stop() {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.rest != nil {
		x.rest.Stop()
		x.rest = nil
	}
}

func (x *indexer) hurried() <-chan struct{} {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.hurry
}

// calm waits until edits pause or someone asks.
func (x *indexer) calm(hurry <-chan struct{}) {
	pause := time.NewTimer(indexPause)
	defer pause.Stop()
	for {
		select {
		case <-x.newer:
			pause.Reset(indexPause)
		case <-hurry:
			return
		case <-pause.C:
			return
		}
	}
}

// remake gives the files of an index of the outputs: the last one and a small
// one of what changed where that will do and it need not be made anew.
func (x *indexer) remake(of []plan.Output, options func() search.Options, anew bool, hurry <-chan struct{}) (files []plan.Output, grew bool, err error) {
	pages, err := x.collect(of, func(n int, f func(int) error) error {
		return parallel.Quietly(n, hurry, func(i int) error {
			x.yield() // an edit goes first
			return f(i)
		})
	})
	if err != nil {
		return nil, false, err
	}
	opt := options()
	if x.index != nil && !anew {
		if more, ok := x.index.Update(pages, opt); ok {
			return slices.Concat(x.base, manifestLast(indexOutputs(more))), len(more) > 1, nil
		}
	}
	return x.adopt(search.Build(pages, opt), indexKey(of, opt)), false, nil
}

// adopt makes a whole index, made from what the key identifies, the one that grows.
func (x *indexer) adopt(index *search.Index, key digest.Key) []plan.Output {
	files := manifestLast(wholeOutputs(index, key))
	x.index, x.base = index, withoutManifest(files)
	return files
}

func manifestLast(files []plan.Output) []plan.Output {
	slices.SortStableFunc(files, func(a, b plan.Output) int { return cmp.Compare(a.Class, b.Class) })
	return files
}

// withoutManifest is the list without its last output.
func withoutManifest(outputs []plan.Output) []plan.Output {
	return outputs[:max(len(outputs)-1, 0)]
}
