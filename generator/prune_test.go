package generator

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// The cache of pictures does not grow without end: pictures that were not used for long are
// deleted and, if it is still too large, those whose last use is longest ago.
func TestPrune(t *testing.T) {
	dir := t.TempDir()
	now := time.Now()
	put := func(name string, size int, ago time.Duration) {
		t.Helper()
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, make([]byte, size), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(file, now.Add(-ago), now.Add(-ago)); err != nil {
			t.Fatal(err)
		}
	}
	left := func() string {
		found, err := filepath.Glob(filepath.Join(dir, "*", "*"))
		if err != nil {
			t.Fatal(err)
		}
		names := ""
		for _, f := range found {
			names += filepath.Base(f) + " "
		}
		return names
	}
	put("aa/old.svg", 10, 91*day)
	put("aa/unused.svg", 10, 30*day)
	put("bb/used.svg", 10, 2*day)
	put("bb/new.svg", 10, 0)
	put("bb/left.tmp", 10, 2*day)
	put("bb/drawing.tmp", 1, time.Minute)
	used(filepath.Join(dir, "bb/used.svg"), now)
	prune(dir, now, 90*day, 25)
	const want = "drawing.tmp new.svg used.svg "
	if got := left(); got != want {
		t.Errorf("left %s, want %s", got, want)
	}
	for i := range 5 {
		put(fmt.Sprint("cc/", i, ".svg"), 10, 0)
	}
	prune(dir, now.Add(time.Hour), 90*day, 25)
	if got := left(); got == want {
		t.Error("it looks again within the day")
	}
	prune(dir, now.Add(25*time.Hour), 90*day, 0)
	if got := left(); got != "" {
		t.Errorf("left %s", got)
	}
	prune(filepath.Join(dir, "none"), now, 90*day, 0)
}
