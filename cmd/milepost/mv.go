package main

import (
	"errors"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"milepost/generator/move"
)

func (a *app) moveCommand() *cobra.Command {
	dry := false
	cmd := &cobra.Command{
		Use: "mv OLD NEW", Short: a.text("mv.short"), Long: a.text("mv.long"), Args: cobra.ExactArgs(2),
		RunE: func(_ *cobra.Command, args []string) error { return a.move(args[0], args[1], dry) },
	}
	cmd.Flags().BoolVarP(&dry, "dry-run", "n", false, a.text("flag.dry-run"))
	return cmd
}

func (a *app) move(from, to string, dry bool) error {
	if err := a.findSite(); err != nil {
		return err
	}
	cfg, err := a.settings()
	if err != nil {
		return err
	}
	now, err := a.clock()
	if err != nil {
		return err
	}
	content := filepath.Join(a.dir, filepath.FromSlash(cfg.Content))
	from = a.contentPath(content, from)
	into := strings.HasSuffix(filepath.ToSlash(to), "/")
	to = a.contentPath(content, to)
	if info, err := os.Stat(filepath.Join(content, filepath.FromSlash(to))); to != from && (into || err == nil && info.IsDir() && !strings.EqualFold(from, to)) {
		to = path.Join(to, path.Base(from))
	}
	if path.Ext(to) == "" && strings.EqualFold(path.Ext(from), ".md") {
		to += path.Ext(from)
	}
	plan, err := move.Make(a.ctx, a.dir, from, to, now())
	if err == nil && !dry {
		err = plan.Do()
	}
	var no *move.Refused
	if errors.As(err, &no) {
		return errors.New(a.text("mv.refused."+no.Reason, no.Args...))
	}
	if err != nil {
		return err
	}
	a.moved(plan, where{site: filepath.ToSlash(a.dir), content: filepath.ToSlash(content)}, dry)
	return nil
}

// moved says what was changed, or would be.
func (a *app) moved(p *move.Plan, w where, dry bool) {
	key := "mv.done"
	if dry {
		key = "mv.dry"
	}
	if dry || a.verbose {
		for _, e := range p.Edits {
			a.say("mv.edit", w.clickable(e.File), count(e.Line), e.Was, e.Is)
		}
		for _, l := range p.Aliases {
			a.say("mv.alias", w.clickable(l.Page), l.Alias)
		}
	}
	if ext := strings.ToLower(path.Ext(p.From)); ext == ".xlsx" || ext == ".csv" {
		a.say("mv.book", p.From)
	}
	a.say(key, p.From, p.To, count(len(p.Moved)), count(len(p.Edits)), count(len(p.Aliases)))
}

// contentPath turns a path from the working directory, the site's folder or the content
// folder into one from the content folder.
func (a *app) contentPath(content, name string) string {
	for _, file := range []string{name, filepath.Join(a.dir, name), filepath.Join(content, name)} {
		abs, err := filepath.Abs(file)
		if err != nil || !below(file, content) {
			continue
		}
		if from, err := filepath.Abs(content); err == nil {
			if rel, err := filepath.Rel(from, abs); err == nil {
				return filepath.ToSlash(rel)
			}
		}
	}
	return filepath.ToSlash(name)
}
