package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"milepost/generator"
	"milepost/generator/ask"
	"milepost/generator/kb"
	"milepost/generator/text"
)

// queries over the sample, of every kind that people type.
var queries = []string{
	"缓冲只剩", "西南区落后", "重启", "chongqi", "cq", "備份恢復", "ＣＲＭ", "crm-db", "P1", "SLA",
	`"门店助手"`, "门店 -培训", "kind:faq 登录", "备", "满意度 2026-10", "权限 审批", "积分 优惠券", "opsx", "导出", "没有这样的话吗",
}

// answers puts all queries to the search and returns the hits as one text, with addresses
// from the site's root.
func (v *visitor) answers() string {
	list, _ := json.Marshal(queries)
	return eval[string](v, fmt.Sprintf(`(async () => {
		const base = new URL(document.documentElement.dataset.root || './', location).href, out = [];
		for (const q of %s) {
			const r = await window.milepost.search(q, {limit: 10});
			out.push([q, r.total, !!r.partial, r.hits.map(h => [new URL(h.url, location).href.replace(base, ''), h.anchor, h.title])]);
		}
		return JSON.stringify(out, null, 1);
	})()`, list))
}

// Search gives the same answers over http and from disk, from the home page and
// from one two folders down.
func TestSearchIsTheSameEverywhere(t *testing.T) {
	ctx := browser(t)
	dir := published(t)
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	t.Cleanup(server.Close)
	want := ""
	for _, base := range []string{server.URL + "/", "file://" + filepath.ToSlash(dir) + "/"} {
		for _, page := range []string{"index.html", "项目总览/简报/2026-11.html"} {
			v := newVisitor(t, ctx, base)
			v.open(page)
			got := v.answers()
			if want == "" {
				want = got
			}
			if got != want {
				t.Errorf("%s%s answers\n%s\nwant\n%s", base, page, got, want)
			}
			v.clean()
		}
	}
	if got := outside(t, dir); got != want {
		t.Errorf("outside a browser the site answers\n%s\nwant\n%s", got, want)
	}
}

// outside gives the same text as answers, without a browser.
func outside(t *testing.T, dir string) string {
	t.Helper()
	engine, err := generator.PublishedAsker(dir, kb.DateOf(time.Now()))
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	var out []any
	for _, q := range queries {
		r, err := engine.Search(q, ask.Options{Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		hits := [][]string{}
		for _, h := range r.Hits {
			hits = append(hits, []string{(&url.URL{Path: h.Path}).EscapedPath(), h.Anchor, h.Title})
		}
		out = append(out, []any{q, r.Total, r.Partial, hits})
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(out); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(b.String())
}

// The browser reads each two-byte code of a text block as the character that it stands for.
func TestBrowserReadsBlocks(t *testing.T) {
	ctx := browser(t)
	var codes []byte
	var want []rune
	for r := range rune(0x10000) {
		if two := text.Double(r); two != 0 {
			codes, want = append(codes, byte(two>>8), byte(two)), append(want, r)
		}
	}
	if len(want) < 20_000 {
		t.Fatalf("only %d characters have two bytes", len(want))
	}
	v := newVisitor(t, ctx, "about:")
	got := []rune(eval[string](v, fmt.Sprintf(`new TextDecoder('gb18030').decode(Uint8Array.from(atob('%s'), c => c.charCodeAt(0)))`, base64.StdEncoding.EncodeToString(codes))))
	if len(got) != len(want) {
		t.Fatalf("%d characters were read as %d", len(want), len(got))
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%U (%x) is read as %U", want[i], codes[2*i:2*i+2], got[i])
		}
	}
}

// Any query gets an answer, and nothing of a query becomes HTML of the page.
func TestHostileQueries(t *testing.T) {
	ctx := browser(t)
	dir := published(t)
	v := newVisitor(t, ctx, "file://"+filepath.ToSlash(dir)+"/")
	v.open("index.html")
	failed := eval[[]string](v, `(async () => {
		const failed = [], before = document.querySelectorAll('img, script[src*="evil"]').length;
		for (const q of ['重'.repeat(10000), 'a'.repeat(10000), '!?.,;:()[]{}', '.*+?^${}()|[\\]', '<img src=x onerror=alert(1)>',
			'"', '-', '"未闭合', '\ud800', '\udfff重', '😀👨‍👩‍👧', '\u0000', 'kind:', 'tag:"', '%E4%B8%AD%', '__proto__ constructor']) {
			try {
				const r = await window.milepost.search(q, {limit: 5});
				if (typeof r.total !== 'number' || !Array.isArray(r.hits)) failed.push('no answer: ' + q.slice(0, 20));
			} catch (e) { failed.push(String(e) + ': ' + q.slice(0, 20)); }
		}
		if (document.querySelectorAll('img, script[src*="evil"]').length !== before) failed.push('something was injected');
		return failed;
	})()`)
	for _, f := range failed {
		t.Error(f)
	}
	v.clean()
}

// flaky serves a site whose files fail when fails says so, and counts how often each was asked for.
type flaky struct {
	http.Handler
	fails func(path string, before int) bool // before: how often the file was asked for until now

	mu    sync.Mutex
	asked map[string]int
}

func (f *flaky) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	n := f.asked[r.URL.Path]
	f.asked[r.URL.Path]++
	f.mu.Unlock()
	if f.fails(r.URL.Path, n) {
		http.Error(w, "no", http.StatusServiceUnavailable)
		return
	}
	f.Handler.ServeHTTP(w, r)
}

// twice is how many shards were asked for more than once.
func (f *flaky) twice() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := 0
	for p, k := range f.asked {
		if strings.Contains(p, "/s/") && k > 1 {
			n++
		}
	}
	return n
}

