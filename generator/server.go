package generator

import (
	"context"
	"io"
	"net"
	"net/http"
	"sync"

	"milepost/generator/diag"
	"milepost/generator/index"
	"milepost/generator/serve"
)

// ServeOptions are the settings of a Server.
type ServeOptions struct {
	Live            bool // reload open pages and show problems over them
	TLSCert, TLSKey string
	Hosts           []string  // names under which readers reach it
	WrongHost       string    // said to who asks under another name
	AccessLog       io.Writer // nil for none
	ReloadScript    []byte
	Lang            string      // of the problems
	Texts           serve.Texts // of the overlay
	Failed          func(error) // told when the search index cannot be made; may be nil
	Drop            *Dropping   // who sits at this machine may drop workbooks; nil: nobody
	Shrink          bool        // show an edition however many pages it has lost
}

// Server answers readers from the newest edition. Pages are there as soon as
// the edition is; the search index follows when edits pause, or at once when
// someone asks for its manifest, who then waits for it: new text is always found.
type Server struct {
	b     *Builder
	opt   ServeOptions
	serve *serve.Server
	index *index.Follower

	mu     sync.Mutex
	newest *Edition       // nil before the first
	held   *serve.Problem // why a newer one is not shown; nil if it is
}

// Serve is a server without an edition to show yet.
func (b *Builder) Serve(opt ServeOptions) *Server {
	if opt.Failed == nil {
		opt.Failed = func(error) {}
	}
	s := &Server{b: b, opt: opt}
	s.serve = serve.New(serve.Options{
		Live: opt.Live, TLSCert: opt.TLSCert, TLSKey: opt.TLSKey, AccessLog: opt.AccessLog, ReloadScript: opt.ReloadScript, Texts: opt.Texts,
		Hosts: opt.Hosts, WrongHost: opt.WrongHost, Drop: s.zone(),
	})
	s.index = b.follower(opt.Failed, func(*index.Follower) { s.refresh() })
	return s
}

// Handler answers one request.
func (s *Server) Handler() http.Handler { return s.serve.Handler() }

// Serve answers on the listener until ctx ends, then lets running answers finish.
func (s *Server) Serve(ctx context.Context, l net.Listener) error { return s.serve.Serve(ctx, l) }

// Show makes e the edition that readers see. One that has lost too many of the
// pages of the one before is refused.
func (s *Server) Show(e *Edition) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.newest != nil && !s.opt.Shrink {
		if err := s.b.loss(s.b.census(s.newest), e); err != nil {
			return err
		}
	}
	s.newest = e
	if e.Snapshot.Config.Search {
		s.index.Follow(e.Plan.Outputs, e.Plan.Search)
	}
	s.show()
	return nil
}

// Hold says over the pages, before all other problems, why they are not the
// newest; "" says that they are.
func (s *Server) Hold(why string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held = nil
	if why != "" {
		s.held = &serve.Problem{Level: diag.Error.String(), Text: why}
	}
	if s.newest != nil {
		s.show()
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
	e, held := s.newest, s.held
	outputs := e.Plan.Outputs
	if e.Snapshot.Config.Search {
		outputs = s.index.With(outputs)
	}
	s.serve.Show(&serve.Edition{
		ID:       e.ID,
		Outputs:  outputs,
		Summary:  serve.Summary{Pages: len(e.Site.Pages), Datasets: e.Site.Data.Count(), Charts: e.Plan.Charts},
		Problems: sync.OnceValue(func() serve.Problems { return s.problems(e, held) }),
	})
}

// problems are the diagnostics of an edition in words, errors first, after what
// holds the next one back.
func (s *Server) problems(e *Edition, held *serve.Problem) (p serve.Problems) {
	if held != nil {
		p.List = append(p.List, *held)
	}
	all := e.Diags()
	for _, level := range []diag.Level{diag.Error, diag.Warning} {
		for _, d := range all {
			switch {
			case d.Level != level:
			case len(p.List) < serve.MaxProblems:
				p.List = append(p.List, problem(d, s.opt.Lang))
			case level == diag.Error:
				p.Errors++
			default:
				p.Warnings++
			}
		}
	}
	return p
}

// problem is a diagnostic in words.
func problem(d diag.Diagnostic, lang string) serve.Problem {
	return serve.Problem{Level: d.Level.String(), Rule: d.Rule(), Pos: d.Pos.String(), Text: d.Text(lang), Hint: d.Hint(lang)}
}
