package script

import (
	"errors"
	"sync"

	"milepost/generator/parallel"
)

// retire is how many calls a machine of a pool answers: then it is thrown away
// with whatever it has piled up.
const retire = 500

// ErrClosed says that the machines of a pool are gone.
var ErrClosed = errors.New("the script engine is closed")

// Pool runs one script in up to so many machines at a time. It is safe for
// concurrent use. A machine that fails or runs too long is thrown away. For calls
// that leave nothing behind for the next one.
type Pool struct {
	code   *Code
	limits Limits
	slots  chan *worker // nil is a machine not made yet

	mu   sync.Mutex
	busy map[*worker]bool

	closed sync.Once
}

// worker is a machine of a pool.
type worker struct {
	*Machine
	calls int
}

// NewPool makes a pool of at most workers machines, 0 is one per core. None is made
// before the first call.
func NewPool(c *Code, l Limits, workers int) *Pool {
	p := &Pool{code: c, limits: l, slots: make(chan *worker, parallel.Workers(workers)), busy: map[*worker]bool{}}
	for range cap(p.slots) {
		p.slots <- nil
	}
	return p
}

// Text calls a function that returns a text, on a free machine.
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

// Interrupt ends the calls under way: they fail.
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

// Close waits for calls under way and frees the machines. Nothing can be called afterwards.
func (p *Pool) Close() {
	p.closed.Do(func() {
		for range cap(p.slots) {
			w := <-p.slots
			w.close()
		}
		close(p.slots)
	})
}
