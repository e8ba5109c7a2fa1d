package script

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"milepost/generator/digest"
)

// An endless loop, too much memory or an exception gives an error, and the next call is answered.
func TestRunaway(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("running into limits is skipped in short runs")
	}
	src := `function echo(what) {
		if (what === 'loop') for (;;);
		if (what === 'eat') { const a = []; for (;;) a.push(new Array(1e5).fill(1)); }
		if (what === 'throw') throw new Error('no such thing');
		if (what === 'deep') { const f = () => f() + 1; return f(); }
		if (what === 'number') return 7;
		return '<' + what + '>';
	}`
	p := NewPool(New("echo.js", []byte(src)), Limits{Memory: 64 << 20, Time: time.Second}, 1)
	defer p.Close()
	for _, bad := range []string{"loop", "eat", "throw", "deep", "number"} {
		if s, err := p.Text("echo", bad); err == nil {
			t.Errorf("%s: no error but %q", bad, s)
		}
		if s, err := p.Text("echo", "after "+bad); err != nil || s != "<after "+bad+">" {
			t.Errorf("after %s: %q, %v", bad, s, err)
		}
	}
}

// The error of a script that cannot be loaded names the script.
func TestUnreadable(t *testing.T) {
	t.Parallel()
	p := NewPool(New("broken.js", []byte("function (")), bounds, 1)
	defer p.Close()
	if _, err := p.Text("echo"); err == nil || !strings.Contains(err.Error(), "broken.js") {
		t.Errorf("got %v", err)
	}
}

// Interrupt ends a call, and the next one is answered.
func TestInterrupt(t *testing.T) {
	t.Parallel()
	p := NewPool(New("echo.js", []byte(`function echo(what) { if (what === 'loop') for (;;); return what }`)), bounds, 1)
	defer p.Close()
	done := make(chan error)
	go func() {
		_, err := p.Text("echo", "loop")
		done <- err
	}()
	for waiting := true; waiting; {
		select {
		case err := <-done:
			if waiting = false; err == nil {
				t.Error("the call was not ended")
			}
		default:
			p.Interrupt()
			runtime.Gosched()
		}
	}
	if s, err := p.Text("echo", "next"); err != nil || s != "next" {
		t.Errorf("the next: %q, %v", s, err)
	}
}

// Twenty goroutines share two machines; each gets its own answer, and Close waits for all.
func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	p := NewPool(New("echo.js", []byte("function echo(a, n) { return a + n }")), bounds, 2)
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			for j := range 5 {
				if s, err := p.Text("echo", fmt.Sprint(i, "-"), j); err != nil || s != fmt.Sprint(i, "-", j) {
					t.Errorf("%d-%d: %q, %v", i, j, s, err)
				}
			}
		})
	}
	wg.Wait()
	p.Close()
	p.Close()
	if _, err := p.Text("echo", "late", 1); !errors.Is(err, ErrClosed) {
		t.Errorf("a closed pool answers: %v", err)
	}
}

// A text is made once; after an error it is made again; the cache still has what memory lost.
func TestMemo(t *testing.T) {
	t.Parallel()
	cache := &kept{m: map[digest.Key]string{}}
	m := NewMemo(2)
	m.SetCache(cache)
	made := 0
	text := func(name string, err error) string {
		s, _ := m.Text(digest.Of(name), func() (string, error) { made++; return "<" + name + ">", err })
		return s
	}
	text("a", errors.New("not now"))
	for _, name := range []string{"a", "a", "b", "c", "a"} {
		if s := text(name, nil); s != "<"+name+">" {
			t.Errorf("%s: %q", name, s)
		}
	}
	if made != 4 || len(m.of) != 2 || len(cache.m) != 3 {
		t.Errorf("made %d times, want 4; %d in memory, want 2; %d in the cache, want 3", made, len(m.of), len(cache.m))
	}
}

// kept is a cache for one goroutine.
type kept struct{ m map[digest.Key]string }

func (k *kept) Get(key digest.Key) (string, bool) { s, ok := k.m[key]; return s, ok }
func (k *kept) Put(key digest.Key, s string)      { k.m[key] = s }
