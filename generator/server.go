package generator

import (
	"context"
	"io"
	"net"
	"net/http"
	"slices"
	"sync"

	"milepost/generator/diag"
	"milepost/generator/digest"
	"milepost/generator/plan"
	"milepost/generator/search"
	"milepost/generator/serve"
)

// ServeOptions are the settings of a Server.
type ServeOptions struct {
	Live            bool // reload open pages and show problems over them
	TLSCert, TLSKey string
	AccessLog       io.Writer // nil for none
	ReloadScript    []byte
	Lang            string      // of the problems
	Texts           serve.Texts // of the overlay
	Failed          func(error) // told when the search index cannot be made; may be nil
}

// Server answers readers from the newest edition. Pages are there as soon as
// the edition is; the search index follows, and whoever asks for its manifest
// meanwhile waits, so that new text is found at once.
type Server struct {
	b     *Builder
	opt   ServeOptions
	serve *serve.Server

	mu      sync.Mutex
	turn    int           // number of the newest edition
	outputs []plan.Output // of the last index that was made; the manifest is the last

	making sync.Mutex // one index at a time
	index  *search.Index
	base   []plan.Output // the files of index without its manifest
}

// Serve is a server without an edition to show yet.
func (b *Builder) Serve(opt ServeOptions) *Server {
	if opt.Failed == nil {
		opt.Failed = func(error) {}
	}
	return &Server{b: b, opt: opt, serve: serve.New(serve.Options{
		Live: opt.Live, TLSCert: opt.TLSCert, TLSKey: opt.TLSKey, AccessLog: opt.AccessLog, ReloadScript: opt.ReloadScript, Texts: opt.Texts,
	})}
}

// Handler answers one request.
func (s *Server) Handler() http.Handler { return s.serve.Handler() }

// Serve answers on the listener until ctx ends, then lets running answers finish.
func (s *Server) Serve(ctx context.Context, l net.Listener) error { return s.serve.Serve(ctx, l) }

// Show makes e the edition that readers see.
func (s *Server) Show(e *Edition) {
	if !e.Snapshot.Config.Search {
		s.show(e, nil)
		return
	}
	s.mu.Lock()
	s.turn++
	turn, old := s.turn, s.outputs
	s.mu.Unlock()
	wait := &later{ready: make(chan struct{})}
	s.show(e, append(withoutManifest(old), wait.output()))
	go s.follow(e, turn, wait)
}

// follow makes the index of an edition and shows it, unless a newer edition has come.
func (s *Server) follow(e *Edition, turn int, wait *later) {
	defer close(wait.ready)
	s.making.Lock()
	defer s.making.Unlock()
	if s.newest(turn) {
		if err := s.remake(e); err != nil {
			s.opt.Failed(err)
		}
	}
	s.mu.Lock()
	outputs := s.outputs
	s.mu.Unlock()
	if n := len(outputs); n > 0 {
		wait.data, _ = outputs[n-1].Render() // bytes in memory: never fails
	}
	if s.newest(turn) {
		s.show(e, outputs)
	}
}

func (s *Server) newest(turn int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return turn == s.turn
}

// remake brings the index up to the edition: by a small index of what changed
// where that will do, else by a new one.
func (s *Server) remake(e *Edition) error {
	pages, err := s.b.collect(e)
	if err != nil {
		return err
	}
	var files []search.File
	ok := false
	if s.index != nil {
		files, ok = s.index.Update(pages)
	}
	if !ok {
		s.index = search.Build(pages, search.Options{})
		files = slices.Clone(s.index.Files)
		s.base = nil
	}
	slices.SortStableFunc(files, func(a, b search.File) int { return entryLast(a) - entryLast(b) })
	outputs := indexOutputs(files)
	if !ok {
		s.base = withoutManifest(outputs)
	} else {
		outputs = slices.Concat(s.base, outputs)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.outputs = outputs
	return nil
}

func entryLast(f search.File) int {
	if f.Entry {
		return 1
	}
	return 0
}

// withoutManifest is the list without its last output, with room for no more.
func withoutManifest(outputs []plan.Output) []plan.Output {
	n := max(len(outputs)-1, 0)
	return outputs[:n:n]
}

// later is the manifest of an index that is still being made.
type later struct {
	ready chan struct{}
	data  []byte
}

func (l *later) output() plan.Output {
	return plan.Output{
		Path: plan.SearchManifest, Class: plan.Entry,
		Key: func() digest.Key {
			<-l.ready
			return digest.Bytes(l.data)
		},
		Render: func() ([]byte, error) {
			<-l.ready
			return l.data, nil
		},
	}
}

// show hands an edition to the server with the problems in words.
func (s *Server) show(e *Edition, index []plan.Output) {
	view := &serve.Edition{
		ID:      e.ID,
		Outputs: append(append([]plan.Output{}, e.Plan.Outputs...), index...),
		Summary: serve.Summary{Pages: len(e.Site.Pages), Datasets: e.Site.Data.Count(), Charts: e.Plan.Charts},
	}
	for _, level := range []diag.Level{diag.Error, diag.Warning} {
		for _, d := range e.Diags {
			switch {
			case d.Level != level:
			case len(view.Problems) < serve.MaxProblems:
				view.Problems = append(view.Problems, serve.Problem{
					Level: d.Level.String(), Rule: d.Rule(), Pos: d.Pos.String(), Text: d.Text(s.opt.Lang), Hint: d.Hint(s.opt.Lang),
				})
			case level == diag.Error:
				view.Unsaid.Errors++
			default:
				view.Unsaid.Warnings++
			}
		}
	}
	s.serve.Show(view)
}
