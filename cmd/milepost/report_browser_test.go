package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
)

// drafted copies the sample to dir, drafts a report of each of the kinds, and builds it to out.
func drafted(t *testing.T, kinds ...string) (dir, out string) {
	t.Helper()
	dir, out = t.TempDir(), filepath.Join(t.TempDir(), "public")
	if err := os.CopyFS(filepath.Join(dir, "content"), os.DirFS("../../content")); err != nil {
		t.Fatal(err)
	}
	for _, own := range []string{"content/历史/月报-2026-09.facts.csv", "content/项目总览/月报"} { // the sample has its own
		if err := os.RemoveAll(filepath.Join(dir, own)); err != nil {
			t.Fatal(err)
		}
	}
	settings, err := os.ReadFile("../../site.toml")
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "site.toml"), settings, 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range kinds {
		if code := run([]string{"-C", dir, "-q", "report", "draft", k, "2026-09", "--today", "2026-11-23"}); code != exitFine {
			t.Fatalf("draft of %s: exit code %d", k, code)
		}
	}
	if code := run([]string{"-C", dir, "-q", "build", "--out", out, "--today", "2026-11-23"}); code != exitFine {
		t.Fatalf("build: exit code %d", code)
	}
	return dir, out
}

// reportPages gives the paths of the drafts' pages, from the root of the site.
func reportPages(t *testing.T, out string) (pages []string) {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(out, "*", "*", "*-2026-09.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range all {
		if data, err := os.ReadFile(p); err == nil && bytes.Contains(data, []byte(`class="report-section`)) {
			rel, _ := filepath.Rel(out, p)
			pages = append(pages, filepath.ToSlash(rel))
		}
	}
	return pages
}

// Reports are accessible: axe finds no fault, and on a phone nothing scrolls sideways. The
// one-page report takes exactly one sheet of paper.
func TestReportsInBrowser(t *testing.T) {
	ctx := browser(t)
	dir, out := drafted(t, "monthly", "gate", "onepage")
	pages := reportPages(t, out)
	if len(pages) != 3 {
		t.Fatalf("drafts %q, want three", pages)
	}
	server := httptest.NewServer(http.FileServer(http.Dir(out)))
	t.Cleanup(server.Close)
	t.Run("accessible", func(t *testing.T) { accessible(t, newPatientVisitor(t, ctx, server.URL+"/", 10*time.Minute), pages) })
	t.Run("phone", func(t *testing.T) {
		v := newVisitor(t, ctx, server.URL+"/")
		call(v, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: 390, Height: 844, DeviceScaleFactor: 1, Mobile: true})
		for _, p := range pages {
			v.open(p)
			if w := eval[int](v, `document.documentElement.scrollWidth`); w > 390 {
				t.Errorf("%s is %d px wide on a phone of 390", p, w)
			}
		}
	})
	t.Run("pairs", func(t *testing.T) {
		v := newVisitor(t, ctx, server.URL+"/")
		call(v, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: 1440, Height: 900, DeviceScaleFactor: 1})
		v.open(pages[slices.IndexFunc(pages, func(p string) bool { return strings.Contains(p, "月报") })])
		for _, pair := range [][2]string{{"sla", "satisfaction"}, {"training", "suggestions"}} {
			if !eval[bool](v, `(() => {
				const [a, b] = ["`+pair[0]+`", "`+pair[1]+`"].map(k => document.querySelector(".of-" + k + " > h2").getBoundingClientRect());
				return Math.abs(a.top - b.top) < 1 && b.left - a.right > 20;
			})()`) {
				t.Errorf("%s and %s are not beside each other", pair[0], pair[1])
			}
		}
	})
	t.Run("one page", func(t *testing.T) {
		to := t.TempDir()
		for _, p := range pages {
			source := strings.TrimSuffix(p, ".html") + ".md"
			if code := run([]string{"-C", dir, "-q", "report", "export", filepath.Join(dir, "content", source), "--to", "pdf", "--out", to, "--today", "2026-11-23"}); code != exitFine {
				t.Fatalf("export of %s: exit code %d", source, code)
			}
			pdf, err := os.ReadFile(filepath.Join(to, strings.TrimSuffix(filepath.Base(p), ".html")+".pdf"))
			if err != nil {
				t.Fatal(err)
			}
			n := len(regexp.MustCompile(`/Type /Page\b[^s]`).FindAll(pdf, -1))
			if one := strings.Contains(p, "一页纸"); n == 0 || one && n != 1 || strings.Contains(p, "月报") && n > 4 {
				t.Errorf("%s has %d pages on paper", p, n)
			}
		}
	})
}
