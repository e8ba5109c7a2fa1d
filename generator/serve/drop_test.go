package serve

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
)

// taker is a drop zone that notes the requests that reach it.
type taker struct{ got []string }

func (k *taker) State() any       { return map[string]string{"state": "here"} }
func (k *taker) MostBytes() int64 { return 8 }

func (k *taker) Try(_ context.Context, folder, name string, src []byte) (string, any, *Edition, error) {
	k.got = append(k.got, "try "+folder+"/"+name+" "+string(src))
	if name == "no" {
		return "", nil, nil, &Refusal{http.StatusTeapot, "refused"}
	}
	return "T1", map[string]string{"id": "T1"}, &Edition{Outputs: nil}, nil
}

func (k *taker) Save(_ context.Context, id string) (any, error) {
	k.got = append(k.got, "save "+id)
	return nil, errors.New("disk")
}

func (k *taker) Undo(_ context.Context, id string) (any, error) {
	k.got = append(k.got, "undo "+id)
	return "done", nil
}

// dropRequest asks like the page itself, but for what is changed.
func dropRequest(s *Server, method, target, body string, change func(*http.Request)) *http.Response {
	r := httptest.NewRequest(method, "http://localhost:8080"+target, strings.NewReader(body))
	r.RemoteAddr = "127.0.0.1:5000"
	r.Header.Set(tokenHeader, s.zone.token)
	r.Header.Set("Origin", "http://localhost:8080")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if change != nil {
		change(r)
	}
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	return w.Result()
}

// Only our own page on this machine can reach the handler that writes files.
func TestDropIsForThisMachineAlone(t *testing.T) {
	set := func(name, value string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set(name, value) }
	}
	for name, change := range map[string]func(*http.Request){
		"another machine":      func(r *http.Request) { r.RemoteAddr = "10.0.0.7:5000" },
		"a proxy":              set("X-Forwarded-For", "10.0.0.7"),
		"another proxy":        set("Via", "1.1 gate"),
		"another host":         func(r *http.Request) { r.Host = "kb.corp.example" },
		"another site":         set("Sec-Fetch-Site", "cross-site"),
		"a sibling":            set("Sec-Fetch-Site", "same-site"),
		"a typed address":      set("Sec-Fetch-Site", "none"),
		"another origin":       set("Origin", "http://evil.example"),
		"another port":         set("Origin", "http://localhost:9090"),
		"no origin that is":    set("Origin", "null"),
		"another scheme":       set("Origin", "https://localhost:8080"),
		"no token":             func(r *http.Request) { r.Header.Del(tokenHeader) },
		"a token of yesterday": set(tokenHeader, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
	} {
		k := &taker{}
		s := New(Options{Live: true, Drop: &Drop{Dropper: k}})
		s.Show(sample(t))
		for _, target := range []string{"/_milepost/drop/try?name=a.csv", "/_milepost/drop/save?id=1", "/_milepost/drop/undo?id=1"} {
			if r := dropRequest(s, "POST", target, "abc", change); r.StatusCode != http.StatusForbidden {
				t.Errorf("%s: %s answers %d", name, target, r.StatusCode)
			}
		}
		if len(k.got) > 0 {
			t.Errorf("%s: %q", name, k.got)
		}
	}
}

func TestDrop(t *testing.T) {
	k := &taker{}
	s := New(Options{Live: true, Drop: &Drop{Dropper: k, Title: "放<入", Lang: "zh-CN", Script: []byte("script"), Style: []byte("style")}})
	s.Show(sample(t))
	page := bodyText(t, dropRequest(s, "GET", "/_milepost/drop", "", nil))
	if m := regexp.MustCompile(`data-token="([^"]{20,})"`).FindStringSubmatch(page); m == nil || m[1] != s.zone.token || !strings.Contains(page, "放&lt;入") {
		t.Errorf("page %s", page)
	}
	for _, c := range []struct {
		method, target, body string
		status               int
		want                 string
	}{
		{"GET", "/_milepost/drop/drop.js", "", 200, "script"},
		{"GET", "/_milepost/drop/state", "", 200, `{"state":"here"}`},
		{"POST", "/_milepost/drop/try?folder=%E8%A1%A8&name=a.csv", "12345678", 200, `{"id":"T1"}`},
		{"POST", "/_milepost/drop/try?name=no", "1", 418, `{"error":"refused"}`},
		{"POST", "/_milepost/drop/try?name=big", strings.Repeat("x", 1000), 200, `{"id":"T1"}`}, // whoever reads it sees that it is too large
		{"POST", "/_milepost/drop/save?id=T1", "", 500, `{"error":"disk"}`},
		{"POST", "/_milepost/drop/undo?id=7", "", 200, `"done"`},
		{"POST", "/_milepost/drop/other", "", 404, "404 Not Found\n"},
		{"POST", "/index.html", "", 405, "405 Method Not Allowed\n"},
		{"PUT", "/_milepost/drop/try", "", 405, "405 Method Not Allowed\n"},
		{"GET", "/_milepost/try/T1/none.html", "", 404, "404 Not Found\n"},
		{"GET", "/_milepost/try/nothing/", "", 404, "404 Not Found\n"},
	} {
		r := dropRequest(s, c.method, c.target, c.body, nil)
		if got := bodyText(t, r); r.StatusCode != c.status || got != c.want {
			t.Errorf("%s %s: %d %q", c.method, c.target, r.StatusCode, got)
		}
	}
	if got, want := strings.Join(k.got, ", "), "try 表/a.csv 12345678, try /no 1, try /big xxxxxxxxx, save T1, undo 7"; got != want {
		t.Errorf("it got %s", got)
	}
	without := New(Options{Live: true})
	without.Show(sample(t))
	if r := get(t, without, "/_milepost/drop"); r.StatusCode != http.StatusNotFound {
		t.Errorf("without --drop: %d", r.StatusCode)
	}
}
