package serve

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/andybalholm/brotli"

	"milepost/generator/digest"
	"milepost/generator/header"
	"milepost/generator/plan"
)

func text(path, body string, class plan.Class) plan.Output {
	return plan.Output{
		Path: path, Class: class,
		Content: plan.Made(digest.Of(path, body), func() ([]byte, error) { return []byte(body), nil }),
	}
}

func file(t testing.TB, path, body string) plan.Output {
	t.Helper()
	name := filepath.Join(t.TempDir(), filepath.Base(path))
	if err := os.WriteFile(name, []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
	return plan.Output{Path: path, Class: plan.Page, Content: plan.File{Path: name, Sum: digest.Bytes([]byte(body))}}
}

var long = strings.Repeat("<p>每周一次巡检，记录在案。</p>\n", 200)

func page(title string) string {
	return "<!doctype html><html><head><title>" + title + "</title></head><body>" + long + "</body></html>"
}

func sample(t testing.TB) *Edition {
	return &Edition{ID: "e1", Outputs: []plan.Output{
		text("index.html", page("home"), plan.Entry),
		text("手册/报销 流程.html", page("manual"), plan.Page),
		text("手册/index.html", page("manuals"), plan.Page),
		text("404.html", page("missing"), plan.Page),
		text("assets/site.0a1b2c3d4e.css", "body{}"+long, plan.Asset),
		text("data.csv", "a,b\n", plan.Page),
		file(t, "files/进度.xlsx", strings.Repeat("0123456789", 1000)),
		file(t, "files/evil.html", "<script>alert(1)</script>"),
		file(t, "files/evil.svg", "<svg><script>alert(1)</script></svg>"),
		file(t, "files/LICENSE", "text"),
		file(t, "files/a.mp4", "video"),
		file(t, "assets/photo.png", "picture"),
	}, Summary: Summary{Pages: 3}, Problems: func() Problems {
		return Problems{List: []Problem{{Level: "error", Rule: "LK01", Pos: "a.md:1:2", Text: "断链", Hint: "看看"}}}
	}}
}

func get(t *testing.T, s *Server, target string, header ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest("GET", target, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	return w.Result()
}

func bodyText(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestPaths(t *testing.T) {
	s := New(Options{})
	if r := get(t, s, "/"); r.StatusCode != 503 {
		t.Errorf("before the first edition: %d", r.StatusCode)
	}
	s.Show(sample(t))
	for _, c := range []struct {
		path   string
		status int
		want   string // part of the body, or the Location
	}{
		{"/", 200, "<title>home<"},
		{"/index.html", 200, "<title>home<"},
		{"/%E6%89%8B%E5%86%8C/%E6%8A%A5%E9%94%80%20%E6%B5%81%E7%A8%8B.html", 200, "<title>manual<"},
		{"/%E6%89%8B%E5%86%8C/", 200, "<title>manuals<"},
		{"/%E6%89%8B%E5%86%8C?q=1", 302, "/%E6%89%8B%E5%86%8C/?q=1"},
		{"/%E6%89%8B%E5%86%8C/%E6%8A%A5%E9%94%80%20%E6%B5%81%E7%A8%8B", 302, "/%E6%89%8B%E5%86%8C/%E6%8A%A5%E9%94%80%20%E6%B5%81%E7%A8%8B.html"},
		{"/files/", 404, "<title>missing<"},
		{"/files", 404, "<title>missing<"},
		{"/none", 404, `<head><base href="/"><title>missing<`},
		{"//evil.example/", 404, "<title>missing<"},
		{"/files/%E8%BF%9B%E5%BA%A6.xlsx", 200, "0123456789"},
		{"/../etc/passwd", 400, ""},
		{"/%2e%2e/etc/passwd", 400, ""},
		{"/a/..%2f..%2fetc/passwd", 400, ""},
		{"/a%5c..%5cb", 400, ""},
		{"/a%00b", 400, ""},
		{"/a%0d%0ab", 400, ""},
		{"/%ff", 400, ""},
		{"/.git/config", 404, "404 Not Found"},
		{"/x/.milepost-manifest", 404, "404 Not Found"},
		{"/" + strings.Repeat("x", 5000), 414, ""},
		{"/healthz", 200, "ok"},
		{"/_milepost/events", 404, "<title>missing<"},
		{"/_milepost/reload.js", 404, "<title>missing<"},
	} {
		r := get(t, s, c.path)
		b := bodyText(t, r)
		if r.StatusCode != c.status || c.status == 302 && r.Header.Get("Location") != c.want || c.status != 302 && !strings.Contains(b, c.want) {
			t.Errorf("%s: %d %q %.80q, want %d %q", c.path, r.StatusCode, r.Header.Get("Location"), b, c.status, c.want)
		}
	}
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS", "TRACE"} {
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, httptest.NewRequest(method, "/", nil))
		if w.Code != 405 || w.Header().Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %d %s", method, w.Code, w.Header())
		}
	}
}

