package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"milepost/bench/corpus"
)

// typed are queries of every kind over the generated pages: words, sentences,
// codes, English, filters, exclusions, pinyin, typing errors and a miss.
var typed = []string{
	"会员系统", "数据库连接池", "磁盘空间 清理", "备份与恢复", "证书有效期", "慢查询日志", "权限清单 审批", "回滚", "月末结账期间", "备",
	"chongqi", "bfhf", "rollback", "backup window", "restart service", "snapshto", "kind:manual 重启", "备份 -恢复", "值班工程师重启主数据库", "没有这样的话吗",
}

// slowHand is a script that gives the page a clock which only the test moves. So the time that
// the machine takes between two keys does not count as time of typing.
const slowHand = `(() => {
	let now = 0, last = 0;
	const timers = new Map();
	window.setTimeout = (f, ms = 0, ...args) => (timers.set(++last, {at: now + ms, run: () => f(...args)}), last);
	window.clearTimeout = id => void timers.delete(id);
	window.advance = ms => {
		for (now += ms; ; ) {
			const due = [...timers].filter(([, t]) => t.at <= now).sort((a, b) => a[1].at - b[1].at)[0];
			if (!due) return true;
			timers.delete(due[0]);
			due[1].run();
		}
	};
	return true;
})()`

// A person types a key each 120 ms, rests once in the middle of a query, and reads the hits at
// its end. All in ms.
const (
	keyGap     = 120
	shortRest  = 200 // longer than the dialog waits until it asks
	wholePause = 800 // longer than it waits until it looks for the last hits
)

// typist types into the search dialog of one tab and notes what the tab asks for.
type typist struct {
	*visitor
	lock sync.Mutex
	urls []string
}

