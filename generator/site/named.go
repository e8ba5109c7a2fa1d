package site

import (
	"path"
	"strings"

	"milepost/generator/text"
)

// PageNamed is the page that a cell names by path, title or file name; nil if
// there is none. from is the workbook's path.
func (s *Site) PageNamed(name, from string) *Page {
	name = strings.Trim(strings.TrimSpace(name), "[]")
	if name == "" {
		return nil
	}
	for _, target := range []string{path.Join(path.Dir(from), name), path.Clean(strings.TrimPrefix(name, "/"))} {
		if t, ok := s.lookup(target); ok && t.Page != nil {
			return t.Page
		}
	}
	found := s.names()[text.Fold(strings.TrimSuffix(name, ".md"))]
	project := s.Data.Project(from)
	for _, p := range found { // every project has its 运维手册
		if s.Data.Project(p.Path) == project {
			return p
		}
	}
	if len(found) > 0 {
		return found[0]
	}
	return nil
}

// Named tells whether a cell's text names a page, workbook or file of the site.
func (s *Site) Named(name, from string) bool {
	if s.PageNamed(name, from) != nil {
		return true
	}
	name = strings.Trim(strings.TrimSpace(name), "[]")
	for _, target := range []string{path.Join(path.Dir(from), name), path.Clean(strings.TrimPrefix(name, "/"))} {
		if _, ok := s.lookup(target); ok {
			return true
		}
	}
	return false
}
