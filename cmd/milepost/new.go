package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"milepost/generator/config"
	"milepost/generator/kb"
	"milepost/generator/kind"
	"milepost/generator/message"
	"milepost/generator/press"
	"milepost/generator/sheet"
	"milepost/themes"
)

func (a *app) newCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "new", Short: a.text("new.short")}
	cmd.AddCommand(
		a.newSiteCommand(),
		a.newPageCommand(),
		&cobra.Command{
			Use: "sheet SCHEMA [FILE.xlsx]", Short: a.text("new.sheet.short"), Args: cobra.RangeArgs(1, 2),
			Long: a.text("new.sheet.long", strings.Join(sheet.Templates(), ", ")), ValidArgs: sheet.Templates(),
			RunE: func(_ *cobra.Command, args []string) error { return a.newSheet(args[0], args[1:]) },
		},
	)
	return cmd
}

// make writes a new file and prints its name.
func (a *app) make(name string, data []byte) error {
	err := create(name, data)
	if errors.Is(err, fs.ErrExist) {
		return errors.New(a.text("new.exists", name))
	}
	if err == nil {
		a.say("new.made", name)
	}
	return err
}

// create writes a new file. If the file exists, it is an error.
func create(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

func (a *app) newPageCommand() *cobra.Command {
	var name string
	cmd := &cobra.Command{
		Use: "page FILE.md", Short: a.text("new.page.short"), Long: a.text("new.page.long"), Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.newPage(args[0], name) },
	}
	var known []string
	for _, k := range kind.All() {
		known = append(known, k.Name)
	}
	cmd.Flags().StringVar(&a.today, "today", "", a.text("flag.today"))
	cmd.Flags().StringVarP(&name, "kind", "k", "", a.text("flag.kind", strings.Join(known, ", ")))
	return cmd
}

// newPage writes a page with the front matter and chapters of a kind; without a name of
// a kind, of the folder's kind.
func (a *app) newPage(file, name string) error {
	file, cfg, err := a.inContent(file)
	if err != nil {
		return err
	}
	if name == "" {
		name = a.kindAt(file, cfg)
	}
	kinds := kind.All()
	i := slices.IndexFunc(kinds, func(k kind.Kind) bool { return k.Name == name })
	if i < 0 {
		var known []string
		for _, k := range kinds {
			known = append(known, k.Name)
		}
		return errors.New(a.text("new.kind.bad", name, strings.Join(known, ", ")))
	}
	if filepath.Ext(file) == "" {
		file += ".md"
	}
	var b strings.Builder
	now, err := a.clock()
	if err != nil {
		return err
	}
	today := now()
	fmt.Fprintf(&b, "---\ntitle: %s\nkind: %s\nowner: \nreviewed: %s\nreview_in: 6 months\ntags: []\n",
		titleOf(file), name, today)
	for _, f := range kinds[i].Fields {
		b.WriteString(strings.TrimRight(f.Key+": "+started(name, f, today), " ") + "\n")
	}
	b.WriteString("---\n")
	b.WriteString(a.parts(name, today))
	for _, c := range kinds[i].Chapters {
		fmt.Fprintf(&b, "\n## %s\n", c.Title(a.lang))
	}
	return a.make(file, []byte(b.String()))
}

// kindAt is the kind that the site gives to a page in that folder.
func (a *app) kindAt(file string, cfg config.Config) string {
	from, err := filepath.Abs(filepath.Join(a.dir, filepath.FromSlash(cfg.Content)))
	if err != nil {
		return kind.Page
	}
	abs, err := filepath.Abs(filepath.Dir(file))
	if err != nil {
		return kind.Page
	}
	rel, err := filepath.Rel(from, abs)
	if err != nil {
		return kind.Page
	}
	folder := filepath.ToSlash(rel)
	return cmp.Or(cfg.Kind(folder), kind.OfFolder(folder))
}

// titleOf is the title of a new page: the name of its file, or of its folder for _index.md.
func titleOf(file string) string {
	name := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
	if strings.EqualFold(name, "_index") {
		if abs, err := filepath.Abs(file); err == nil {
			name = filepath.Base(filepath.Dir(abs))
		}
	}
	return name
}

