package script

import (
	"errors"
	"sync"

	"milepost/generator/parallel"
)

// retire is the number of calls after which a pool replaces a machine, so that memory
// that the script does not free cannot grow without end.
const retire = 500

// ErrClosed says that the pool is closed.
var ErrClosed = errors.New("the script engine is closed")

// Pool runs one script in several machines at the same time. It is safe for
// concurrent use. A machine whose call fails or takes too long is closed and replaced.
// Any machine may answer a call, so no call may depend on one before it.
type Pool struct {
	code   *Code
	limits Limits
	slots  chan *worker // one per machine that is free; nil if it is not made yet

	mu   sync.Mutex
	busy map[*worker]bool

	closed sync.Once
}

// worker is a machine of a pool.
type worker struct {
	*Machine
	calls int
}

// NewPool makes a pool of at most workers machines; 0 is one per core. A machine is made
// when a call needs it.
func NewPool(c *Code, l Limits, workers int) *Pool {
	p := &Pool{code: c, limits: l, slots: make(chan *worker, parallel.Workers(workers)), busy: map[*worker]bool{}}
	for range cap(p.slots) {
		p.slots <- nil
	}
	return p
}

// Text calls a function that returns a text, on a free machine; it waits for one.
func (p *Pool) Text(name string, args ...any) (text string, err error) {
	w, open := <-p.slots
	if !open {
		return "", ErrClosed
	}
	defer func() { p.slots <- w }()
	if w != nil && w.calls >= retire {
		w.close()
		w = nil
	}
	if w == nil {
		m, err := p.code.Machine(p.limits)
		if err != nil {
			return "", err
		}
		w = &worker{Machine: m}
	}
	w.calls++
	p.occupy(w, true)
	text, err = w.Text(name, args...)
	p.occupy(w, false)
	if err != nil {
		w.close()
		w = nil
	}
	return text, err
}

func (p *Pool) occupy(w *worker, yes bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if yes {
		p.busy[w] = true
	} else {
		delete(p.busy, w)
	}
}

// Interrupt ends the calls that are running: they return errors.
func (p *Pool) Interrupt() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for w := range p.busy {
		w.Interrupt()
	}
}

func (w *worker) close() {
	if w != nil {
		w.Close()
	}
}

// Close waits for the calls that are running and frees the machines. Later calls return
// ErrClosed.
func (p *Pool) Close() {
	p.closed.Do(func() {
		for range cap(p.slots) {
			w := <-p.slots
			w.close()
		}
		close(p.slots)
	})
}