func newTypist(t *testing.T, parent context.Context, base string) *typist {
	t.Helper()
	p := &typist{visitor: newPatientVisitor(t, parent, base, 10*time.Minute)}
	err := chromedp.Listen(p.ctx, func(ev any) {
		if e, ok := ev.(*network.EventRequestWillBeSent); ok {
			p.lock.Lock()
			p.urls = append(p.urls, e.Request.URL)
			p.lock.Unlock()
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// asked gives the addresses that the tab has asked for, without the first from.
func (p *typist) asked(from int) []string {
	p.lock.Lock()
	defer p.lock.Unlock()
	return slices.Clone(p.urls[from:])
}

// asksIndex gives those of asked that are files of the search index. The browser may ask for
// an icon at any time.
func (p *typist) asksIndex(from int) []string {
	return slices.DeleteFunc(p.asked(from), func(u string) bool { return !strings.HasPrefix(u, p.base+"search/") })
}

// rest moves the page's clock on by ms, after which the dialog asks, and waits until it shows
// the answer.
func (p *typist) rest(ms int) {
	p.t.Helper()
	eval[bool](p.visitor, fmt.Sprintf(`(document.querySelectorAll('.search-list > *').forEach(e => e.dataset.old = '1'), advance(%d))`, ms))
	p.wait(`document.querySelector('.search-list > *') && !document.querySelector('.search-list > [data-old]')`)
}

// types replaces the text of the field by a query, key by key. It returns the part after which
// it rested, or "".
func (p *typist) types(query string) (rested string) {
	p.t.Helper()
	eval[bool](p.visitor, `(document.querySelector('dialog[open] input').select(), true)`)
	keys := []rune(query)
	for i, r := range keys {
		before := len(p.asked(0))
		p.do(chromedp.KeyEvent(string(r)))
		if middle := 3; i == middle-1 && len(keys) > middle+1 && !unicode.IsSpace(r) {
			rested = string(keys[:i+1])
			p.rest(shortRest)
			continue
		}
		eval[bool](p.visitor, fmt.Sprintf(`advance(%d)`, keyGap))
		if more := p.asksIndex(before); len(more) > 0 {
			p.t.Errorf("%q: while typing, %q asked for %v", query, r, more)
		}
	}
	p.rest(shortRest)
	p.rest(wholePause)
	return rested
}

// shown gives the visible hits as JSON, with addresses from the site's root.
func (p *typist) shown() string {
	return eval[string](p.visitor, `(() => {
		const root = new URL(document.documentElement.dataset.root || './', location).href;
		return JSON.stringify([...document.querySelectorAll('.search-list [role=option]')].map(a => [a.href.replace(root, ''), a.textContent]));
	})()`)
}

// needs gives the files that a fresh page asks for if the queries are asked one after the
// other, and the last is answered completely.
func (p *typist) needs(queries ...string) map[string]bool {
	p.t.Helper()
	p.open("search.html")
	from := len(p.asked(0))
	for i, q := range queries {
		eval[int](p.visitor, fmt.Sprintf(`milepost.search(%q, {limit: 8, typing: true}).then(r => r.total)`, q))
		if i == len(queries)-1 {
			eval[int](p.visitor, fmt.Sprintf(`milepost.search(%q, {limit: 8, typing: false}).then(r => r.total)`, q))
		}
	}
	files := map[string]bool{}
	for _, u := range p.asksIndex(from) {
		files[u] = true
	}
	return files
}

// generated builds a site of 300 pages, too many for a single text file.
func generated(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := (corpus.Corpus{Pages: 300, Seed: 4}).Write(filepath.Join(dir, "content")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "site.toml"), []byte("title = \"知识库\"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if code := run([]string{"-C", dir, "-q", "build", "--today", "2026-11-23"}); code == exitUsage {
		t.Fatalf("build of generated pages: exit code %d", code)
	}
	return filepath.Join(dir, "public")
}

// mostRequests is the most requests for one query: for the shards of its terms and the texts
// of the visible pages, once when the typist rests and once at the end, and for the lists of
// the fallbacks.
const mostRequests = 32

// mostOther is the most files of a query that are not needed in the end. At each rest, the
// search reads the text of a page that may later not be among the best, and of a few pages
// that turn out not to have the query.
const mostOther = 4

// Twenty queries are typed key by key. Nothing is loaded between the keys, nothing twice,
// nothing from another host, and little that is not needed. From disk the hits are the same.
func TestTyping(t *testing.T) {
	ctx := browser(t)
	dir := generated(t)
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	t.Cleanup(server.Close)
	fresh := newTypist(t, ctx, server.URL+"/")
	shown := session(t, ctx, server.URL+"/", func(query, rested string, asked []string) {
		if len(asked) > mostRequests {
			t.Errorf("%q asked for %d files", query, len(asked))
		}
		queries := []string{query}
		if rested != "" {
			queries = []string{rested, query}
		}
		need := fresh.needs(queries...)
		other := slices.DeleteFunc(slices.Clone(asked), func(u string) bool { return need[u] })
		if len(other) > mostOther {
			t.Errorf("%q does not need %q", query, other)
		}
	})
	fromDisk := session(t, ctx, "file://"+filepath.ToSlash(dir)+"/", func(string, string, []string) {})
	for i, q := range typed {
		if fromDisk[i] != shown[i] {
			t.Errorf("%q shows over http\n%s\nand from disk\n%s", q, shown[i], fromDisk[i])
		}
	}
}

// session types all queries into one page and returns the hits of each. done gets the
// requests that each caused.
func session(t *testing.T, ctx context.Context, base string, done func(query, rested string, asked []string)) []string {
	t.Helper()
	p := newTypist(t, ctx, base)
	p.open("index.html")
	p.wait(`document.readyState === 'complete'`)
	eval[bool](p.visitor, slowHand)
	p.do(chromedp.KeyEvent("/"), chromedp.WaitVisible(chromedp.CSS("dialog[open] input")))
	eval[int](p.visitor, `milepost.search('').then(r => r.total)`) // loads the manifest
	began := len(p.asked(0))
	var shown []string
	for _, q := range typed {
		from := len(p.asked(0))
		rested := p.types(q)
		done(q, rested, p.asksIndex(from))
		shown = append(shown, p.shown())
	}
	p.judge(began)
	p.clean()
	return shown
}

// judge checks all requests of a session. The first began of them were made before any query.
func (p *typist) judge(began int) {
	p.t.Helper()
	all := p.asked(0)
	seen := map[string]bool{}
	for i, u := range all {
		switch {
		case !strings.HasPrefix(u, p.base):
			p.t.Errorf("asked another host for %s", u)
		case i >= began && seen[u]:
			p.t.Errorf("asked twice for %s", u)
		}
		seen[u] = true
	}
	if n := len(all) - began; n == 0 {
		p.t.Error("no query asked for anything: the test notices no requests")
	}
}
