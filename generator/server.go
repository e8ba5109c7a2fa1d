package generator

import (
	"context"
	"io"
	"net"
	"net/http"
	"sync"

	"milepost/generator/diag"
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
// the edition is; the search index follows when edits pause, or at once when
// someone asks for its manifest, who then waits for it: new text is always found.
type Server struct {
	opt   ServeOptions
	serve *serve.Server
	index *indexer

	mu     sync.Mutex
	turn   int      // number of the newest edition
	newest *Edition // nil before the first
}

// Serve is a server without an edition to show yet.
func (b *Builder) Serve(opt ServeOptions) *Server {
	if opt.Failed == nil {
		opt.Failed = func(error) {}
	}
	s := &Server{opt: opt, serve: serve.New(serve.Options{
		Live: opt.Live, TLSCert: opt.TLSCert, TLSKey: opt.TLSKey, AccessLog: opt.AccessLog, ReloadScript: opt.ReloadScript, Texts: opt.Texts,
	})}
	s.index = newIndexer(b, opt.Failed, func(*indexer) { s.refresh() })
	return s
}

// Handler answers one request.
func (s *Server) Handler() http.Handler { return s.serve.Handler() }

// Serve answers on the listener until ctx ends, then lets running answers finish.
func (s *Server) Serve(ctx context.Context, l net.Listener) error { return s.serve.Serve(ctx, l) }

// Show makes e the edition that readers see.
func (s *Server) Show(e *Edition) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.turn++
	s.newest = e
	s.show()
	if e.Snapshot.Config.Search {
		s.index.follow(s.turn, e.Plan.Outputs)
	}
}

// refresh shows the newest edition again, with the index as it is now.
func (s *Server) refresh() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.show()
}

// show hands the newest edition to the server. It needs the mutex.
func (s *Server) show() {
	e := s.newest
	outputs := e.Plan.Outputs
	if e.Snapshot.Config.Search {
		outputs = s.index.with(outputs, s.turn)
	}
	s.serve.Show(&serve.Edition{
		ID:       e.ID,
		Outputs:  outputs,
		Summary:  serve.Summary{Pages: len(e.Site.Pages), Datasets: e.Site.Data.Count(), Charts: e.Plan.Charts},
		Problems: sync.OnceValue(func() serve.Problems { return s.problems(e) }),
	})
}

// problems are the diagnostics of an edition in words, errors first.
func (s *Server) problems(e *Edition) (p serve.Problems) {
	all := e.Diags()
	for _, level := range []diag.Level{diag.Error, diag.Warning} {
		for _, d := range all {
			switch {
			case d.Level != level:
			case len(p.List) < serve.MaxProblems:
				p.List = append(p.List, serve.Problem{
					Level: d.Level.String(), Rule: d.Rule(), Pos: d.Pos.String(), Text: d.Text(s.opt.Lang), Hint: d.Hint(s.opt.Lang),
				})
			case level == diag.Error:
				p.Errors++
			default:
				p.Warnings++
			}
		}
	}
	return p
}
