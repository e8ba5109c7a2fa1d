package generator

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/markdown"
	"milepost/generator/measure"
	"milepost/generator/press"
	"milepost/generator/site"
	"milepost/generator/text"
)

// Refused says why a command is not carried out: the key of a text, and its arguments.
type Refused struct {
	Reason string
	Args   []string
	Names  []string // suggestions; in the text they follow Args as one list
}

func (r *Refused) Error() string { return fmt.Sprint("report: ", r.Reason, " ", r.Args) }

func refuse(reason string, args ...string) error { return &Refused{Reason: reason, Args: args} }

// Drafted is the result of Draft. Paths are from the content folder.
type Drafted struct {
	Page   string
	Folder string   // the page of its folder, if that was made too
	Known  bool     // the page existed already
	Added  []string // sections that were added to it
	Cutoff kb.Date  // the new cutoff, if it changed
	Empty  bool     // the sheets have no data of the period
}

// Draft writes the page of a new report, and a page for its folder if that has none. In
// an existing draft it updates the blocks and the cutoff and keeps everything that a
// person wrote. fixed: the person chose the cutoff. folder makes the text of the
// folder's page.
func (b *Builder) Draft(e *Edition, a press.Ask, fixed bool, folder func(title string) string) (d Drafted, err error) {
	d.Empty = empty(e.Press.Of(a.Kind, measure.Scope{Project: a.Project, Period: a.Period, Cutoff: a.Cutoff}))
	if err := begun(e, a.Kind, a.Period); err != nil {
		return d, err
	}
	r := e.Press.Find(a)
	if r == nil {
		if a, err = fitting(e, a, d.Empty); err != nil {
			return d, err
		}
		r = e.Press.Find(a)
	}
	if r != nil {
		d.Page, d.Known = r.Page.Path, true
		return d, b.redraft(e, r, a, fixed, &d)
	}
	d.Page = e.Press.DraftPath(a)
	if dir := path.Dir(d.Page); !hasPage(e, dir) {
		index := path.Join(dir, "_index.md")
		if err := b.create(index, []byte(folder(path.Base(dir)))); err == nil {
			d.Folder = index
		} else if !errors.Is(err, fs.ErrExist) {
			return d, err
		}
	}
	err = b.create(d.Page, e.Press.Draft(a))
	if errors.Is(err, fs.ErrExist) {
		return d, refuse("taken", d.Page)
	}
	return d, err
}

// redraft updates an existing draft.
func (b *Builder) redraft(e *Edition, r *site.Report, a press.Ask, fixed bool, d *Drafted) error {
	if r.Issued != "" {
		return refuse("issued", r.Page.Path, string(r.Issued), r.Page.Setting(site.FrontSnapshot))
	}
	src, err := os.ReadFile(b.store.File(r.Page.Path))
	if err != nil {
		return err
	}
	if !utf8.Valid(src) {
		return refuse("encoding", r.Page.Path)
	}
	out, added := e.Press.Refresh(r, src)
	d.Added = added
	// A cutoff that is the last day of the period was chosen by a person and stays, unless
	// fixed; any other is the day of an earlier draft.
	if a.Cutoff != r.Cutoff && (fixed || r.Cutoff != r.Period.End()) {
		if more, ok := markdown.SetFront(out, kb.FieldPeriod, []markdown.Setting{{Key: site.FrontCutoff, Value: string(a.Cutoff), Bare: true}}); ok {
			out, d.Cutoff = more, a.Cutoff
		}
	}
	if bytes.Equal(out, src) {
		return nil
	}
	return b.replace(r.Page.Path, out)
}

// empty tells whether the facts hold no data of the project: only dates, files, people.
func empty(s fact.Set) bool {
	return !slices.ContainsFunc(s.All(), func(f fact.Fact) bool {
		family, _, _ := fact.Split(f.Key)
		return !slices.Contains([]string{fact.Report, fact.RAG, fact.Mechanism, fact.File, fact.Person, fact.Gate}, family)
	})
}

// hasPage tells whether a folder has a page of its own.
func hasPage(e *Edition, dir string) bool {
	sec := e.Site.Section(dir)
	return dir == "." || sec != nil && sec.Index != nil
}

