package generator_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"sync"
	"testing"

	"milepost/generator"
	"milepost/generator/plan"
	"milepost/generator/source"
)

var edition = regexp.MustCompile(`第 (\d+) 版`)

// TestServerNeverGoesBack: while editions follow each other and their indexes come later,
// a reader never gets an older page again, and the manifest of the index is a new one for
// each edition.
func TestServerNeverGoesBack(t *testing.T) {
	root := t.TempDir()
	page := filepath.Join(root, "content", "页.md")
	if err := os.MkdirAll(filepath.Dir(page), 0o755); err != nil {
		t.Fatal(err)
	}
	builder := newBuilder(t, root)
	server := builder.Serve(generator.ServeOptions{Live: true, Failed: func(err error) { t.Error(err) }})
	ask := func(path string) (int, string) {
		w := httptest.NewRecorder()
		server.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		return w.Code, w.Body.String()
	}
	show := func(n int) {
		if err := os.WriteFile(page, fmt.Appendf(nil, "# 页\n\n第 %d 版。\n", n), 0o644); err != nil {
			t.Fatal(err)
		}
		e, err := builder.Rebuild(t.Context(), source.Hint{All: n == 0, Files: []string{"content/页.md"}})
		if err != nil {
			t.Fatal(err)
		}
		if err := server.Show(e); err != nil {
			t.Fatal(err)
		}
	}
	show(0)
	stop := make(chan struct{})
	var wg sync.WaitGroup
	defer wg.Wait()
	defer close(stop)
	wg.Go(func() {
		for last := 0; ; {
			select {
			case <-stop:
				return
			default:
			}
			code, body := ask("/页.html")
			found := edition.FindStringSubmatch(body)
			if code != http.StatusOK || found == nil {
				t.Errorf("the page answers %d", code)
				return
			}
			n, _ := strconv.Atoi(found[1])
			if n < last {
				t.Errorf("edition %d was shown after %d", n, last)
				return
			}
			last = n
		}
	})
	seen := map[string]int{}
	for n := 1; n <= 60; n++ {
		show(n)
		if n%3 == 0 { // here the next edition comes before the index of this one is asked for
			continue
		}
		code, manifest := ask("/" + plan.SearchManifest)
		if first, twice := seen[manifest]; code != http.StatusOK || manifest == "" || twice {
			t.Errorf("the manifest of edition %d: %d, %d bytes, the same as of %d", n, code, len(manifest), first)
		}
		seen[manifest] = n
	}
}
