package serve

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"time"

	"milepost/generator/header"
)

// live wakes the pages that are open when a new edition is shown.
type live struct {
	mu    sync.Mutex
	pages map[chan struct{}]bool
}

const (
	pingTime = 15 * time.Second // keeps proxies from closing a quiet stream, and finds out who went away
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
		default: // has not seen the edition before yet
		}
	}
}

// event is what an open page is told.
type event struct {
	Edition  string    `json:"edition"`
	Key      string    `json:"key"` // of the page that asks: another key than its own means reload
	Problems []Problem `json:"problems"`
	More     int       `json:"more"` // problems left out
	Texts    Texts     `json:"texts"`
}

// events tells one page about each edition until it goes away. The first event
// comes at once, so that nothing is missed between loading and listening.
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

// tell says what is shown now to a page that was sent with a key. A page that
// will reload does not wait for the problems: it asks again.
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

// keyFor is the key of the page a reader sees under the path, which is that of
// the 404 page if there is none.
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
