package generator

import (
	"cmp"
	"slices"
	"strings"

	"milepost/generator/chart"
	"milepost/generator/compare"
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/source"
)

// PageChange is a page that was added, removed, moved or edited.
type PageChange struct {
	Path   string         `json:"path"`
	Title  string         `json:"title"`
	Change compare.Change `json:"change"`
	From   string         `json:"from,omitempty"`   // its path before, if it moved
	Fields []ValueChange  `json:"fields,omitempty"` // of its front matter
}

// ValueChange is a setting that was added, removed or changed.
type ValueChange struct {
	Key  string `json:"key"`            // owner; publish.keep; report[月报].due
	Was  string `json:"was"`            // "" where there was none
	Now  string `json:"now"`            // "" if it was removed
	Line int    `json:"line,omitempty"` // in the newer file, 0 if it was removed
}

// BlockChange is a chart or another data block of a page that was added or removed, or
// shows other values.
type BlockChange struct {
	Page   string         `json:"page"`
	Line   int            `json:"line"` // in the newer page; of a removed block, in the older one
	Kind   string         `json:"kind"` // chart, kpi, gantt, …
	Title  string         `json:"title,omitempty"`
	Data   []string       `json:"data,omitempty"` // as its settings name it
	Change compare.Change `json:"change"`
	Redraw bool           `json:"redrawn,omitempty"` // only its data changed, not its settings
}

// pagesChanged compares the pages by path. A removed page and an added one with the
// same bytes, or else the same title, count as one that moved.
func pagesChanged(was, is *state) (out []PageChange) {
	before := map[string]*source.Page{}
	for _, p := range was.snap.Pages {
		before[p.Path] = p
	}
	var come []*source.Page
	for _, p := range is.snap.Pages {
		old := before[p.Path]
		delete(before, p.Path)
		switch {
		case old == nil:
			come = append(come, p)
		case old.Key != p.Key:
			out = append(out, PageChange{Path: p.Path, Title: p.Title, Change: compare.Altered, Fields: valuesChanged(frontOf(&old.Front), frontOf(&p.Front))})
		}
	}
	var gone []*source.Page
	for _, p := range was.snap.Pages {
		if before[p.Path] != nil {
			gone = append(gone, p)
		}
	}
	for _, p := range come {
		c := PageChange{Path: p.Path, Title: p.Title, Change: compare.Added}
		i := slices.IndexFunc(gone, func(g *source.Page) bool { return g.Key == p.Key })
		if i < 0 {
			i = slices.IndexFunc(gone, func(g *source.Page) bool { return g.Title == p.Title })
		}
		if i >= 0 {
			c.From, c.Fields = gone[i].Path, valuesChanged(frontOf(&gone[i].Front), frontOf(&p.Front))
			gone = slices.Delete(gone, i, i+1)
		}
		out = append(out, c)
	}
	for _, p := range gone {
		out = append(out, PageChange{Path: p.Path, Title: p.Title, Change: compare.Gone})
	}
	slices.SortStableFunc(out, func(a, b PageChange) int { return cmp.Compare(a.Path, b.Path) })
	return out
}

// frontOf lists the values of a page's front matter.
func frontOf(f *kb.Front) []setting {
	var out []setting
	add := func(key, text string) {
		if text != "" {
			out = append(out, setting{key, text, f.LineOf(key)})
		}
	}
	add("title", f.Title)
	add("kind", f.Kind)
	add("summary", f.Summary)
	add("owner", f.Owner)
	add("deputy", f.Deputy)
	add("reviewer", f.Reviewer)
	add("reviewed", string(f.Reviewed))
	add("tags", strings.Join(f.Tags, ", "))
	add("audience", strings.Join(f.Audience, ", "))
	add("aliases", strings.Join(f.Aliases, ", "))
	for _, field := range f.Fields {
		add(field.Key, strings.Join(field.List, ", "))
	}
	return out
}

