// Package serve answers readers over HTTP from an edition.
//
// In goes an edition: the outputs of one plan. They are rendered when they are
// asked for and kept by key, compressed once, so that the same page of the next
// edition costs nothing. Show puts a new edition in place of the old one in one
// step: a request sees one edition from beginning to end, and assets of the
// editions before stay answerable, so that a page always finds what it names.
//
// With Options.Live it also tells open pages when their own bytes have changed
// and lays the problems of the content over them. Nothing of that is ever in a
// published file.
//
// It never reads the content folder, except for the files that an output names,
// and never answers with a file that is not an output.
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
	Problems func() Problems // may take a while: no page waits for it; nil for none
	Summary  Summary
}

// Problems are what is wrong with the content.
type Problems struct {
	List             []Problem // in the order they are shown, MaxProblems at most
	Errors, Warnings int       // those that are not in the list
}

func (e *Edition) problems() Problems {
	if e.Problems == nil {
		return Problems{}
	}
	return e.Problems()
}

// MaxProblems is how many problems one message to a page holds; words for more
// need not be made.
const MaxProblems = 100

// Summary is the counts of an edition for /status.json.
type Summary struct {
	Pages    int `json:"pages"`
	Datasets int `json:"datasets"`
	Charts   int `json:"charts"`
}

// Problem is a diagnostic in words.
type Problem struct {
	Level string `json:"level"` // error, warning, note
	Rule  string `json:"rule"`
	Pos   string `json:"pos"` // file:line:col or file [sheet] cell
	Text  string `json:"text"`
	Hint  string `json:"hint,omitempty"`
}

// Texts are the words of the overlay; {0} is a number.
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
	// ReloadScript is the script that does so in the browser, and Texts its words.
	ReloadScript []byte
	Texts        Texts
	// TLSCert and TLSKey are files in PEM; with both, Serve speaks TLS and
	// HTTP/2. They are read again when they change.
	TLSCert, TLSKey string
	// Hosts are the names under which readers reach the server. With none, one that
	// only this machine reaches answers to its own names, any other one to all.
	Hosts []string
	// WrongHost is said to who asks under another name.
	WrongHost string
	// Drop lets who sits at this machine put workbooks into the content; nil for nobody.
	Drop *Drop
	// AccessLog gets one line a request in the common log format. May be nil.
	AccessLog io.Writer
	// MaxConns is how many connections are open at a time; more wait. 0 means 4096.
	MaxConns int
	// CacheBytes bounds the rendered outputs kept in memory; 0 means 192 MB.
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
	show     sync.Mutex // one Show at a time
	zone     *zone      // nil: nothing is dropped
	cache    *cache
	live     *live
	log      *accessLog
	started  time.Time
	times    times
	requests atomic.Int64
	hosts    atomic.Pointer[hosts] // nil: all
	strict   atomic.Bool           // readers come by TLS from elsewhere
	stopping chan struct{}
	stopOnce sync.Once
}

// New makes a server that has nothing to show yet.
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

// Show makes e the edition that is served. Nobody may write to e afterwards.
func (s *Server) Show(e *Edition) {
	s.show.Lock()
	defer s.show.Unlock()
	now := s.opt.Now()
	s.shown.Store(newShown(e, s.shown.Load(), now))
	s.live.wake()
}

// Handler answers one request; it is what Serve serves.
func (s *Server) Handler() http.Handler { return http.HandlerFunc(s.serveHTTP) }
