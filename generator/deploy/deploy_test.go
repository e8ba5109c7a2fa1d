package deploy

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"milepost/generator/digest"
	"milepost/generator/plan"
	"milepost/generator/publish"
)

const (
	keyID  = "AKIDEXAMPLE"
	secret = "wJalrXUtnFEMI-never-said"
)

// bucket is a server with one bucket, which records its requests.
type bucket struct {
	*httptest.Server
	mu      sync.Mutex
	headers map[string]http.Header // of each object as it was put; gofakes3 loses some
	order   []string               // the puts and deletes, in their order
	before  func(w http.ResponseWriter, r *http.Request) (done bool)
}

// answer sets a function that sees each request first and may answer it; nil removes the function.
func (b *bucket) answer(before func(w http.ResponseWriter, r *http.Request) (done bool)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.before = before
}

func newBucket(t *testing.T) *bucket {
	t.Helper()
	back := s3mem.New()
	if err := back.CreateBucket("wiki"); err != nil {
		t.Fatal(err)
	}
	b := &bucket{headers: map[string]http.Header{}}
	inner := gofakes3.New(back).Server()
	b.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b.mu.Lock()
		before := b.before
		b.mu.Unlock()
		if before != nil && before(w, r) {
			return
		}
		key := strings.TrimPrefix(r.URL.Path, "/wiki/")
		if r.Method == http.MethodPut || r.Method == http.MethodDelete {
			b.mu.Lock()
			b.headers[key] = r.Header.Clone()
			b.order = append(b.order, r.Method+" "+key)
			b.mu.Unlock()
		}
		inner.ServeHTTP(w, r)
	}))
	t.Cleanup(b.Close)
	return b
}

func (b *bucket) target(t *testing.T) Target {
	t.Helper()
	to, err := ParseTarget("s3://wiki/docs?endpoint="+b.URL, noEnv)
	if err != nil {
		t.Fatal(err)
	}
	return to
}

func noEnv(string) string { return "" }

func env(name string) string {
	return map[string]string{"AWS_ACCESS_KEY_ID": keyID, "AWS_SECRET_ACCESS_KEY": secret}[name]
}

// get returns what a reader gets.
func (b *bucket) get(path string) (string, int) {
	r, err := http.Get(b.URL + "/wiki/docs/" + path)
	if err != nil {
		return err.Error(), 0
	}
	defer r.Body.Close()
	body, _ := io.ReadAll(r.Body)
	return string(body), r.StatusCode
}

// site maps the paths of files to their texts.
type site map[string]string

func (s site) outputs() []plan.Output {
	var out []plan.Output
	for _, path := range slices.Sorted(maps.Keys(s)) {
		text, class := s[path], plan.Page
		switch {
		case strings.HasPrefix(path, "assets/"):
			class = plan.Asset
		case strings.HasPrefix(path, "search/"):
			class = plan.Aggregate
		case path == "index.html":
			class = plan.Entry
		}
		out = append(out, plan.Output{
			Path: path, Class: class,
			Content: plan.Made(digest.Of(path, text), func() ([]byte, error) { return []byte(text), nil }),
		})
	}
	return out
}

// edition is a site whose pages hold the number of the edition and name its own style sheet.
func edition(n int) site {
	css := fmt.Sprintf("body { order: %d }", n)
	sheet := "assets/site-" + digest.Bytes([]byte(css)).Short() + ".css"
	s := site{sheet: css, "search/text.js": fmt.Sprintf("text(%d)", n)}
	names := ""
	for p := range 12 {
		page := fmt.Sprintf("页/p%d-%d.html", p, n/(p+1)) // some are new in each edition
		names += " " + page
		s[page] = fmt.Sprintf("edition %d sheet %s page %d", n, sheet, p)
	}
	s["index.html"] = fmt.Sprintf("edition %d sheet %s pages%s", n, sheet, names)
	return s
}

