package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

const plan = "content/数据/项目进度.xlsx"

// liveSite is a copy of the sample that a running milepost watches.
type liveSite struct {
	t    *testing.T
	dir  string
	base string // of serve, ends in /

	mu   sync.Mutex
	said []string
	more chan struct{} // closed and replaced when a line is printed
}

// start runs the real command over a copy of the sample until the test ends.
func start(t *testing.T, args ...string) *liveSite {
	t.Helper()
	s := &liveSite{t: t, dir: t.TempDir(), more: make(chan struct{})}
	if err := os.CopyFS(filepath.Join(s.dir, "content"), os.DirFS("../../content")); err != nil {
		t.Fatal(err)
	}
	settings, err := os.ReadFile("../../site.toml")
	if err != nil {
		t.Fatal(err)
	}
	s.write("site.toml", settings)
	s.run(args...)
	return s
}

// run starts the command in the folder; it ends with the test.
func (s *liveSite) run(args ...string) {
	t := s.t
	t.Helper()
	cmd := exec.Command("milepost", append([]string{"-C", s.dir}, args...)...)
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for lines := bufio.NewScanner(stderr); lines.Scan(); {
			s.mu.Lock()
			s.said = append(s.said, lines.Text())
			close(s.more)
			s.more = make(chan struct{})
			s.mu.Unlock()
		}
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		<-done
		if err := cmd.Wait(); err != nil {
			t.Errorf("milepost %v ended with %v", args, err)
		}
	})
}

// hears waits for a printed line that has all the words, behind the first from lines. It
// returns the line, and the number of lines up to it.
func (s *liveSite) hears(from int, words ...string) (string, int) {
	s.t.Helper()
	timeout := time.After(60 * time.Second)
	for {
		s.mu.Lock()
		said, more := s.said, s.more
		s.mu.Unlock()
		for ; from < len(said); from++ {
			if containsAll(said[from], words) {
				return said[from], from + 1
			}
		}
		select {
		case <-more:
		case <-timeout:
			s.t.Fatalf("milepost did not say %q; it said\n%s", words, strings.Join(said, "\n"))
		}
	}
}

func containsAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// write puts a file in place in one step, so that no reading sees half of it.
func (s *liveSite) write(name string, b []byte) {
	s.t.Helper()
	whole := filepath.Join(s.dir, "being-written")
	if err := os.WriteFile(whole, b, 0o644); err != nil {
		s.t.Fatal(err)
	}
	if err := os.Rename(whole, filepath.Join(s.dir, name)); err != nil {
		s.t.Fatal(err)
	}
}

func (s *liveSite) remove(name string) {
	s.t.Helper()
	if err := os.Remove(filepath.Join(s.dir, name)); err != nil {
		s.t.Fatal(err)
	}
}

