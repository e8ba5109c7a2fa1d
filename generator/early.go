package generator

import (
	"slices"

	"milepost/generator/plan"
	"milepost/generator/source"
)

// shown is what is remembered of the edition that was published last.
type shown struct {
	pages []*source.Page // by path
	paths []string       // of the outputs
}

func shownOf(e *Edition) *shown {
	s := &shown{pages: e.Snapshot.Pages, paths: make([]string, len(e.Plan.Outputs))}
	for i := range e.Plan.Outputs {
		s.paths[i] = e.Plan.Outputs[i].Path
	}
	return s
}

// fewEdited is up to how many outputs are published before all others.
const fewEdited = 16

// edited is the outputs of the pages that changed, and all new outputs, because
// those pages may name them (a picture, the page of a tag); none if they are many.
func (s *shown) edited(e *Edition, outputs []plan.Output) []plan.Output {
	if s == nil {
		return nil
	}
	first := map[string]bool{}
	was := 0
	for _, p := range e.Site.Pages { // both by path
		for was < len(s.pages) && s.pages[was].Path < p.Path {
			was++
		}
		if was == len(s.pages) || s.pages[was].Path != p.Path || s.pages[was].Key != p.Key {
			first[p.Out] = true
		}
	}
	isNew := s.fresh(outputs)
	var list []plan.Output
	for _, o := range outputs {
		if !first[o.Path] && !isNew(o.Path) {
			continue
		}
		if len(list) == fewEdited {
			return nil
		}
		list = append(list, o)
	}
	return list
}

// fresh tells which paths of the outputs were not there.
func (s *shown) fresh(outputs []plan.Output) func(path string) bool {
	if slices.EqualFunc(outputs, s.paths, func(o plan.Output, path string) bool { return o.Path == path }) {
		return func(string) bool { return false } // as after most edits
	}
	known := make(map[string]bool, len(s.paths))
	for _, p := range s.paths {
		known[p] = true
	}
	return func(path string) bool { return !known[path] }
}
