// Package index makes the search index of a site: the terms of each page, the files of
// the index as outputs, and an index that follows the editions of a site.
package index

import (
	"fmt"
	"sync"

	"milepost/generator/digest"
	"milepost/generator/parallel"
	"milepost/generator/plan"
	"milepost/generator/search"
)

// Maker makes indexes. It remembers the terms of each page by the key of its output, so
// an unchanged page is not analysed again. The zero value works.
type Maker struct {
	Progress func(done, total int) // of pages put into an index; may be nil

	mu    sync.Mutex
	known map[string]known // by output path
}

type known struct {
	key   digest.Key
	terms *search.Terms // nil if the page is not searched
}

// get returns the terms of an output if they are known under its key.
func (m *Maker) get(o *plan.Output, key digest.Key) (*search.Terms, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	k, ok := m.known[o.Path]
	return k.terms, ok && k.key == key
}

// learn finds and remembers the terms of a page.
func (m *Maker) learn(o *plan.Output, key digest.Key, page []byte) *search.Terms {
	var found *search.Terms
	if doc, ok := search.Extract(o.Path, page); ok {
		found = search.Analyse(doc)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.known == nil {
		m.known = map[string]known{}
	}
	m.known[o.Path] = known{key, found}
	return found
}

// forget drops the terms of pages that the plan no longer holds.
func (m *Maker) forget(outputs []plan.Output) {
	here := make(map[string]bool, len(outputs))
	for i := range outputs {
		here[outputs[i].Path] = true
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for p := range m.known {
		if !here[p] {
			delete(m.known, p)
		}
	}
}

// listening wraps an output: when its page is rendered for publishing, its terms are
// learned from the same bytes.
func (m *Maker) listening(o plan.Output) plan.Output {
	if !o.Indexed || o.Render == nil {
		return o
	}
	inner := o
	teach := func(render func() ([]byte, error)) func() ([]byte, error) {
		return func() ([]byte, error) {
			b, err := render()
			if err == nil {
				m.learn(&inner, inner.Key(), b)
			}
			return b, err
		}
	}
	o.Render = teach(inner.Render)
	if inner.Both != nil {
		o.Both = func() (digest.Key, func() ([]byte, error)) {
			key, render := inner.Both()
			return key, teach(render)
		}
	}
	return o
}

// keyOnce wraps an output so that its key is computed once, by Key or by Both.
func keyOnce(o plan.Output) plan.Output {
	var once sync.Once
	var key digest.Key
	inner := o
	o.Key = func() digest.Key {
		once.Do(func() { key = inner.Key() })
		return key
	}
	if inner.Both != nil {
		o.Both = func() (digest.Key, func() ([]byte, error)) {
			k, render := inner.Both()
			once.Do(func() { key = k })
			return k, render
		}
	}
	return o
}

// Listening wraps outputs with listening and keyOnce: publishing and the index both need
// the keys, and each key needs a view.
func (m *Maker) Listening(outputs []plan.Output) []plan.Output {
	out := make([]plan.Output, len(outputs))
	for i, o := range outputs {
		out[i] = m.listening(keyOnce(o))
	}
	return out
}

// collect returns the terms of all searched pages, and renders pages whose terms are not
// known. try is parallel.Try or the like.
func (m *Maker) collect(outputs []plan.Output, try func(n int, f func(int) error) error) ([]*search.Terms, error) {
	var pages []*plan.Output
	for i := range outputs {
		if o := &outputs[i]; o.Indexed && o.Render != nil {
			pages = append(pages, o)
		}
	}
	found := make([]*search.Terms, len(pages))
	err := try(len(pages), func(i int) error {
		key := pages[i].Key()
		if t, ok := m.get(pages[i], key); ok {
			found[i] = t
			return nil
		}
		page, err := pages[i].Render()
		if err != nil {
			return fmt.Errorf("%s: %w", pages[i].Path, err)
		}
		found[i] = m.learn(pages[i], key, page)
		return nil
	})
	if err != nil {
		return nil, err
	}
	m.forget(outputs)
	kept := found[:0]
	for _, t := range found {
		if t != nil {
			kept = append(kept, t)
		}
	}
	return kept, nil
}

// Make is the index of the searched outputs.
func (m *Maker) Make(outputs []plan.Output, opt search.Options) (*search.Index, error) {
	pages, err := m.collect(outputs, parallel.Try)
	if err != nil {
		return nil, err
	}
	m.progress(0, len(pages))
	x := search.Build(pages, opt)
	m.progress(len(pages), len(pages))
	return x, nil
}

func (m *Maker) progress(done, total int) {
	if m.Progress != nil {
		m.Progress(done, total)
	}
}
