package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
)

// brandFiles are the files of a small site with a logo, colours, texts and styles of its own.
var brandFiles = map[string]string{
	"site.toml": `title = "云杉零售 CRM 项目知识库"
git = false
[theme]
logo = {light = "图/标志.svg", dark = "图/反白.svg"}
accent = "#C8102E"
font = "No Such Font"
footer = "© 云杉 · [首页](_index.md)"
home = "区/页.md"
links = [{title = "门户", href = "区/页.md"}]
`,
	"图/标志.svg":                 `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="36"><rect width="120" height="36" fill="#C8102E"/></svg>`,
	"图/反白.svg":                 `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="36"><rect width="120" height="36" fill="#fff"/></svg>`,
	"content/_index.md":        "# 首页\n\n[页](区/页.md)\n",
	"content/区/页.md":           "---\ntitle: 页\nowner: 张\n---\n\n[首页](../_index.md)\n",
	"theme/custom.css":         ".prose { background: url(\"底.svg\"); }\n",
	"theme/底.svg":              `<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>`,
	"theme/tokens.css":         ":root { --radius: 0; }\n",
	"theme/texts.toml":         "page.owner = \"负责\"\n",
	"theme/templates/toc.html": "",
}

func brandSite(t *testing.T) (dir, out string) {
	t.Helper()
	dir = t.TempDir()
	for name, text := range brandFiles {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	out = filepath.Join(dir, "public")
	if code := run([]string{"-C", dir, "-q", "build", "--out", out}); code != exitFine {
		t.Fatalf("exit code %d", code)
	}
	return dir, out
}

// contrast is a script: the contrast ratio of an element's text and the nearest background behind it.
const contrast = `(sel => {
	const rgb = c => c.match(/[\d.]+/g).map(Number);
	const light = c => { const [r, g, b] = rgb(c).slice(0, 3).map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
	const el = document.querySelector(sel);
	let on = el, ground = '';
	for (; on; on = on.parentElement) { ground = getComputedStyle(on).backgroundColor; const c = rgb(ground); if (c.length < 4 || c[3] > 0) break; }
	const [a, b] = [light(getComputedStyle(el).color), light(ground)].sort((x, y) => y - x);
	return (a + 0.05) / (b + 0.05);
})`

// A site's own logo, colours and links are there in light and dark, over http and from a
// file share, and all texts have enough contrast.
func TestBrand(t *testing.T) {
	ctx := browser(t)
	_, out := brandSite(t)
	server := httptest.NewServer(http.FileServer(http.Dir(out)))
	t.Cleanup(server.Close)
	for _, base := range []string{server.URL + "/", (&url.URL{Scheme: "file", Path: filepath.ToSlash(out) + "/"}).String()} {
		v := newVisitor(t, ctx, base)
		for _, scheme := range []string{"light", "dark"} {
			call(v, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
			for _, width := range []int64{1280, 390} {
				v.resize(width)
				v.open("区/页.html")
				v.wait(`document.readyState === 'complete' && [...document.images].every(i => i.complete)`)
				where := fmt.Sprintf("%s, %s, %d px", base, scheme, width)
				shown := eval[[]string](v, `[...document.querySelectorAll('.brand img')].filter(i => i.getBoundingClientRect().width > 20 && i.naturalWidth > 0).map(i => i.className)`)
				if want := "logo on-" + scheme; len(shown) != 1 || shown[0] != want {
					t.Errorf("%s: the logos %q are shown, not %s", where, shown, want)
				}
				for _, what := range []string{".prose a", ".foot a", ".foot .own"} {
					if got := eval[float64](v, contrast+fmt.Sprintf("(%q)", what)); got < 4.5 {
						t.Errorf("%s: %s has a contrast of %.2f", where, what, got)
					}
				}
				if wide := eval[int](v, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
					t.Errorf("%s: %d px wider than the window", where, wide)
				}
			}
			if fill := eval[string](v, `getComputedStyle(document.documentElement).getPropertyValue('--accent-fill').trim()`); fill != "#C8102E" {
				t.Errorf("%s, %s: the accent is %q", base, scheme, fill)
			}
		}
		if got := eval[string](v, `getComputedStyle(document.querySelector('.prose')).backgroundImage`); !strings.Contains(got, "/assets/%E5%BA%95.") {
			t.Errorf("%s: the own style shows %s", base, got)
		}
		if got := eval[string](v, `document.querySelector('.page-meta dt').textContent + ' ' + document.querySelector('.brand').getAttribute('href') + ' ' + document.querySelector('.side-links').textContent`); got != "负责 ../%e5%8c%ba/%e9%a1%b5.html 门户" {
			t.Errorf("%s: %s", base, got)
		}
		v.clean()
	}
}

// A template or logo that somebody edits is shown when it is saved. While a template has a
// fault, the page is shown with the last good one, and a message names the fault.
func TestLooksAreWatched(t *testing.T) {
	dir, _ := brandSite(t)
	s := &liveSite{t: t, dir: dir, more: make(chan struct{})}
	s.run("serve", "--addr", "127.0.0.1:0")
	s.address()
	await := func(part string) string {
		t.Helper()
		for {
			s.mu.Lock() // taken before the page is asked for, so that no later line is missed
			more := s.more
			s.mu.Unlock()
			_, page := s.get("区/页.html")
			if strings.Contains(page, part) {
				return page
			}
			select {
			case <-more:
			case <-time.After(waitTime):
				t.Fatalf("the page never showed %s:\n%s", part, page)
			}
		}
	}
	page := await("负责")
	s.write("theme/templates/tags-of.html", []byte(`<p class="mine">{{len .}}</p>`))
	await(`<p class="mine">0</p>`)
	s.write("theme/templates/tags-of.html", []byte("<p>\n{{.Nothing}}</p>"))
	s.hears(0, "theme/templates/tags-of.html:2:3", "TH03", "Nothing")
	await(`<p class="mine">0</p>`)
	s.write("theme/templates/tags-of.html", []byte(`<p class="mended"></p>`))
	await(`<p class="mended">`)
	logo := between(page, `class="logo on-light" src="../`, `"`)
	s.write("图/标志.svg", []byte(strings.Replace(brandFiles["图/标志.svg"], "#C8102E", "#123456", 1)))
	for begin := time.Now(); between(await("on-light"), `class="logo on-light" src="../`, `"`) == logo; time.Sleep(20 * time.Millisecond) {
		if time.Since(begin) > waitTime {
			t.Fatal("the page still names the old logo")
		}
	}
}

func between(s, from, to string) string {
	_, rest, _ := strings.Cut(s, from)
	out, _, _ := strings.Cut(rest, to)
	return out
}
