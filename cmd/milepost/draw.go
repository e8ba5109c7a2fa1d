package main

import (
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"milepost/generator"
	browsers "milepost/generator/browser"
	"milepost/generator/diag"
)

func (a *app) drawCommand() *cobra.Command {
	program := ""
	cmd := &cobra.Command{
		Use: "draw [PAGE|FOLDER...]", Short: a.text("draw.short"), Long: a.text("draw.long"),
		RunE: func(_ *cobra.Command, args []string) error { return a.draw(args, program) },
	}
	cmd.Flags().StringVar(&program, "browser", "", a.text("flag.draw-browser"))
	return cmd
}

// draw makes the pictures of diagrams, for readers without scripts.
func (a *app) draw(named []string, program string) error {
	b, e, cwd, err := a.editionHere()
	if err != nil {
		return err
	}
	defer b.Close()
	var of []generator.Bound
	for _, said := range named {
		what, err := b.FindBound(e, said, cwd)
		if err != nil {
			return err
		}
		of = append(of, what)
	}
	made, err := b.Draw(a.ctx, e, of, program)
	at := a.where(e).clickable
	for _, f := range made.Made {
		a.say("draw.made", at(f))
	}
	for _, f := range made.Removed {
		a.say("draw.removed", at(f))
	}
	if failed := new(browsers.Error); errors.As(err, &failed) {
		return errors.New(a.notDrawn(failed))
	}
	if err != nil {
		return err
	}
	a.diagnostics(made.Faults, a.where(e))
	a.say("draw.done", count(len(made.Made)), count(made.Kept), count(len(made.Removed)))
	if slices.ContainsFunc(made.Faults, func(d diag.Diagnostic) bool { return d.Level == diag.Error }) {
		return errContent
	}
	return nil
}

// notDrawn says why the browser drew nothing, and what to do.
func (a *app) notDrawn(b *browsers.Error) string {
	said := ""
	if b.Said != "" {
		said = a.text("browser.said", b.Said)
	}
	if b.Kind == browsers.NotOne {
		return a.text("browser.not-one", b.Path) + said
	}
	return a.text("draw."+string(b.Kind), b.Path, b.After.String()) + said
}