// Issue freezes a draft: it writes the facts to a record and the issue date to the page.
// The record is written first, so that after a crash between the two a second try works.
func (b *Builder) Issue(e *Edition, r *site.Report, a press.Ask, approver string) (record string, err error) {
	if r.Issued != "" {
		return "", refuse("issued", r.Page.Path, string(r.Issued), r.Page.Setting(site.FrontSnapshot))
	}
	if err := begun(e, r.Kind, r.Period); err != nil {
		return "", err
	}
	if other := e.Press.Find(a); other != nil && other != r && other.Issued != "" {
		return "", refuse("another", r.Page.Path, other.Page.Path, string(other.Issued), other.Page.Setting(site.FrontSnapshot))
	}
	issued := *r
	issued.Issued, issued.Approver = e.Site.Today, approver
	facts := e.Press.Freeze(&issued).With(e.Plan.Said(r.Page, e.Site.Today)...)
	data := facts.Write()
	record = e.Press.RecordPath(a, fact.Ending)
	src, err := os.ReadFile(b.store.File(r.Page.Path))
	if err != nil {
		return "", err
	}
	set := []markdown.Setting{
		{Key: site.FrontCutoff, Value: string(e.Press.ScopeOf(r).Cutoff), Bare: true},
		{Key: site.FrontIssued, Value: string(e.Site.Today), Bare: true},
		{Key: site.FrontSnapshot, Value: record},
		{Key: site.FrontFacts, Value: facts.Sum()},
	}
	if approver != "" {
		set = append(set, markdown.Setting{Key: site.FrontApprover, Value: approver})
	}
	page, ok := markdown.SetFront(src, kb.FieldPeriod, set)
	if !ok {
		return "", refuse("front", r.Page.Path)
	}
	switch err := b.create(record, data); {
	case errors.Is(err, fs.ErrExist):
		if there, err := os.ReadFile(b.store.File(record)); err != nil || !bytes.Equal(there, data) {
			return "", refuse("record", record)
		}
	case err != nil:
		return "", err
	}
	return record, b.replace(r.Page.Path, page)
}

// Snapshot writes the record of a period for which there is no report.
func (b *Builder) Snapshot(e *Edition, a press.Ask) (record string, err error) {
	record = e.Press.RecordPath(a, fact.Ending)
	err = b.create(record, e.Press.Alone(a).Write())
	if errors.Is(err, fs.ErrExist) {
		return record, refuse("record", record)
	}
	return record, err
}

// create writes a new content file, completely or not at all. It never replaces a file,
// even one that another program wrote a moment ago.
func (b *Builder) create(p string, data []byte) error {
	name := b.store.File(p)
	tmp, err := writeBeside(name, data, 0o644)
	if err != nil {
		return err
	}
	defer os.Remove(tmp)
	err = os.Link(tmp, name) // fails if the name is taken, unlike a rename
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644) // the file system has no hard links
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// replace overwrites an existing content file.
func (b *Builder) replace(p string, data []byte) error {
	name := b.store.File(p)
	if _, err := os.Stat(name); err != nil {
		return err
	}
	return put(name, data)
}

// put writes a file, new or not, in one step: readers see the old bytes or the new ones.
func put(name string, data []byte) error {
	perm := fs.FileMode(0o644)
	if info, err := os.Stat(name); err == nil {
		perm = info.Mode().Perm()
	}
	tmp, err := writeBeside(name, data, perm)
	if err != nil {
		return err
	}
	if err = os.Rename(tmp, name); err != nil {
		_ = os.Remove(tmp)
	}
	return err
}

// writeBeside writes data to a hidden file in the folder of name and syncs it.
func writeBeside(name string, data []byte, perm fs.FileMode) (tmp string, err error) {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return "", err
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".milepost-*")
	if err != nil {
		return "", err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Chmod(perm), f.Sync(), f.Close()); err != nil {
		_ = os.Remove(f.Name())
		return "", err
	}
	return f.Name(), nil
}

// FindReport finds a report as a person names it: by the path of its page, absolute or
// from the working folder or the content folder, with or without .md; else by its name
// or title, if only one report has it.
func (b *Builder) FindReport(e *Edition, said, cwd string) (*site.Report, error) {
	for _, p := range b.contentPaths(said, cwd) {
		for _, ending := range []string{"", ".md"} {
			page := e.Site.Page(p + ending)
			if page == nil {
				continue
			}
			if r := e.Site.ReportAt(page); r != nil {
				return r, nil
			}
			return nil, refuse("notreport", page.Path)
		}
	}
	var named []*site.Report
	for _, r := range e.Site.Reports {
		base, want := text.Fold(path.Base(r.Page.Path)), text.Fold(said)
		if base == want || strings.TrimSuffix(base, path.Ext(base)) == want || text.Fold(r.Page.Title) == want {
			named = append(named, r)
		}
	}
	switch len(named) {
	case 0:
		return nil, noReport(e, said)
	case 1:
		return named[0], nil
	}
	var paths []string
	for _, r := range named {
		paths = append(paths, r.Page.Path)
	}
	slices.Sort(paths)
	return nil, &Refused{Reason: "several", Args: []string{said}, Names: paths}
}

// contentPaths lists the content paths that a person may mean by name: first as a path
// from the current folder, then as one from the content folder.
func (b *Builder) contentPaths(name, cwd string) []string {
	full := name
	if !filepath.IsAbs(full) {
		full = filepath.Join(cwd, name)
	}
	tries := []string{path.Clean(filepath.ToSlash(name))}
	if rel, err := filepath.Rel(real(b.store.File(".")), real(full)); err == nil && filepath.IsLocal(rel) {
		tries = slices.Insert(tries, 0, filepath.ToSlash(rel))
	}
	return tries
}

// real is the absolute path without symbolic links, as far as the path exists.
func real(name string) string {
	abs, err := filepath.Abs(name)
	if err != nil {
		return name
	}
	if r, err := filepath.EvalSymlinks(abs); err == nil {
		return r
	}
	dir, err := filepath.EvalSymlinks(filepath.Dir(abs))
	if err != nil {
		return abs
	}
	return filepath.Join(dir, filepath.Base(abs))
}
