package generator

import (
	"slices"

	"milepost/generator/plan"
	"milepost/generator/source"
)

// lastPublished is what is remembered of the edition that was published last.
type lastPublished struct {
	pages []*source.Page // by path
	paths []string       // of the outputs
}

func lastOf(e *Edition) *lastPublished {
	s := &lastPublished{pages: e.Snapshot.Pages, paths: make([]string, len(e.Plan.Outputs))}
	for i := range e.Plan.Outputs {
		s.paths[i] = e.Plan.Outputs[i].Path
	}
	return s
}

// fewEdited limits the early batch: at most this many outputs are published first.
const fewEdited = 16

// edited lists the outputs for the early batch: of changed pages, and all new outputs,
// because those pages may link to them (a picture, the page of a tag). It is empty if
// there are more than fewEdited.
func (s *lastPublished) edited(e *Edition, outputs []plan.Output) []plan.Output {
	if s == nil {
		return nil
	}
	first := map[string]bool{}
	was := 0
	for _, p := range e.Site.Pages { // both lists are sorted by path
		for was < len(s.pages) && s.pages[was].Path < p.Path {
			was++
		}
		if was == len(s.pages) || s.pages[was].Path != p.Path || s.pages[was].Key != p.Key {
			first[p.Out] = true
		}
	}
	isNew := s.newPaths(outputs)
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

// newPaths returns a function that tells whether a path was not published before.
func (s *lastPublished) newPaths(outputs []plan.Output) func(path string) bool {
	if slices.EqualFunc(outputs, s.paths, func(o plan.Output, path string) bool { return o.Path == path }) {
		return func(string) bool { return false } // as after most edits
	}
	known := make(map[string]bool, len(s.paths))
	for _, p := range s.paths {
		known[p] = true
	}
	return func(path string) bool { return !known[path] }
}
