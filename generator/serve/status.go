package serve

import (
	"encoding/json"
	"net/http"

	"milepost/generator/header"
)

// health answers ok as soon as there is an edition.
func (s *Server) health(w *writer) {
	h := w.Header()
	h["Content-Type"] = textPlain
	h["Cache-Control"] = header.NoStore
	if s.shown.Load() == nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = w.Write([]byte("starting\n"))
		return
	}
	_, _ = w.Write([]byte("ok\n"))
}

// status is the state of the server for monitoring. It contains no names of content files.
type status struct {
	Edition  string         `json:"edition"`
	Since    string         `json:"since"` // when the edition was shown
	Uptime   int64          `json:"uptime_s"`
	Outputs  int            `json:"outputs"`
	Summary  Summary        `json:"site"`
	Problems map[string]int `json:"problems"`
	Requests int64          `json:"requests"`
	Cache    int64          `json:"cache_bytes"`
}

func (s *Server) status(w *writer) {
	now := s.opt.Now()
	st := status{
		Uptime:   int64(now.Sub(s.started).Seconds()),
		Problems: map[string]int{"error": 0, "warning": 0, "note": 0},
		Requests: s.requests.Load(),
		Cache:    s.cache.bytes(),
	}
	if e := s.shown.Load(); e != nil {
		st.Edition, st.Since = e.ID, e.since.UTC().Format("2006-01-02T15:04:05Z")
		st.Outputs, st.Summary = len(e.items), e.Summary
		problems := e.problems()
		for _, p := range problems.List {
			st.Problems[p.Level]++
		}
		st.Problems["error"] += problems.Errors
		st.Problems["warning"] += problems.Warnings
	}
	b, err := json.MarshalIndent(st, "", "  ")
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h["Content-Type"] = header.KindOf(".json").MIME
	h["Cache-Control"] = header.NoStore
	_, _ = w.Write(append(b, '\n'))
}
