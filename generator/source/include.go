package source

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"milepost/generator/diag"
	"milepost/generator/digest"
	"milepost/generator/markdown"
	"milepost/generator/sheet"
)

// included puts what the page includes into its text; the digest of that takes the place of
// the one of its bytes. nil if it includes nothing.
func (s *Store) included(e *entry, src []byte) *markdown.Inclusion {
	in := markdown.Include(e.path, src, s.load)
	if in != nil {
		e.includes = true
		e.key = digest.Of(e.key, in.Asked)
	}
	return in
}

// load is a file of the content folder for a page that includes it. Nothing outside is read,
// whatever links there are, and no table: what of it may be shown is said elsewhere.
func (s *Store) load(p string) (src []byte, why string) {
	switch {
	case hidden(p):
		return nil, "hidden"
	case sheet.Candidate(p), skipped(p), isRecord(p):
		return nil, "table"
	}
	root, err := os.OpenRoot(filepath.Join(s.root, filepath.FromSlash(s.config.Content)))
	if err != nil {
		return nil, whyUnread(err)
	}
	defer root.Close()
	// Opening a pipe would wait for someone who writes to it.
	info, err := root.Stat(filepath.FromSlash(p))
	switch {
	case err != nil:
		return nil, whyUnread(err)
	case !info.Mode().IsRegular():
		return nil, "missing"
	case info.Size() > largestPage:
		return nil, "large"
	}
	f, err := root.Open(filepath.FromSlash(p))
	if err != nil {
		return nil, whyUnread(err)
	}
	defer f.Close()
	if src, err = io.ReadAll(io.LimitReader(f, largestPage)); err != nil {
		return nil, "unread"
	}
	return src, ""
}

// whyUnread is why a file cannot be included.
func whyUnread(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return "missing"
	case errors.Is(err, fs.ErrPermission):
		return "unread"
	}
	return "outside" // a link that leads out, or a name that no system knows
}

// shownElsewhere are the files that pages include: that they are not published by themselves
// need not be said.
func shownElsewhere(order []slot) map[string]bool {
	var shown map[string]bool
	for _, o := range order {
		if o.plain != nil || o.entry.page == nil {
			continue
		}
		for _, in := range o.entry.page.Includes {
			if shown == nil {
				shown = map[string]bool{}
			}
			shown[in.Path] = true
		}
	}
	return shown
}

// unsaid takes from the list what is said of a file that is not published.
func unsaid(list diag.List) (left diag.List) {
	for _, d := range list {
		if !strings.HasPrefix(d.Code, "SO03.") {
			left = append(left, d)
		}
	}
	return left
}
