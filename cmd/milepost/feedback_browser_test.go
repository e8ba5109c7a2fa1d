package main

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"milepost/generator/feedback"
)

// A reader's feedback mail names the last heading above the reader's position, over http
// and from disk; without a script it names the page only.
func TestFeedbackNamesTheHeading(t *testing.T) {
	ctx := browser(t)
	dir := published(t)
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	t.Cleanup(server.Close)
	const page = "使用指南/放表格.html"
	for name, base := range map[string]string{"http": server.URL + "/", "file": "file://" + filepath.ToSlash(dir) + "/"} {
		t.Run(name, func(t *testing.T) {
			v := newVisitor(t, ctx, base)
			v.open(page)
			first := v.mailOf(".ask-no", "")
			if stamp := stampOf(t, first); stamp.Page != "使用指南/放表格.md" || stamp.At != "" || stamp.Vote != feedback.No || stamp.Edition == "" {
				t.Errorf("at the top: %+v", stamp)
			}
			if strings.Contains(first.Get("body"), "标题：") {
				t.Errorf("a heading before any was passed: %q", first.Get("body"))
			}
			h := eval[[]string](v, `(() => { const h = document.querySelectorAll('.prose h2[id]')[1]; window.scrollTo({top: h.getBoundingClientRect().top + scrollY - 80, behavior: 'instant'}); return [h.id, h.textContent.trim()]; })()`)
			for _, event := range []string{"pointerdown", "click"} { // for the click the address was set before
				q := v.mailOf(".ask-suggest", event)
				if stamp := stampOf(t, q); stamp.At != h[0] || stamp.Vote != "" || !strings.Contains(q.Get("body"), "\r\n标题："+h[1]+"\r\n版本：") {
					t.Errorf("after %s: %+v\n%q", event, stamp, q.Get("body"))
				}
			}
			v.open("search.html")
			v.wait(`document.querySelector('#search-page input')`)
			v.do(chromedp.Navigate(v.base + "search.html?q=%E5%B9%B4%E5%81%87%26%3Fbcc%3Dx"))
			v.wait(`document.querySelector('.search-report a')`)
			u, err := url.Parse(eval[string](v, `document.querySelector('.search-report a').getAttribute('href')`))
			if err != nil || u.Query().Get("subject") != "没有搜到：年假&?bcc=x" || stampOf(t, u.Query()).Page != "search.html" {
				t.Errorf("a search without a hit sends %v (%v)", u, err)
			}
			v.clean()
		})
	}
}

// mailOf gives the fields of the mail that a link opens after an event on it.
func (v *visitor) mailOf(link, event string) url.Values {
	v.t.Helper()
	href := eval[string](v, `(() => {
		const a = document.querySelector('.feedback `+link+`');
		a.addEventListener('click', e => e.preventDefault());
		if ('`+event+`') a.dispatchEvent(new Event('`+event+`', {bubbles: true, cancelable: true}));
		return a.getAttribute('href');
	})()`)
	u, err := url.Parse(href)
	if err != nil || u.Scheme != "mailto" || len(href) > 2000 {
		v.t.Fatalf("%s (%v)", href, err)
	}
	return u.Query()
}

func stampOf(t *testing.T, q url.Values) feedback.Stamp {
	t.Helper()
	stamp, _, _, ok := feedback.FindStamp(q.Get("body"))
	if !ok {
		t.Fatalf("no stamp in %q", q.Get("body"))
	}
	return stamp
}
