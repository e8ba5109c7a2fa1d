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

// included puts the files that a page includes into its text, and their digests into the
// key of the entry. It is nil if the page includes nothing.
func (s *Store) included(e *entry, src []byte) *markdown.Inclusion {
	in := markdown.Include(e.path, src, s.load, s.named)
	if in != nil {
		e.includes = true
		e.key = digest.Of(e.key, in.Asked)
	}
	return in
}

// noteIndex lists the paths of pages by the folded names of their files.
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

// named is the path of the page that a name in an Obsidian page means. name is a path or
// the end of one; from is the page that holds the name. Pages in the folder of from come
// first, then those in its top folder.
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

// load reads a file of the content folder for a page that includes it; why is a code if
// it may not. Nothing outside the folder is read, even through symbolic links, and no
// spreadsheet: other rules decide which of its cells may be shown.
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
	return "outside" // a symbolic link that leads out, or a name that the system does not allow
}

// shownElsewhere are the files that pages include. Readers see them there, so no
// diagnostic is needed that they are not published by themselves.
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

// unsaid is the list without the diagnostics that a file is not published.
func unsaid(list diag.List) (left diag.List) {
	for _, d := range list {
		if !strings.HasPrefix(d.Code, "SO03.") {
			left = append(left, d)
		}
	}
	return left
}
