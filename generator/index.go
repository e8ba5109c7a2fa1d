package generator

import (
	"fmt"
	"sync"

	"milepost/generator/digest"
	"milepost/generator/parallel"
	"milepost/generator/plan"
	"milepost/generator/search"
)

// terms remembers what the search knows of each page, by the key of its
// output: a page that did not change is not taken apart again.
type terms struct {
	mu    sync.Mutex
	known map[string]known // by output path
}

type known struct {
	key   digest.Key
	terms *search.Terms // nil if the page is not searched
}

// get returns the terms of an output if they are known under its key.
func (t *terms) get(o *plan.Output, key digest.Key) (*search.Terms, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	k, ok := t.known[o.Path]
	return k.terms, ok && k.key == key
}

// learn takes the page's bytes apart.
func (t *terms) learn(o *plan.Output, key digest.Key, page []byte) *search.Terms {
	var found *search.Terms
	if doc, ok := search.Extract(o.Path, page); ok {
		found = search.Analyse(doc)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.known == nil {
		t.known = map[string]known{}
	}
	t.known[o.Path] = known{key, found}
	return found
}

// forget drops the terms of pages that the plan no longer holds.
func (t *terms) forget(outputs []plan.Output) {
	here := make(map[string]bool, len(outputs))
	for i := range outputs {
		here[outputs[i].Path] = true
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	for p := range t.known {
		if !here[p] {
			delete(t.known, p)
		}
	}
}

// listening wraps an indexed output so that its terms are learnt when it is
// rendered anyway.
func (t *terms) listening(o plan.Output) plan.Output {
	if !o.Indexed || o.Render == nil {
		return o
	}
	inner := o
	teach := func(render func() ([]byte, error)) func() ([]byte, error) {
		return func() ([]byte, error) {
			b, err := render()
			if err == nil {
				t.learn(&inner, inner.Key(), b)
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

// keyOnce gives an output whose key is found once, by Key or by Both.
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

// indexable are outputs whose terms are learnt as they are rendered, and whose
// keys are found once: they take a view, and the index asks again.
func (b *Builder) indexable(outputs []plan.Output) []plan.Output {
	out := make([]plan.Output, len(outputs))
	for i, o := range outputs {
		out[i] = b.terms.listening(keyOnce(o))
	}
	return out
}

// collect returns the terms of all searched pages, rendering those that are not
// known. Each is done by try, one of package parallel.
func (b *Builder) collect(outputs []plan.Output, try func(n int, f func(int) error) error) ([]*search.Terms, error) {
	var pages []*plan.Output
	for i := range outputs {
		if o := &outputs[i]; o.Indexed && o.Render != nil {
			pages = append(pages, o)
		}
	}
	found := make([]*search.Terms, len(pages))
	err := try(len(pages), func(i int) error {
		key := pages[i].Key()
		if t, ok := b.terms.get(pages[i], key); ok {
			found[i] = t
			return nil
		}
		page, err := pages[i].Render()
		if err != nil {
			return fmt.Errorf("%s: %w", pages[i].Path, err)
		}
		found[i] = b.terms.learn(pages[i], key, page)
		return nil
	})
	if err != nil {
		return nil, err
	}
	b.terms.forget(outputs)
	kept := found[:0]
	for _, t := range found {
		if t != nil {
			kept = append(kept, t)
		}
	}
	return kept, nil
}

func (b *Builder) indexOf(outputs []plan.Output, opt search.Options) (*search.Index, error) {
	pages, err := b.collect(outputs, parallel.Try)
	if err != nil {
		return nil, err
	}
	if b.opt.Progress != nil {
		b.opt.Progress(Searching, 0, len(pages))
	}
	x := search.Build(pages, opt)
	if b.opt.Progress != nil {
		b.opt.Progress(Searching, len(pages), len(pages))
	}
	return x, nil
}

// indexFolder holds the files of the index in a site.
const indexFolder = "search/"

// indexOutputs are the files of an index as outputs of the site.
func indexOutputs(files []search.File) []plan.Output {
	out := make([]plan.Output, len(files))
	for i, f := range files {
		out[i] = plan.Output{
			Path: indexFolder + f.Path, Class: plan.Aggregate,
			Key:    sync.OnceValue(func() digest.Key { return digest.Bytes(f.Data()) }),
			Render: func() ([]byte, error) { return f.Data(), nil },
		}
		if f.Entry {
			out[i].Class = plan.Entry
		}
	}
	return out
}

// wholeOutputs are the files of a whole index, made from what the key
// identifies, as outputs under keys that tell so: another builder knows them again.
func wholeOutputs(x *search.Index, key digest.Key) []plan.Output {
	out := indexOutputs(x.Files)
	for i := range out {
		out[i].Key = fileKey(key, out[i].Path)
	}
	return out
}

// indexKey identifies all that an index is made from.
func indexKey(outputs []plan.Output, opt search.Options) digest.Key {
	own := digest.Of(opt)
	b := append([]byte("index "+search.Version), own[:]...)
	for i := range outputs {
		if o := &outputs[i]; o.Indexed && o.Render != nil {
			key := o.Key()
			b = append(append(append(b, 0), o.Path...), 0)
			b = append(b, key[:]...)
		}
	}
	return digest.Bytes(b)
}
