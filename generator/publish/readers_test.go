package publish

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestReadersOfTheDirectory reads the home page and the asset it names, as a web
// server does, while editions are published over each other.
func TestReadersOfTheDirectory(t *testing.T) {
	dir, state := place(t)
	p := mustOpen(t, dir, state, Options{NoFlush: true, Grace: time.Minute})
	mustSync(t, p, edition(0))
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	read := make(chan bool, 1)
	for range 3 {
		wg.Go(func() {
			for ctx.Err() == nil {
				home, err := os.ReadFile(filepath.Join(dir, "index.html"))
				if err != nil {
					t.Errorf("the home page: %v", err)
					return
				}
				name := string(home[strings.LastIndexByte(string(home), ' ')+1:])
				asset, err := os.ReadFile(filepath.Join(dir, name))
				if err != nil || !strings.HasSuffix(string(asset), "\nend") {
					t.Errorf("the home page says %q: %v", home, err)
					return
				}
				select {
				case read <- true:
				default:
				}
			}
		})
	}
	for n := 1; n <= 30 && !t.Failed(); n++ {
		mustSync(t, p, edition(n))
		select {
		case <-read:
		case <-time.After(time.Minute):
			t.Fatal("the readers stand still")
		}
	}
	cancel()
	wg.Wait()
	p.Close() // takes away what lingered
	check(t, dir, edition(30))
	if left, _ := filepath.Glob(filepath.Join(dir, "assets", "*")); len(left) != 1 {
		t.Errorf("assets left: %s", fmt.Sprint(left))
	}
}
