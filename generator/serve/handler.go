package serve

import (
	"bytes"
	"errors"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"milepost/generator/digest"
	"milepost/generator/header"
)

// Paths of our own; no output has them.
const (
	livePrefix  = "/_milepost/"
	eventsPath  = livePrefix + "events"
	scriptPath  = livePrefix + "reload.js"
	healthPath  = "/healthz"
	statusPath  = "/status.json"
	maxPath     = 4096 // bytes of a request path, percent-encoded: over 1,300 Han characters' worth of folders and name
	maxCompress = 4 << 20
)

// Shared by all answers: nobody may write to them.
var (
	textPlain = []string{"text/plain; charset=utf-8"}
	vary      = []string{"Accept-Encoding"}
)

func (s *Server) serveHTTP(rw http.ResponseWriter, r *http.Request) {
	arrived(r)
	s.requests.Add(1)
	w := &writer{ResponseWriter: rw, ctl: http.NewResponseController(rw), stall: s.times.stall}
	start := s.opt.Now()
	defer func() {
		s.log.line(r, w, start)
	}()
	w.extend()
	h := w.Header()
	for i := range header.Always {
		h[header.Always[i].Name] = header.Always[i].Value
	}
	if s.strict.Load() {
		h["Strict-Transport-Security"] = header.StrictTLS
	}
	if !s.hosts.Load().take(r.Host) {
		s.wrongHost(w, r)
		return
	}
	if s.dropping(w, r) {
		return
	}
	if code := refuse(r); code != 0 {
		s.refused(w, r, code)
		return
	}
	p := r.URL.Path
	switch {
	case p == healthPath:
		s.health(w)
	case p == statusPath:
		s.status(w)
	case s.opt.Live && p == eventsPath:
		s.events(w, r)
	case s.opt.Live && p == scriptPath:
		s.script(w, r)
	default:
		s.output(w, r, p[1:])
	}
}

// refuse returns the status for requests that are refused unseen, 0 for all others.
func refuse(r *http.Request) int {
	p := r.URL.Path
	raw := r.URL.EscapedPath()
	switch {
	case foreign(r):
		return http.StatusForbidden
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		return http.StatusMethodNotAllowed
	case r.ContentLength != 0:
		return http.StatusRequestEntityTooLarge
	case len(raw) > maxPath:
		return http.StatusRequestURITooLong
	case !strings.HasPrefix(p, "/") || !utf8.ValidString(p) || strings.ContainsFunc(p, func(c rune) bool { return c < 0x20 || c == 0x7f || c == '\\' }):
		return http.StatusBadRequest
	case strings.Contains(raw, "%2f") || strings.Contains(raw, "%2F"):
		return http.StatusBadRequest
	}
	for part := range strings.SplitSeq(p[1:], "/") {
		if part == "." || part == ".." {
			return http.StatusBadRequest
		}
		if strings.HasPrefix(part, ".") {
			return http.StatusNotFound // hidden files are never outputs
		}
	}
	return 0
}

func (s *Server) refused(w *writer, r *http.Request, code int) {
	h := w.Header()
	if code == http.StatusMethodNotAllowed {
		h.Set("Allow", "GET, HEAD")
	}
	if r.ContentLength != 0 { // do not wait for a body that nobody reads
		h.Set("Connection", "close")
		_ = w.ctl.SetReadDeadline(time.Now().Add(bodyGrace))
	}
	h["Cache-Control"] = header.NoStore
	h["Content-Type"] = textPlain
	w.WriteHeader(code)
	_, _ = w.Write([]byte(strconv.Itoa(code) + " " + http.StatusText(code) + "\n"))
}

// wrongHost answers a request for a host name that is not ours.
func (s *Server) wrongHost(w *writer, r *http.Request) {
	s.refused(w, r, http.StatusMisdirectedRequest)
	_, _ = w.Write([]byte(s.opt.WrongHost + "\n"))
}

