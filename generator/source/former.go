package source

import (
	"bytes"
	"context"
	"maps"
	"path"
	"slices"
	"strings"

	"milepost/generator/digest"
	"milepost/generator/kb"
	"milepost/generator/markdown"
)

// Former is a path that a page had before somebody moved it.
type Former struct {
	Path string
	Date kb.Date // of the commit that moved it, "" if it is not committed yet
}

// mostGone: at most so many missing pages are looked for under new names. Where more are
// missing, they were not moved one by one.
const mostGone = 50

// moves is what git knows of pages that were moved.
type moves struct {
	renames []rename // newest first
	tree    map[string]string
	gone    map[string]*goner // pages of tree that were missing, once git was asked for their bytes
}

type rename struct {
	from, to string
	date     kb.Date
}

// goner is a page that the last commit has and the folder has not.
type goner struct {
	key   digest.Key // of its bytes
	title string
}

// askMoves asks git which pages were renamed up to a commit. Git takes a new page for an
// old one under another name if at least half of both is the same.
func askMoves(ctx context.Context, content, commit string) *moves {
	// NUL-separated: "\x01DATE", then R100, the old and the new name of each.
	log, err := git(ctx, content, "log", "-z", "-M50%", "-l200", "--diff-filter=R", "--name-status", "--relative", "--format=%x01%cs",
		"-n", "200", commit, "--", ":(glob)**/*.md")
	if err != nil {
		return &moves{}
	}
	m := &moves{}
	var date kb.Date
	fields := strings.Split(string(log), "\x00")
	for i := 0; i < len(fields); i++ {
		f := strings.TrimPrefix(fields[i], "\n")
		if day, is := strings.CutPrefix(f, "\x01"); is {
			day, status, first := strings.Cut(day, "\n")
			date = kb.Date(day)
			if !first {
				continue
			}
			f = strings.TrimPrefix(status, "\n")
		}
		if strings.HasPrefix(f, "R") && i+2 < len(fields) {
			m.renames = append(m.renames, rename{fields[i+1], fields[i+2], date})
			i += 2
		}
	}
	return m
}

// committed are the former paths of pages, by their paths of today, as commits tell them.
func (m *moves) committed() map[string][]Former {
	former, now := map[string][]Former{}, map[string]string{}
	for _, r := range m.renames {
		to := r.to
		if later, ok := now[to]; ok {
			to = later
		}
		now[r.from] = to
		if r.from != to {
			former[to] = append(former[to], Former{r.from, r.date})
		}
	}
	return former
}

// former are the paths that pages had before, by their paths of today: renames that were
// committed, and those since the last commit. pages are those of the folder, sorted by path.
func (h *history) former(ctx context.Context, content string, pages []*Page) map[string][]Former {
	if h.moves == nil {
		return nil
	}
	former := h.moves.committed()
	have := make(map[string]bool, len(pages))
	fresh := false
	for _, p := range pages {
		have[p.Path] = true
		_, known := h.changes[p.Path]
		fresh = fresh || !known
	}
	maps.DeleteFunc(former, func(p string, _ []Former) bool { return !have[p] })
	if !fresh {
		return former
	}
	h.moves.readTree(ctx, content, h.head)
	var gone []string
	for p := range h.moves.tree {
		if !have[p] {
			gone = append(gone, p)
		}
	}
	if len(gone) > mostGone {
		return former
	}
	slices.Sort(gone)
	for _, old := range gone {
		if to := h.moves.movedTo(ctx, content, old, pages); to != "" {
			// the names that it had before old are its former names too
			former[to] = append([]Former{{Path: old}}, h.moves.committed()[old]...)
		}
	}
	return former
}

// readTree asks for the pages of the last commit.
func (m *moves) readTree(ctx context.Context, content, head string) {
	if m.tree != nil {
		return
	}
	list, err := git(ctx, content, "ls-tree", "-r", "-z", strings.TrimSpace(head), ".")
	if err != nil {
		return
	}
	m.tree, m.gone = map[string]string{}, map[string]*goner{}
	for line := range bytes.SplitSeq(list, []byte{0}) {
		head, name, _ := strings.Cut(string(line), "\t")
		if f := strings.Fields(head); len(f) == 3 && isPage(name) {
			m.tree[name] = f[2]
		}
	}
}

// movedTo is the new path of a page that the last commit has at old and the folder has
// not. It is a page unknown to that commit with the same bytes, else with the same title
// and file name. "" if there is none, or more than one.
func (m *moves) movedTo(ctx context.Context, content, old string, pages []*Page) string {
	was := m.gone[old]
	if was == nil {
		src, err := git(ctx, content, "cat-file", "blob", m.tree[old])
		if err != nil {
			return ""
		}
		p := markdown.Parse(ctx, old, src, markdown.Options{NoHighlight: true})
		if p == nil {
			return ""
		}
		was = &goner{key: digest.Bytes(src), title: p.Title}
		m.gone[old] = was
	}
	var same, alike []string
	for _, p := range pages {
		if m.tree[p.Path] != "" {
			continue
		}
		if p.Key == was.key {
			same = append(same, p.Path)
		}
		if p.Title == was.title && path.Base(p.Path) == path.Base(old) {
			alike = append(alike, p.Path)
		}
	}
	switch {
	case len(same) == 1:
		return same[0]
	case len(same) == 0 && len(alike) == 1:
		return alike[0]
	}
	return ""
}
