package main

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"milepost/generator"
)

func (a *app) rollbackCommand() *cobra.Command {
	var out, to string
	var list bool
	cmd := &cobra.Command{
		Use: "rollback", Short: a.text("rollback.short"), Long: a.text("rollback.long"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			cfg, err := a.settings()
			if err != nil {
				return err
			}
			if out == "" {
				out = filepath.Join(a.dir, filepath.FromSlash(cfg.Output))
			}
			switch {
			case list:
				return a.listEditions(out)
			case to != "":
				if err := generator.RollbackTo(a.dir, cfg.Content, out, to); err != nil {
					return err
				}
				a.say("rollback.to", out, to)
				return nil
			}
			if err := generator.Rollback(a.dir, cfg.Content, out); err != nil {
				return err
			}
			a.say("rollback.done", out)
			return nil
		},
	}
	cmd.Flags().StringVarP(&out, "out", "o", "", a.text("flag.out"))
	cmd.Flags().StringVar(&to, "to", "", a.text("flag.rollback.to"))
	cmd.Flags().BoolVar(&list, "list", false, a.text("flag.rollback.list"))
	return cmd
}

// listEditions prints a line for each dated edition, newest first.
func (a *app) listEditions(out string) error {
	kept, now, err := generator.Editions(out)
	if err != nil {
		return err
	}
	if now != "" {
		if _, err := fmt.Fprintln(a.out, a.text("rollback.now", now)); err != nil {
			return err
		}
	}
	for _, k := range kept {
		if _, err := fmt.Fprintln(a.out, a.text("rollback.kept", k.Date, count(k.Pages), count(k.Files), kilobytes(k.Bytes))); err != nil {
			return err
		}
	}
	if len(kept) == 0 {
		a.say("rollback.none")
	}
	return nil
}
