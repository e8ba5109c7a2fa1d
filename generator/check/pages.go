package check

import (
	"path"
	"slices"
	"strings"

	"milepost/generator/chart"
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/kind"
	"milepost/generator/parallel"
	"milepost/generator/press"
	"milepost/generator/site"
	"milepost/generator/text"
)

// judged is a page and what is wrong with it by its kind.
type judged struct {
	page  *site.Page
	diags diag.List
}

// pages judges every page by its kind. That was done when the page was read,
// except for folders' pages: only the site knows their kind.
func pages(in *input) diag.List {
	var faulty []judged
	var all diag.List
	for _, p := range in.site.Pages {
		j := judged{page: p}
		if p.Faulty {
			j.diags = p.Judged
		}
		if p.Folder && p.Kind != p.Page.Brief.Kind {
			j.diags = kind.Check(p.Page.Page, p.Kind)
		}
		if len(j.diags) > 0 {
			faulty = append(faulty, j)
		}
		if p.Kind == kind.Project && !p.Folder {
			all = append(all, diag.New("FM05.project", diag.Pos{File: p.Path, Line: p.Front.LineOf("kind")}))
		}
	}
	guesses(in, faulty)
	for _, j := range faulty {
		all = append(all, j.diags...)
	}
	if len(in.site.Config.Links.Dated) > 0 { // the day of a page is part of its old address
		all = slices.DeleteFunc(all, func(d diag.Diagnostic) bool {
			return strings.HasPrefix(d.Code, "FM03.") && d.Args[0] == kb.FieldDate
		})
	}
	return strays(all)
}

// fewStrays: up to this many unknown keys are reported one by one; more of them come from another
// program.
const fewStrays = 3

// strays replaces the diagnostics of keys that no page knows by one, if there
// are many.
func strays(all diag.List) diag.List {
	const code = "FM03.stray"
	var first diag.Diagnostic
	count, files := map[string]int{}, map[string]bool{}
	total := 0
	for _, d := range all {
		if d.Code == code {
			if total++; total == 1 || d.Pos.File < first.Pos.File {
				first = d
			}
			count[d.Args[0]]++
			files[d.Pos.File] = true
		}
	}
	if total <= fewStrays {
		return all
	}
	rest := slices.DeleteFunc(all, func(d diag.Diagnostic) bool { return d.Code == code })
	return append(rest, diag.New("FM03.strays", first.Pos, total, len(files), text.Frequent(count)))
}

// fewGuesses: with more findings than this about a kind that comes only from a folder's
// name, the name may mean something else.
const fewGuesses = 5

// guesses asks, once for each folder whose name alone gives its pages a kind, whether the
// kind is right, if many of the pages do not look like it.
func guesses(in *input, faulty []judged) {
	found := map[string][]*judged{} // the pages of each such folder
	count := map[string]int{}
	var folders []string
	for i := range faulty {
		j := &faulty[i]
		if folder := guessedBy(in, j.page); folder != "" {
			if found[folder] == nil {
				folders = append(folders, folder)
			}
			found[folder] = append(found[folder], j)
			count[folder] += len(j.diags)
		}
	}
	for _, folder := range folders {
		if count[folder] <= fewGuesses {
			continue
		}
		of := found[folder]
		first := of[0].page
		asked := diag.New("FM05.guess", diag.Pos{File: first.Path, Line: 1}, folder, first.Kind, len(of), count[folder])
		for _, j := range of {
			j.diags = slices.DeleteFunc(slices.Clone(j.diags), expected)
		}
		of[0].diags = append(of[0].diags, asked)
	}
}

// expected tells whether a finding is about what pages of a kind should have.
func expected(d diag.Diagnostic) bool {
	return d.Code == "FM04.missing" || slices.Contains([]string{"MA01", "MA02", "FA01"}, d.Rule())
}

// guessedBy is the folder whose name alone gives the page its kind, "" if something says it.
func guessedBy(in *input, p *site.Page) string {
	if p.Folder || p.Kind == kind.Page || p.Front.Kind != "" { // most pages: their path is not looked at
		return ""
	}
	dir := path.Dir(p.Path)
	if in.site.Config.Kind(dir) != "" {
		return ""
	}
	for ; dir != "."; dir = path.Dir(dir) {
		if kind.OfFolder(path.Base(dir)) == p.Kind {
			return dir
		}
	}
	return ""
}

// blocks judges every data block and every value in prose.
func blocks(in *input) diag.List {
	return each(in.site.Showing, func(p *site.Page) (diags diag.List) {
		if in.site.Lost(p) != nil { // a report that lost its record shows none of them
			return nil
		}
		holes := p.Body.Get().Holes
		r := in.site.ReportAt(p)
		for i := range holes {
			h := &holes[i]
			if r != nil && r.Record != nil && (h.Kind == kb.HoleValue || press.Follows(h.Block)) && press.Kept(r.Record.Facts, h) {
				continue // it shows its record, not today's sheets
			}
			pos := diag.Pos{File: p.Path, Line: h.Line, Col: h.Col}
			switch h.Kind {
			case kb.HoleValue:
				_, more := in.data.Prose(h.Args, pos)
				diags = append(diags, more...)
			case kb.HoleBlock:
				diags = append(diags, block(in, h.Block, pos)...)
			}
		}
		return diags
	})
}

func block(in *input, b kb.Block, pos diag.Pos) diag.List {
	sets, diags := in.data.Block(b, pos)
	if b.OfReport() {
		return site.Merge(diags, in.press.Judge(b, pos))
	}
	return site.Merge(diags, judge(in, b, sets, pos))
}

// judge reports what is wrong with what a block shows.
func judge(in *input, b kb.Block, sets []*kb.Dataset, pos diag.Pos) diag.List {
	if b.Kind != kb.BlockChart {
		return in.data.Judge(b, sets, pos)
	}
	spec, diags := chart.SpecOf(b, pos.File)
	if len(sets) > 0 {
		_, more := chart.DrawPlan(spec, sets[0], in.data.Course(sets[0], in.data.Bound(b, pos)), in.site.Config.Language, pos)
		diags = site.Merge(diags, more)
	}
	return diags
}

// each applies a rule to all pages in parallel; the findings stay in the order
// of the pages.
func each(pages []*site.Page, rule func(*site.Page) diag.List) diag.List {
	const size = 64
	found := make([]diag.List, (len(pages)+size-1)/size) // of each range of pages
	parallel.Ranges(len(pages), size, func(from, to int) {
		for _, p := range pages[from:to] {
			found[from/size] = append(found[from/size], rule(p)...)
		}
	})
	return slices.Concat(found...)
}
