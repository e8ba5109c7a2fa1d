package index

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"milepost/generator/digest"
	"milepost/generator/plan"
	"milepost/generator/search"
)

// pages are n outputs that are searched, the text of each its number and more.
func pages(n int, more map[int]string) []plan.Output {
	var out []plan.Output
	for i := range n {
		body := fmt.Sprintf("<title>第%d页</title><main data-search-body><h1>第%d页</h1><p>%s</p></main>", i, i, more[i])
		out = append(out, plan.Output{
			Path: fmt.Sprintf("p%03d.html", i), Class: plan.Page, Indexed: true,
			Content: plan.Made(digest.Bytes([]byte(body)), func() ([]byte, error) { return []byte(body), nil }),
		})
	}
	return out
}

func options() search.Options { return search.Options{ScanPages: -1} }

// manifestOf is the manifest of the index, which must be the last output; rendering it waits for the index.
func manifestOf(t *testing.T, lists [][]plan.Output) string {
	t.Helper()
	outputs := slices.Concat(lists...)
	last := outputs[len(outputs)-1]
	if last.Path != plan.SearchManifest {
		t.Fatalf("the last output is %s", last.Path)
	}
	b, err := last.Render()
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// An index follows a moment after its edition, or at once if somebody asks for it. It grows
// by what changed, and is made anew after a rest.
func TestFollower(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var told atomic.Int32
		x := new(Maker).Follower(Options{
			Yield: func() {}, Failed: func(err error) { t.Error(err) }, Changed: func(*Follower) { told.Add(1) },
		})
		start := time.Now()
		x.Follow(pages(3, nil), options)
		first := manifestOf(t, x.Shown())
		if waited := time.Since(start); waited != 0 {
			t.Errorf("who asks waits %v", waited)
		}

		x.Follow(pages(3, map[int]string{1: "报销"}), options)
		synctest.Wait()
		if told.Load() != 1 {
			t.Fatal("the index did not wait for the edits to pause")
		}
		time.Sleep(calmPause)
		synctest.Wait()
		if told.Load() != 2 {
			t.Fatal("the index did not follow when the edits paused")
		}
		grown := manifestOf(t, x.Shown())
		if grown == first || !strings.Contains(grown, `"d":{`) {
			t.Errorf("the index did not grow: %s", grown)
		}

		time.Sleep(growRest + calmPause)
		synctest.Wait()
		if anew := manifestOf(t, x.Shown()); told.Load() != 3 || strings.Contains(anew, `"d":{`) || anew == first {
			t.Errorf("the index was not made anew after a rest: %d times, %s", told.Load(), anew)
		}
		time.Sleep(2 * growRest)
		synctest.Wait()
		if told.Load() != 3 {
			t.Error("an index that did not grow was made again")
		}
	})
}

// Several quick edits make the index grow once. An edit while the index grows delays the
// rebuild after a rest, and Stop ends the work.
func TestFollowerRestsOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var told atomic.Int32
		x := new(Maker).Follower(Options{Yield: func() {}, Failed: func(err error) { t.Error(err) }, Changed: func(*Follower) { told.Add(1) }})
		for i := range 5 {
			x.Follow(pages(3, map[int]string{0: strings.Repeat("字", i)}), options)
			time.Sleep(calmPause / 2)
		}
		time.Sleep(calmPause)
		synctest.Wait()
		if told.Load() != 1 {
			t.Errorf("followed %d times, want once", told.Load())
		}
		x.Follow(pages(3, map[int]string{2: "改"}), options)
		time.Sleep(calmPause)
		synctest.Wait()
		x.Stop()
		time.Sleep(2 * growRest)
		synctest.Wait()
		if told.Load() != 2 {
			t.Errorf("an index that was stopped was made anew: told %d times", told.Load())
		}
	})
}

// If a page cannot be made, the fault is reported and the index before stays; callers that
// wait get that index.
func TestFollowerKeepsTheLastGood(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		broken := errors.New("broken")
		var mu sync.Mutex
		var failed []error
		x := new(Maker).Follower(Options{Yield: func() {}, Failed: func(err error) {
			mu.Lock()
			defer mu.Unlock()
			failed = append(failed, err)
		}, Changed: func(*Follower) {}})
		x.Follow(pages(2, nil), options)
		first := manifestOf(t, x.Shown())
		bad := pages(2, map[int]string{1: "坏"})
		bad[1].Content = plan.Made(bad[1].Key(), func() ([]byte, error) { return nil, broken })
		x.Follow(bad, options)
		if got := manifestOf(t, x.Shown()); got != first {
			t.Errorf("the index before is gone: %s", got)
		}
		mu.Lock()
		defer mu.Unlock()
		if len(failed) != 1 || !errors.Is(failed[0], broken) || !strings.Contains(failed[0].Error(), "p001.html") {
			t.Errorf("said %v", failed)
		}
	})
}