// Each shard fails once: it is asked for again, and the dialog shows its hits. Then one part
// of a query fails always: the dialog says so, shows the hits of the other parts, and finds
// everything when the query is repeated later.
func TestFailedShards(t *testing.T) {
	ctx := browser(t)
	var broken atomic.Bool
	once := &flaky{Handler: http.FileServer(http.Dir(generated(t))), asked: map[string]int{}}
	once.fails = func(path string, before int) bool {
		return strings.Contains(path, "/s/") && (before == 0 || broken.Load())
	}
	server := httptest.NewServer(once)
	t.Cleanup(server.Close)
	v := newVisitor(t, ctx, server.URL+"/")
	v.open("index.html")
	ask := func(q string) {
		eval[bool](v, fmt.Sprintf(`(() => {
			if (!document.querySelector('dialog[open]')) document.querySelector('[data-search-open]').click();
			return true;
		})() && new Promise(done => (function type() {
			const field = document.querySelector('dialog[open] input');
			if (!field) return setTimeout(type, 20);
			document.querySelectorAll('.search-list > *').forEach(e => e.remove());
			field.value = %q;
			field.dispatchEvent(new InputEvent('input', {bubbles: true}));
			done(true);
		})())`, q))
	}
	ask("会员系统")
	v.wait(`document.querySelector('dialog[open] [role=option] mark')`)
	if once.twice() == 0 {
		t.Error("no shard was asked for again: none failed")
	}
	broken.Store(true)
	ask("会员系统 rollback")
	v.wait(`document.querySelector('dialog[open] .search-failed')`)
	v.wait(`document.querySelector('dialog[open] [role=option] mark')`)
	broken.Store(false)
	eval[bool](v, `(document.querySelector('dialog[open] .search-failed button').click(), true)`)
	v.wait(`!document.querySelector('dialog[open] .search-failed') && document.querySelector('dialog[open] .search-list > *')`)
}

// While an input method composes, no query is sent; the final text is.
func TestComposing(t *testing.T) {
	ctx := browser(t)
	dir := published(t)
	v := newVisitor(t, ctx, "file://"+filepath.ToSlash(dir)+"/")
	v.open("index.html")
	v.wait(`window.milepost && window.milepost.search`)
	_ = v.search("重启") // loads everything that a query needs
	eval[bool](v, `(document.querySelector('[data-search-open]').click(), true)`)
	v.wait(`document.querySelector('.search-dialog[open] input, dialog[open] input')`)
	asked := eval[bool](v, `(async () => {
		const field = document.querySelector('.search-dialog[open] input, dialog[open] input');
		const say = (type, data) => field.dispatchEvent(new CompositionEvent(type, {data, bubbles: true}));
		say('compositionstart', '');
		for (const part of ['h', 'hu', 'hua', 'huan', 'huanc']) {
			field.value = part;
			say('compositionupdate', part);
			field.dispatchEvent(new InputEvent('input', {data: part, isComposing: true, inputType: 'insertCompositionText', bubbles: true}));
			await new Promise(r => setTimeout(r, 300));
		}
		const asked = !!document.querySelector('dialog[open] mark');
		field.value = '缓冲只剩';
		say('compositionend', '缓冲只剩');
		field.dispatchEvent(new InputEvent('input', {data: '缓冲只剩', bubbles: true}));
		return asked;
	})()`)
	if asked {
		t.Error("results came while the input method was composing")
	}
	v.wait(`document.querySelector('dialog[open] mark')`)
	v.clean()
}

// A page that stays open while another is edited finds the new text: a search that is
// already loaded follows the edition.
func TestOpenPageFindsAnEdit(t *testing.T) {
	ctx := browser(t)
	s := serveSample(t)
	v := newVisitor(t, ctx, s.base)
	v.open("运维手册/CRM平台.html")
	if hits := v.search("备用发电机房"); len(hits) > 0 {
		t.Fatalf("found before it was written: %+v", hits)
	}
	eval[bool](v, `(window.stayed = true)`)
	page := "content/常见问题/登录与账号.md"
	old, err := os.ReadFile(filepath.Join(s.dir, filepath.FromSlash(page)))
	if err != nil {
		t.Fatal(err)
	}
	s.write(page, append(old, "\n\n钥匙在备用发电机房。\n"...))
	const find = `milepost.search('备用发电机房').then(r => r.partial ? 0 : r.hits.length)`
	for begin := time.Now(); eval[int](v, find) == 0; {
		if time.Since(begin) > 2*time.Minute {
			t.Fatal("the open page does not find the edit")
		}
		eval[bool](v, `new Promise(next => setTimeout(next, 50, true))`)
	}
	if !eval[bool](v, `!!window.stayed`) {
		t.Error("the page was loaded anew: this test needs a page that the edit leaves alone")
	}
	// Not v.clean(): a file that is asked for while one index replaces another may be missing once; it is asked for again.
}
