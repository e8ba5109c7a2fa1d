package generator

import (
	"context"
	"errors"
	"os"
	"path"
	"path/filepath"
	"strings"

	"milepost/generator/export"
	"milepost/generator/fact"
	"milepost/generator/site"
)

// Export writes the files of a report into a folder and names them. What is
// there under such a name is a former export and is replaced.
func (b *Builder) Export(ctx context.Context, e *Edition, r *site.Report, formats []string, dir, browser string) (written []string, err error) {
	doc, ok := e.Plan.Document(r.Page)
	if !ok {
		return nil, refuse("lost", r.Page.Path, r.Page.Setting(site.FrontSnapshot))
	}
	page, err := e.Plan.File(r.Page)
	if err != nil {
		return nil, err
	}
	files, err := export.Export(ctx, export.Input{Report: doc, HTML: page, Read: b.store.Read, Browser: browser}, formats)
	base := strings.TrimSuffix(path.Base(r.Page.Path), path.Ext(r.Page.Path))
	for _, f := range files {
		name := filepath.Join(dir, base+f.Ending)
		tmp, problem := besides(name, f.Data, 0o644)
		if problem == nil {
			problem = os.Rename(tmp, name)
		}
		if problem != nil {
			return written, errors.Join(err, problem)
		}
		written = append(written, name)
	}
	return written, err
}

// FactsOf is the facts that a person names: of a report, by its page, or of a
// record, by its file.
func (b *Builder) FactsOf(e *Edition, said, cwd string) (fact.Set, error) {
	r, err := b.FindReport(e, said, cwd)
	if err == nil {
		if r.Issued != "" && r.Record == nil {
			return fact.Set{}, refuse("lost", r.Page.Path, r.Page.Setting(site.FrontSnapshot))
		}
		return e.Press.Input(r).Now, nil
	}
	full := said
	if !filepath.IsAbs(full) {
		full = filepath.Join(cwd, said)
	}
	for _, rec := range e.Site.Records {
		if rec.Path == filepath.ToSlash(said) || path.Base(rec.Path) == said || real(b.store.File(rec.Path)) == real(full) {
			return rec.Facts, nil
		}
	}
	return fact.Set{}, err
}
