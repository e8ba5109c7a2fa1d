package main

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"milepost/generator"
	"milepost/generator/doctor"
)

func (a *app) doctorCommand() *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use: "doctor", Short: a.text("doctor.short"), Long: a.text("doctor.long"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.doctor(cmd.Context(), asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, a.text("flag.json"))
	return cmd
}

// doctor prints what the site depends on (disk, git, browser, …). The exit code is 1 if
// something is wrong.
func (a *app) doctor(ctx context.Context, asJSON bool) error {
	site := doctor.Site{Now: time.Now()}
	if a.findSite() == nil {
		cfg, err := a.settings()
		if err != nil {
			return err
		}
		site.Root, site.Git = a.dir, cfg.Git
		site.Content = filepath.Join(a.dir, filepath.FromSlash(cfg.Content))
		site.Output = filepath.Join(a.dir, filepath.FromSlash(cfg.Output))
		site.State = filepath.Join(a.dir, generator.StateDir)
	} else {
		a.say("doctor.nosite", a.dir)
	}
	found := doctor.Look(ctx, site)
	bad := 0
	for _, f := range found {
		if !f.Fine {
			bad++
		}
	}
	if asJSON {
		if err := a.doctorJSON(found); err != nil {
			return err
		}
	} else {
		a.doctorText(found, bad)
	}
	if bad > 0 {
		return errContent
	}
	return nil
}

func (a *app) doctorText(found []doctor.Finding, bad int) {
	for _, f := range found {
		mark := a.paint("32", a.text("doctor.fine"))
		if !f.Fine {
			mark = a.paint("33", a.text("level.warning"))
		} else if a.quiet {
			continue
		}
		fmt.Fprintf(a.out, "%s  %s: %s\n", mark, a.text("doctor."+f.Check), a.doctorSays(f))
	}
	if bad == 0 {
		a.say("doctor.all-fine")
	}
}

func (a *app) doctorSays(f doctor.Finding) string {
	return a.text("doctor."+f.Check+"."+f.Key, f.Args...)
}

func (a *app) doctorJSON(found []doctor.Finding) error {
	type line struct {
		Check  string `json:"check"`
		OK     bool   `json:"ok"`
		Result string `json:"result"`
		Text   string `json:"text"`
	}
	list := []line{}
	for _, f := range found {
		list = append(list, line{f.Check, f.Fine, f.Key, a.doctorSays(f)})
	}
	enc := json.NewEncoder(a.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(list)
}
