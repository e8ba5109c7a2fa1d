package serve

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"html"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"milepost/generator/header"
)

// DropPath is the path of the drop zone, which answers only on this machine.
const DropPath = livePrefix + "drop"

const (
	dropPrefix = DropPath + "/"
	tryPrefix  = livePrefix + "try/"
)

const (
	tokenHeader = "Milepost-Token"
	uploadTime  = 10 * time.Minute // for a whole file, from a slow disk
	mostTrials  = 2                // tried editions in memory: each may be as large as the site
)

// Dropper takes the files that people drop. Its answers are sent to the page as JSON; of
// a Refusal, the page shows the text.
type Dropper interface {
	// State is what the page shows before anything is dropped.
	State() any
	// MostBytes is the most that a file may hold.
	MostBytes() int64
	// Try reads a file as if it were in the folder. The edition is the site with it.
	Try(ctx context.Context, folder, name string, src []byte) (id string, answer any, e *Edition, err error)
	// Save writes a tried file into the content; Undo undoes that.
	Save(ctx context.Context, id string) (answer any, err error)
	Undo(ctx context.Context, id string) (answer any, err error)
}

// Refusal is an error with a text for the reader.
type Refusal struct {
	Status int // of HTTP
	Text   string
}

func (r *Refusal) Error() string { return r.Text }

// Drop is the drop zone of a Server.
type Drop struct {
	Dropper       Dropper
	Title, Lang   string
	Script, Style []byte
}

// zone is the state of a drop zone.
type zone struct {
	Drop
	token  string // only our own page knows it
	one    sync.Mutex
	mu     sync.Mutex
	trials map[string]*shown
	order  []string // their ids, the oldest first
}

func newZone(d *Drop) *zone {
	if d == nil {
		return nil
	}
	return &zone{Drop: *d, token: rand.Text(), trials: map[string]*shown{}}
}

// here tells whether the request comes from this machine, for localhost and not through
// a proxy. Others in the network may read the site, but only people at this machine may
// write to it.
func here(r *http.Request) bool {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if ip := net.ParseIP(host); err != nil || ip == nil || !ip.IsLoopback() {
		return false
	}
	for _, name := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via"} {
		if r.Header.Get(name) != "" {
			return false
		}
	}
	name := bareHost(r.Host)
	ip := net.ParseIP(name)
	return name == "localhost" || ip != nil && ip.IsLoopback()
}

// mine tells whether a POST request comes from our own page.
func (z *zone) mine(r *http.Request) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" {
		return false
	}
	if origin := r.Header.Get("Origin"); origin != "" {
		u, err := url.Parse(origin)
		if err != nil || u.Host != r.Host || (u.Scheme == "https") != (r.TLS != nil) {
			return false
		}
	}
	return subtle.ConstantTimeCompare([]byte(r.Header.Get(tokenHeader)), []byte(z.token)) == 1
}

// dropping answers requests for the drop zone; it returns false for others.
func (s *Server) dropping(w *writer, r *http.Request) bool {
	p := r.URL.Path
	if s.zone == nil || p != DropPath && !strings.HasPrefix(p, dropPrefix) && !strings.HasPrefix(p, tryPrefix) {
		return false
	}
	switch {
	case !here(r):
		s.refused(w, r, http.StatusForbidden)
	case r.Method == http.MethodPost:
		s.dropped(w, r)
	default:
		if code := refuse(r); code != 0 {
			s.refused(w, r, code)
			return true
		}
		s.dropPage(w, r)
	}
	return true
}

// dropPage answers GET requests: the page, its script and style, and tried sites.
func (s *Server) dropPage(w *writer, r *http.Request) {
	z, h := s.zone, w.Header()
	h["Cache-Control"] = header.NoStore
	switch p := r.URL.Path; p {
	case DropPath:
		h["Content-Type"] = header.KindOf(".html").MIME
		_, _ = io.WriteString(w, z.page())
	case dropPrefix + "drop.js":
		h["Content-Type"] = header.KindOf(".js").MIME
		_, _ = w.Write(z.Script)
	case dropPrefix + "drop.css":
		h["Content-Type"] = header.KindOf(".css").MIME
		_, _ = w.Write(z.Style)
	case dropPrefix + "state":
		answer(w, http.StatusOK, z.Dropper.State())
	default:
		s.tried(w, r, strings.TrimPrefix(p, tryPrefix))
	}
}

