package publish

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"milepost/generator/plan"
)

// pages is a site of n pages of about 15 kB, the edited ones marked.
func pages(n int, mark string, edited int) site {
	body := strings.Repeat("<p>系统巡检由运维组每周一次，记录在巡检表。</p>\n", 230)
	s := site{"index.html": "home", "assets/site.css": "css"}
	for i := range n {
		text := fmt.Sprint(i, body)
		if i < edited {
			text += mark
		}
		s[fmt.Sprintf("s%02d/t%d/page-%d.html", i%50, i%7, i)] = text
	}
	return s
}

// keyed gives the outputs keys without a digest of their bytes, as views have.
func keyed(outputs []plan.Output) []plan.Output {
	for i := range outputs {
		outputs[i].Content = plan.Made(outputs[i].Key(), outputs[i].Render)
	}
	return outputs
}

// BenchmarkFloor10k only writes the same files: the least time that publishing can take.
func BenchmarkFloor10k(b *testing.B) {
	s := pages(10_000, "", 0)
	for i := 0; b.Loop(); i++ {
		root := filepath.Join(b.TempDir(), fmt.Sprint(i))
		for path, text := range s {
			os.MkdirAll(filepath.Join(root, filepath.Dir(path)), 0o755)
			os.WriteFile(filepath.Join(root, path), []byte(text), 0o644)
		}
		b.StopTimer()
		os.RemoveAll(root)
		b.StartTimer()
	}
}

func BenchmarkFirst10k(b *testing.B) {
	outputs := keyed(pages(10_000, "", 0).outputs())
	for i := 0; b.Loop(); i++ {
		root := filepath.Join(b.TempDir(), fmt.Sprint(i))
		p, err := Open(filepath.Join(root, "public"), filepath.Join(root, "state"), Options{})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := p.Sync(b.Context(), outputs); err != nil {
			b.Fatal(err)
		}
		p.Close()
		b.StopTimer()
		os.RemoveAll(root)
		b.StartTimer()
	}
}

func BenchmarkEdit10k(b *testing.B) {
	for _, edited := range []int{0, 1, 5, 100, 10_000} {
		b.Run(fmt.Sprint(edited), func(b *testing.B) {
			root := b.TempDir()
			p, err := Open(filepath.Join(root, "public"), filepath.Join(root, "state"), Options{})
			if err != nil {
				b.Fatal(err)
			}
			defer p.Close()
			edition := func(i int) []plan.Output {
				return keyed(pages(10_000, fmt.Sprint("edit", i), edited).outputs())
			}
			if _, err := p.Sync(b.Context(), edition(0)); err != nil {
				b.Fatal(err)
			}
			for i := 1; b.Loop(); i++ {
				b.StopTimer()
				outputs := edition(i)
				b.StartTimer()
				if _, err := p.Sync(b.Context(), outputs); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
