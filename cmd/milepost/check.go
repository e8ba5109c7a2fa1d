package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"milepost/generator/diag"
	"milepost/generator/source"
)

func (a *app) checkCommand() *cobra.Command {
	var format string
	var warnings bool
	formats := []string{"text", "json", "sarif", "junit"}
	cmd := &cobra.Command{
		Use: "check", Short: a.text("check.short"), Long: a.text("check.long"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if !slices.Contains(formats, format) {
				return errors.New(a.text("flag.format.bad", format, strings.Join(formats, ", ")))
			}
			return a.check(format, warnings)
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", a.text("flag.format"))
	cmd.Flags().BoolVar(&warnings, "warn-as-error", false, a.text("flag.warnings"))
	cmd.Flags().StringVar(&a.today, "today", "", a.text("flag.today"))
	return cmd
}

// check reads everything and publishes nothing.
func (a *app) check(format string, warnings bool) error {
	b, err := a.builder(true, false)
	if err != nil {
		return err
	}
	defer b.Close()
	e, err := b.Rebuild(a.ctx, source.Hint{All: true})
	if err != nil {
		return err
	}
	list := slices.Clone(e.Diags())
	if format == "text" {
		a.diagnostics(list, a.where(e))
		a.say("check.summary", count(len(e.Site.Pages)), count(e.Site.Data.Count()),
			count(list.Count(diag.Error)), count(list.Count(diag.Warning)), count(list.Count(diag.Note)))
	} else {
		for i := range list {
			list[i].Pos.File = a.where(e).clickable(list[i].Pos.File)
		}
		write := map[string]func(string) ([]byte, error){"json": list.JSON, "sarif": list.SARIF, "junit": list.JUnit}[format]
		out, err := write(a.lang)
		if err != nil {
			return err
		}
		if _, err := a.out.Write(out); err != nil {
			return err
		}
	}
	if err := b.Lost(a.outDir("", e), e); err != nil {
		return err
	}
	if failing(list, warnings) {
		return errContent
	}
	return nil
}
