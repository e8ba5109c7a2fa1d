package generator

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/fact"
	"milepost/generator/press"
	"milepost/generator/site"
	"milepost/generator/source"
)

// Difference is what changed between two states of a site.
type Difference struct {
	Pages     []PageChange
	Books     []BookChange
	Colours   []ColourChange // red, amber, green of projects
	States    []StateChange  // of indicators and phases
	Settings  []ValueChange  // of site.toml
	Blocks    []BlockChange  // charts and other data blocks of pages that are there before and after
	Come      diag.List      // problems that only the newer state has
	Gone      diag.List      // those that only the older one has
	Was, Is   int            // pages
	Unchanged bool           // a reader sees no difference
}

// state is a site at one moment: a commit, or the files on the disk.
type state struct {
	raw   []byte // site.toml
	snap  *source.Snapshot
	site  *site.Site
	press *press.Press
	diags diag.List
}

func (b *Builder) stateOf(snap *source.Snapshot, raw []byte) *state {
	s := &state{raw: raw, snap: snap, site: site.Link(snap)}
	s.press = press.New(s.site)
	s.diags = findings(snap, s.site, s.press, nil)
	setLevels(s.diags, snap)
	s.diags = s.diags.WithoutOff()
	s.diags.Sort()
	return s
}

// Diff compares two states of the site. before and after are each a git revision, the
// folder of another copy of the site, or "" for the files as they are now. Each state
// is read with its own settings; both are judged as of today.
func (b *Builder) Diff(ctx context.Context, before, after string) (Difference, error) {
	was, err := b.named(ctx, before)
	if err != nil {
		return Difference{}, err
	}
	is, err := b.named(ctx, after)
	if err != nil {
		return Difference{}, err
	}
	return difference(was, is), nil
}

// named reads the state that a name means, as in Diff.
func (b *Builder) named(ctx context.Context, name string) (*state, error) {
	if info, err := os.Stat(name); name != "" && err == nil && info.IsDir() {
		return b.folder(ctx, name, source.New(name, source.Options{Today: b.opt.Today, Workers: b.opt.Workers}))
	}
	if name == "" {
		b.mu.Lock()
		defer b.mu.Unlock()
		return b.folder(ctx, b.opt.Root, b.store)
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
	then := source.Then{Commit: c, Content: content, Settings: source.SettingsAt(ctx, b.opt.Root, c), Root: b.opt.Root}
	if then.Settings == nil {
		then.Root = "" // site.toml is not in that commit: today's is used
		if then.Settings, err = settingsIn(b.opt.Root); err != nil {
			return nil, err
		}
	}
	snap, err := source.Past(ctx, then, b.opt.Today())
	if errors.Is(err, source.ErrPastLarge) {
		return nil, refuse("pastlarge", fact.ShortCommit(c.ID))
	}
	if err != nil {
		return nil, err
	}
	return b.stateOf(snap, then.Settings), nil
}

// folder reads the state of the site in root.
func (b *Builder) folder(ctx context.Context, root string, store *source.Store) (*state, error) {
	raw, err := settingsIn(root)
	if err != nil {
		return nil, err
	}
	snap, err := store.Refresh(ctx, source.Hint{All: true})
	if err != nil {
		return nil, err
	}
	return b.stateOf(snap, raw), nil
}

// settingsIn returns the bytes of site.toml in root, nil if there is none.
func settingsIn(root string) ([]byte, error) {
	raw, err := source.ReadSettings(root)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return raw, err
}

func difference(was, is *state) Difference {
	d := Difference{
		Was: len(was.site.Pages), Is: len(is.site.Pages), Pages: pagesChanged(was, is), Books: booksChanged(was.snap, is.snap),
		Colours: coloursChanged(was, is), States: statesChanged(was, is), Settings: settingsChanged(was.raw, is.raw),
	}
	d.Blocks = blocksChanged(was, is, d.Pages)
	moved := map[string]string{}
	for _, p := range d.Pages {
		if p.From != "" {
			moved[p.From] = p.Path
		}
	}
	come, gone := is.diags.Without(was.diags), was.diags.Without(is.diags)
	d.Come, d.Gone = apart(come, gone, moved), apart(gone, come, moved)
	d.Unchanged = len(d.Pages)+len(d.Books)+len(d.Colours)+len(d.States)+len(d.Settings)+len(d.Blocks)+len(d.Come)+len(d.Gone) == 0
	return d
}

// apart lists the problems that only list has, without notes. A problem with the same
// words in the same file, or the moved file, counts as the same wherever it is: a
// line added at the top of a page moves all problems below it.
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
