package check

import (
	"milepost/generator/chart"
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/kind"
	"milepost/generator/parallel"
	"milepost/generator/press"
	"milepost/generator/site"
)

// pages judges every page by its kind. That was done when the page was read,
// but for a folder's page, whose kind only the site knows.
func pages(in *input) diag.List {
	var all diag.List
	for _, p := range in.site.Pages {
		if p.Kind == p.Page.Kind {
			all = append(all, p.Judged...)
		} else {
			all = append(all, kind.Check(p.Page.Page, p.Kind)...)
		}
		if p.Kind == kind.Project && !p.Folder {
			all = append(all, diag.New("FM05.project", diag.Pos{File: p.Path, Line: p.Front.LineOf("kind")}))
		}
	}
	return all
}

// blocks judges every data block and every value in prose.
func blocks(in *input) diag.List {
	return each(in.site.Pages, func(p *site.Page) (diags diag.List) {
		if !p.Shows || in.site.Lost(p) != nil { // a report that lost its record shows none of them
			return nil
		}
		holes := p.Body.Get().Holes
		r := in.site.ReportAt(p)
		for i := range holes {
			h := &holes[i]
			if r != nil && r.Record != nil && (h.Kind == kb.HoleValue || press.Follows(h.Block)) && press.Kept(r.Record.Facts, h) {
				continue // what the sheets say today is no matter of it
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

// judge is what is wrong with what a block shows of its datasets.
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

// each applies a rule to all pages in parallel and keeps their order.
func each(pages []*site.Page, rule func(*site.Page) diag.List) diag.List {
	found := make([]diag.List, len(pages))
	parallel.Ranges(len(pages), 64, func(from, to int) {
		for i := from; i < to; i++ {
			found[i] = rule(pages[i])
		}
	})
	var all diag.List
	for _, f := range found {
		all = append(all, f...)
	}
	return all
}
