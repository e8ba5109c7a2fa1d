// Package serve answers readers over HTTP from an edition.
//
// In goes an edition: the outputs of one plan. A page is rendered at the first request
// and compressed once; both are kept by key, so an unchanged page of the next edition
// costs nothing. Show replaces the edition in one step: each request is answered from
// one edition. Assets of older editions are served for some time, for pages that
// readers have open.
//
// With Options.Live it also tells open pages to reload when their bytes have changed,
// and shows the problems of the content over them. Published files have neither.
//
// It reads no files except those that an output names, and never answers with a file
// that is not an output.
package serve

import (
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"milepost/generator/plan"
)

// Edition is one whole version of the site.
type Edition struct {
	ID       string
	Outputs  []plan.Output
	Others   [][]plan.Output // more outputs, in lists that editions may share
	Problems func() Problems // may be slow: no page waits for it; nil for none
	Summary  Summary
}

// Summary is the counts of an edition for /status.json.
type Summary struct {
	Pages    int `json:"pages"`
	Datasets int `json:"datasets"`
	Charts   int `json:"charts"`
}

// Texts are the texts of the overlay; {0} is a number.
type Texts struct {
	Errors   string `json:"errors"`   // "{0} errors"
	Warnings string `json:"warnings"` // "{0} warnings"
	More     string `json:"more"`     // "and {0} more"
	Close    string `json:"close"`
	Show     string `json:"show"`
	Lost     string `json:"lost"` // the server does not answer
	Lang     string `json:"lang"`
}

// Options of a Server; the zero value serves a finished site to readers.
type Options struct {
	// Live tells pages to reload and shows problems over them.
	Live bool
	// ReloadScript is the script in the browser that does this, and Texts its texts.
	ReloadScript []byte
	Texts        Texts
	// TLSCert and TLSKey are files in PEM; with both, Serve speaks TLS and
	// HTTP/2. They are read again when they change.
	TLSCert, TLSKey string
	// Hosts are the host names for which the server answers. If empty, a server on
	// localhost answers for localhost, and a server on a network for any name.
	Hosts []string
	// WrongHost is the text of the answer to a request for another host name.
	WrongHost string
	// Drop lets people at this machine add workbooks to the content; nil: nobody.
	Drop *Drop
	// AccessLog gets a line for each request in the common log format. May be nil.
	AccessLog io.Writer
	// MaxConns is how many connections are open at a time; more wait. 0 means 4096.
	MaxConns int
	// CacheBytes limits the rendered outputs in memory; 0 means 192 MB.
	CacheBytes int64
	// Stop is how long running answers may take after the end of Serve's context; 0 means 10 s.
	Stop time.Duration
	// Now is the clock; nil means time.Now.
	Now func() time.Time
}

// Server answers from the edition shown last.
type Server struct {
	opt      Options
	shown    atomic.Pointer[shown]
	asked    atomic.Pointer[string] // path of the page that was asked for last
	show     sync.Mutex             // one Show at a time
	zone     *zone                  // nil: there is no drop zone
	cache    *cache
	live     *live
	log      *accessLog
	started  time.Time
	times    times
	requests atomic.Int64
	hosts    atomic.Pointer[hosts] // nil: all
	strict   atomic.Bool           // TLS, and not only for this machine: browsers are told to insist on TLS
	stopping chan struct{}
	stopOnce sync.Once
}

// New makes a server without an edition.
func New(opt Options) *Server {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.MaxConns == 0 {
		opt.MaxConns = 4096
	}
	if opt.CacheBytes == 0 {
		opt.CacheBytes = 192 << 20
	}
	if opt.Stop == 0 {
		opt.Stop = 10 * time.Second
	}
	return &Server{
		opt:      opt,
		zone:     newZone(opt.Drop),
		cache:    newCache(opt.CacheBytes),
		live:     newLive(),
		log:      &accessLog{w: opt.AccessLog},
		started:  opt.Now(),
		times:    times{header: headerTime, idle: idleTime, stall: stallTime},
		stopping: make(chan struct{}),
	}
}

// Show makes e the edition that is served. e must not be changed afterwards.
func (s *Server) Show(e *Edition) {
	s.show.Lock()
	defer s.show.Unlock()
	now := s.opt.Now()
	n := newShown(e, s.shown.Load(), now)
	s.shown.Store(n)
	go s.ahead(n)
	s.live.wake()
}

// shows tells whether e is shown, and no later edition is being made ready.
func (s *Server) shows(e *shown) bool {
	s.show.Lock()
	defer s.show.Unlock()
	return s.shown.Load() == e
}

// Handler answers one request.
func (s *Server) Handler() http.Handler { return http.HandlerFunc(s.serveHTTP) }
