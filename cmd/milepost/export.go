package main

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"milepost/generator"
	exports "milepost/generator/export"
)

func (a *app) exportCommand() *cobra.Command {
	var to []string
	var out, program string
	formats := strings.Join(generator.BookFormats, ", ")
	cmd := &cobra.Command{
		Use: "export PATH", Short: a.text("export.short"), Long: a.text("export.long", formats), Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.export(args[0], to, out, program) },
	}
	cmd.Flags().StringVar(&a.today, "today", "", a.text("flag.today"))
	cmd.Flags().StringSliceVar(&to, "to", []string{"html"}, a.text("flag.to", formats))
	cmd.Flags().StringVar(&out, "out", "", a.text("flag.export-out"))
	cmd.Flags().StringVar(&program, "browser", "", a.text("flag.browser"))
	return cmd
}

// export writes a page, or all pages of a folder, as one file.
func (a *app) export(said string, to []string, dir, program string) error {
	if err := a.formats(to, exports.Formats()); err != nil {
		return err
	}
	b, e, err := a.edition()
	if err != nil {
		return err
	}
	defer b.Close()
	cwd, err := os.Getwd()
	if err != nil {
		return err
	}
	what, err := b.FindBound(e, said, cwd)
	if err != nil {
		return err
	}
	if dir == "" {
		dir = filepath.Join(a.dir, "export")
	}
	if what.Page != nil {
		if r := e.Site.ReportAt(what.Page); r != nil {
			return a.exportReport(b, e, r, to, dir, program)
		}
	}
	if err := a.formats(to, generator.BookFormats); err != nil {
		return err
	}
	made, err := b.ExportBound(a.ctx, e, what, to, dir, program)
	return a.sayExported(e, made, what.Out(), err)
}