// output answers with a file of the site.
func (s *Server) output(w *writer, r *http.Request, p string) {
	e := s.shown.Load()
	if e == nil {
		w.Header().Set("Retry-After", "1")
		s.refused(w, r, http.StatusServiceUnavailable)
		return
	}
	it, to := e.find(p)
	switch {
	case to != "":
		redirect(w, r, to)
	case it == nil:
		s.missing(w, r, e)
	case it.isFile():
		s.file(w, r, e, it)
	default:
		s.rendered(w, r, it, http.StatusOK)
	}
}

// redirect leads to a path from the root of this site, without host and scheme: a proxy
// may have changed them.
func redirect(w *writer, r *http.Request, to string) {
	u := url.URL{Path: "/" + to, RawQuery: r.URL.RawQuery}
	h := w.Header()
	h["Cache-Control"] = header.NoCache
	h.Set("Location", u.EscapedPath()+query(u.RawQuery))
	w.WriteHeader(http.StatusFound)
}

func query(raw string) string {
	if raw == "" {
		return ""
	}
	return "?" + raw
}

// missing answers with the site's 404 page. Its links start from the root, so it gets a
// base address.
func (s *Server) missing(w *writer, r *http.Request, e *shown) {
	if it := e.item("404.html"); it != nil && !it.isFile() {
		w.Header()["Content-Security-Policy"] = header.CSPMissing
		s.rendered(w, r, it, http.StatusNotFound)
		return
	}
	s.refused(w, r, http.StatusNotFound)
}

// rendered answers with bytes made from a view.
func (s *Server) rendered(w *writer, r *http.Request, it *item, status int) {
	b := s.bodyOf(it, status)
	if b.err != nil {
		s.failed(w, r, b.err)
		return
	}
	h := w.Header()
	h["Content-Type"] = it.kind.MIME
	h["Cache-Control"] = header.Cache(it.out.Path)
	if status != http.StatusOK {
		h["Cache-Control"] = header.NoStore
	}
	if r.Header.Get("Range") != "" && status == http.StatusOK {
		h["Etag"] = s.cache.form(b, identity).etag
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(b.raw))
		return
	}
	if it.kind.Page && status == http.StatusOK {
		asked := it.out.Path // a pointer into the outputs would keep their edition in memory
		s.asked.Store(&asked)
	}
	f := s.pick(b, it.kind, r)
	if it.kind.Compress {
		h["Vary"] = vary
	}
	if f.coding != nil {
		h["Content-Encoding"] = f.coding
	}
	if status == http.StatusOK {
		h["Etag"] = f.etag
		if matches(r.Header.Get("If-None-Match"), f.etag[0]) {
			delete(h, "Content-Type")
			delete(h, "Content-Encoding")
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	h["Content-Length"] = f.length
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(f.b)
	}
}

// failed answers when a page could not be made or a file not be read, and logs the error.
func (s *Server) failed(w *writer, r *http.Request, err error) {
	s.log.fault(r, err)
	s.refused(w, r, http.StatusInternalServerError)
}

// bodyOf returns the body of the item, rendered now or before.
func (s *Server) bodyOf(it *item, status int) *body {
	missing := status == http.StatusNotFound
	if b := it.body.Load(); b != nil && b.made.Load() && !b.dead.Load() && !missing {
		b.used.Store(true)
		return b
	}
	k := it.keyed()
	id := bodyID{key: k.key}
	switch {
	case missing && s.opt.Live:
		id.variant = withBoth
	case missing:
		id.variant = withBase
	case s.opt.Live && it.kind.Page && !it.still:
		id.variant = withReload
	}
	b := s.cache.get(id)
	b.ready.Do(func() {
		b.level = gzipLevel
		if s.opt.Live {
			b.level = gzipLiveLevel
		}
		if k.render == nil {
			k.render = it.out.Render
		}
		raw, err := k.render()
		b.raw, b.err = finish(raw, id), err
		b.made.Store(true)
		s.cache.grow(b, int64(len(b.raw))+500)
		if err != nil {
			s.cache.forget(b)
		}
	})
	it.key.Store(&keyed{key: k.key}) // what it was made of may be large
	if !missing {
		it.body.Store(b)
		if it.was != nil && it.was != b {
			s.cache.forget(it.was) // no request can get the old body any more
		}
	}
	return b
}

