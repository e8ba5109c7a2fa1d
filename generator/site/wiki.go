package site

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/text"
)

// wiki resolves [[name]]: a title, a file name or the end of a path.
func (s *Site) wiki(p *Page, h *kb.Hole) (Target, diag.List) {
	if h.Target == "" {
		return s.anchor(p, h, Target{Out: p.Out, Title: p.Title, Page: p})
	}
	name := strings.TrimSuffix(strings.Trim(h.Target, "/"), ".md")
	found := s.names()[text.Fold(name)]
	if len(found) == 0 {
		if t, ok := s.lookup(path.Clean(h.Target)); ok {
			return s.anchor(p, h, t)
		}
		if f := fileNamed(s, p, h.Target); f != nil {
			return Target{Out: f.Path, Title: path.Base(f.Path), File: f}, nil
		}
		if h.Kind == kb.HoleImage {
			return Target{}, diag.List{diag.New("LK03.missing", holePos(p, h), h.Target)}
		}
		known := make([]string, 0, len(s.Pages))
		for _, q := range s.Pages {
			known = append(known, q.Title)
		}
		if near := text.Like(name, known); near != "" {
			return Target{}, diag.List{diag.New("LK05.wiki-near", holePos(p, h), h.Target, near)}
		}
		return Target{}, diag.List{diag.New("LK05.wiki", holePos(p, h), h.Target)}
	}
	found = inTopFolder(filed(found, name), p)
	best := found[0]
	var diags diag.List
	if len(found) > 1 {
		paths := make([]string, len(found))
		for i, q := range found {
			paths[i] = q.Path
			if q.Section == p.Section && best.Section != p.Section {
				best = q
			}
		}
		diags = diag.List{diag.New("LK05.ambiguous", holePos(p, h), h.Target, strings.Join(paths, ", "))}
	}
	t, more := s.anchor(p, h, Target{Out: best.Out, Title: best.Title, Page: best})
	return t, append(diags, more...)
}

// filed are the pages whose file has this name; all of them if none has. A file name is more
// exact than a title.
func filed(found []*Page, name string) []*Page {
	if len(found) < 2 {
		return found
	}
	var list []*Page
	for _, q := range found {
		if strings.HasSuffix("/"+text.Fold(plainPath(q)), "/"+text.Fold(name)) {
			list = append(list, q)
		}
	}
	if len(list) == 0 {
		return found
	}
	return list
}

// inTopFolder are the pages in the same top folder as p, since a knowledge base may
// have one for each language or project; all of them if there are none.
func inTopFolder(found []*Page, p *Page) []*Page {
	top, _, _ := strings.Cut(p.Section.Path, "/")
	var near []*Page
	for _, q := range found {
		if t, _, _ := strings.Cut(q.Section.Path, "/"); t == top {
			near = append(near, q)
		}
	}
	if len(near) == 0 {
		return found
	}
	return near
}

// fileNamed is the file that ![[name]] on a page means: the one beside it, else the
// first with that name or end of path.
func fileNamed(s *Site, p *Page, name string) *kb.File {
	if f := s.files[path.Join(path.Dir(p.Path), name)]; f != nil {
		return f
	}
	end := "/" + text.Fold(strings.Trim(name, "/"))
	for _, f := range s.called()[path.Base(end)] {
		if strings.HasSuffix("/"+text.Fold(f.Path), end) {
			return f
		}
	}
	return nil
}

// pageIndex maps a file name to its first page, in any folder.
func pageIndex(s *Site) map[string]*Page {
	index := make(map[string]*Page, len(s.Pages))
	for _, p := range s.Pages {
		if name := text.Fold(path.Base(p.Path)); index[name] == nil {
			index[name] = p
		}
	}
	return index
}

// calledIndex maps a file name to the files, in any folder.
func calledIndex(s *Site) map[string][]*kb.File {
	index := make(map[string][]*kb.File, len(s.Files))
	for i := range s.Files {
		name := text.Fold(path.Base(s.Files[i].Path))
		index[name] = append(index[name], &s.Files[i])
	}
	return index
}

