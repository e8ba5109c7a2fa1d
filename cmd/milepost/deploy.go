package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"milepost/generator"
	"milepost/generator/deploy"
)

// deployGrace is how long assets of older editions stay in object storage by default: a
// reader may have a page open for an hour.
const deployGrace = time.Hour

func (a *app) deployCommand() *cobra.Command {
	var out string
	var shrink bool
	opt := deploy.Options{}
	cmd := &cobra.Command{
		Use: "deploy URL", Short: a.text("deploy.short"), Long: a.text("deploy.long"), Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if opt.Grace < 0 {
				return errors.New(a.text("deploy.grace.bad"))
			}
			if shrink {
				opt.Shrink = -1
			}
			return a.deploy(args[0], out, opt)
		},
	}
	flags := cmd.Flags()
	flags.StringVarP(&out, "out", "o", "", a.text("flag.out"))
	flags.BoolVarP(&opt.DryRun, "dry-run", "n", false, a.text("flag.deploy.dry-run"))
	flags.DurationVar(&opt.Grace, "grace", deployGrace, a.text("flag.deploy.grace"))
	flags.BoolVar(&opt.Gzip, "gzip", false, a.text("flag.deploy.gzip"))
	flags.BoolVar(&opt.Verify, "verify", false, a.text("flag.deploy.verify"))
	flags.BoolVar(&opt.Force, "force", false, a.text("flag.deploy.force"))
	flags.BoolVar(&shrink, "allow-shrink", false, a.text("flag.allow-shrink"))
	return cmd
}

// deploy brings what was published to object storage.
func (a *app) deploy(address, out string, opt deploy.Options) error {
	start := time.Now()
	to, err := deploy.ParseTarget(address, os.Getenv)
	if err != nil {
		return err
	}
	cfg, err := a.settings()
	if err != nil {
		return err
	}
	if out == "" {
		out = filepath.Join(a.dir, filepath.FromSlash(cfg.Output))
	}
	opt.Waiting = func(host string) { a.say("deploy.waiting", host) }
	opt.Progress = func(done, total int) { a.progress(generator.Sending, done, total) }
	a.drains.Store(true) // after an interrupt, deploy finishes its request and removes its lock
	res, err := generator.Deploy(a.ctx, cfg, out, to, opt)
	if err != nil {
		return err
	}
	if opt.DryRun {
		return a.deployPlan(to, res)
	}
	a.say("deploy.summary", to.String(), count(res.Sent), kilobytes(res.Bytes), count(res.Unchanged), count(res.Deleted), count(res.Lingering),
		count(res.Objects), kilobytes(res.Total), seconds(time.Since(start)))
	return nil
}

// deployPlan lists what a deployment would do.
func (a *app) deployPlan(to deploy.Target, res deploy.Result) error {
	for _, list := range []struct {
		key   string
		paths []string
	}{{"deploy.send", res.Send}, {"deploy.delete", res.Delete}} {
		for _, p := range list.paths {
			if _, err := fmt.Fprintln(a.out, a.text(list.key, p)); err != nil {
				return err
			}
		}
	}
	a.say("deploy.dry", to.String(), count(len(res.Send)), count(len(res.Delete)), count(res.Lingering), count(res.Unchanged))
	return nil
}

// kilobytes is a size as people read it: 1.5 kB.
func kilobytes(n int64) string {
	if n >= 10_000_000 {
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.1f kB", float64(n)/1e3)
}
