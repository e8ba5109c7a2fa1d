package main

import (
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"milepost/generator"
	browsers "milepost/generator/browser"
	"milepost/generator/diag"
	"milepost/generator/document"
	"milepost/generator/export"
	"milepost/generator/kb"
	"milepost/generator/press"
	"milepost/generator/report"
	"milepost/generator/site"
	"milepost/generator/vocab"
)

func (a *app) reportExportCommand() *cobra.Command {
	var how exporting
	formats := strings.Join(export.Formats(), ", ")
	cmd := &cobra.Command{
		Use: "export PAGE", Short: a.text("report.export.short"), Long: a.text("report.export.long", formats), Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.reportExport(args[0], how) },
	}
	a.exportFlags(cmd, &how, formats)
	return cmd
}

func (a *app) reportExport(said string, how exporting) error {
	if err := a.formats(how.to, export.Formats()); err != nil {
		return err
	}
	b, e, err := a.edition()
	if err != nil {
		return err
	}
	defer b.Close()
	r, err := a.reportNamed(b, e, said)
	if err != nil {
		return err
	}
	return a.exportReport(b, e, r, how)
}

func (a *app) exportReport(b *generator.Builder, e *generator.Edition, r *site.Report, how exporting) error {
	made, err := b.Export(a.ctx, e, r, how.to, how.folder(a.dir), how.browser)
	return a.sayExported(e, made, r.Page.Out, err)
}

// formats makes the names in asked lower case, and refuses unknown ones.
func (a *app) formats(asked, known []string) error {
	for i, f := range asked {
		asked[i] = strings.ToLower(strings.TrimSpace(f))
		if !slices.Contains(known, asked[i]) {
			return errors.New(a.text("flag.to.bad", f, strings.Join(known, ", ")))
		}
	}
	return nil
}

// sayExported prints the result of an export. out is the page's path on the site.
func (a *app) sayExported(e *generator.Edition, made generator.Exported, out string, err error) error {
	for _, name := range made.Written {
		a.say("report.export.done", filepath.ToSlash(name))
	}
	if err == nil {
		err = a.ctx.Err()
	}
	if err != nil || len(made.Faults)+len(made.Failed) == 0 {
		return err
	}
	a.diagnostics(made.Faults, a.where(e))
	for _, f := range made.Failed {
		a.fail(errors.New(a.text("report.export.failed", f.Format, a.notPrinted(f.Err, a.printPage(e, out, made.Written)))))
	}
	return errUnmade
}

// printPage is a page that a person can print from a browser: the exported HTML file,
// else the page of the site.
func (a *app) printPage(e *generator.Edition, out string, written []string) string {
	for _, name := range written {
		if strings.HasSuffix(name, ".html") {
			return filepath.ToSlash(name)
		}
	}
	return path.Join(filepath.ToSlash(a.dir), e.Site.Config.Output, out)
}

// notPrinted says why a format was not made, and what to do.
func (a *app) notPrinted(err error, page string) string {
	b := new(browsers.Error)
	if !errors.As(err, &b) {
		return a.words(err)
	}
	said := ""
	if b.Said != "" {
		said = a.text("browser.said", b.Said)
	}
	return a.text("browser."+string(b.Kind), b.Path, b.After.String(), page) + said
}

func (a *app) reportCheckCommand() *cobra.Command {
	return &cobra.Command{
		Use: "check [PAGE]", Short: a.text("report.check.short"), Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.reportCheck(args) },
	}
}

