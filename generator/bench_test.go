package generator_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"milepost/bench/corpus"
	"milepost/generator"
	"milepost/generator/plan"
	"milepost/generator/source"
)

// bigSite writes a site of 10,000 pages with these settings.
func bigSite(b *testing.B, settings string) (string, corpus.Corpus) {
	b.Helper()
	root := b.TempDir()
	c := corpus.Corpus{Pages: 10000, Seed: 1}
	if err := c.Write(filepath.Join(root, "content")); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "site.toml"), []byte("git = false\n"+settings), 0o644); err != nil {
		b.Fatal(err)
	}
	return root, c
}

// BenchmarkBuild10k measures clean builds: without search and colours of code, with colours, with both.
func BenchmarkBuild10k(b *testing.B) {
	for name, settings := range map[string]string{
		"bare":      "search = false\nhighlight = false\n",
		"highlight": "search = false\n",
		"full":      "",
	} {
		b.Run(name, func(b *testing.B) {
			root, _ := bigSite(b, settings)
			b.ResetTimer()
			for i := range b.N {
				builder := newBuilder(b, root)
				out := filepath.Join(root, fmt.Sprint("public", i))
				pub, err := builder.Publisher(out, generator.PublishOptions{})
				if err != nil {
					b.Fatal(err)
				}
				e, err := builder.Rebuild(context.Background(), source.Hint{All: true})
				if err != nil {
					b.Fatal(err)
				}
				if _, err := pub.Publish(context.Background(), e); err != nil {
					b.Fatal(err)
				}
				_ = pub.Close()
				b.StopTimer()
				_ = os.RemoveAll(out)
				b.StartTimer()
			}
		})
	}
}

// BenchmarkEdit10k measures all that happens from a saved file to a reader's page: the file
// is read, the site linked and planned, the edition shown, and a request for the page answered.
func BenchmarkEdit10k(b *testing.B) {
	for _, what := range []string{"body", "title"} {
		b.Run(what, func(b *testing.B) {
			root, c := bigSite(b, "")
			builder := newBuilder(b, root)
			e, err := builder.Rebuild(context.Background(), source.Hint{All: true})
			if err != nil {
				b.Fatal(err)
			}
			server := builder.Serve(generator.ServeOptions{Live: true})
			if err := server.Show(e); err != nil {
				b.Fatal(err)
			}
			get(b, server, "/"+plan.SearchManifest) // waits until the index is made
			rel := c.Path(5000)
			file := filepath.Join(root, "content", filepath.FromSlash(rel))
			text := c.Page(5000)
			b.ResetTimer()
			for i := range b.N {
				b.StopTimer()
				edited := text + fmt.Sprintf("\n修改 %d\n", i)
				if what == "title" {
					edited = fmt.Sprintf("---\ntitle: 改名 %d\n---\n\n正文。\n", i)
				}
				if err := os.WriteFile(file, []byte(edited), 0o644); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				e, err := builder.Rebuild(context.Background(), source.Hint{Files: []string{"content/" + rel}})
				if err != nil {
					b.Fatal(err)
				}
				if err := server.Show(e); err != nil {
					b.Fatal(err)
				}
				get(b, server, "/"+rel[:len(rel)-len(".md")]+".html")
			}
		})
	}
}

func get(b *testing.B, s *generator.Server, path string) {
	b.Helper()
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	if w.Code != http.StatusOK {
		b.Fatalf("%s: %d", path, w.Code)
	}
}
