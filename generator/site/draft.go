package site

import (
	"path"
	"slices"

	"milepost/generator/kb"
	"milepost/generator/source"
)

// folders are the folders that are drafts, with all that is in them.
type folders map[string]bool

// drafted lists the folders whose page is a draft. A draft home page hides
// itself only.
func drafted(snap *source.Snapshot) folders {
	var out folders
	for _, p := range snap.Spots {
		if !p.Draft || p.Rank < 0 || snap.Folders[p.Folder] == "." {
			continue
		}
		stronger := slices.ContainsFunc(snap.Spots, func(q source.Spot) bool {
			return q.Folder == p.Folder && q.Rank >= 0 && q.Rank < p.Rank
		})
		if !stronger {
			if out == nil {
				out = folders{}
			}
			out[snap.Folders[p.Folder]] = true
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
