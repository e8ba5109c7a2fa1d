package main

import (
	"errors"

	"github.com/spf13/cobra"

	"milepost/generator/kb"
	"milepost/generator/measure"
	"milepost/generator/vocab"
)

func (a *app) factsCommand() *cobra.Command {
	var project, period, cutoff string
	var asJSON bool
	cmd := &cobra.Command{
		Use: "facts", Short: a.text("facts.short"), Long: a.text("facts.long"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.facts(project, period, cutoff, asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, a.text("flag.json"))
	cmd.Flags().StringVar(&project, "project", "", a.text("flag.project"))
	cmd.Flags().StringVar(&period, "period", "", a.text("flag.period"))
	cmd.Flags().StringVar(&cutoff, "cutoff", "", a.text("facts.cutoff"))
	cmd.Flags().StringVar(&a.today, "today", "", a.text("flag.today"))
	return cmd
}

// facts prints what is known of a project, one fact a line.
func (a *app) facts(project, period, cutoff string, asJSON bool) error {
	b, e, err := a.edition()
	if err != nil {
		return err
	}
	defer b.Close()
	var scope measure.Scope
	if scope.Project, err = a.projectOf(e, project); err != nil {
		return err
	}
	if period != "" {
		p, ok := vocab.FilePeriod(period)
		if !ok {
			return errors.New(a.text("report.period.bad", period, string(vocab.MonthOf(e.Site.Today))))
		}
		scope.Period = p
	}
	if cutoff != "" {
		day, ok := kb.ParseDate(cutoff)
		if !ok {
			return errors.New(a.text("flag.cutoff.bad", cutoff))
		}
		scope.Cutoff = day
	}
	facts := e.Press.Facts(scope)
	out := facts.Write()
	if asJSON {
		out = facts.JSON()
	}
	_, err = a.out.Write(out)
	return err
}