// started is the first value of a field in a new page: today, or the period that a page
// of its kind is usually about.
func started(of string, f kind.Field, today kb.Date) string {
	switch {
	case f.Type == kind.Date && f.Required:
		return string(today)
	case f.Type == kind.Period && of == "health-check":
		return string(press.Around(kb.ReportQuarter, today).Last())
	case f.Type == kind.Period && of == "brief":
		return string(press.Around(kb.ReportMonthly, today).Last())
	}
	return ""
}

// computed are the parts of a report that a new page of a kind shows.
var computed = map[string][]string{
	"brief":        {"summary", "decisions", "changes", "next"},
	"health-check": {"scores", "kpi", "sla", "satisfaction", "gaps"},
	"review":       {"summary", "gantt", "kpi", "risks", "decisions"},
	"retro":        {"changes", "decisions"},
}

// parts is a report block with those parts, and a block for a person's judgement.
func (a *app) parts(of string, today kb.Date) string {
	sections := computed[of]
	if len(sections) == 0 {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\n```report\nsection = [\"%s\"]\n", strings.Join(sections, `", "`))
	if of == "health-check" { // its front matter names a quarter
		fmt.Fprintf(&b, "period = \"%s\"\n", press.Around(kb.ReportQuarter, today).Last())
	}
	fmt.Fprintf(&b, "```\n\n::: judgement %s\n:::\n", a.text("report.author"))
	return b.String()
}

// newSheet writes an example workbook of a schema; reading it gives no diagnostics. The
// default name is the schema's title.
func (a *app) newSheet(schema string, file []string) error {
	if !slices.Contains(sheet.Templates(), schema) {
		return errors.New(a.text("new.kind.bad", schema, strings.Join(sheet.Templates(), ", ")))
	}
	words, err := message.ParseFS(themes.Default(), "catalog")
	if err != nil {
		return err
	}
	title := words.Text(a.lang, "schema."+schema)
	name := title
	if len(file) > 0 {
		name = file[0]
	}
	if name, _, err = a.inContent(name); err != nil {
		return err
	}
	if filepath.Ext(name) == "" {
		name += ".xlsx"
	}
	data, err := sheet.Template(schema, a.lang, title)
	if err != nil {
		return err
	}
	beside := a.sheetsOf(schema)
	if err := a.make(name, data); err != nil {
		return err
	}
	if len(beside) > 0 {
		a.say("new.beside", title, strings.Join(beside, a.text("list")))
	}
	return nil
}

// sheetsOf lists the workbooks of the site that have a table of the schema; none if the
// site cannot be read.
func (a *app) sheetsOf(schema string) (files []string) {
	if a.findSite() != nil {
		return nil
	}
	b, e, err := a.edition()
	if err != nil {
		return nil
	}
	defer b.Close()
	for _, set := range e.Site.Data.All() {
		if set.Schema == schema && !slices.Contains(files, set.File) {
			files = append(files, set.File)
		}
	}
	return files
}

// inContent is the path for a new file: in the content folder, where the site reads it.
// An absolute name stays as it is, and so does one that leads into the content folder
// from the working directory. It also returns the site's settings.
func (a *app) inContent(name string) (string, config.Config, error) {
	if a.findSite() != nil {
		return a.under(name), config.Default(), nil
	}
	cfg, err := a.settings()
	if err != nil || filepath.IsAbs(name) {
		return name, cfg, err
	}
	content := filepath.Join(a.dir, filepath.FromSlash(cfg.Content))
	for _, file := range []string{name, filepath.Join(a.dir, name), filepath.Join(content, name)} {
		if below(file, content) {
			return file, cfg, nil
		}
	}
	return "", cfg, errors.New(a.text("new.outside", name, content))
}

// below tells by the paths alone whether file is in folder or deeper.
func below(file, folder string) bool {
	from, err := filepath.Abs(folder)
	if err != nil {
		return false
	}
	if file, err = filepath.Abs(file); err != nil {
		return false
	}
	rest, err := filepath.Rel(from, file)
	return err == nil && rest != "." && filepath.IsLocal(rest)
}
