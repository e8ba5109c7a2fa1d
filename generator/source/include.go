package source

import (
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"milepost/generator/diag"
	"milepost/generator/digest"
	"milepost/generator/markdown"
	"milepost/generator/sheet"
	"milepost/generator/text"
)

// included puts what the page includes into its text; the digest of that takes the place of
// the one of its bytes. nil if it includes nothing.
func (s *Store) included(e *entry, src []byte) *markdown.Inclusion {
	in := markdown.Include(e.path, src, s.load, s.named)
	if in != nil {
		e.includes = true
		e.key = digest.Of(e.key, in.Asked)
	}
	return in
}

// noteIndex finds pages by the folded names of their files.
func noteIndex(paths ...iter.Seq[string]) map[string][]string {
	index := map[string][]string{}
	for _, some := range paths {
		for p := range some {
			if isPage(p) {
				name := text.Fold(strings.TrimSuffix(path.Base(p), path.Ext(p)))
				index[name] = append(index[name], p)
			}
		}
	}
	for name, list := range index {
		slices.Sort(list)
		index[name] = slices.Compact(list)
	}
	return index
}

// named is the page that a name of Obsidian means on another: the path or its end, in the folder of that page
// first, then in its top folder.
func (s *Store) named(name, from string) (best string) {
	name = text.Fold(strings.Trim(name, "/"))
	rank := func(p string) (n int) {
		if path.Dir(p) == path.Dir(from) {
			n += 2
		}
		if top, _, _ := strings.Cut(p, "/"); strings.HasPrefix(from, top+"/") {
			n++
		}
		return n
	}
	for _, p := range s.notes()[path.Base(name)] {
		whole := "/" + text.Fold(strings.TrimSuffix(p, path.Ext(p)))
		if strings.HasSuffix(whole, "/"+name) && (best == "" || rank(p) > rank(best)) {
			best = p
		}
	}
	return best
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