func TestHeaders(t *testing.T) {
	s := New(Options{})
	s.Show(sample(t))
	for _, c := range []struct{ path, mime, cache, csp string }{
		{"/", "text/html; charset=utf-8", "no-cache", header.CSP[0]},
		{"/assets/site.0a1b2c3d4e.css", "text/css; charset=utf-8", header.Immutable[0], header.CSP[0]},
		{"/assets/photo.png", "image/png", "no-cache", header.CSP[0]},
		{"/data.csv", "text/csv; charset=utf-8", "no-cache", header.CSP[0]},
		{"/files/%E8%BF%9B%E5%BA%A6.xlsx", header.KindOf(".xlsx").MIME[0], "no-cache", header.CSP[0]},
		{"/files/evil.html", "text/html; charset=utf-8", "no-cache", header.CSPSandbox[0]},
		{"/files/evil.svg", "image/svg+xml; charset=utf-8", "no-cache", header.CSPSandbox[0]},
		{"/files/LICENSE", "application/octet-stream", "no-cache", header.CSP[0]},
		{"/files/a.mp4", "video/mp4", "no-cache", header.CSP[0]},
		{"/none", "text/html; charset=utf-8", "no-store", header.CSPMissing[0]},
	} {
		h := get(t, s, c.path).Header
		got := []string{h.Get("Content-Type"), h.Get("Cache-Control"), h.Get("Content-Security-Policy"), h.Get("X-Content-Type-Options"), h.Get("Referrer-Policy")}
		want := []string{c.mime, c.cache, c.csp, "nosniff", "same-origin"}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: %q\nwant %q", c.path, got, want)
		}
	}
	if strings.Contains(header.CSP[0], "unsafe") {
		t.Error("the policy allows inline script or style")
	}
}

func decode(t *testing.T, r *http.Response) string {
	t.Helper()
	var from io.Reader = r.Body
	switch r.Header.Get("Content-Encoding") {
	case "gzip":
		z, err := gzip.NewReader(r.Body)
		if err != nil {
			t.Fatal(err)
		}
		from = z
	case "br":
		from = brotli.NewReader(r.Body)
	}
	b, err := io.ReadAll(from)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestEncodings(t *testing.T) {
	s := New(Options{})
	s.Show(sample(t))
	tags := map[string]string{}
	for _, c := range []struct{ accept, want string }{
		{"", ""}, {"gzip", "gzip"}, {"gzip, deflate, br", "br"}, {"br;q=0, gzip", "gzip"}, {"identity", ""},
		{"*", "br"}, {"gzip;q=0, *", "br"}, {"gzip;q=0.0", ""}, {"GZIP", "gzip"},
	} {
		r := get(t, s, "/", "Accept-Encoding", c.accept)
		if got := r.Header.Get("Content-Encoding"); got != c.want {
			t.Errorf("Accept-Encoding %q: %q, want %q", c.accept, got, c.want)
		}
		if decode(t, r) != page("home") {
			t.Errorf("Accept-Encoding %q: wrong bytes", c.accept)
		}
		if r.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("Accept-Encoding %q: no Vary", c.accept)
		}
		tags[c.want] = r.Header.Get("Etag")
	}
	if len(map[string]bool{tags[""]: true, tags["gzip"]: true, tags["br"]: true}) != 3 {
		t.Errorf("encodings share an ETag: %v", tags)
	}
	for enc, tag := range tags {
		r := get(t, s, "/", "Accept-Encoding", enc, "If-None-Match", `"x", W/`+tag)
		if r.StatusCode != 304 || bodyText(t, r) != "" || r.Header.Get("Etag") != tag {
			t.Errorf("%q: %d for its own tag", enc, r.StatusCode)
		}
		if r := get(t, s, "/", "Accept-Encoding", enc, "If-None-Match", `"x"`); r.StatusCode != 200 {
			t.Errorf("%q: %d for another tag", enc, r.StatusCode)
		}
	}
}

