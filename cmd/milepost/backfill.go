package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"milepost/generator"
	"milepost/generator/fact"
	"milepost/generator/kb"
)

func (a *app) reportBackfillCommand() *cobra.Command {
	var q asked
	write := false
	cmd := &cobra.Command{
		Use: "backfill KIND [PERIOD…]", Short: a.text("report.backfill.short"), Long: a.text("report.backfill.long"), Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.reportBackfill(q, args, write) },
	}
	cmd.Flags().BoolVar(&write, "write", false, a.text("flag.write"))
	cmd.Flags().StringVar(&q.project, "project", "", a.text("flag.project"))
	return cmd
}

// reportBackfill lists the records that git history can give for past periods without
// one, and writes them with --write.
func (a *app) reportBackfill(q asked, args []string, write bool) error {
	b, e, err := a.edition()
	if err != nil {
		return err
	}
	defer b.Close()
	ask, err := a.ask(e, q, args[:1])
	if err != nil {
		return err
	}
	if !slices.Contains([]string{kb.ReportWeekly, kb.ReportMonthly, kb.ReportQuarter}, ask.Kind) {
		return errors.New(a.text("report.backfill.kind", args[0]))
	}
	commits, err := b.Commits(a.ctx)
	if err != nil {
		return err
	}
	periods := generator.PastPeriods(ask.Kind, commits[len(commits)-1].Day, e.Site.Today)
	if len(args) > 1 {
		periods = nil
		for _, said := range args[1:] {
			p, err := a.periodOf(ask.Kind, said, e.Site.Today, &ask)
			if err != nil {
				return err
			}
			periods = append(periods, p)
		}
	}
	found := 0
	for _, ask.Period = range periods {
		c, err := b.Backfill(a.ctx, e, ask, commits)
		if err != nil {
			return err
		}
		if len(args) == 1 && (c.Why == "kept" || c.Why == "early") { // nobody asked for it
			continue
		}
		if err := a.sayCandidate(b, e, ask.Period, c, write); err != nil {
			return err
		}
		if c.Why == "" {
			found++
		}
	}
	switch {
	case found == 0:
		a.say("report.backfill.none")
	case !write:
		a.say("report.backfill.dry", count(found))
	}
	return nil
}

// sayCandidate prints what is known of one period, and with write keeps its record.
func (a *app) sayCandidate(b *generator.Builder, e *generator.Edition, p kb.Period, c generator.Candidate, write bool) error {
	record := a.where(e).clickable(c.Record)
	if c.Why != "" {
		a.say("report.backfill."+c.Why, string(p), record, string(c.Cutoff))
	} else {
		key := "report.backfill.would"
		if write {
			if err := b.Keep(c); err != nil {
				return err
			}
			key = "report.backfill.done"
		}
		a.say(key, string(p), fact.ShortCommit(c.Commit.ID), string(c.Commit.Day), string(c.Cutoff), count(len(c.Facts.All())), record)
	}
	if len(c.Missing) > 0 {
		a.say("report.backfill.missing", strings.Join(c.Missing, ", "))
	}
	if len(c.Unread) > 0 {
		a.say("report.backfill.unread", strings.Join(c.Unread, ", "))
	}
	return nil
}
