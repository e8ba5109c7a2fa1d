package main

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	sample "milepost"
	"milepost/generator/message"
	"milepost/generator/starter"
)

// siteOptions are the flags of new site; on a terminal, the program asks for empty ones.
type siteOptions struct {
	title, language string
	sample          bool
}

func (a *app) newSiteCommand() *cobra.Command {
	var opt siteOptions
	cmd := &cobra.Command{
		Use: "site DIR", Short: a.text("new.site.short"), Long: a.text("new.site.long"), Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.newSite(args[0], opt) },
	}
	cmd.Flags().StringVar(&opt.title, "title", "", a.text("flag.site-title"))
	cmd.Flags().StringVar(&opt.language, "language", "", a.text("flag.site-language", strings.Join(message.Languages, ", ")))
	cmd.Flags().BoolVar(&opt.sample, "sample", false, a.text("flag.site-sample"))
	cmd.Flags().StringVar(&a.today, "today", "", a.text("flag.today"))
	return cmd
}

// newSite makes a folder with a small site that can be built at once.
func (a *app) newSite(dir string, opt siteOptions) error {
	if opt.language != "" && !slices.Contains(message.Languages, opt.language) {
		return errors.New(a.text("new.site.language", opt.language, strings.Join(message.Languages, ", ")))
	}
	dir = a.under(dir)
	if opt.sample && (opt.title != "" || opt.language != "") {
		return errors.New(a.text("new.site.sample-fixed"))
	}
	files, err := sampleFiles()
	if !opt.sample {
		files, err = a.starterFiles(dir, opt, a.asking())
	}
	if err != nil {
		return err
	}
	files = append(files, starter.File{Path: ".gitignore", Data: []byte("/public/\n/.milepost/\n")})
	for _, f := range files { // if one file exists, none is written
		name := filepath.Join(dir, filepath.FromSlash(f.Path))
		if _, err := os.Lstat(name); err == nil {
			return errors.New(a.text("new.exists", name))
		}
	}
	for _, f := range files {
		if err := create(filepath.Join(dir, filepath.FromSlash(f.Path)), f.Data); err != nil {
			return err
		}
	}
	a.say("new.site.made", dir, count(len(files)))
	a.say("new.site.next", dir)
	return nil
}

// starterFiles is the small example site, with title and language from flags or answers.
func (a *app) starterFiles(dir string, opt siteOptions, asking dialogue) ([]starter.File, error) {
	now, err := a.clock()
	if err != nil {
		return nil, err
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if opt.title == "" {
		opt.title = asking.ask(a.text("new.site.ask-title"), filepath.Base(abs))
	}
	if opt.language == "" {
		opt.language = message.Pick(asking.ask(a.text("new.site.ask-language", strings.Join(message.Languages, ", ")), a.lang))
	}
	opt.title = strings.Join(strings.FieldsFunc(opt.title, unicode.IsControl), " ")
	return starter.Site(opt.language, opt.title, now())
}

// sampleFiles is the whole sample knowledge base.
func sampleFiles() (list []starter.File, err error) {
	err = fs.WalkDir(sample.Sample, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(sample.Sample, name)
		list = append(list, starter.File{Path: name, Data: data})
		return err
	})
	return list, err
}

// dialogue asks questions on a terminal; the zero value asks none and takes the presets.
type dialogue struct {
	in  *bufio.Scanner
	out io.Writer
}

// asking is a dialogue on the terminal, if there is one, without -q.
func (a *app) asking() dialogue {
	if a.quiet || !terminal(os.Stdin) || !terminal(a.err) {
		return dialogue{}
	}
	return dialogue{bufio.NewScanner(os.Stdin), a.err}
}

// ask returns the answer, or preset if it is empty.
func (d dialogue) ask(question, preset string) string {
	if d.in == nil {
		return preset
	}
	fmt.Fprintf(d.out, "%s [%s] ", question, preset)
	if !d.in.Scan() {
		fmt.Fprintln(d.out)
		return preset
	}
	return cmp.Or(strings.TrimSpace(d.in.Text()), preset)
}