// page is the HTML of the drop zone; its script makes everything below the heading.
func (z *zone) page() string {
	q := html.EscapeString
	return `<!doctype html><html lang="` + q(z.Lang) + `"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
		`<meta name="color-scheme" content="light dark"><title>` + q(z.Title) + `</title><link rel="stylesheet" href="` + dropPrefix + `drop.css"></head>` +
		`<body><main id="drop" data-token="` + q(z.token) + `"><h1>` + q(z.Title) + `</h1></main><script src="` + dropPrefix + `drop.js"></script></body></html>`
}

// tried answers with a page of a tried site.
func (s *Server) tried(w *writer, r *http.Request, rest string) {
	id, p, _ := strings.Cut(rest, "/")
	s.zone.mu.Lock()
	e := s.zone.trials[id]
	s.zone.mu.Unlock()
	if e == nil {
		s.refused(w, r, http.StatusNotFound)
		return
	}
	it, to := e.find(p)
	switch {
	case to != "":
		redirect(w, r, tryPrefix[1:]+id+"/"+to)
	case it == nil:
		s.refused(w, r, http.StatusNotFound)
	case it.isFile():
		s.file(w, r, e, it)
	default:
		s.rendered(w, r, it, http.StatusOK)
	}
}

// dropped answers POST requests: try, save, undo.
func (s *Server) dropped(w *writer, r *http.Request) {
	z := s.zone
	w.Header()["Cache-Control"] = header.NoStore
	if !z.mine(r) {
		s.refused(w, r, http.StatusForbidden)
		return
	}
	z.one.Lock() // one at a time: each may hold a large file
	defer z.one.Unlock()
	var said any
	var err error
	q := r.URL.Query()
	switch r.URL.Path {
	case dropPrefix + "try":
		said, err = z.try(w, r, q.Get("folder"), q.Get("name"))
	case dropPrefix + "save":
		said, err = z.Dropper.Save(r.Context(), q.Get("id"))
	case dropPrefix + "undo":
		said, err = z.Dropper.Undo(r.Context(), q.Get("id"))
	default:
		s.refused(w, r, http.StatusNotFound)
		return
	}
	var no *Refusal
	switch {
	case err == nil:
		answer(w, http.StatusOK, said)
	case errors.As(err, &no):
		answer(w, no.Status, map[string]string{"error": no.Text})
	default:
		s.log.fault(r, err)
		answer(w, http.StatusInternalServerError, map[string]string{"error": err.Error()})
	}
}

func (z *zone) try(w *writer, r *http.Request, folder, name string) (any, error) {
	_ = w.ctl.SetReadDeadline(time.Now().Add(uploadTime))
	_ = w.ctl.SetWriteDeadline(time.Now().Add(uploadTime))
	// One byte more than the limit, so that Try sees that the file is too large.
	src, err := io.ReadAll(io.LimitReader(r.Body, z.Dropper.MostBytes()+1))
	if err != nil {
		return nil, &Refusal{http.StatusBadRequest, err.Error()}
	}
	id, said, e, err := z.Dropper.Try(r.Context(), folder, name, src)
	if err != nil {
		return nil, err
	}
	if e != nil {
		z.keep(id, newTrial(e))
	}
	w.extend()
	return said, nil
}

// keep adds a trial, and drops the oldest above mostTrials.
func (z *zone) keep(id string, e *shown) {
	z.mu.Lock()
	defer z.mu.Unlock()
	z.trials[id] = e
	z.order = append(z.order, id)
	for len(z.order) > mostTrials {
		delete(z.trials, z.order[0])
		z.order = z.order[1:]
	}
}

// newTrial is an edition whose pages do not reload.
func newTrial(e *Edition) *shown {
	n := newShown(e, nil, time.Time{})
	n.still = true
	return n
}

// TryURL is the address of a page of a tried site.
func TryURL(id, out string) string {
	return (&url.URL{Path: tryPrefix + id + "/" + out}).EscapedPath()
}

func answer(w *writer, status int, said any) {
	b, err := json.Marshal(said)
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	w.Header()["Content-Type"] = header.KindOf(".json").MIME
	w.WriteHeader(status)
	_, _ = w.Write(b)
}
