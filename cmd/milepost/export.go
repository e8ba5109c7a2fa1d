package main

import (
	"cmp"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"milepost/generator"
	exports "milepost/generator/export"
)

func (a *app) exportCommand() *cobra.Command {
	var how exporting
	formats := strings.Join(generator.BookFormats, ", ")
	cmd := &cobra.Command{
		Use: "export PATH", Short: a.text("export.short"), Long: a.text("export.long", formats), Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.export(args[0], how) },
	}
	cmd.Flags().StringVar(&a.today, "today", "", a.text("flag.today"))
	a.exportFlags(cmd, &how, formats)
	return cmd
}

// exporting is what the flags say of an export.
type exporting struct {
	to           []string // formats
	dir, browser string
}

func (a *app) exportFlags(cmd *cobra.Command, how *exporting, formats string) {
	cmd.Flags().StringSliceVar(&how.to, "to", []string{"html"}, a.text("flag.to", formats))
	cmd.Flags().StringVar(&how.dir, "out", "", a.text("flag.export-out"))
	cmd.Flags().StringVar(&how.browser, "browser", "", a.text("flag.browser"))
}

// folder is where the files go.
func (how exporting) folder(site string) string {
	return cmp.Or(how.dir, filepath.Join(site, "export"))
}

// export writes a page, or all pages of a folder, as one file.
func (a *app) export(said string, how exporting) error {
	if err := a.formats(how.to, exports.Formats()); err != nil {
		return err
	}
	b, e, cwd, err := a.editionHere()
	if err != nil {
		return err
	}
	defer b.Close()
	what, err := b.FindBound(e, said, cwd)
	if err != nil {
		return err
	}
	if what.Page != nil {
		if r := e.Site.ReportAt(what.Page); r != nil {
			return a.exportReport(b, e, r, how)
		}
	}
	if err := a.formats(how.to, generator.BookFormats); err != nil {
		return err
	}
	made, err := b.ExportBound(a.ctx, e, what, how.to, how.folder(a.dir), how.browser)
	return a.sayExported(e, made, what.Out(), err)
}
