package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"

	"milepost/generator"
	"milepost/generator/config"
	"milepost/generator/text"
	"milepost/generator/theme"
	"milepost/themes"
)

func (a *app) themeCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "theme", Short: a.text("theme.short"), Long: a.text("theme.long")}
	var only []string
	var list, accept bool
	start := &cobra.Command{
		Use: "init", Short: a.text("theme.init.short"), Long: a.text("theme.init.long"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if list {
				return a.themeList()
			}
			return a.themeInit(cmd.Context(), only)
		},
	}
	start.Flags().StringSliceVar(&only, "only", nil, a.text("flag.theme.only"))
	start.Flags().BoolVar(&list, "list", false, a.text("flag.theme.list"))
	differ := &cobra.Command{
		Use: "diff", Short: a.text("theme.diff.short"), Long: a.text("theme.diff.long"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.themeDiff(cmd.Context(), accept) },
	}
	differ.Flags().BoolVar(&accept, "accept", false, a.text("flag.theme.accept"))
	cmd.AddCommand(start, differ)
	return cmd
}

// themeList prints the templates that a site can replace.
func (a *app) themeList() error {
	parts, err := theme.Parts(themes.Default())
	if err != nil {
		return err
	}
	for _, p := range parts {
		fmt.Fprintln(a.out, strings.TrimSpace(fmt.Sprintf("%-18s %s", p.Name, p.About)))
	}
	return nil
}

// looks reads what the site in -C replaces in the theme.
func (a *app) looks(ctx context.Context) (generator.Looks, error) {
	if err := a.findSite(); err != nil {
		return generator.Looks{}, err
	}
	cfg, err := a.settings()
	if err != nil {
		return generator.Looks{}, err
	}
	return generator.ReadLooks(ctx, a.dir, themes.Default(), cfg)
}

// themeInit writes the first files of a site's own theme: the named ones, or the three
// starters, which change nothing yet.
func (a *app) themeInit(ctx context.Context, only []string) error {
	looks, err := a.looks(ctx)
	if err != nil {
		return err
	}
	parts, err := theme.Parts(themes.Default())
	if err != nil {
		return err
	}
	starters := []theme.OwnFile{
		{Path: theme.OwnTokens, Data: a.tokensStarter(looks.Theme)}, {Path: theme.OwnTexts, Data: a.textsStarter(looks.Theme)},
		{Path: theme.OwnStyle, Data: []byte("/* " + a.text("theme.starter.style") + " */\n")},
	}
	if len(only) == 0 {
		for _, f := range starters {
			if err := a.makeOwn(f); err != nil {
				return err
			}
		}
		a.say("theme.init.done")
		return nil
	}
	for _, name := range only {
		if err := a.themePart(name, starters, parts); err != nil {
			return err
		}
	}
	return nil
}

// themePart writes one file of the site's theme. For a template it also saves the
// program's version, to which theme diff compares later.
func (a *app) themePart(name string, starters []theme.OwnFile, parts []theme.Part) error {
	names := []string{}
	for _, f := range starters {
		if names = append(names, f.Path); f.Path == name {
			return a.makeOwn(f)
		}
	}
	for _, p := range parts {
		if names = append(names, p.Name); p.Name == strings.TrimSuffix(name, ".html") {
			if err := a.makeOwn(p.Own(a.text("theme.starter.template", p.Name))); err != nil {
				return err
			}
			return a.writeOwn(p.Base())
		}
	}
	if near := text.Nearest(name, names); near != "" {
		return errors.New(a.text("theme.unknown.near", name, near))
	}
	return errors.New(a.text("theme.unknown", name))
}

func (a *app) ownPath(f theme.OwnFile) string {
	return filepath.Join(a.dir, config.ThemeDir, filepath.FromSlash(f.Path))
}

// makeOwn writes a new file in the folder theme and prints its name.
func (a *app) makeOwn(f theme.OwnFile) error { return a.make(a.ownPath(f), f.Data) }

