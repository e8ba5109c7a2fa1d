package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"milepost/generator/bring"
	"milepost/generator/config"
)

func (a *app) importCommand() *cobra.Command {
	var from, out string
	cmd := &cobra.Command{
		Use: "import DIR", Short: a.text("import.short"), Long: a.text("import.long"), Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.bring(args[0], from, out) },
	}
	cmd.Flags().StringVar(&from, "from", "", a.text("flag.import-from", strings.Join(bring.Generators(), ", ")))
	cmd.Flags().StringVar(&out, "out", "", a.text("flag.import-out"))
	cmd.Flags().StringVar(&a.today, "today", "", a.text("flag.today"))
	return cmd
}

// bring reads the knowledge base of another generator, writes settings for it, and prints
// what is left to do by hand.
func (a *app) bring(dir, from, out string) error {
	if from != "" && !slices.Contains(bring.Generators(), from) {
		return errors.New(a.text("import.unknown", from, strings.Join(bring.Generators(), ", ")))
	}
	dir = a.under(dir)
	f, err := bring.Look(dir, from)
	if errors.Is(err, fs.ErrNotExist) {
		return errors.New(a.text("import.absent", dir))
	}
	if err != nil {
		return err
	}
	a.found(f)
	if f.Pages == 0 {
		return errors.New(a.text("import.empty", dir))
	}
	if out == "" && (f.Content == "." || f.Other > 0) {
		return errors.New(a.text("import.needs-out", dir))
	}
	site := dir
	if out != "" {
		site = a.under(out)
		if list, err := os.ReadDir(site); err == nil && len(list) > 0 {
			return errors.New(a.text("import.full", site))
		}
		n, err := f.Copy(site)
		if err != nil {
			return err
		}
		a.say("import.copied", count(n), site)
	}
	if err := a.make(filepath.Join(site, config.File), []byte(f.Settings(a.lang, out != ""))); err != nil {
		return err
	}
	a.say("import.left")
	a.dir = site
	err = a.check("text", false, true)
	if errors.Is(err, errContent) { // errors in the content are the list of things to do, not a failure
		err = nil
	}
	return err
}

// found tells what was found.
func (a *app) found(f *bring.Found) {
	name := f.Generator
	if name == "" {
		name = a.text("import.nothing")
	}
	a.say("import.found", name, count(f.Pages), f.Content)
	for _, d := range f.Dialects {
		a.say("import.dialect", d.Name, count(d.Times), count(d.Pages))
	}
}