// patched is the sample's phase plan with one part of its XML replaced.
func patched(t *testing.T, from, to string) []byte {
	t.Helper()
	z, err := zip.OpenReader(filepath.Join("../..", plan))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	changed := 0
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		changed += bytes.Count(text, []byte(from))
		w, err := out.Create(part.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(bytes.ReplaceAll(text, []byte(from), []byte(to))); err != nil {
			t.Fatal(err)
		}
	}
	if changed != 1 {
		t.Fatalf("the sample's plan has %q %d times, not once: update this test", from, changed)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// The cell with the complete share of the phase 推广 in the sample's plan, and cells to
// replace it with.
const (
	share     = `<c r="I16" s="5"><v>0.77</v></c>`
	moreShare = `<c r="I16" s="5"><v>0.82</v></c>`
	badShare  = `<c r="I16" s="5" t="inlineStr"><is><t>差不多了</t></is></c>`
)

func (s *liveSite) get(p string) (int, string) {
	s.t.Helper()
	r, err := http.Get(s.base + (&url.URL{Path: p}).EscapedPath())
	if err != nil {
		s.t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return r.StatusCode, string(b)
}

func serveSample(t *testing.T) *liveSite {
	s := start(t, "serve", "--addr", "127.0.0.1:0", "--today", "2026-11-23")
	s.address()
	return s
}

// address waits until the site is served, and notes its address.
func (s *liveSite) address() {
	s.t.Helper()
	line, _ := s.hears(0, "http://127.0.0.1:") // a message about content may hold another address
	s.base = "http" + strings.Fields(line[strings.Index(line, "http://127.0.0.1:")+4:])[0]
	s.base = s.base[:strings.LastIndex(s.base, "/")+1]
}

// told is one event of the live stream.
type told struct {
	Edition  string `json:"edition"`
	Key      string `json:"key"`
	Problems []struct {
		Rule string `json:"rule"`
		Pos  string `json:"pos"`
	} `json:"problems"`
}

func (e told) names(words ...string) bool {
	for _, p := range e.Problems {
		if containsAll(p.Rule+" "+p.Pos, words) {
			return true
		}
	}
	return false
}

// listen follows the event stream of a page; next waits for an event that is wanted.
func (s *liveSite) listen(p string) (next func(what string, want func(told) bool) told) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), 90*time.Second)
	s.t.Cleanup(cancel)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.base+"_milepost/events?path="+url.QueryEscape("/"+p), nil)
	if err != nil {
		s.t.Fatal(err)
	}
	r, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = r.Body.Close() })
	lines := bufio.NewScanner(r.Body)
	lines.Buffer(nil, 1<<20)
	return func(what string, want func(told) bool) told {
		s.t.Helper()
		for lines.Scan() {
			data, ok := strings.CutPrefix(lines.Text(), "data: ")
			if !ok {
				continue
			}
			var e told
			if err := json.Unmarshal([]byte(data), &e); err != nil {
				s.t.Fatal(err)
			}
			if want(e) {
				return e
			}
		}
		s.t.Fatalf("no event came in which %s: %v", what, lines.Err())
		return told{}
	}
}

// Readers of serve see each change at once: a workbook that is changed, broken, wrong in a
// cell and mended again; a page that is added and deleted.
func TestServeFollowsFiles(t *testing.T) {
	s := serveSample(t)
	next := s.listen("index.html")
	first := next("the page has a key", func(e told) bool { return e.Key != "" })
	if code, home := s.get("index.html"); code != 200 || !strings.Contains(home, "77%") {
		t.Fatalf("home: %d, or without 77%%", code)
	}

	s.write(plan, patched(t, share, moreShare))
	changed := next("the home page shows the new share", func(e told) bool {
		_, home := s.get("index.html")
		return e.Key != first.Key && strings.Contains(home, "82%")
	})

	s.write(plan, []byte("这不是工作簿"))
	broken := next("the broken workbook is named", func(e told) bool { return e.names("SH01", "项目进度.xlsx") })
	if _, home := s.get("index.html"); !strings.Contains(home, "82%") || !strings.Contains(home, `class="kept"`) {
		t.Error("with a broken plan the home page does not keep 82%, or does not say so")
	}
	if _, page := s.get("数据/项目进度.xlsx.html"); !strings.Contains(page, "82%") || !strings.Contains(page, "SH01") {
		t.Error("the workbook's page does not keep its values, or does not name the fault")
	}
	if broken.Edition == changed.Edition {
		t.Error("a broken workbook gives no new edition")
	}

	s.write(plan, patched(t, share, badShare))
	next("file, sheet and cell of the bad value are named", func(e told) bool { return e.names("SH08", "项目进度.xlsx", "[阶段]", "I16") })

	s.write(plan, patched(t, share, share))
	mended := next("no fault is left", func(e told) bool { return !e.names("项目进度.xlsx", "SH") })
	if mended.Key != first.Key {
		t.Error("with the first plan the home page differs from the first one")
	}

	s.write("content/新页.md", []byte("# 新页\n\n刚写的。\n"))
	page := s.listen("新页.html")
	page("the new page is there", func(e told) bool { _, b := s.get("新页.html"); return strings.Contains(b, "刚写的") })
	s.remove("content/新页.md")
	page("the deleted page is gone", func(told) bool {
		code, _ := s.get("新页.html")
		return code == http.StatusNotFound
	})
}