// nameIndex maps titles, names and ends of paths to pages.
func nameIndex(s *Site) map[string][]*Page {
	index := make(map[string][]*Page, 3*len(s.Pages))
	add := func(name string, p *Page) {
		name = text.Fold(name)
		if l := index[name]; name != "" && !slices.Contains(l, p) {
			index[name] = append(l, p)
		}
	}
	for _, p := range s.Pages {
		add(p.Title, p)
		for rest := plainPath(p); ; {
			add(rest, p)
			i := strings.IndexByte(rest, '/')
			if i < 0 {
				break
			}
			rest = rest[i+1:]
		}
	}
	for _, p := range s.Pages { // last: a page's own name is stronger than an alias of another page
		for _, a := range p.Front.Aliases {
			if a = strings.TrimSuffix(strings.Trim(a, "/"), ".html"); len(index[text.Fold(a)]) == 0 {
				add(a, p)
			}
		}
	}
	return index
}

// hyphened is a path as other generators write it in addresses: lower case, with hyphens for blanks.
func hyphened(p string) string { return strings.ReplaceAll(text.Fold(p), " ", "-") }

// lowerIndex maps paths in the form of hyphened to the real ones, for links with the wrong case or
// width.
func lowerIndex(s *Site) map[string]string {
	index := map[string]string{}
	for _, sec := range s.Sections {
		index[hyphened(sec.Path)] = sec.Path
	}
	for _, p := range s.Pages {
		whole := p.Path[:len(p.Path)-len(path.Ext(p.Path))]
		index[hyphened(whole)] = whole
	}
	for _, p := range s.Pages {
		index[hyphened(p.Path)] = p.Path
	}
	for i := range s.Files {
		index[hyphened(s.Files[i].Path)] = s.Files[i].Path
	}
	for _, b := range s.Workbooks {
		if b.State != kb.Skipped {
			index[hyphened(b.Path)] = b.Path
		}
	}
	return index
}

// nearest suggests a file for a broken link: one with the same name elsewhere,
// else one in the same folder with a similar name.
func (s *Site) nearest(target string) string {
	base, dir := path.Base(target), path.Dir(target)
	if p := s.paged()[text.Fold(base)]; p != nil && kb.IndexRank(base) < 0 {
		return p.Path
	}
	if files := s.called()[text.Fold(base)]; len(files) > 0 {
		return files[0].Path
	}
	var known []string
	if sec := s.sections[dir]; sec != nil {
		for _, p := range sec.Pages {
			known = append(known, path.Base(p.Path))
		}
		for _, b := range sec.Books {
			known = append(known, path.Base(b.Path))
		}
	}
	if near := likeFile(base, known); near != "" {
		return path.Join(dir, near)
	}
	return ""
}

// likeFile is the most similar known file name. Stems alone are compared only for files with the same
// ending.
func likeFile(base string, known []string) string {
	if near := text.Nearest(base, known); near != "" {
		return near
	}
	ext := path.Ext(base)
	var stems []string
	for _, k := range known {
		if stem, same := strings.CutSuffix(k, cmp.Or(ext, ".md")); same {
			stems = append(stems, stem)
		}
	}
	if near := text.Like(strings.TrimSuffix(base, ext), stems); near != "" {
		return near + cmp.Or(ext, ".md")
	}
	return ""
}

// NearFile suggests a file for one that does not exist: the same name elsewhere, else a similar
// name in the same folder; also one that is not published. "" if there is none.
func NearFile(s *Site, target string) string {
	if near := s.nearest(target); near != "" {
		return near
	}
	base, dir := path.Base(target), path.Dir(target)
	var known []string
	for _, p := range slices.Sorted(maps.Keys(s.Place)) {
		if path.Base(p) == base {
			return p
		}
		if path.Dir(p) == dir {
			known = append(known, path.Base(p))
		}
	}
	if near := likeFile(base, known); near != "" {
		return path.Join(dir, near)
	}
	return ""
}
