// Package index makes the search index of a site: the terms of each page, the files of
// the index as outputs, and an index that follows the editions of a site.
package index

import (
	"fmt"
	"slices"
	"sync"

	"milepost/generator/digest"
	"milepost/generator/parallel"
	"milepost/generator/plan"
	"milepost/generator/search"
	"milepost/generator/squeeze"
)

// Maker makes indexes. It remembers the terms of each page by the key of its output, so
// an unchanged page is not analysed again. The zero value works.
type Maker struct {
	Progress func(done, total int) // of pages put into an index; may be nil
	Spill    *squeeze.Spill        // keeps the terms and texts of pages; nil: they stay in memory

	mu    sync.Mutex
	known map[string]known // by output path
	loose []string         // output paths whose terms wait to be bundled
	size  int              // bytes of these terms
}

// bundleBytes is how many bytes of terms are bundled: many, so that pages have many terms in
// common, but few beside the terms of a site.
const bundleBytes = 2 << 20

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
	if m.known == nil {
		m.known = map[string]known{}
	}
	m.known[o.Path] = known{key, found}
	var full []string
	if found != nil {
		m.loose = append(m.loose, o.Path)
		if m.size += found.Size(); m.size >= bundleBytes {
			full, m.loose, m.size = m.loose, nil, 0
		}
	}
	m.mu.Unlock()
	m.bundle(full)
	return found
}

// bundle bundles the terms of some outputs, and with them those whose bundle holds little
// else than terms of pages that have changed since.
func (m *Maker) bundle(paths []string) {
	if len(paths) == 0 {
		return
	}
	wanted := make(map[string]bool, len(paths))
	for _, p := range paths {
		wanted[p] = true
	}
	m.mu.Lock()
	all := make([]string, 0, len(m.known))
	was := make([]*search.Terms, 0, len(m.known))
	for p, k := range m.known {
		if k.terms != nil {
			all, was = append(all, p), append(was, k.terms)
		}
	}
	m.mu.Unlock()
	pages := search.Loosen(was, bundleBytes)
	n := 0
	for i, p := range all {
		if wanted[p] || pages[i] != was[i] {
			all[n], was[n], pages[n] = p, was[i], pages[i]
			n++
		}
	}
	bundled := search.Bundle(pages[:n], m.Spill)
	m.mu.Lock()
	defer m.mu.Unlock()
	for i, p := range all[:n] {
		if k := m.known[p]; k.terms == was[i] { // else the page has changed meanwhile
			k.terms = bundled[i]
			m.known[p] = k
		}
	}
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

// listened is the content of an output whose key is computed once, by Key or by Both. When
// a searched page is rendered for publishing, its terms are learned from the same bytes.
type listened struct {
	m    *Maker
	of   plan.Output
	once sync.Once
	key  digest.Key
}

func (l *listened) Key() digest.Key {
	l.once.Do(func() { l.key = l.of.Key() })
	return l.key
}

func (l *listened) Render() ([]byte, error) { return l.learnFrom(l.of.Render) }

func (l *listened) Both() (digest.Key, func() ([]byte, error)) {
	key, render := l.of.Both()
	l.once.Do(func() { l.key = key })
	return key, func() ([]byte, error) { return l.learnFrom(render) }
}

func (l *listened) learnFrom(render func() ([]byte, error)) ([]byte, error) {
	b, err := render()
	if err == nil && l.of.Indexed {
		l.m.learn(&l.of, l.Key(), b)
	}
	return b, err
}

// Listening wraps the content of outputs in listened: publishing and the index both need
// the keys, and each key needs a view.
func (m *Maker) Listening(outputs []plan.Output) []plan.Output {
	out := make([]plan.Output, len(outputs))
	for i, o := range outputs {
		out[i] = o
		if _, file := o.File(); !file {
			out[i].Content = &listened{m: m, of: o}
		}
	}
	return out
}

// collect returns the terms of all searched pages, and renders pages whose terms are not
// known. try is parallel.Try or the like.
func (m *Maker) collect(outputs []plan.Output, try func(n int, f func(int) error) error) ([]*search.Terms, error) {
	var pages []*plan.Output
	for i := range outputs {
		if o := &outputs[i]; o.Indexed {
			pages = append(pages, o)
		}
	}
	found := make([]*search.Terms, 0, len(pages))
	for some := range slices.Chunk(pages, atOnce) {
		terms, err := m.termsOf(some, try)
		if err != nil {
			return nil, err
		}
		found = append(found, terms...)
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

// atOnce is how many pages are analysed before those whose terms were bundled meanwhile
// are let go.
const atOnce = 1000

// termsOf returns the terms of some outputs; nil for one that is not searched.
func (m *Maker) termsOf(pages []*plan.Output, try func(n int, f func(int) error) error) ([]*search.Terms, error) {
	found, keys := make([]*search.Terms, len(pages)), make([]digest.Key, len(pages))
	err := try(len(pages), func(i int) error {
		keys[i] = pages[i].Key()
		if t, ok := m.get(pages[i], keys[i]); ok {
			found[i] = t
			return nil
		}
		page, err := pages[i].Render()
		if err != nil {
			return fmt.Errorf("%s: %w", pages[i].Path, err)
		}
		found[i] = m.learn(pages[i], keys[i], page)
		return nil
	})
	for i, o := range pages {
		if t, ok := m.get(o, keys[i]); ok {
			found[i] = t // it may be in a bundle now
		}
	}
	return found, err
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