// build --watch publishes what changed and deletes what the site no longer has.
func TestBuildWatchFollowsFiles(t *testing.T) {
	s := start(t, "build", "--watch", "--today", "2026-11-23")
	read := func(p string) string {
		b, err := os.ReadFile(filepath.Join(s.dir, "public", p))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	published := func(p string) bool {
		_, err := os.Stat(filepath.Join(s.dir, "public", p))
		return err == nil
	}
	_, n := s.hears(0, "写入")
	s.write(plan, patched(t, share, moreShare))
	for !strings.Contains(read("index.html"), "82%") {
		_, n = s.hears(n, "写入") // fails when nothing more is published
	}
	s.write("content/新页.md", []byte("# 新页\n"))
	for !published("新页.html") {
		_, n = s.hears(n, "写入")
	}
	s.remove("content/新页.md")
	for published("新页.html") {
		_, n = s.hears(n, "写入")
	}
	s.write(plan, []byte("坏"))
	s.hears(n, "SH01", "项目进度.xlsx")
	s.hears(n, "写入")
	if !strings.Contains(read("index.html"), "82%") {
		t.Error("with a broken plan the published home page lost its values")
	}

	// A second builder on the same output is refused while the first one runs.
	second := exec.Command("milepost", "-C", s.dir, "build")
	out, err := second.CombinedOutput()
	if second.ProcessState.ExitCode() != exitUsage {
		t.Errorf("a second builder: %v\n%s", err, out)
	}
}

// An open page shows each change by itself.
func TestServeInBrowser(t *testing.T) {
	ctx := browser(t)
	s := serveSample(t)
	v := newVisitor(t, ctx, s.base)
	v.open("index.html")
	v.wait(`document.querySelector('main .gantt')?.textContent.includes('77%')`)
	eval[bool](v, `window.untouched = true`)

	s.write(plan, patched(t, share, moreShare))
	v.wait(`document.querySelector('main .gantt')?.textContent.includes('82%')`)
	if eval[bool](v, `'untouched' in window`) {
		t.Error("the page was not loaded again")
	}
	s.write(plan, []byte("这不是工作簿"))
	v.wait(overlay + `.includes('项目进度.xlsx') && document.querySelector('main .gantt')?.textContent.includes('82%')`)
	v.wait(`/\d{4}-\d\d-\d\d/.test(document.querySelector('main .kept')?.textContent)`) // the date of the values
	s.write(plan, patched(t, share, badShare))
	v.wait(fmt.Sprintf(`['项目进度.xlsx', '[阶段]', 'I16'].every(w => %s.includes(w))`, overlay))
	s.write(plan, patched(t, share, moreShare))
	v.wait(`!` + overlay + `.includes('SH0') && document.querySelector('main .gantt') && !document.querySelector('main .kept')`)
	v.clean()
}

// A page may stay open through any number of editions. Its overlay is drawn anew for each, but
// listens to the keyboard only once.
func TestOverlayStays(t *testing.T) {
	ctx := browser(t)
	s := serveSample(t)
	v := newVisitor(t, ctx, s.base)
	v.open("培训/店员培训.html")
	broken := func(name string) {
		s.write("content/最佳实践/坏消息当天说.md", []byte("# 坏消息当天说\n\n[看这里]("+name+")\n"))
		v.wait(overlay + `.includes('` + name + `')`)
	}
	broken("没有这页0.md")
	eval[bool](v, `(() => {
		window.listeners = 0;
		for (const [name, n] of [['addEventListener', 1], ['removeEventListener', -1]]) {
			const was = window[name];
			window[name] = (type, ...more) => { if (type === 'keydown') window.listeners += n; was(type, ...more); };
		}
		return true;
	})()`)
	for _, name := range []string{"没有这页1.md", "没有这页2.md", "没有这页3.md"} {
		broken(name)
	}
	if n := eval[int](v, `window.listeners`); n != 0 { // undefined, an error, if the page was loaded again
		t.Errorf("three more overlays listen to the keyboard %d times more", n)
	}
	eval[bool](v, `dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))`)
	v.wait(`!` + overlay + `.includes('没有这页')`)
	broken("没有这页4.md") // a closed overlay opens for other problems
	v.clean()
}

// overlay is the text of the overlay of problems, "" if there is none.
const overlay = `([...(document.body?.children ?? [])].find(e => e.shadowRoot)?.shadowRoot.textContent ?? '')`