// ahead makes the page of an edition that was asked for last, since its reader is likely to ask for
// it again: whoever edits a page has it open.
func (s *Server) ahead(e *shown) {
	p := s.asked.Load()
	if p == nil {
		return
	}
	it := e.item(*p)
	if it == nil || it.isFile() {
		return
	}
	b := s.bodyOf(it, http.StatusOK)
	if !s.shows(e) && b != it.was {
		s.cache.forget(b) // the editions since do not know of it
		return
	}
	if it.was == nil || b.err != nil || !compressed(b, it.kind) {
		return
	}
	for form := range encodings {
		if it.was.coded[form].Load() != nil {
			s.cache.form(b, form)
		}
	}
}

// compressed tells whether a body is worth compressing.
func compressed(b *body, k *header.Kind) bool {
	return k.Compress && len(b.raw) >= header.Worth && len(b.raw) <= maxCompress
}

// finish adds to a page what only served pages have: base address, reload script.
func finish(raw []byte, id bodyID) []byte {
	if id.variant == withBase || id.variant == withBoth {
		raw = insert(raw, "<head>", "<base href=\"/\">", true)
	}
	if id.variant == withReload || id.variant == withBoth {
		raw = insert(raw, "</body>", `<script src="`+scriptPath+`" data-key="`+id.key.String()+`"></script>`, false)
	}
	return raw
}

// insert puts text after the first mark or before the last one; a page without a mark
// stays as it is.
func insert(raw []byte, mark, text string, after bool) []byte {
	i := bytes.LastIndex(raw, []byte(mark))
	if after {
		i = bytes.Index(raw, []byte(mark))
	}
	if i < 0 {
		return raw
	}
	if after {
		i += len(mark)
	}
	out := make([]byte, 0, len(raw)+len(text))
	out = append(out, raw[:i]...)
	out = append(out, text...)
	return append(out, raw[i:]...)
}

// pick chooses the best encoding that the client accepts.
func (s *Server) pick(b *body, k *header.Kind, r *http.Request) *form {
	if compressed(b, k) {
		for _, e := range accepted(r.Header["Accept-Encoding"], !s.opt.Live) {
			if f := s.cache.form(b, e); f != nil {
				return f
			}
		}
	}
	return s.cache.form(b, identity)
}

func newForm(id bodyID, e encoding, b []byte) *form {
	tag := id.key.String()
	if id.variant != plain {
		tag += "-" + strconv.Itoa(int(id.variant))
	}
	f := &form{b: b, length: []string{strconv.Itoa(len(b))}}
	if e != identity {
		tag += "-" + encodingNames[e]
		f.coding = []string{encodingNames[e]}
	}
	f.etag = []string{`"` + tag + `"`}
	return f
}

// file answers with a source file that is published as it is.
func (s *Server) file(w *writer, r *http.Request, e *shown, it *item) {
	name, _ := it.out.File()
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		s.missing(w, r, e)
		return
	}
	if err != nil {
		s.failed(w, r, err)
		return
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		s.missing(w, r, e)
		return
	}
	h := w.Header()
	h["Content-Type"] = it.kind.MIME
	h["Cache-Control"] = header.NoCache
	if it.kind.Runs {
		h["Content-Security-Policy"] = header.CSPSandbox
	}
	if it.kind == header.Unknown {
		h.Set("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(path.Base(it.out.Path)))
	}
	// The file may have been edited since the edition was made: the key alone would then
	// be the tag of the old bytes.
	h.Set("Etag", `"`+digest.Of(it.keyOf(), info.Size(), info.ModTime().UnixNano()).String()+`"`)
	http.ServeContent(w, r, "", info.ModTime(), f)
}
