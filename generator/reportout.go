package generator

import (
	"context"
	"os"
	"path"
	"path/filepath"
	"strings"

	"milepost/generator/export"
	"milepost/generator/fact"
	"milepost/generator/site"
)

// Exported is what became of an export.
type Exported struct {
	Written []string // the files
	Failed  []export.Failure
}

// Export writes the files of a report into a folder. What is there under such a
// name is a former export and is replaced. A format that fails leaves the others be.
func (b *Builder) Export(ctx context.Context, e *Edition, r *site.Report, formats []string, dir, browser string) (out Exported, err error) {
	doc, ok := e.Plan.Document(r.Page)
	if !ok {
		return out, refuse("lost", r.Page.Path, r.Page.Setting(site.FrontSnapshot))
	}
	page, err := e.Plan.File(r.Page)
	if err != nil {
		return out, err
	}
	files, failed := export.Export(ctx, export.Input{Report: doc, HTML: page, Read: b.store.Read, Browser: browser}, formats)
	out.Failed = failed
	base := strings.TrimSuffix(path.Base(r.Page.Path), path.Ext(r.Page.Path))
	for _, f := range files {
		name := filepath.Join(dir, base+f.Ending)
		tmp, err := besides(name, f.Data, 0o644)
		if err == nil {
			err = os.Rename(tmp, name)
		}
		if err != nil {
			return out, err
		}
		out.Written = append(out.Written, name)
	}
	return out, nil
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
