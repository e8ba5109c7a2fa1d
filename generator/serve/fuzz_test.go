package serve

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"milepost/bench/toll"
)

// FuzzRequest: whatever path and headers a request has, it gets an answer of
// the site: no fault of the server, no redirect to another host, and never a
// file that runs.
func FuzzRequest(f *testing.F) {
	for _, p := range []string{"/", "/手册/", "//evil.invalid/..", "/\\evil.invalid", "/files/evil.html", "/../../etc/passwd", "/手册", "/%00", "/a\r\nX: y"} {
		f.Add(p, "Range", "bytes=0-")
	}
	f.Add("/", "Accept-Encoding", "br;q=0, gzip;q=x, *")
	f.Add("/files/a.mp4", "Range", "bytes=9223372036854775807-,-0")
	f.Add("/", "If-None-Match", `W/"`)
	f.Add("/", "Host", "evil.invalid")
	edition := sample(f)
	s := New(Options{})
	s.Show(edition)
	f.Fuzz(func(t *testing.T, p, name, value string) {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.URL = &url.URL{Path: p}
		r.RequestURI = r.URL.RequestURI()
		w := httptest.NewRecorder()
		toll.Check(t, []byte(value), func(b []byte) {
			r.Header[http.CanonicalHeaderKey(name)] = []string{string(b)}
			s.Handler().ServeHTTP(httptest.NewRecorder(), r)
		})
		r.Header[http.CanonicalHeaderKey(name)] = []string{value}
		s.Handler().ServeHTTP(w, r)
		if w.Code >= 500 {
			t.Fatalf("%q, %s: %q: %d", p, name, value, w.Code)
		}
		if to, err := url.Parse(w.Header().Get("Location")); err != nil || to.Host != "" || strings.HasPrefix(to.Path, "//") {
			t.Fatalf("%q leads to %q, %v", p, w.Header().Get("Location"), err)
		}
		if w.Header().Get("X-Content-Type-Options") != "nosniff" {
			t.Fatalf("%q: %v", p, w.Header())
		}
	})
}
