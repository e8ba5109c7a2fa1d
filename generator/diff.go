package generator

import (
	"cmp"
	"context"
	"errors"
	"os"
	"slices"
	"strings"

	"milepost/generator/compare"
	"milepost/generator/diag"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/measure"
	"milepost/generator/press"
	"milepost/generator/site"
	"milepost/generator/source"
)

// Difference is what is other between two states of a site.
type Difference struct {
	Pages     []PageChange
	Books     []BookChange
	Colours   []ColourChange // how projects stand
	Come      diag.List      // problems that only the newer state has
	Gone      diag.List      // those that only the older one has
	Was, Is   int            // pages
	Unchanged bool           // nothing that a reader sees is other
}

// PageChange is a page that came, went, moved or says something else.
type PageChange struct {
	Path   string         `json:"path"`
	Title  string         `json:"title"`
	Change compare.Change `json:"change"`
	From   string         `json:"from,omitempty"` // its path before, if it moved
}

// BookChange is a workbook that came, went or holds other values.
type BookChange struct {
	Path   string          `json:"path"`
	Change compare.Change  `json:"change"`
	Tables []compare.Table `json:"tables,omitempty"` // those that are other
}

// ColourChange is a colour of a project that is another one.
type ColourChange struct {
	Project   string `json:"project,omitempty"` // its title, "" if the site has but one
	Dimension string `json:"dimension"`         // of package measure
	Was       string `json:"was"`               // "" where there was none
	Is        string `json:"is"`                // the same of now
	Why       string `json:"why,omitempty"`     // the key of the fact that made it, "" if nothing did
}

// state is one state of a site.
type state struct {
	snap  *source.Snapshot
	site  *site.Site
	press *press.Press
	diags diag.List
}

func (b *Builder) stateOf(snap *source.Snapshot) *state {
	s := &state{snap: snap, site: site.Link(snap)}
	s.press = press.New(s.site)
	s.diags = findings(snap, s.site, s.press)
	setLevels(s.diags, snap)
	s.diags = s.diags.Settled()
	s.diags.Sort()
	return s
}

// Diff compares the state that before names with the one that after names: a
// revision of git, or the folder of another copy of the site. An empty name is
// the content as it lies there. Both are judged on the same day, with the
// settings of today unless a folder has its own.
func (b *Builder) Diff(ctx context.Context, before, after string) (Difference, error) {
	was, err := b.named(ctx, before)
	if err != nil {
		return Difference{}, err
	}
	is, err := b.named(ctx, after)
	if err != nil {
		return Difference{}, err
	}
	return difference(b.stateOf(was), b.stateOf(is)), nil
}

// named is the snapshot of a state.
func (b *Builder) named(ctx context.Context, name string) (*source.Snapshot, error) {
	if name == "" {
		b.mu.Lock()
		defer b.mu.Unlock()
		return b.store.Refresh(ctx, source.Hint{All: true})
	}
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return source.New(name, source.Options{Today: b.opt.Today, Workers: b.opt.Workers}).Refresh(ctx, source.Hint{All: true})
	}
	content := b.store.File(".")
	c, err := source.Revision(ctx, content, name)
	switch {
	case errors.Is(err, source.ErrNoGit):
		return nil, refuse("nogit")
	case errors.Is(err, source.ErrNoHistory):
		return nil, refuse("revision", name)
	case err != nil:
		return nil, err
	}
	snap, err := source.Past(ctx, b.opt.Root, content, c, b.opt.Today())
	if errors.Is(err, source.ErrPastLarge) {
		return nil, refuse("pastlarge", fact.ShortCommit(c.ID))
	}
	return snap, err
}

func difference(was, is *state) Difference {
	d := Difference{Was: len(was.site.Pages), Is: len(is.site.Pages), Pages: pagesChanged(was, is), Books: booksChanged(was.snap, is.snap), Colours: coloursChanged(was, is)}
	moved := map[string]string{}
	for _, p := range d.Pages {
		if p.From != "" {
			moved[p.From] = p.Path
		}
	}
	come, gone := is.diags.Without(was.diags), was.diags.Without(is.diags)
	d.Come, d.Gone = apart(come, gone, moved), apart(gone, come, moved)
	d.Unchanged = len(d.Pages)+len(d.Books)+len(d.Colours)+len(d.Come)+len(d.Gone) == 0
	return d
}

// apart is the problems of a list, without notes, that the other does not have
// with the same words elsewhere in the file, whose name may be another one now: a
// line on top moves those below it.
func apart(list, other diag.List, moved map[string]string) (out diag.List) {
	name := func(d diag.Diagnostic) string {
		return strings.Join(append([]string{cmp.Or(moved[d.Pos.File], d.Pos.File), d.Pos.Sheet, d.Code}, d.Args...), "\x00")
	}
	known := map[string]int{}
	for _, d := range other {
		known[name(d)]++
	}
	for _, d := range list {
		switch {
		case d.Level == diag.Note:
		case known[name(d)] > 0:
			known[name(d)]--
		default:
			out = append(out, d)
		}
	}
	return out
}

// pagesChanged compares the pages by their paths; one that went and one of the
// same bytes, or else of the same title, that came are one that moved.
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
			out = append(out, PageChange{Path: p.Path, Title: p.Title, Change: compare.Altered})
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
			c.From = gone[i].Path
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

// booksChanged compares the workbooks by their paths.
func booksChanged(was, is *source.Snapshot) (out []BookChange) {
	before := map[string]*kb.Workbook{}
	for _, b := range was.Workbooks {
		before[b.Path] = b
	}
	for _, b := range is.Workbooks {
		old := before[b.Path]
		delete(before, b.Path)
		if old != nil && old.Digest == b.Digest {
			continue
		}
		c := BookChange{Path: b.Path, Change: compare.Altered}
		if old == nil {
			c.Change = compare.Added
		}
		for _, t := range compare.Workbooks(old, b) {
			if t.Change != compare.Same {
				c.Tables = append(c.Tables, t)
			}
		}
		if c.Change == compare.Added || len(c.Tables) > 0 {
			out = append(out, c)
		}
	}
	for _, b := range was.Workbooks {
		if before[b.Path] != nil {
			out = append(out, BookChange{Path: b.Path, Change: compare.Gone})
		}
	}
	slices.SortStableFunc(out, func(a, b BookChange) int { return cmp.Compare(a.Path, b.Path) })
	return out
}

// coloursChanged compares how each project stands.
func coloursChanged(was, is *state) (out []ColourChange) {
	for _, p := range append([]string{"."}, is.site.Data.Projects()...) {
		title := ""
		if p != "." {
			title = is.site.ProjectAt(p).Title
		}
		now, before := is.press.Facts(measure.Scope{Project: p}), was.press.Facts(measure.Scope{Project: p})
		for _, d := range []string{measure.Overall, measure.Progress, measure.Value, measure.Quality, measure.RiskSide} {
			c := ColourChange{Project: title, Dimension: d, Was: before.Text(fact.RAG, d), Is: now.Text(fact.RAG, d), Why: now.Text(fact.RAG, d, fact.Why)}
			if c.Was != c.Is {
				out = append(out, c)
			}
		}
	}
	return out
}
