package generator

import (
	"context"
	"io"
	"net"
	"net/http"
	"sync"

	"milepost/generator/diag"
	"milepost/generator/index"
	"milepost/generator/plan"
	"milepost/generator/serve"
)

// ServeOptions are the settings of a Server.
type ServeOptions struct {
	Live            bool // reload open pages and show problems over them
	TLSCert, TLSKey string
	Hosts           []string  // host names that readers may use
	WrongHost       string    // answer to a request for another host name
	AccessLog       io.Writer // nil for none
	ReloadScript    []byte
	Lang            string      // language of the problems
	Texts           serve.Texts // texts of the overlay
	Failed          func(error) // called when the search index cannot be made; may be nil
	Drop            *Dropping   // people at this machine may drop workbooks; nil: nobody
	Shrink          bool        // show an edition even if it has lost many pages
	Shown           func()      // called when readers see another edition or search index; may be nil
}

// Server answers readers from the newest edition. Pages are served as soon as the
// edition is made. The search index is made when edits pause, or at once when a reader
// asks for its manifest: that request waits, so a search always finds the newest text.
type Server struct {
	b     *Builder
	opt   ServeOptions
	serve *serve.Server
	index *index.Follower

	mu     sync.Mutex
	newest *Edition       // nil before the first
	held   *serve.Problem // why readers do not see the newest sources; nil if they do
}

// Serve is a server that has no edition yet.
func (b *Builder) Serve(opt ServeOptions) *Server {
	if opt.Failed == nil {
		opt.Failed = func(error) {}
	}
	if opt.Shown == nil {
		opt.Shown = func() {}
	}
	s := &Server{b: b, opt: opt}
	s.serve = serve.New(serve.Options{
		Live: opt.Live, TLSCert: opt.TLSCert, TLSKey: opt.TLSKey, AccessLog: opt.AccessLog, ReloadScript: opt.ReloadScript, Texts: opt.Texts,
		Hosts: opt.Hosts, WrongHost: opt.WrongHost, Drop: s.zone(),
	})
	s.index = b.indexFollower(opt.Failed, func(*index.Follower) { s.refresh() })
	return s
}

// Handler answers one request.
func (s *Server) Handler() http.Handler { return s.serve.Handler() }

// Serve answers on the listener until ctx ends, then lets running answers finish.
func (s *Server) Serve(ctx context.Context, l net.Listener) error { return s.serve.Serve(ctx, l) }

// Show makes e the edition that readers see. It refuses an edition that has lost too many
// pages since the one before.
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

// Hold shows over the pages, before all other problems, why they are not up to date; ""
// takes that away.
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

// show gives the newest edition to the server. The caller holds the mutex.
func (s *Server) show() {
	e, held := s.newest, s.held
	var indexed [][]plan.Output
	if e.Snapshot.Config.Search {
		indexed = s.index.Shown()
	}
	s.serve.Show(&serve.Edition{
		ID:       e.ID,
		Outputs:  e.Plan.Outputs,
		Others:   indexed,
		Summary:  serve.Summary{Pages: len(e.Site.Pages), Datasets: e.Site.Data.Count(), Charts: e.Plan.Charts},
		Problems: sync.OnceValue(func() serve.Problems { return s.problems(e, held) }),
	})
	s.opt.Shown()
}

// problems lists held first, then errors, then warnings, up to serve.MaxProblems; the
// rest is counted.
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

// problem is a diagnostic in the language lang.
func problem(d diag.Diagnostic, lang string) serve.Problem {
	return serve.Problem{Level: d.Level.String(), Rule: d.Rule(), Pos: d.Pos.String(), Text: d.Text(lang), Hint: d.Hint(lang)}
}