func TestRanges(t *testing.T) {
	s := New(Options{})
	s.Show(sample(t))
	for _, p := range []string{"/files/%E8%BF%9B%E5%BA%A6.xlsx", "/assets/site.0a1b2c3d4e.css"} {
		whole := bodyText(t, get(t, s, p))
		r := get(t, s, p, "Range", "bytes=10-19", "Accept-Encoding", "gzip")
		if got := bodyText(t, r); r.StatusCode != 206 || got != whole[10:20] {
			t.Errorf("%s: %d %q", p, r.StatusCode, got)
		}
		tag := r.Header.Get("Etag")
		if r := get(t, s, p, "Range", "bytes=0-3", "If-Range", tag); r.StatusCode != 206 {
			t.Errorf("%s: If-Range with its tag: %d", p, r.StatusCode)
		}
		if r := get(t, s, p, "Range", "bytes=0-3", "If-Range", `"old"`); r.StatusCode != 200 {
			t.Errorf("%s: If-Range with another tag: %d", p, r.StatusCode)
		}
		if r := get(t, s, p, "Range", "bytes=999999999-"); r.StatusCode != 416 {
			t.Errorf("%s: out of range: %d", p, r.StatusCode)
		}
	}
}

func TestFileThatChangedOrWent(t *testing.T) {
	e := sample(t)
	s := New(Options{})
	s.Show(e)
	const p = "/files/%E8%BF%9B%E5%BA%A6.xlsx"
	tag := get(t, s, p).Header.Get("Etag")
	name, _ := e.Outputs[6].File()
	if err := os.WriteFile(name, []byte("new"), 0o644); err != nil {
		t.Fatal(err)
	}
	if r := get(t, s, p, "If-None-Match", tag); r.StatusCode != 200 || bodyText(t, r) != "new" {
		t.Errorf("edited since the edition: %d", r.StatusCode)
	}
	os.Remove(name)
	if r := get(t, s, p); r.StatusCode != 404 {
		t.Errorf("gone since the edition: %d", r.StatusCode)
	}
}

func TestRenderedOnce(t *testing.T) {
	var renders atomic.Int64
	out := text("index.html", page("home"), plan.Entry)
	render := out.Render
	out.Content = plan.Made(out.Key(), func() ([]byte, error) { renders.Add(1); return render() })
	s := New(Options{})
	for i := range 3 {
		s.Show(&Edition{ID: fmt.Sprint(i), Outputs: []plan.Output{out}})
		var wg sync.WaitGroup
		for range 20 {
			wg.Go(func() { get(t, s, "/", "Accept-Encoding", "gzip") })
		}
		wg.Wait()
	}
	if renders.Load() != 1 {
		t.Errorf("rendered %d times over three editions with the same key", renders.Load())
	}
}

// The page that was asked for last is made as soon as a new edition is shown, for bytes that are
// compressed as its reader wants them; others wait for a request.
func TestPageAskedLastIsMadeAhead(t *testing.T) {
	s := New(Options{})
	made := make(chan string, 10)
	for i := range 3 {
		var outs []plan.Output
		for _, name := range []string{"a.html", "b.html"} {
			out := text(name, fmt.Sprint(i)+page(name), plan.Page)
			render := out.Render
			out.Content = plan.Made(out.Key(), func() ([]byte, error) { made <- fmt.Sprint(name, i); return render() })
			outs = append(outs, out)
		}
		s.Show(&Edition{ID: fmt.Sprint(i), Outputs: outs})
		if i == 0 {
			get(t, s, "/b.html")
			get(t, s, "/a.html", "Accept-Encoding", "gzip")
			<-made
			<-made
			continue
		}
		if got := <-made; got != fmt.Sprint("a.html", i) {
			t.Errorf("%s was made", got)
		}
		it := s.shown.Load().item("a.html")
		for end := time.Now().Add(time.Minute); ; time.Sleep(time.Millisecond) {
			if b := it.body.Load(); b != nil && b.coded[gzipped].Load() != nil {
				break
			}
			if time.Now().After(end) {
				t.Fatal("not compressed ahead")
			}
		}
	}
	if len(made) > 0 {
		t.Errorf("%s was made, too", <-made)
	}
}

