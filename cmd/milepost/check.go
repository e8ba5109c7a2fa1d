package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"milepost/generator/diag"
	"milepost/generator/source"
)

func (a *app) checkCommand() *cobra.Command {
	var format string
	var warnings, group bool
	formats := []string{"text", "json", "sarif", "junit"}
	cmd := &cobra.Command{
		Use: "check", Short: a.text("check.short"), Long: a.text("check.long"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if !slices.Contains(formats, format) {
				return errors.New(a.text("flag.format.bad", format, strings.Join(formats, ", ")))
			}
			if group && format != "text" {
				return errors.New(a.text("flag.group.text"))
			}
			return a.check(format, warnings, group)
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", a.text("flag.format"))
	cmd.Flags().BoolVar(&group, "group", false, a.text("flag.group"))
	cmd.Flags().BoolVar(&warnings, "warn-as-error", false, a.text("flag.warnings"))
	cmd.Flags().StringVar(&a.today, "today", "", a.text("flag.today"))
	return cmd
}

// check reads everything and publishes nothing.
func (a *app) check(format string, warnings, group bool) error {
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
		if group {
			a.groups(list, a.where(e))
		} else {
			a.diagnostics(list, a.where(e))
		}
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
	if err := b.Lost(a.outDir("", e.Snapshot.Config.Output), e); err != nil {
		return err
	}
	if failing(list, warnings) {
		return errContent
	}
	return nil
}

// findings are all diagnostics of one code.
type findings struct {
	first diag.Diagnostic
	count int
	files map[string]bool
}

// groups prints a line for each code, worst level and most frequent first, with its first
// diagnostic as an example.
func (p *printer) groups(list diag.List, w where) {
	p.endProgress()
	kinds := map[string]*findings{}
	var order []*findings
	for _, d := range list {
		g := kinds[d.Code]
		if g == nil {
			g = &findings{first: d, files: map[string]bool{}}
			kinds[d.Code] = g
			order = append(order, g)
		}
		g.count++
		g.files[d.Pos.File] = true
	}
	slices.SortStableFunc(order, func(a, b *findings) int {
		return cmp.Or(cmp.Compare(b.first.Level, a.first.Level), cmp.Compare(b.count, a.count))
	})
	for _, g := range order {
		d := g.first
		d.Pos.File = w.clickable(d.Pos.File)
		level := p.paint(levelColours[d.Level], p.text("level."+d.Level.String()))
		fmt.Fprintln(p.err, p.text("check.group", level, p.paint("1", d.Code), count(g.count), count(len(g.files)), d.Text(p.lang), d.Pos.String()))
	}
}