// writeOwn writes a file in the folder theme, and overwrites an existing one.
func (a *app) writeOwn(f theme.OwnFile) error {
	if err := os.MkdirAll(filepath.Dir(a.ownPath(f)), 0o755); err != nil {
		return err
	}
	return os.WriteFile(a.ownPath(f), f.Data, 0o644)
}

// tokensStarter is a style sheet with all custom properties, commented out.
func (a *app) tokensStarter(th *theme.Theme) []byte {
	var b strings.Builder
	b.WriteString("/* " + a.text("theme.starter.tokens") + " */\n")
	light, dark := th.Tokens()
	for _, set := range []struct {
		selector string
		tokens   []theme.Setting
	}{{":root", light}, {`:root[data-theme="dark"]`, dark}} {
		b.WriteString("\n" + set.selector + " {\n")
		for _, t := range set.tokens {
			fmt.Fprintf(&b, "  /* %s: %s; */\n", t.Name, t.Ours)
		}
		b.WriteString("}\n")
	}
	return []byte(b.String())
}

// textsStarter is a catalog with all texts, commented out.
func (a *app) textsStarter(th *theme.Theme) []byte {
	var b strings.Builder
	b.WriteString("# " + a.text("theme.starter.texts") + "\n\n")
	for _, t := range th.Texts() {
		fmt.Fprintf(&b, "# %s = %s\n", strconv.Quote(t.Name), strconv.Quote(t.Ours))
	}
	return []byte(b.String())
}

// themeDiff prints what the site replaces, and how the program's templates changed since
// they were copied. With accept, these changes are not shown again.
func (a *app) themeDiff(ctx context.Context, accept bool) error {
	looks, err := a.looks(ctx)
	if err != nil {
		return err
	}
	a.diagnostics(looks.Diags, where{site: filepath.ToSlash(a.dir)})
	changes, err := theme.Changes(themes.Default(), looks.Files)
	if err != nil {
		return err
	}
	for _, c := range changes {
		if accept && c.Ours != "" {
			if err := a.writeOwn(theme.Part{Name: c.Name, Body: c.Ours}.Base()); err != nil {
				return err
			}
			continue
		}
		a.printChange(c)
	}
	if accept {
		a.say("theme.accepted", count(len(changes)))
		return nil
	}
	settings := a.printSettings(looks.Theme)
	if looks.Theme.Styled() {
		fmt.Fprintln(a.out, a.text("theme.diff.style", config.ThemeDir+"/"+theme.OwnStyle))
	}
	if len(changes) == 0 && settings == 0 && !looks.Theme.Styled() {
		fmt.Fprintln(a.out, a.text("theme.diff.none"))
	}
	return nil
}

// printChange shows a template beside the program's own.
func (a *app) printChange(c theme.OwnChange) {
	file := config.ThemeDir + "/" + c.File
	switch {
	case c.Ours == "":
		fmt.Fprintln(a.out, a.text("theme.diff.helper", file, c.Name))
		return
	case strings.TrimSpace(c.Ours) == strings.TrimSpace(c.Own):
		fmt.Fprintln(a.out, a.text("theme.diff.same", file, c.Name))
	default:
		_, _ = a.out.Write(diff.Diff("milepost/"+c.Name, []byte(c.Ours), file, []byte(c.Own)))
	}
	if c.Base != "" && strings.TrimSpace(c.Base) != strings.TrimSpace(c.Ours) {
		fmt.Fprintln(a.out, a.text("theme.diff.changed", c.Name))
		_, _ = a.out.Write(diff.Diff(a.text("theme.diff.before", c.Name), []byte(c.Base), "milepost/"+c.Name, []byte(c.Ours)))
	}
}

// printSettings prints the texts and custom properties that the site replaces, and
// returns their number.
func (a *app) printSettings(th *theme.Theme) (n int) {
	light, dark := th.Tokens()
	for _, set := range []struct {
		key  string
		list []theme.Setting
	}{{"theme.diff.text", th.Texts()}, {"theme.diff.light", light}, {"theme.diff.dark", dark}} {
		for _, s := range set.list {
			if s.Own != s.Ours {
				n++
				fmt.Fprintln(a.out, a.text(set.key, s.Name, s.Ours, s.Own))
			}
		}
	}
	return n
}
