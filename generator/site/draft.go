package site

import (
	"path"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/source"
)

// treeInfo is what decides where a page is in the tree. It is collected on all
// cores first: the pages are far apart in memory.
type treeInfo struct {
	rank    int8 // kb.IndexRank, -1 if it is not its folder's page
	draft   bool
	aliased bool
	stays   bool // it is in the folder of the page before
}

// treeInfoOf is about a page; before is the page before it, nil for the first of a range.
func treeInfoOf(p, before *source.Page) treeInfo {
	dir := folderOf(p)
	return treeInfo{
		rank:    int8(kb.IndexRank(path.Base(p.Path))),
		draft:   p.Front.Draft,
		aliased: len(p.Front.Aliases) > 0,
		stays:   before != nil && folderOf(before) == dir,
	}
}

// folderOf is the folder of a page, "." for the content folder.
func folderOf(p *source.Page) string {
	if i := strings.LastIndexByte(p.Path, '/'); i > 0 { // the path of a page is clean
		return p.Path[:i]
	}
	return "."
}

// folders are the folders that are drafts, with all that is in them.
type folders map[string]bool

// drafted lists the folders whose page is a draft. A draft home page hides
// itself only.
func drafted(pages []*source.Page, infos []treeInfo) folders {
	var out folders
	for i, at := range infos {
		if !at.draft || at.rank < 0 || folderOf(pages[i]) == "." {
			continue
		}
		dir := folderOf(pages[i])
		stronger := false
		for j, q := range infos {
			stronger = stronger || q.rank >= 0 && q.rank < at.rank && folderOf(pages[j]) == dir
		}
		if !stronger {
			if out == nil {
				out = folders{}
			}
			out[dir] = true
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
