package generator

import (
	"context"
	"io"
	"sync"
	"time"

	"milepost/generator/ask"
	"milepost/generator/export"
	"milepost/generator/mcp"
	"milepost/generator/site"
	"milepost/generator/source"
)

// assistant answers from the newest edition of a site.
type assistant struct {
	b *Builder

	mu      sync.Mutex
	edition string // the ID of the edition that state shows
	looked  time.Time
	state   *mcp.State
	close   func() // frees what the state holds
}

// lookAgain: for this long after a look at the sources they are not looked at again.
// An assistant asks several things in a row, and a look at 10,000 pages takes time.
const lookAgain = time.Second

// Assist answers an assistant over the Model Context Protocol until in ends. Answers
// are of the content as it is at that moment; no file is written.
func (b *Builder) Assist(ctx context.Context, in io.Reader, out io.Writer) error {
	a := &assistant{b: b}
	first, err := a.now(ctx)
	if err != nil {
		return err
	}
	defer func() { a.close() }()
	return mcp.Serve(ctx, in, out, mcp.Options{Lang: first.Site.Config.Language, Version: b.opt.Version, Now: a.now})
}

// now returns the current state; it reads the sources again after lookAgain.
func (a *assistant) now(ctx context.Context) (*mcp.State, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.state != nil && time.Since(a.looked) < lookAgain {
		return a.state, nil
	}
	e, err := a.b.Rebuild(ctx, source.Hint{All: true})
	if err != nil {
		return nil, err
	}
	a.looked = time.Now()
	if a.state != nil && a.edition == e.ID {
		return a.state, nil
	}
	if a.close != nil {
		a.close()
	}
	a.edition = e.ID
	a.state, a.close = a.b.toldOf(e)
	return a.state, nil
}

// toldOf is what an assistant can ask of an edition, and a function that frees it.
// The search index is made at the first search.
func (b *Builder) toldOf(e *Edition) (state *mcp.State, free func()) {
	engine := sync.OnceValues(func() (*ask.Engine, error) { return b.Asker(e) })
	state = &mcp.State{Site: e.Site, Press: e.Press, Text: e.textOf(), Owners: site.OwnersOf(e.Site, func() []site.Duty { return e.Press.Duties(0) })}
	used := false
	if e.Site.Config.Search {
		state.Search = func(query string, o ask.Options) (ask.Answer, error) {
			x, err := engine()
			if err != nil {
				return ask.Answer{}, err
			}
			used = true
			return x.Search(query, o)
		}
	}
	return state, func() {
		if x, err := engine(); used && err == nil {
			x.Close()
		}
	}
}

// textOf returns a function that gives a page as Markdown, by the path of its output.
func (e *Edition) textOf() func(out string) (string, bool) {
	pages := make(map[string]int, len(e.Plan.Outputs))
	for i := range e.Plan.Outputs {
		o := &e.Plan.Outputs[i]
		if _, file := o.File(); !file {
			pages[o.Path] = i
		}
	}
	return func(out string) (string, bool) {
		i, ok := pages[out]
		if !ok {
			return "", false
		}
		page, err := e.Plan.Outputs[i].Render()
		if err != nil {
			return "", false
		}
		return export.Markdown(page)
	}
}