func TestCacheIsBounded(t *testing.T) {
	s := New(Options{CacheBytes: 200_000})
	var outs []plan.Output
	for i := range 200 {
		outs = append(outs, text(fmt.Sprintf("p%d.html", i), fmt.Sprint(i)+long, plan.Page))
	}
	s.Show(&Edition{ID: "1", Outputs: outs})
	for round := range 2 {
		for i := range outs {
			if got := bodyText(t, get(t, s, fmt.Sprintf("/p%d.html", i))); got != fmt.Sprint(i)+long {
				t.Fatalf("round %d page %d: wrong bytes", round, i)
			}
		}
	}
	if n := s.cache.bytes(); n > 200_000 {
		t.Errorf("%d bytes kept, the bound is 200000", n)
	}
}

// When a page is asked for again, its bodies of earlier editions leave the memory.
func TestCacheForgetsWhatIsReplaced(t *testing.T) {
	s := New(Options{})
	var size int64
	for i := range 50 {
		s.Show(&Edition{ID: fmt.Sprint(i), Outputs: []plan.Output{
			text("index.html", fmt.Sprint(i, " home", long), plan.Entry),
			text("same.html", "same"+long, plan.Page),
			text(fmt.Sprintf("p%d.html", i%2), "other paths"+long, plan.Page), // so that the paths differ, too
		}})
		if i%3 == 1 {
			continue // nobody looked at this edition
		}
		get(t, s, "/")
		get(t, s, "/same.html")
		if i == 0 {
			size = s.cache.bytes()
		}
	}
	for end := time.Now().Add(time.Minute); s.cache.bytes() > size+100; time.Sleep(time.Millisecond) { // until pages made ahead are forgotten
		if time.Now().After(end) {
			t.Fatalf("%d bytes kept after 50 editions, %d after the first", s.cache.bytes(), size)
		}
	}
}

func TestFaultOfATemplateIsTriedAgain(t *testing.T) {
	fail := true
	out := text("index.html", "", plan.Entry)
	out.Content = plan.Made(out.Key(), func() ([]byte, error) {
		if fail {
			return nil, fmt.Errorf("template: nil")
		}
		return []byte("fine"), nil
	})
	var log bytes.Buffer
	s := New(Options{AccessLog: &log})
	s.Show(&Edition{ID: "1", Outputs: []plan.Output{out}})
	if r := get(t, s, "/"); r.StatusCode != 500 || strings.Contains(bodyText(t, r), "template") {
		t.Errorf("a fault: %d", r.StatusCode)
	}
	if !strings.Contains(log.String(), "template: nil") {
		t.Errorf("not logged: %s", log.String())
	}
	fail = false
	if r := get(t, s, "/"); r.StatusCode != 200 {
		t.Errorf("after the fault: %d", r.StatusCode)
	}
}

func TestOldAssetsStay(t *testing.T) {
	now := time.Unix(1_000_000, 0)
	s := New(Options{Now: func() time.Time { return now }})
	edition := func(i int) *Edition {
		return &Edition{ID: fmt.Sprint(i), Outputs: []plan.Output{
			text("index.html", fmt.Sprint(i), plan.Entry),
			text(fmt.Sprintf("assets/a.%d.css", i), fmt.Sprint("css", i), plan.Asset),
			text(fmt.Sprintf("search/%d.js", i), "js", plan.Aggregate),
			text(fmt.Sprintf("old%d.html", i), "page", plan.Page),
		}}
	}
	status := func(p string) int { return get(t, s, p).StatusCode }
	for i := range 4 {
		s.Show(edition(i))
	}
	if got := fmt.Sprint(status("/assets/a.0.css"), status("/search/2.js"), status("/search/1.js"), status("/old2.html")); got != "200 200 404 404" {
		t.Errorf("assets stay, aggregates for one edition, pages not: %s", got)
	}
	now = now.Add(keepAssets + time.Second)
	s.Show(edition(4))
	if got := status("/assets/a.0.css"); got != 404 {
		t.Errorf("an asset stays for ever: %d", got)
	}
}

