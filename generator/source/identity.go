package source

import (
	"context"
	"maps"
	"slices"

	"milepost/generator/digest"
	"milepost/generator/kb"
)

// Identify is the digest of all sources of the site in root as they are now. Every file
// is read, none is parsed. ok is false if there is no safe answer: the sources cannot be
// read, or a file is still being written.
func Identify(ctx context.Context, root string, opt Options) (key digest.Key, ok bool) {
	opt.State, opt.Parsed = "", ""
	s := New(root, opt)
	s.bytesOnly, s.git.idOnly = true, true
	if _, err := s.Refresh(ctx, Hint{All: true}); err != nil {
		return key, false // the build that follows reports why
	}
	return s.Identity()
}

// fileIdentity is everything about one file that a site can depend on.
type fileIdentity struct {
	path      string
	key, side digest.Key
	size      int64
	date      kb.Date
}

// Identity is the digest of the sources as the last refresh read them. Two snapshots with
// the same identity are the same in all that was read from the disk, except for the state
// directory, which does not count. ok is as in [Identify].
func (s *Store) Identity() (key digest.Key, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	files := make([]fileIdentity, 0, len(s.entries))
	for _, p := range slices.Sorted(maps.Keys(s.entries)) {
		e := s.entries[p]
		if e.again() {
			return key, false
		}
		files = append(files, fileIdentity{p, e.key, e.side, e.size, kb.DateOf(e.mtime)})
	}
	besides := make([]digest.Key, 0, 2*len(s.brand.files))
	for _, f := range s.brand.files {
		besides = append(besides, digest.Of(f.Path), f.Key)
	}
	var order kb.Nav // of site.toml, or of a file beside the content
	if s.nav != nil {
		order = *s.nav
	}
	git := digest.Of(s.git.head, s.git.shallow)
	if s.git.refused != nil {
		git = digest.Of(*s.git.refused)
	}
	return digest.Of(files, s.raw, order, besides, s.brand.diags, s.links, s.owners.Key, git), !s.cut
}
