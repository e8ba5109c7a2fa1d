package chart

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"milepost/generator/digest"
	"milepost/generator/script"
)

// ErrNoAssets says that the program was built without the drawing script.
var ErrNoAssets = errors.New("charts: the theme's assets are not built (ssr.js is missing): run make assets, then build the program again")

// Bounds of one drawing. A chart of 2,000 marks takes about 0.2 s and 40 MB
// here; what passes the bounds is a fault of the option, not a big chart. The
// time is long enough that a busy machine draws the same pictures as a quiet one.
const (
	timeLimit   = 3 * time.Minute
	memoryLimit = 512 << 20
	memoSize    = 512     // pictures kept in memory
	retire      = 500     // drawings after which a machine is thrown away, with whatever it has piled up
	version     = "svg-1" // of the cleaning in svg.go; part of the key
)

// A Cache keeps drawn pictures between runs, by key. It may lose any of them.
type Cache interface {
	Get(digest.Key) (string, bool)
	Put(digest.Key, string)
}

// Engine draws pictures as SVG with the theme's ECharts in a JavaScript
// machine. It is safe for concurrent use. A drawing is a function of the option
// and size alone; a machine that fails or runs too long is thrown away.
type Engine struct {
	code   *script.Code // nil if there is none
	bundle digest.Key
	slots  chan *machine // one per worker; nil is a machine not made yet
	cache  Cache
	limit  time.Duration

	mu   sync.Mutex
	busy map[*machine]bool
	memo map[digest.Key]string
	age  []digest.Key // of memo, oldest first

	closed sync.Once
}

// machine is one JavaScript machine with ECharts loaded.
type machine struct {
	*script.Machine
	drawn int
}

// NewEngine makes an engine of at most workers machines from the theme's
// ssr.js. No machine is made before the first drawing.
func NewEngine(ssr []byte, workers int) *Engine {
	e := &Engine{bundle: digest.Bytes(ssr), slots: make(chan *machine, max(workers, 1)), busy: map[*machine]bool{}, memo: map[digest.Key]string{}, limit: timeLimit}
	if len(ssr) > 0 {
		e.code = script.New("ssr.js", ssr)
	}
	for range cap(e.slots) {
		e.slots <- nil
	}
	return e
}

// SetCache gives the engine a cache that outlives it; call it before the first drawing.
func (e *Engine) SetCache(c Cache) { e.cache = c }

// Key names the SVG of a picture with the id: equal keys, equal bytes.
func (e *Engine) Key(p Picture, id string) digest.Key {
	return digest.Of(e.drawing(p), p.Label, p.Desc, id)
}

// drawing names what is drawn, without the words around it.
func (e *Engine) drawing(p Picture) digest.Key {
	return digest.Of(version, e.bundle, p.Option, p.Width, p.Height)
}

// SVG draws the picture. All ids in it begin with id, which must be unique in the page.
func (e *Engine) SVG(p Picture, id string) (string, error) {
	body, err := e.body(p)
	if err != nil {
		return "", fmt.Errorf("draw chart %s: %w", id, err)
	}
	return dress(body, p, id), nil
}

// phoneWidth is what a phone of 390 px leaves for a picture.
const phoneWidth = 358

// Pair draws the picture twice, for a column of text and for a phone, on which the
// text of the first would be 6 px high. The theme's style shows one of them, and
// both go by the words of the first. It takes twice the time; other ways were
// tried: ECharts spends it on each layout, evenly over all that it does.
func (e *Engine) Pair(p Picture, id string) (string, error) {
	wide, err := e.SVG(p, id)
	if err != nil || p.Width <= phoneWidth {
		return wide, err
	}
	p.Width = phoneWidth
	narrow, err := e.body(p)
	if err != nil {
		return "", fmt.Errorf("draw chart %s for a phone: %w", id, err)
	}
	return wide + dressAgain(narrow, p, id), nil
}

// body is the drawing without the words around it, drawn now or before.
func (e *Engine) body(p Picture) (string, error) {
	if e.code == nil {
		return "", ErrNoAssets
	}
	key := e.drawing(p)
	if body, ok := e.remembered(key); ok {
		return body, nil
	}
	if e.cache != nil {
		if body, ok := e.cache.Get(key); ok {
			e.remember(key, body)
			return body, nil
		}
	}
	raw, err := e.render(p)
	if err != nil {
		return "", err
	}
	body, err := tidy(raw)
	if err != nil {
		return "", err
	}
	e.remember(key, body)
	if e.cache != nil {
		e.cache.Put(key, body)
	}
	return body, nil
}

func (e *Engine) remembered(k digest.Key) (string, bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	s, ok := e.memo[k]
	return s, ok
}

func (e *Engine) remember(k digest.Key, svg string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if _, there := e.memo[k]; there {
		return
	}
	if len(e.age) >= memoSize {
		delete(e.memo, e.age[0])
		e.age = append(e.age[:0:0], e.age[1:]...)
	}
	e.memo[k] = svg
	e.age = append(e.age, k)
}

// render runs one drawing on a free machine.
func (e *Engine) render(p Picture) (svg string, err error) {
	m, open := <-e.slots
	if !open {
		return "", errors.New("the engine is closed")
	}
	defer func() { e.slots <- m }()
	if m != nil && m.drawn >= retire {
		m.close()
		m = nil
	}
	if m == nil {
		if m, err = e.machine(); err != nil {
			return "", err
		}
	}
	e.occupy(m, true)
	svg, err = m.draw(p)
	e.occupy(m, false)
	if err != nil {
		m.close()
		m = nil
	}
	return svg, err
}

func (e *Engine) occupy(m *machine, yes bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if yes {
		e.busy[m] = true
	} else {
		delete(e.busy, m)
	}
}

// Interrupt ends the drawings under way: they fail, and nothing is kept of them.
func (e *Engine) Interrupt() {
	e.mu.Lock()
	defer e.mu.Unlock()
	for m := range e.busy {
		m.Interrupt()
	}
}

// machine makes a machine from the bundle, which is compiled once.
func (e *Engine) machine() (*machine, error) {
	m, err := e.code.Machine(script.Limits{Memory: memoryLimit, Time: e.limit})
	if err != nil {
		return nil, err
	}
	return &machine{Machine: m}, nil
}

func (m *machine) draw(p Picture) (string, error) {
	m.drawn++
	return m.Text("milepostPicture", p.Option, p.Width, p.Height)
}

func (m *machine) close() {
	if m != nil {
		m.Close()
	}
}

// Close waits for drawings under way and frees the machines. Nothing can be drawn afterwards.
func (e *Engine) Close() {
	e.closed.Do(func() {
		for range cap(e.slots) {
			m := <-e.slots
			m.close()
		}
		close(e.slots)
	})
}