func TestOldAssetsAreBounded(t *testing.T) {
	now := time.Unix(1_000_000, 0)
	s := New(Options{Now: func() time.Time { return now }})
	const size, editions = 1 << 20, 100
	for i := range editions {
		now = now.Add(time.Second)
		s.Show(&Edition{ID: fmt.Sprint(i), Outputs: []plan.Output{
			text(fmt.Sprintf("assets/a.%d.css", i), strings.Repeat("x", size), plan.Asset),
		}})
	}
	stay := keepBytes / size
	for i, want := range map[int]int{0: 404, editions - stay - 5: 404, editions - stay + 5: 200, editions - 1: 200} {
		if got := get(t, s, fmt.Sprintf("/assets/a.%d.css", i)).StatusCode; got != want {
			t.Errorf("asset %d: %d, want %d", i, got, want)
		}
	}
}

func TestStatus(t *testing.T) {
	s := New(Options{})
	if r := get(t, s, "/healthz"); r.StatusCode != 503 {
		t.Errorf("healthz without an edition: %d", r.StatusCode)
	}
	s.Show(sample(t))
	var st status
	b := bodyText(t, get(t, s, "/status.json"))
	if err := json.Unmarshal([]byte(b), &st); err != nil {
		t.Fatal(err)
	}
	if st.Edition != "e1" || st.Outputs != 12 || st.Summary.Pages != 3 || st.Problems["error"] != 1 {
		t.Errorf("status: %s", b)
	}
	if strings.Contains(b, "a.md") {
		t.Error("the status names a file of the content")
	}
}

func TestAccessLog(t *testing.T) {
	var log bytes.Buffer
	s := New(Options{AccessLog: &log, Now: func() time.Time { return time.Date(2026, 11, 23, 9, 8, 7, 0, time.UTC) }})
	s.Show(sample(t))
	get(t, s, "/data.csv")
	r := httptest.NewRequest("GET", "/", nil)
	r.URL.Path = "/a\nb"
	r.RequestURI = "/a\n\"b"
	s.Handler().ServeHTTP(httptest.NewRecorder(), r)
	want := `192.0.2.1 - - [23/Nov/2026:09:08:07 +0000] "GET /data.csv HTTP/1.1" 200 4
192.0.2.1 - - [23/Nov/2026:09:08:07 +0000] "GET /a\n\"b HTTP/1.1" 400 16
`
	if log.String() != want {
		t.Errorf("log\n%s\nwant\n%s", log.String(), want)
	}
}

// listen serves on a port of its own until the test ends.
func listen(t *testing.T, s *Server) (addr string) { return listenAt(t, s, "127.0.0.1:0") }

func listenAt(t *testing.T, s *Server, address string) (addr string) {
	t.Helper()
	l, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, l) }()
	t.Cleanup(func() {
		cancel()
		select {
		case err := <-done:
			if err != nil {
				t.Errorf("Serve: %v", err)
			}
		case <-time.After(time.Minute):
			t.Error("the server did not stop")
		}
	})
	return l.Addr().String()
}

func TestLive(t *testing.T) {
	s := New(Options{Live: true, ReloadScript: []byte("script"), Texts: Texts{Errors: "{0} 处错误"}})
	s.Show(sample(t))
	home := bodyText(t, get(t, s, "/"))
	key := regexp.MustCompile(`<script src="/_milepost/reload.js" data-key="([0-9a-f]+)"></script></body>`).FindStringSubmatch(home)
	if key == nil {
		t.Fatalf("no script in the page: %s", home[len(home)-120:])
	}
	if got := bodyText(t, get(t, s, "/_milepost/reload.js")); got != "script" {
		t.Errorf("script %q", got)
	}
	if b := bodyText(t, get(t, s, "/files/evil.html")); strings.Contains(b, "reload.js") {
		t.Error("the script was put into an attachment")
	}
	if b := bodyText(t, get(t, s, "/none")); !strings.Contains(b, "reload.js") || !strings.Contains(b, "<base ") {
		t.Error("the 404 page does not reload")
	}
	addr := listen(t, s)
	r, err := http.Get("http://" + addr + "/_milepost/events?path=/")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	events := bufio.NewReader(r.Body)
	next := func() (e event) {
		t.Helper()
		for {
			line, err := events.ReadString('\n')
			if err != nil {
				t.Fatal(err)
			}
			if data, ok := strings.CutPrefix(line, "data: "); ok {
				if err := json.Unmarshal([]byte(data), &e); err != nil {
					t.Fatal(err)
				}
				return e
			}
		}
	}
	if e := next(); e.Key != key[1] || e.Edition != "e1" || len(e.Problems) != 1 || e.Texts.Errors != "{0} 处错误" {
		t.Errorf("first event: %+v", e)
	}
	second := sample(t)
	second.ID = "e2"
	s.Show(second)
	if e := next(); e.Key != key[1] || e.Edition != "e2" {
		t.Errorf("an edition that does not change the page: %+v", e)
	}
	third := sample(t)
	third.Outputs[0] = text("index.html", page("new home"), plan.Entry)
	third.Problems = nil
	s.Show(third)
	if e := next(); e.Key == key[1] || e.Problems == nil || len(e.Problems) != 0 {
		t.Errorf("an edition that changes the page: %+v", e)
	}
}