// reportCheck prints the diagnostics of all reports and records, or of one report.
func (a *app) reportCheck(args []string) error {
	b, e, err := a.edition()
	if err != nil {
		return err
	}
	defer b.Close()
	of := map[string]bool{}
	if len(args) == 1 {
		r, err := a.reportNamed(b, e, args[0])
		if err != nil {
			return err
		}
		of[r.Page.Path] = true
		if r.Record != nil {
			of[r.Record.Path] = true
		}
	} else {
		for _, r := range e.Site.Reports {
			of[r.Page.Path] = true
		}
	}
	var found diag.List
	for _, d := range e.Diags() {
		if rule := d.Rule(); of[d.Pos.File] || len(args) == 0 && (strings.HasPrefix(rule, "RP") || strings.HasPrefix(rule, "HS")) {
			found = append(found, d)
		}
	}
	a.diagnostics(found, a.where(e))
	a.say("report.check.summary", count(len(of)), count(found.Count(diag.Error)), count(found.Count(diag.Warning)), count(found.Count(diag.Note)))
	if failing(found, false) {
		return errContent
	}
	return nil
}

func (a *app) reportDiffCommand() *cobra.Command {
	return &cobra.Command{
		Use: "diff A B", Short: a.text("report.diff.short"), Long: a.text("report.diff.long"), Args: cobra.ExactArgs(2),
		RunE: func(_ *cobra.Command, args []string) error { return a.reportDiff(args[0], args[1]) },
	}
}

func (a *app) reportDiff(from, to string) error {
	b, e, cwd, err := a.editionHere()
	if err != nil {
		return err
	}
	defer b.Close()
	before, err := b.FactsOf(e, from, cwd)
	if err != nil {
		return err
	}
	now, err := b.FactsOf(e, to, cwd)
	if err != nil {
		return err
	}
	n := 0
	doc := report.Diff(before, now, a.lang)
	fmt.Fprintln(a.out, doc.Head.Title)
	for _, s := range doc.Sections {
		fmt.Fprintf(a.out, "\n%s\n", s.Title)
		if s.Why != "" {
			fmt.Fprintln(a.out, "  "+s.Why)
		}
		for _, b := range s.Blocks {
			for _, row := range b.Table.Rows {
				n++
				fmt.Fprintln(a.out, "  "+a.differenceLine(doc, row.Cells))
			}
		}
	}
	a.say("report.diff.summary", count(n))
	return nil
}

// differenceLine is one difference in words: item and quantity, both values with their
// sources, and the change.
func (a *app) differenceLine(doc document.Report, cells []document.Cell) string {
	cited := func(c document.Cell) string {
		for _, r := range c.Text {
			if r.Ref > 0 && r.Ref <= len(doc.Sources) {
				return c.Text.String() + " (" + strings.TrimSpace(doc.Sources[r.Ref-1].File+" "+r.Cell) + ")"
			}
		}
		return c.Text.String()
	}
	change := cells[4].Text.String()
	if change != "" {
		change = a.text("report.diff.change", change)
	}
	return a.text("report.diff.line", cells[0].Text.String(), cells[1].Text.String(), cited(cells[2]), cited(cells[3])) + change
}

func (a *app) snapshotCommand() *cobra.Command {
	var q asked
	cmd := &cobra.Command{
		Use: "snapshot [PERIOD]", Short: a.text("snapshot.short"), Long: a.text("snapshot.long"), Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.snapshot(q, args) },
	}
	cmd.Flags().StringVar(&a.today, "today", "", a.text("flag.today"))
	cmd.Flags().StringVar(&q.project, "project", "", a.text("flag.project"))
	return cmd
}

// snapshot writes the record of a period for which there is no report.
func (a *app) snapshot(q asked, args []string) error {
	b, e, err := a.edition()
	if err != nil {
		return err
	}
	defer b.Close()
	ask := press.Ask{Name: a.text("snapshot.name"), Cutoff: e.Site.Today, Period: press.Around(kb.ReportMonthly, e.Site.Today)}
	if ask.Project, err = a.projectOf(e, q.project); err != nil {
		return err
	}
	if len(args) == 1 {
		p, ok := vocab.FilePeriod(args[0])
		if !ok {
			return errors.New(a.text("report.period.bad", args[0], string(ask.Period)))
		}
		ask.Period = p
	}
	record, err := b.Snapshot(e, ask)
	if err != nil {
		return err
	}
	a.say("snapshot.done", a.where(e).clickable(record))
	return nil
}
