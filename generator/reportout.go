package generator

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"milepost/generator/config"
	"milepost/generator/diag"
	"milepost/generator/export"
	"milepost/generator/fact"
	"milepost/generator/site"
	"milepost/generator/source"
	"milepost/generator/theme"
	"milepost/generator/word"
)

// Exported is what became of an export.
type Exported struct {
	Written []string // the files
	Failed  []export.Failure
	Faults  diag.List // of the template, which says more than the failure
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
	template := e.Site.Config.TemplateOf(r.Project, r.Kind)
	base := strings.TrimSuffix(path.Base(r.Page.Path), path.Ext(r.Page.Path))
	in := export.Input{
		Report: doc, Name: base, HTML: page, Read: b.store.Read, Browser: browser,
		Mail: func(files []string) (theme.Mail, error) { return e.Plan.Mail(r.Page, doc, files) },
	}
	if template.Path != "" {
		in.Template = func() ([]byte, error) { return source.ReadBeside(b.opt.Root, template.Path) }
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

// write puts the files into a folder, each whole or not at all.
func (out *Exported) write(files []export.File, dir, base string) error {
	for _, f := range files {
		name := filepath.Join(dir, base+f.Ending)
		tmp, err := besides(name, f.Data, 0o644)
		if err == nil {
			err = os.Rename(tmp, name)
		}
		if err != nil {
			return err
		}
		out.Written = append(out.Written, name)
	}
	return nil
}

// templateFault says where and why a template cannot be used; ok is false of
// errors that are not about it.
func templateFault(t config.Template, err error) (d diag.Diagnostic, ok bool) {
	code, part, about := "", "", ""
	fault, system := new(word.Fault), new(fs.PathError)
	switch {
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