func TestStopEndsEventStreams(t *testing.T) {
	s := New(Options{Live: true, Stop: time.Hour})
	s.Show(sample(t))
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, l) }()
	r, err := http.Get("http://" + l.Addr().String() + "/_milepost/events?path=/")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	cancel()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(time.Minute):
		t.Error("an open page kept the server from stopping")
	}
}

// certificate makes a certificate and a client that trusts it.
func certificate(t *testing.T) (certFile, keyFile string, client *http.Client) {
	t.Helper()
	key, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	cert := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), DNSNames: []string{"localhost"}}
	der, err := x509.CreateCertificate(rand.Reader, cert, cert, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	keyDER, _ := x509.MarshalPKCS8PrivateKey(key)
	dir := t.TempDir()
	certFile, keyFile = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	os.WriteFile(certFile, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o644)
	os.WriteFile(keyFile, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: keyDER}), 0o600)
	client = &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, ForceAttemptHTTP2: true}}
	t.Cleanup(client.CloseIdleConnections)
	return certFile, keyFile, client
}

func TestTLS(t *testing.T) {
	certFile, keyFile, client := certificate(t)
	s := New(Options{TLSCert: certFile, TLSKey: keyFile})
	s.Show(sample(t))
	addr := listen(t, s)
	r, err := client.Get("https://" + addr + "/")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if r.ProtoMajor != 2 || bodyText(t, r) != page("home") {
		t.Errorf("%s %d", r.Proto, r.StatusCode)
	}
	if err := New(Options{TLSCert: "none", TLSKey: "none"}).Serve(t.Context(), nopListener{}); err == nil {
		t.Error("a missing certificate was not reported")
	}
}

// Browsers on other machines are told to stay with TLS; on this machine they are not, since
// other servers share the name localhost.
func TestStrictTLS(t *testing.T) {
	certFile, keyFile, client := certificate(t)
	for address, want := range map[string]string{"0.0.0.0:0": header.StrictTLS[0], "127.0.0.1:0": ""} {
		s := New(Options{TLSCert: certFile, TLSKey: keyFile})
		s.Show(sample(t))
		_, port, _ := net.SplitHostPort(listenAt(t, s, address))
		r, err := client.Get("https://127.0.0.1:" + port + "/")
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		if got := r.Header.Get("Strict-Transport-Security"); got != want {
			t.Errorf("on %s: %q, want %q", address, got, want)
		}
	}
}

type nopListener struct{ net.Listener }

// An open page that has changed is told to reload before the rules have been checked.
func TestReloadDoesNotWaitForProblems(t *testing.T) {
	s := New(Options{Live: true})
	e := sample(t)
	looking := make(chan struct{})
	e.Problems = func() Problems { <-looking; return Problems{} }
	s.Show(e)
	server := httptest.NewServer(s.Handler())
	t.Cleanup(server.Close)
	t.Cleanup(func() { close(looking) })
	r, err := http.Get(server.URL + "/_milepost/events?path=/&key=older")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	line, err := bufio.NewReader(r.Body).ReadString('\n')
	if err != nil || line != "event: edition\n" {
		t.Errorf("first line %q, %v", line, err)
	}
}
