package main

import (
	"cmp"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"milepost/generator/recipe"
)

func (a *app) recipeCommand() *cobra.Command {
	var names []string
	for _, r := range recipe.All() {
		names = append(names, r.Name)
	}
	var s recipe.Site
	var out string
	var write, force bool
	cmd := &cobra.Command{
		Use: "recipe NAME", Short: a.text("recipe.short"), Long: a.text("recipe.long", strings.Join(names, ", ")), Args: cobra.ExactArgs(1), ValidArgs: names,
		RunE: func(_ *cobra.Command, args []string) error {
			for _, r := range recipe.All() {
				if r.Name != args[0] {
					continue
				}
				if write && out == "" {
					out = filepath.Join(a.dir, filepath.FromSlash(r.File))
				}
				return a.recipe(r, s, out, force)
			}
			return errors.New(a.text("recipe.none", args[0], strings.Join(names, a.text("list"))))
		},
	}
	flags := cmd.Flags()
	flags.StringVarP(&out, "out", "o", "", a.text("flag.recipe.out"))
	flags.BoolVarP(&write, "write", "w", false, a.text("flag.recipe.write"))
	flags.BoolVar(&force, "force", false, a.text("flag.recipe.force"))
	flags.StringVar(&s.Host, "host", "", a.text("flag.recipe.host"))
	flags.StringVar(&s.Root, "root", "", a.text("flag.recipe.root"))
	return cmd
}

// recipe prints a recipe, or writes it to a file.
func (a *app) recipe(r recipe.Recipe, s recipe.Site, out string, force bool) error {
	cfg, err := a.settings()
	if err != nil {
		return err
	}
	folder, err := filepath.Abs(a.dir)
	if err != nil {
		return err
	}
	s.Title, s.Output, s.Lang, s.Folder = cfg.Title, cfg.Output, a.lang, filepath.ToSlash(folder)
	host := "kb.example.com"
	if len(cfg.Serve.Hosts) > 0 {
		host = cfg.Serve.Hosts[0]
	}
	s.Host = cmp.Or(s.Host, host)
	s.Root = cmp.Or(s.Root, filepath.ToSlash(filepath.Join(folder, filepath.FromSlash(cfg.Output))))
	b, err := recipe.Make(r, s)
	if err != nil {
		return err
	}
	if out == "" || out == "-" {
		_, err = a.out.Write(b)
		return err
	}
	if _, err := os.Lstat(out); err == nil && !force {
		return errors.New(a.text("recipe.exists", out))
	}
	if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(out, b, 0o644); err != nil {
		return err
	}
	a.say("recipe.written", out)
	return nil
}