// blocksChanged compares the data blocks of the pages that both states have.
func blocksChanged(was, is *state, pages []PageChange) (out []BlockChange) {
	from := map[string]string{}
	for _, p := range pages {
		from[p.Path] = p.From
	}
	for _, p := range is.snap.Pages {
		if old := was.site.Page(cmp.Or(from[p.Path], p.Path)); old != nil {
			out = append(out, blocksOf(was, is, pageBlocks{old.Path, blockHoles(old.Body.Get())}, pageBlocks{p.Path, blockHoles(p.Body.Get())})...)
		}
	}
	return out
}

type pageBlocks struct {
	page   string
	blocks []kb.Hole
}

func blockHoles(b kb.Body) []kb.Hole {
	return slices.DeleteFunc(slices.Clone(b.Holes), func(h kb.Hole) bool { return h.Kind != kb.HoleBlock || h.Block.OfReport() })
}

// alikeBlocks decide whether an old and a new block are the same one; the surest test
// comes first: same settings, same title, same data.
var alikeBlocks = []func(a, b kb.Block) bool{
	sameBlock,
	func(a, b kb.Block) bool { return a.Get("title") != "" && a.Get("title") == b.Get("title") },
	func(a, b kb.Block) bool { return slices.Equal(a.All("data"), b.All("data")) },
}

// sameBlock tells whether two blocks have the same settings.
func sameBlock(a, b kb.Block) bool {
	return slices.EqualFunc(a.Attrs, b.Attrs, func(x, y kb.Attr) bool { return x.Key == y.Key && slices.Equal(x.List, y.List) })
}

// blocksOf compares the blocks of one page.
func blocksOf(was, is *state, before, now pageBlocks) (out []BlockChange) {
	old := make([]int, len(now.blocks)) // 1 + the index of its old block; 0: it is new
	taken := make([]bool, len(before.blocks))
	for _, alike := range alikeBlocks {
		for i, b := range now.blocks {
			for j, a := range before.blocks {
				if old[i] == 0 && !taken[j] && a.Block.Kind == b.Block.Kind && alike(a.Block, b.Block) {
					old[i], taken[j] = j+1, true
				}
			}
		}
	}
	for i, b := range now.blocks {
		c := changeOf(now.page, b, compare.Added)
		if old[i] > 0 {
			a := before.blocks[old[i]-1]
			c.Change = compare.Altered
			c.Redraw = sameBlock(a.Block, b.Block)
			if c.Redraw && slices.Equal(drawn(was, before.page, a), drawn(is, now.page, b)) {
				continue
			}
		}
		out = append(out, c)
	}
	for j, a := range before.blocks {
		if !taken[j] {
			out = append(out, changeOf(now.page, a, compare.Gone))
		}
	}
	return out
}

func changeOf(page string, h kb.Hole, c compare.Change) BlockChange {
	return BlockChange{Page: page, Line: h.Line, Kind: h.Block.Kind, Title: h.Block.Get("title"), Data: h.Block.All("data"), Change: c}
}

// drawn lists the cell texts that a block shows, each after its column's header: of
// the columns that the block names, or of all. Where the table stands in its sheet
// does not matter.
func drawn(s *state, page string, h kb.Hole) (out []string) {
	pos := diag.Pos{File: page, Line: h.Line, Col: h.Col}
	sets, _ := s.site.Data.Block(h.Block, pos)
	columns := columnsOf(h.Block, page)
	for _, set := range sets {
		for _, row := range set.Rows {
			for i, cell := range row.Cells {
				if columns == nil || columns[set.Columns[i].Header] || columns[set.Columns[i].Field] {
					out = append(out, set.Columns[i].Header, cmp.Or(cell.Shown, cell.Text))
				}
			}
		}
	}
	return out
}

// columnsOf is the columns that a chart uses. It is nil where any column may matter: the
// chart has a condition, or does not name its columns.
func columnsOf(b kb.Block, page string) map[string]bool {
	if b.Kind != kb.BlockChart {
		return nil
	}
	spec, _ := chart.SpecOf(b, page)
	if spec.X == "" || len(spec.Y) == 0 || len(spec.Where) > 0 {
		return nil
	}
	columns := map[string]bool{spec.X: true, spec.Group: true, spec.Target: true, spec.Over: true, spec.Weight: true}
	for _, y := range spec.Y {
		columns[y] = true
	}
	return columns
}
