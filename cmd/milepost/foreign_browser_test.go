package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// A page of another site, or of another port of this machine, cannot load a script, data, a
// picture or events of a served site.
func TestForeignPagesReadNothing(t *testing.T) {
	ctx := browser(t)
	s := serveSample(t)
	evil := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, "<!doctype html><title>evil</title><main></main>")
	}))
	defer evil.Close()
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(evil.URL, "http://"))
	for _, host := range []string{"127.0.0.1", "localhost"} {
		v := newVisitor(t, ctx, "http://"+host+":"+port+"/")
		v.open("")
		got := eval[[]string](v, fmt.Sprintf(`(async () => {
			const site = %q;
			const tag = (name, path) => new Promise(done => {
				const e = document.createElement(name);
				e.onload = () => done(name + ' ' + path + ' loaded');
				e.onerror = () => done('');
				e[name === 'link' ? 'href' : 'src'] = site + path;
				if (name === 'link') e.rel = 'stylesheet';
				document.head.append(e);
			});
			const events = new Promise(done => {
				const e = new EventSource(site + '_milepost/events?path=/index.html');
				e.addEventListener('edition', () => done('events read'));
				e.onerror = () => done('');
			});
			const read = (mode) => fetch(site + 'index.html', {mode}).then(r => mode + ' ' + r.type, () => '');
			return (await Promise.all([tag('script', 'search/manifest.js'), tag('script', '_milepost/reload.js'),
				tag('img', '图/应急流程.svg'), events, read('cors'), read('no-cors')])).filter(x => x);
		})()`, s.base))
		if len(got) > 0 {
			t.Errorf("a page of %s got %q", host, got)
		}
	}
	v := newVisitor(t, ctx, s.base)
	v.open("index.html")
	if got := eval[string](v, `new Promise(done => {
		const e = document.createElement('script');
		e.onload = () => done('loaded');
		e.onerror = () => done('refused');
		e.src = 'search/manifest.js';
		document.head.append(e);
	})`); got != "loaded" {
		t.Errorf("our own page: %s", got)
	}
}
