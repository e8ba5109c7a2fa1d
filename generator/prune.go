package generator

import (
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Limits of the cache folder. A site of 10,000 pages has some 100 MB of pictures.
const (
	cacheAge   = 90 * 24 * time.Hour
	cacheBytes = 512 << 20
	day        = 24 * time.Hour
)

// used sets a file's time to now, at most once a day: prune reads it as the last use.
func used(name string, now time.Time) {
	if info, err := os.Stat(name); err == nil && now.Sub(info.ModTime()) > day {
		_ = os.Chtimes(name, now, now)
	}
}

// prune deletes files of dir that were not used for age, and drafts of killed builds;
// then the least recently used ones until the rest has at most most bytes. It runs once
// a day. What cannot be deleted stays.
func prune(dir string, now time.Time, age time.Duration, most int64) {
	mark := filepath.Join(dir, "pruned")
	if info, err := os.Stat(mark); err == nil && now.Sub(info.ModTime()).Abs() < day {
		return
	}
	if _, err := os.Stat(dir); err != nil {
		return
	}
	_ = os.WriteFile(mark, nil, 0o644)
	_ = os.Chtimes(mark, now, now)
	type file struct {
		path string
		size int64
		used time.Time
	}
	var kept []file
	var sum int64
	_ = filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || p == mark {
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return nil
		}
		old := now.Sub(info.ModTime())
		if old > age || filepath.Ext(p) == ".tmp" && old > day {
			_ = os.Remove(p)
			return nil
		}
		kept = append(kept, file{p, info.Size(), info.ModTime()})
		sum += info.Size()
		return nil
	})
	slices.SortFunc(kept, func(a, b file) int { return cmp.Or(a.used.Compare(b.used), cmp.Compare(a.path, b.path)) })
	for _, f := range kept {
		if sum <= most {
			return
		}
		if os.Remove(f.path) == nil {
			sum -= f.size
		}
	}
}
