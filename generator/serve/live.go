package serve

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"time"

	"milepost/generator/header"
)

// live tells open pages when a new edition is shown.
type live struct {
	mu    sync.Mutex
	pages map[chan struct{}]bool
}

const (
	pingTime = 15 * time.Second // so that proxies do not close a quiet stream, and to notice closed pages
)

func newLive() *live { return &live{pages: map[chan struct{}]bool{}} }

func (l *live) join() chan struct{} {
	c := make(chan struct{}, 1)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pages[c] = true
	return c
}

func (l *live) leave(c chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.pages, c)
}

func (l *live) wake() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for c := range l.pages {
		select {
		case c <- struct{}{}:
		default: // it has not read the last token yet
		}
	}
}

// event is what an open page receives.
type event struct {
	Edition  string    `json:"edition"`
	Key      string    `json:"key"` // the newest key of the page; if its own key differs, it reloads
	Problems []Problem `json:"problems"`
	More     int       `json:"more"` // problems left out
	Texts    Texts     `json:"texts"`
}

// events sends an open page an event for each edition, until the page is closed. The
// first event is sent at once: an edition may have come after the page was loaded.
func (s *Server) events(w *writer, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h["Cache-Control"] = header.NoStore
	h.Set("X-Accel-Buffering", "no") // nginx
	if r.Method == http.MethodHead {
		return
	}
	wake := s.live.join()
	defer s.live.leave(wake)
	ping := time.NewTicker(pingTime)
	defer ping.Stop()
	asks := r.URL.Query()
	page, key := asks.Get("path"), asks.Get("key")
	if !s.tell(w, page, key) {
		return
	}
	for {
		select {
		case <-wake:
			if !s.tell(w, page, key) {
				return
			}
		case <-ping.C:
			if !w.send(": ping\n\n") {
				return
			}
		case <-r.Context().Done():
			return
		case <-s.stopping:
			return
		}
	}
}

// tell sends the page an event. key is that of the page's own bytes: if it differs from
// the newest, the page will reload, and the event does not wait for the problems.
func (s *Server) tell(w *writer, page, key string) bool {
	e := s.shown.Load()
	if e == nil {
		return w.send(": nothing to show yet\n\n")
	}
	ev := event{Edition: e.ID, Key: e.keyFor(page), Problems: []Problem{}, Texts: s.opt.Texts}
	if key == "" || key == ev.Key {
		problems := e.problems()
		ev.Problems = append(ev.Problems, problems.List...)
		ev.More = problems.Errors + problems.Warnings
	}
	b, err := json.Marshal(ev)
	return err == nil && w.send("event: edition\ndata: "+string(b)+"\n\n")
}

func (w *writer) send(text string) bool {
	w.extend()
	if _, err := w.Write([]byte(text)); err != nil {
		return false
	}
	return w.ctl.Flush() == nil
}

// keyFor is the key of the page that a reader gets for the path; the 404 page's if there
// is none.
func (n *shown) keyFor(p string) string {
	it, _ := n.find(strings.TrimPrefix(p, "/"))
	if it == nil {
		it = n.item("404.html")
	}
	if it == nil {
		return ""
	}
	return it.keyOf().String()
}

// script answers with the reload script.
func (s *Server) script(w *writer, r *http.Request) {
	h := w.Header()
	h["Content-Type"] = header.KindOf(".js").MIME
	h["Cache-Control"] = header.NoCache
	_, _ = w.Write(s.opt.ReloadScript)
}
