package generator

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"milepost/generator/config"
	"milepost/generator/diag"
	"milepost/generator/digest"
	"milepost/generator/export"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/source"
	"milepost/generator/text"
	"milepost/generator/theme"
	"milepost/generator/word"
)

// Exported is the result of an export.
type Exported struct {
	Written []string         // paths of the files
	Failed  []export.Failure // except those that Faults explain
	Faults  diag.List        // errors in the Word template, with their position
}

// Export writes a report in the given formats into dir. Files with the same names are
// replaced. If one format fails, the others are still written.
func (b *Builder) Export(ctx context.Context, e *Edition, r *site.Report, formats []string, dir, browser string) (out Exported, err error) {
	doc, ok := e.Plan.Document(r.Page)
	if !ok {
		return out, refuse("lost", r.Page.Path, r.Page.Setting(site.FrontSnapshot))
	}
	page, err := e.Plan.File(r.Page)
	if err != nil {
		return out, err
	}
	template := e.Site.Config.TemplateOf(r.Project, r.Kind)
	base := exportName(e, r)
	if real(dir) == real(filepath.Dir(b.store.File(r.Page.Path))) { // beside its page: named as the page, so that the site lists them as its files
		base = strings.TrimSuffix(path.Base(r.Page.Path), path.Ext(r.Page.Path))
	}
	in := export.Input{
		Report: doc, Name: base, HTML: page, Read: b.store.Read, Browser: browser,
		Mail: func(files []string) (theme.Mail, error) { return e.Plan.Mail(r.Page, doc, files) },
	}
	if template.Said() {
		in.Template = func() ([]byte, error) {
			if template.Path == "" {
				return nil, errTemplate
			}
			return source.ReadBeside(b.opt.Root, template.Path)
		}
	}
	files, failed := export.Export(ctx, in, formats)
	for _, f := range failed {
		if d, ok := templateFault(template, f.Err); ok {
			out.Faults = append(out.Faults, d)
		} else {
			out.Failed = append(out.Failed, f)
		}
	}
	return out, out.write(files, dir, base)
}

// write writes the files into dir, each completely or not at all.
func (out *Exported) write(files []export.File, dir, base string) error {
	for _, f := range files {
		name := filepath.Join(dir, base+f.Ending)
		if err := put(name, f.Data); err != nil {
			return err
		}
		out.Written = append(out.Written, name)
	}
	return nil
}

// errTemplate: site.toml sets a template, but not as the path of a file.
var errTemplate = errors.New("template is no file")

// exportName is the base name of a report's files: the name of its page; with several
// projects, after the project's folder (crm-2026-09); if another report would have the
// same name, the whole path. So no report replaces the files of another.
func exportName(e *Edition, r *site.Report) string {
	base := func(r *site.Report) string { return strings.TrimSuffix(path.Base(r.Page.Path), path.Ext(r.Page.Path)) }
	inProject := func(r *site.Report) string {
		if r.Project == "." {
			return base(r)
		}
		return strings.ReplaceAll(r.Project, "/", "-") + "-" + base(r)
	}
	whole := func(r *site.Report) string {
		return strings.ReplaceAll(strings.TrimSuffix(r.Page.Path, path.Ext(r.Page.Path)), "/", "-")
	}
	names := []func(*site.Report) string{inProject, whole}
	if len(e.Site.Data.Projects()) < 2 {
		names = slices.Insert(names, 0, base)
	}
	for _, name := range names {
		if !slices.ContainsFunc(e.Site.Reports, func(o *site.Report) bool { return o != r && text.Fold(name(o)) == text.Fold(name(r)) }) {
			return kb.FitName(name(r), "")
		}
	}
	return kb.FitName(whole(r), "") + "-" + digest.Bytes([]byte(r.Page.Path)).Short()
}

// templateFault turns an error of a template into a diagnostic; ok is false for other
// errors.
func templateFault(t config.Template, err error) (d diag.Diagnostic, ok bool) {
	code, part, about := "", "", ""
	fault, system := new(word.Fault), new(fs.PathError)
	switch {
	case errors.Is(err, errTemplate):
		return diag.New("CF03.template", diag.Pos{File: config.File, Line: t.Line, Col: t.Col}, t.Wrong), true
	case errors.As(err, &fault):
		code, part = "EX01."+string(fault.Reason), fault.Part
		about = strings.TrimSpace(fault.Part + " " + fault.Detail)
	case t.Path != "" && errors.Is(err, fs.ErrNotExist):
		code = "EX01.absent"
	case t.Path != "" && errors.As(err, &system):
		code, part = "EX01.read", system.Err.Error()
	default:
		return d, false
	}
	if fault.Reason == word.Large || fault.Reason == word.Damaged {
		if part = about; part != "" {
			part = " (" + part + ")"
		}
	}
	return diag.New(code, diag.Pos{File: config.File, Line: t.Line}, t.Path, part), true
}

// FactsOf returns the facts of a report, named by its page, or of a record, named by its
// file.
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