// published publishes a site to a directory.
func published(t *testing.T, dir string, s site) *publish.Reader {
	t.Helper()
	p, err := publish.Open(dir, filepath.Join(filepath.Dir(dir), ".milepost"), publish.Options{NoFlush: true})
	if err != nil {
		t.Fatal(err)
	}
	pages := 0
	for path := range s {
		if strings.HasSuffix(path, ".html") {
			pages++
		}
	}
	p.Take(publish.Census{Pages: pages, Site: dir})
	if _, err := p.Sync(context.Background(), s.outputs()); err != nil {
		t.Fatal(err)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := publish.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	return r
}

func place(t *testing.T) string { return filepath.Join(t.TempDir(), "public") }

// usual are options for tests: the lock of a killed deployment is taken over almost at once.
func usual() Options {
	return Options{Env: env, Lease: 50 * time.Millisecond, Shrink: 50, Timeout: 5 * time.Second}
}

func mustRun(t *testing.T, from *publish.Reader, b *bucket, opt Options) Result {
	t.Helper()
	res, err := Run(context.Background(), from, b.target(t), opt)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func (b *bucket) check(t *testing.T, want site) {
	t.Helper()
	for path, text := range want {
		if got, code := b.get(path); code != 200 || got != text {
			t.Errorf("%s: %d %q\nwant %q", path, code, got, text)
		}
	}
}

func TestOnlyWhatChangedIsSent(t *testing.T) {
	b, dir := newBucket(t), place(t)
	first := site{"index.html": "home", "a.html": "one", "b.html": "two", "assets/x.css": "css", "search/t.js": "t", "数据/表.csv": "1,2"}
	r := published(t, dir, first)
	res := mustRun(t, r, b, usual())
	if res.Sent != 6 || res.Unchanged != 0 {
		t.Errorf("first: %+v", res)
	}
	b.check(t, first)
	r.Close()
	again := published(t, dir, first)
	if res := mustRun(t, again, b, usual()); res.Sent != 0 || res.Unchanged != 6 || res.Objects > 2 {
		t.Errorf("again: %+v", res)
	}
	again.Close()

	next := site{"index.html": "home", "a.html": "ONE", "c.html": "three", "assets/y.css": "css2", "search/t.js": "t", "数据/表.csv": "1,2"}
	b.order = nil
	res = mustRun(t, published(t, dir, next), b, usual())
	if res.Sent != 3 || res.Unchanged != 3 || res.Deleted != 2 || res.Bytes != int64(len("ONE")+len("three")+len("css2")) {
		t.Errorf("next: %+v", res)
	}
	b.check(t, next)
	if _, code := b.get("b.html"); code != 404 {
		t.Errorf("b.html is still there: %d", code)
	}
	want := []string{
		"PUT docs/.milepost-deploy/lock", "PUT docs/.milepost-deploy/journal", "PUT docs/assets/y.css", "PUT docs/c.html", "PUT docs/a.html",
		"DELETE docs/assets/x.css", "DELETE docs/b.html", "PUT docs/.milepost-deploy/manifest", "DELETE docs/.milepost-deploy/journal", "DELETE docs/.milepost-deploy/lock",
	}
	got := slices.DeleteFunc(slices.Clone(b.order), func(s string) bool { return s == want[0] })
	slices.Sort(got[4:6])
	if !slices.Equal(got, want[1:]) {
		t.Errorf("order\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestFormsAreThoseOfServe(t *testing.T) {
	b, dir := newBucket(t), place(t)
	long := strings.Repeat("text of a page ", 100)
	opt := usual()
	opt.Gzip = true
	r := published(t, dir, site{"index.html": long, "assets/x.0a1b2c3d4e.css": long, "search/manifest.js": "x", "search/s/ab/0.js": long, "a.png": long, "LICENSE": "x"})
	mustRun(t, r, b, opt)
	for _, c := range []struct{ path, mime, cache, coding, disposition string }{
		{"index.html", "text/html; charset=utf-8", "no-cache", "gzip", ""},
		{"assets/x.0a1b2c3d4e.css", "text/css; charset=utf-8", "public, max-age=31536000, immutable", "gzip", ""},
		{"search/s/ab/0.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable", "gzip", ""},
		{"search/manifest.js", "text/javascript; charset=utf-8", "no-cache", "", ""},
		{"a.png", "image/png", "no-cache", "", ""},
		{"LICENSE", "application/octet-stream", "no-cache", "", "attachment; filename*=UTF-8''LICENSE"},
	} {
		h := b.headers["docs/"+c.path]
		got := []string{h.Get("Content-Type"), h.Get("Cache-Control"), h.Get("Content-Encoding"), h.Get("Content-Disposition")}
		if want := []string{c.mime, c.cache, c.coding, c.disposition}; !slices.Equal(got, want) {
			t.Errorf("%s: %q\nwant %q", c.path, got, want)
		}
	}
	if got, _ := b.get("index.html"); got != long { // the client of net/http unpacks it
		t.Errorf("a reader gets %q", got)
	}
	opt.Gzip = false
	if res := mustRun(t, r, b, opt); res.Sent != 3 {
		t.Errorf("without gzip: %+v", res)
	}
}

func TestAssetsStayForAGrace(t *testing.T) {
	b, dir := newBucket(t), place(t)
	now := time.Unix(1e9, 0)
	opt := usual()
	opt.Grace, opt.Now = time.Hour, func() time.Time { return now }
	deploy := func(s site) Result {
		r := published(t, dir, s)
		defer r.Close()
		return mustRun(t, r, b, opt)
	}
	deploy(site{"index.html": "1", "a.html": "a", "assets/1.css": "1"})
	if res := deploy(site{"index.html": "2", "assets/2.css": "2"}); res.Lingering != 1 || res.Deleted != 1 {
		t.Errorf("%+v", res)
	}
	if _, code := b.get("assets/1.css"); code != 200 {
		t.Error("the asset of an open page is gone")
	}
	now = now.Add(2 * time.Hour)
	if res := deploy(site{"index.html": "2", "assets/2.css": "2"}); res.Lingering != 0 || res.Deleted != 1 {
		t.Errorf("later: %+v", res)
	}
	if _, code := b.get("assets/1.css"); code != 404 {
		t.Error("the asset is there for ever")
	}
}

func TestVerifyFindsWhatOthersDid(t *testing.T) {
	b, dir := newBucket(t), place(t)
	s := site{"index.html": "home", "a.html": "a", "b.html": "b"}
	r := published(t, dir, s)
	mustRun(t, r, b, usual())
	for path, method := range map[string]string{"a.html": http.MethodDelete, "b.html": http.MethodPut} {
		q, _ := http.NewRequest(method, b.URL+"/wiki/docs/"+path, strings.NewReader("foreign"))
		if _, err := http.DefaultClient.Do(q); err != nil {
			t.Fatal(err)
		}
	}
	opt := usual()
	opt.Verify = true
	if res := mustRun(t, r, b, opt); res.Sent != 2 {
		t.Errorf("%+v", res)
	}
	b.check(t, s)
}

func TestDryRunChangesNothing(t *testing.T) {
	b := newBucket(t)
	opt := usual()
	opt.DryRun = true
	res := mustRun(t, published(t, place(t), site{"index.html": "home", "a.html": "a"}), b, opt)
	if !slices.Equal(res.Send, []string{"a.html", "index.html"}) || res.Sent != 0 || len(b.order) > 0 {
		t.Errorf("%+v %q", res, b.order)
	}
}

// At whichever request a deployment is killed: the site is never broken, and the next run completes it.
func TestKilledAndResumed(t *testing.T) {
	moments := 40
	if testing.Short() {
		moments = 8
	}
	b, dir := newBucket(t), place(t)
	mustRun(t, published(t, dir, edition(0)), b, usual())
	for i := range moments {
		before, after := edition(i), edition(i+1)
		r := published(t, place(t), after)
		var requests atomic.Int64
		dead := int64(i%35 + 1)
		b.mu.Lock()
		b.before = func(w http.ResponseWriter, _ *http.Request) bool {
			if requests.Add(1) < dead {
				return false
			}
			panic(http.ErrAbortHandler) // the connection is dead, the lock stays
		}
		b.mu.Unlock()
		opt := usual()
		opt.checkpoint, opt.tries = time.Nanosecond, 1
		_, err := Run(context.Background(), r, b.target(t), opt)
		b.mu.Lock()
		b.before = nil
		b.mu.Unlock()
		home, _ := b.get("index.html")
		switch home {
		case after["index.html"]:
			b.check(t, after)
		case before["index.html"]:
			if sheet := strings.Fields(home)[3]; err == nil {
				t.Errorf("moment %d: no error, and the home page names %s", i, sheet)
			}
		default:
			t.Errorf("moment %d: home page %q", i, home)
		}
		mustRun(t, r, b, usual())
		b.check(t, after)
		for path := range before {
			if _, code := b.get(path); after[path] == "" && code != 404 {
				t.Errorf("moment %d: %s was left behind", i, path)
			}
		}
	}
}

// What was sent and written to the journal before a kill is not sent again.
func TestResumedWhereItWas(t *testing.T) {
	b := newBucket(t)
	r := published(t, place(t), edition(1))
	var puts atomic.Int64
	b.before = func(_ http.ResponseWriter, q *http.Request) bool {
		if q.Method == http.MethodPut && puts.Add(1) > 20 {
			panic(http.ErrAbortHandler)
		}
		return false
	}
	opt := usual()
	opt.checkpoint, opt.tries = time.Nanosecond, 1
	if _, err := Run(context.Background(), r, b.target(t), opt); err == nil {
		t.Fatal("no error")
	}
	b.before = nil
	if res := mustRun(t, r, b, usual()); res.Unchanged == 0 || res.Sent+res.Unchanged != len(edition(1)) {
		t.Errorf("%+v", res)
	}
	b.check(t, edition(1))
}

// Readers never find an asset missing and, once the home page shows an edition, no page
// of an older one.
func TestDeployedUnderReaders(t *testing.T) {
	times := 100
	if testing.Short() {
		times = 10
	}
	b, dir := newBucket(t), place(t)
	opt := usual()
	opt.Grace = time.Hour
	mustRun(t, published(t, dir, edition(0)), b, opt)
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	var reads atomic.Int64
	for range 3 {
		wg.Go(func() {
			for ctx.Err() == nil {
				reads.Add(int64(b.readAll(t)))
			}
		})
	}
	for n := 1; n <= times; n++ {
		r := published(t, place(t), edition(n))
		mustRun(t, r, b, opt)
		_ = r.Close()
	}
	cancel()
	wg.Wait()
	t.Logf("%d deployments, %d pages read", times, reads.Load())
}

// readAll reads the home page and the pages that it names.
func (b *bucket) readAll(t *testing.T) (pages int) {
	home, code := b.get("index.html")
	if code != 200 {
		t.Errorf("home page: %d", code)
		return 0
	}
	n := b.readOne(t, home)
	for _, page := range strings.Fields(home)[5:] {
		text, code := b.get(page)
		if code == 404 {
			continue // a later edition deleted it
		}
		if got := b.readOne(t, text); got < n {
			t.Errorf("the home page shows edition %d, %s edition %d", n, page, got)
		}
		pages++
	}
	return pages
}

func (b *bucket) readOne(t *testing.T, text string) (n int) {
	var sheet string
	if _, err := fmt.Sscanf(text, "edition %d sheet %s", &n, &sheet); err != nil {
		t.Errorf("a page says %q", text)
	}
	css, code := b.get(sheet)
	if code != 200 || !strings.Contains(sheet, digest.Bytes([]byte(css)).Short()) {
		t.Errorf("edition %d names %s: %d %q", n, sheet, code, css)
	}
	return n
}

// Dated editions that the directory no longer has stay, up to the number kept.
func TestEditionsStay(t *testing.T) {
	b := newBucket(t)
	old := func(date string) site {
		return site{"editions/" + date + "/index.html": "home", "editions/" + date + "/assets/a.css": "css"}
	}
	first := site{"index.html": "home"}
	for _, date := range []string{"2026-01-31", "2026-02-28", "2026-03-31"} {
		maps.Copy(first, old(date))
	}
	mustRun(t, published(t, place(t), first), b, usual())
	opt := usual()
	opt.Keep = 2
	res := mustRun(t, published(t, place(t), site{"index.html": "home 2"}), b, opt)
	if res.Deleted != 2 {
		t.Errorf("%+v", res)
	}
	b.check(t, together(site{"index.html": "home 2"}, old("2026-02-28"), old("2026-03-31")))
	next := together(site{"index.html": "home 3"}, old("2026-04-30")) // a new edition counts, too
	if res := mustRun(t, published(t, place(t), next), b, opt); res.Deleted != 2 {
		t.Errorf("with one more: %+v", res)
	}
	b.check(t, together(next, old("2026-03-31")))
}

func together(parts ...site) site {
	all := site{}
	for _, s := range parts {
		maps.Copy(all, s)
	}
	return all
}

func reason(err error) string {
	if r := new(Refusal); errors.As(err, &r) {
		return r.Reason
	}
	if r := new(publish.Refusal); errors.As(err, &r) {
		return r.Reason
	}
	return fmt.Sprint(err)
}

func TestSecondDeployerIsTold(t *testing.T) {
	b := newBucket(t)
	r := published(t, place(t), edition(1))
	begun, goOn := make(chan bool), make(chan bool)
	var once sync.Once
	b.before = func(_ http.ResponseWriter, q *http.Request) bool {
		if strings.Contains(q.URL.Path, "assets/") {
			once.Do(func() { close(begun); <-goOn })
		}
		return false
	}
	done := make(chan error)
	opt := usual()
	opt.Lease = time.Second
	go func() {
		_, err := Run(context.Background(), r, b.target(t), opt)
		done <- err
	}()
	<-begun
	_, err := Run(context.Background(), r, b.target(t), opt)
	close(goOn)
	if reason(err) != "busy" {
		t.Errorf("the second: %v", err)
	}
	if err := <-done; err != nil {
		t.Errorf("the first: %v", err)
	}
	b.check(t, edition(1))
}

func TestWhatIsRefused(t *testing.T) {
	many := site{"index.html": "home"}
	for i := range 20 {
		many[fmt.Sprintf("p%d.html", i)] = "text"
	}
	other := site{"index.html": "home"}
	for i := range 20 {
		other[fmt.Sprintf("q%d.html", i)] = "text"
	}
	few := site{"index.html": "home", "p1.html": "text"}
	for _, c := range []struct {
		name   string
		before site
		now    site
		opt    func(*Options)
		want   string
	}{
		{"pages are lost", many, few, nil, "shrunk"},
		{"they were deleted on purpose", many, few, func(o *Options) { o.Shrink = -1 }, "<nil>"},
		{"another site", many, other, nil, "another"},
		{"another site, on purpose", many, other, func(o *Options) { o.Force = true }, "<nil>"},
		{"no credentials", nil, few, func(o *Options) { o.Env = noEnv }, "credentials"},
	} {
		b := newBucket(t)
		if c.before != nil {
			mustRun(t, published(t, place(t), c.before), b, usual())
		}
		opt := usual()
		if c.opt != nil {
			c.opt(&opt)
		}
		if _, err := Run(context.Background(), published(t, place(t), c.now), b.target(t), opt); reason(err) != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

func TestForeignObjectsStay(t *testing.T) {
	b := newBucket(t)
	q, _ := http.NewRequest(http.MethodPut, b.URL+"/wiki/docs/mine.txt", strings.NewReader("mine"))
	if _, err := http.DefaultClient.Do(q); err != nil {
		t.Fatal(err)
	}
	r := published(t, place(t), edition(1))
	if _, err := Run(context.Background(), r, b.target(t), usual()); reason(err) != "foreign" {
		t.Errorf("%v", err)
	}
	opt := usual()
	opt.Force = true
	mustRun(t, r, b, opt)
	b.check(t, site{"mine.txt": "mine"})
}

func TestFilesThatSomeoneChangedAreNotSent(t *testing.T) {
	b, dir := newBucket(t), place(t)
	r := published(t, dir, site{"index.html": "home", "a.html": "a"})
	writeFile(t, filepath.Join(dir, "a.html"), "changed")
	if _, err := Run(context.Background(), r, b.target(t), usual()); reason(err) != "changed" {
		t.Errorf("%v", err)
	}
}
