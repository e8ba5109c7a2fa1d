package site

import (
	"path"
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/source"
)

// treeInfo is what decides where a page is in the tree. It is collected on all
// cores first: the pages are far apart in memory.
type treeInfo struct {
	dir     string
	rank    int8 // kb.IndexRank, -1 if it is not its folder's page
	draft   bool
	aliased bool
}

func treeInfoOf(p *source.Page) treeInfo {
	dir, name := ".", p.Path
	if i := strings.LastIndexByte(p.Path, '/'); i > 0 { // the path of a page is clean
		dir, name = p.Path[:i], p.Path[i+1:]
	}
	return treeInfo{
		dir:     dir,
		rank:    int8(kb.IndexRank(name)),
		draft:   p.Front.Draft,
		aliased: len(p.Front.Aliases) > 0,
	}
}

// folders are the folders that are drafts, with all that is in them.
type folders map[string]bool

// drafted lists the folders whose page is a draft. A draft home page hides
// itself only.
func drafted(pages []treeInfo) folders {
	var out folders
	for i := range pages {
		p := &pages[i]
		if !p.draft || p.rank < 0 || p.dir == "." {
			continue
		}
		stronger := func(q treeInfo) bool { return q.dir == p.dir && q.rank >= 0 && q.rank < p.rank }
		if !slices.ContainsFunc(pages, stronger) {
			if out == nil {
				out = folders{}
			}
			out[p.dir] = true
		}
	}
	return out
}

// holds tells whether the folder is one of them, or lies in one.
func (f folders) holds(dir string) bool {
	for ; len(f) > 0 && dir != "."; dir = path.Dir(dir) {
		if f[dir] {
			return true
		}
	}
	return false
}

// hide removes from the site the workbooks and files of draft folders, and the pictures of draft
// pages.
func (s *Site) hide(f folders) {
	if len(f)+len(s.drafts) == 0 {
		return
	}
	snap := *s.Snapshot
	snap.Workbooks, snap.Files = nil, nil
	for _, b := range s.Workbooks {
		if f.holds(path.Dir(b.Path)) {
			s.drafts[b.Path] = true
		} else {
			snap.Workbooks = append(snap.Workbooks, b)
		}
	}
	for i := range s.Files {
		if file := &s.Files[i]; f.holds(path.Dir(file.Path)) || s.drafts[kb.DiagramPage(file.Path)] {
			s.drafts[file.Path] = true
			delete(s.files, file.Path)
		} else {
			snap.Files = append(snap.Files, *file)
		}
	}
	s.Snapshot = &snap
}
