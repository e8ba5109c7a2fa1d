package chart

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"

	"milepost/generator/digest"
)

// An engine of one worker, and one of three in another order, draw the same bytes.
func TestDrawingIsDeterministic(t *testing.T) {
	t.Parallel()
	src := ssr(t)
	all := examples()
	run := func(workers int, backwards bool) []string {
		e := NewEngine(src, workers)
		defer e.Close()
		out := make([]string, len(all))
		var wg sync.WaitGroup
		for w := range workers {
			wg.Go(func() {
				for k := w; k < len(all); k += workers {
					i := k
					if backwards {
						i = len(all) - 1 - k
					}
					svg, err := e.SVG(draw(t, all[i]), "b7")
					if err != nil {
						t.Errorf("%s: %v", all[i].name, err)
					}
					out[i] = svg
				}
			})
		}
		wg.Wait()
		return out
	}
	first := run(1, false)
	for i, svg := range first {
		checkSVG(t, all[i].name, svg)
		if !strings.HasPrefix(svg, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 `) {
			t.Errorf("%s: begins %.120s", all[i].name, svg)
		}
		if strings.Count(svg, ` id="`) != strings.Count(svg, ` id="b7-`) {
			t.Errorf("%s: an id without the prefix", all[i].name)
		}
	}
	for _, other := range [][]string{run(3, true)} {
		for i := range all {
			if other[i] != first[i] {
				t.Errorf("%s: another engine drew other bytes", all[i].name)
			}
		}
	}
}

func TestGOMAXPROCSDoesNotMatter(t *testing.T) { // not parallel: it changes the process
	src, e := ssr(t), examples()[0]
	draw1 := func() string {
		engine := NewEngine(src, 2)
		defer engine.Close()
		svg, err := engine.SVG(draw(t, e), "b1")
		if err != nil {
			t.Fatal(err)
		}
		return svg
	}
	many := draw1()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	if draw1() != many {
		t.Error("GOMAXPROCS=1 gives other bytes")
	}
}

func TestWithoutAssets(t *testing.T) {
	t.Parallel()
	e := NewEngine(nil, 1)
	defer e.Close()
	if _, err := e.SVG(Picture{Option: "{}", Width: 1, Height: 1}, "b1"); !errors.Is(err, ErrNoAssets) {
		t.Errorf("got %v", err)
	}
}

// kept is a cache that counts how many texts are put into it.
type kept struct {
	mu   sync.Mutex
	m    map[digest.Key]string
	puts int
}

func (k *kept) Get(key digest.Key) (string, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	s, ok := k.m[key]
	return s, ok
}

func (k *kept) Put(key digest.Key, s string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.m[key] = s
	k.puts++
}

// Runs that share a cache draw a picture once, whatever its ids and words are.
func TestCache(t *testing.T) {
	t.Parallel()
	src := ssr(t)
	cache := &kept{m: map[digest.Key]string{}}
	p := draw(t, examples()[0])
	var last string
	for run := range 2 {
		e := NewEngine(src, 1)
		e.SetCache(cache)
		for i, id := range []string{"b1", "b2"} {
			p.Label = fmt.Sprint("图", i)
			svg, err := e.SVG(p, id)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(svg, `<title id="`+id+`-t">`+p.Label) {
				t.Errorf("run %d: %s has other words: %.200s", run, id, svg)
			}
			last = svg
		}
		e.Close()
	}
	if cache.puts != 1 {
		t.Errorf("drawn %d times, want once", cache.puts)
	}
	fresh := NewEngine(src, 1)
	defer fresh.Close()
	if svg, _ := fresh.SVG(p, "b2"); svg != last {
		t.Error("the cached picture differs from a fresh one")
	}
	if a, b := fresh.Key(p, "b1"), fresh.Key(p, "b2"); a == b {
		t.Error("two ids have one key")
	}
}

// A pair is a picture for a column and one for a phone. It has one description, and no id twice.
func TestPair(t *testing.T) {
	t.Parallel()
	e := NewEngine(ssr(t), 1)
	defer e.Close()
	for _, x := range examples()[:3] {
		pair, err := e.Pair(draw(t, x), "b1")
		if err != nil {
			t.Fatal(err)
		}
		wide, narrow, ok := strings.Cut(pair, `<svg class="narrow"`)
		if !ok || !strings.Contains(wide, `viewBox="0 0 760 `) || !strings.Contains(narrow, `viewBox="0 0 358 `) {
			t.Fatalf("%s: %.300s", x.name, pair)
		}
		if strings.Count(pair, "<title ") != 1 || strings.Count(pair, `aria-labelledby="b1-t b1-d"`) != 2 {
			t.Errorf("%s: the words do not stand once for both", x.name)
		}
		checkSVG(t, x.name, wide)
		seen := map[string]bool{}
		for _, id := range regexp.MustCompile(` id="[^"]*"`).FindAllString(pair, -1) {
			if seen[id] {
				t.Errorf("%s: twice%s", x.name, id)
			}
			seen[id] = true
		}
	}
}

func BenchmarkSVG(b *testing.B) {
	src := ssr(b)
	for _, x := range examples() {
		b.Run(x.name, func(b *testing.B) {
			p := draw(b, x)
			e := NewEngine(src, 1)
			defer e.Close()
			if _, err := e.SVG(p, "b1"); err != nil { // makes the machine
				b.Fatal(err)
			}
			for b.Loop() {
				p.Width++ // another key: nothing is remembered
				if p.Width > pictureWidth+3 {
					p.Width = pictureWidth
				}
				raw, err := e.render(p)
				if err != nil {
					b.Fatal(err)
				}
				svg, err := tidy(raw)
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(len(svg)), "B/svg")
			}
		})
	}
}

// BenchmarkCold draws 16 charts, each for a column and for a phone, as a build does that
// remembers none: the machines are started, too. -cpu sets how many there are.
func BenchmarkCold(b *testing.B) {
	src := ssr(b)
	compiled, err := os.ReadFile("../../themes/default/assets/ssr.qjs")
	if err != nil {
		b.Log("without ssr.qjs: each run compiles the script")
	}
	var all []Picture
	for _, x := range examples()[:16] {
		all = append(all, draw(b, x))
	}
	for b.Loop() {
		e := NewEngine(src, 0)
		e.SetCompiled(compiled)
		var wg sync.WaitGroup
		for _, p := range all {
			wg.Go(func() {
				if _, err := e.Pair(p, "b1"); err != nil {
					b.Error(err)
				}
			})
		}
		wg.Wait()
		e.Close()
	}
}

func BenchmarkDraw(b *testing.B) {
	for _, x := range examples()[:1] {
		b.Run(x.name, func(b *testing.B) {
			for b.Loop() {
				draw(b, x)
			}
		})
	}
}
