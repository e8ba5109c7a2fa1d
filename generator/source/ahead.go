package source

import (
	"context"
	"os"
)

// Ahead reads and parses a page that has just changed, for the next Refresh: that reads its
// bytes again, but parses them only if they have changed since. file is a path from the
// site's folder, as in a Hint. Ahead does nothing for other files, for new pages, for those that
// depend on other files, and while a Refresh runs.
func (s *Store) Ahead(ctx context.Context, file string) {
	if !s.mu.TryLock() {
		return
	}
	defer s.mu.Unlock()
	p, ok := s.inContent(file)
	if !ok || !isPage(p) || s.entries[p] == nil || s.leaning[p] || s.linked {
		return
	}
	info, err := os.Lstat(s.File(p))
	if err != nil || !info.Mode().IsRegular() {
		return
	}
	e, brief := &entry{path: p, size: info.Size(), mtime: info.ModTime(), options: s.optionsKey(p)}, new(Brief)
	if err := s.readPage(ctx, job{path: p, old: s.entries[p]}, e, brief); err != nil || e.includes {
		return
	}
	if e.page == nil && e.packed != "" {
		s.place(e, brief, unpacked(e.packed), s.pageOptions(p))
	}
	s.ahead = e
}
