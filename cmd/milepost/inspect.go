package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"milepost/generator"
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/message"
	"milepost/generator/sheet"
	"milepost/generator/view"
	"milepost/themes"
)

func (a *app) inspectCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "inspect FILE", Short: a.text("inspect.short"), Long: a.text("inspect.long"), Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.inspect(args[0], asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, a.text("flag.json"))
	cmd.Flags().StringVar(&a.today, "today", "", a.text("flag.today"))
	return cmd
}

// inspect reads one spreadsheet with the settings of the site in -C, if any, and prints
// what a check would print about it.
func (a *app) inspect(file string, asJSON bool) error {
	today, err := a.clock()
	if err != nil {
		return err
	}
	book, said, err := generator.Inspect(a.ctx, a.dir, file, a.lang, today())
	a.diagnostics(said, where{site: filepath.ToSlash(a.dir)})
	if asJSON {
		out, jsonErr := sheet.JSON(book, a.lang)
		if jsonErr != nil {
			return jsonErr
		}
		if _, err := a.out.Write(out); err != nil {
			return err
		}
	}
	switch {
	case err != nil && len(book.Diags) == 0: // not about the file
		return err
	case err == nil && !asJSON:
		if err := a.explain(book); err != nil {
			return err
		}
	}
	if err != nil || !asJSON {
		list := book.Diags
		list.Sort()
		a.verbose = true // whoever inspects wants the notes
		dir := strings.TrimSuffix(filepath.ToSlash(file), book.Path)
		a.diagnostics(list, where{content: dir})
	}
	switch {
	case err != nil:
		return errUnread
	case said.Count(diag.Error) > 0, book.Diags.Count(diag.Error) > 0, book.State != kb.Good:
		return errContent
	}
	return nil
}

// explain prints what was read and why.
func (a *app) explain(book *kb.Workbook) error {
	words, err := message.ParseFS(themes.Default(), "catalog")
	if err != nil {
		return err
	}
	word := func(key string) string { return words.Text(a.lang, key) }
	state := string(book.State)
	if book.State == kb.Good && book.Diags.Count(diag.Error) > 0 {
		state = "faulty"
	}
	fmt.Fprintf(a.out, "%s: %s\n", book.Path, word("file."+state))
	for _, sh := range book.Sheets {
		if sh.State == "read" {
			continue
		}
		fmt.Fprintf(a.out, "  [%s] %s\n", sh.Name, word("sheet."+sh.State))
	}
	for _, sealed := range book.Datasets {
		d := sealed.Get()
		key := "inspect.table"
		if d.Schema == "table" {
			key = "inspect.plain"
		}
		fmt.Fprintf(a.out, "\n%s\n", a.text(key, d.Name, d.Range, count(len(d.Rows)), word("schema."+d.Schema), fmt.Sprintf("%.0f", d.Score*100)))
		if d.RunnerUp != "" {
			fmt.Fprintf(a.out, "  %s\n", a.text("inspect.runner", word("schema."+d.RunnerUp)))
		}
		if d.Title != "" {
			fmt.Fprintf(a.out, "  %s\n", a.text("inspect.title", d.Title))
		}
		if name := view.Name(d.Schema, a.lang); name != "" {
			fmt.Fprintf(a.out, "  %s\n", a.text("inspect.view", name))
		}
		w := tabwriter.NewWriter(a.out, 0, 4, 2, ' ', 0)
		for _, c := range d.Columns {
			field := "—"
			if c.Known {
				field = c.Field
			}
			fmt.Fprintf(w, "  %s\t%s\t%s\t%s\t%s\n", c.Ref, strings.Join(strings.Fields(c.Header), " "), field, word("type."+string(c.Type)), c.Unit)
		}
		if err := w.Flush(); err != nil {
			return err
		}
		if len(d.Account) > 0 {
			fmt.Fprintf(a.out, "  %s\n", a.text("inspect.lines", a.lines(d.Account)))
		}
	}
	return nil
}

// lines says how each row of the sheet was used: 表头 1（第 2 行）、数据 12（第 3-14 行）.
func (a *app) lines(account []kb.Lines) string {
	var parts []string
	for _, l := range account {
		parts = append(parts, a.text("inspect.lines."+l.Kind, count(l.Count), l.Rows))
	}
	return strings.Join(parts, ", ")
}
