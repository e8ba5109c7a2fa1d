package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"milepost/generator"
	"milepost/generator/compare"
	"milepost/generator/diag"
	"milepost/generator/report"
)

// How much one comment lists of each kind; the rest is counted.
const (
	mostDiffProblems = 10
	mostDiffCells    = 8 // of one table
	mostDiffRows     = 5 // of one table
	mostDiffBooks    = 20
	mostDiffPages    = 20
	mostDiffStates   = 8
	mostDiffValues   = 12 // of one file
	mostDiffBlocks   = 10
)

func (a *app) diffCommand() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use: "diff REV [REV]", Short: a.text("diff.short"), Long: a.text("diff.long"), Args: cobra.RangeArgs(1, 2),
		RunE: func(_ *cobra.Command, args []string) error {
			if formats := []string{"markdown", "json"}; !slices.Contains(formats, format) {
				return errors.New(a.text("flag.format.bad", format, strings.Join(formats, ", ")))
			}
			return a.diff(args[0], strings.Join(args[1:], ""), format)
		},
	}
	cmd.Flags().StringVar(&format, "format", "markdown", a.text("flag.diff.format"))
	cmd.Flags().StringVar(&a.today, "today", "", a.text("flag.today"))
	return cmd
}

// diff prints what changed between two states of the site.
func (a *app) diff(before, after, format string) error {
	b, err := a.builder(true, false)
	if err != nil {
		return err
	}
	defer b.Close()
	d, err := b.Diff(a.ctx, before, after)
	if err != nil {
		return err
	}
	if format == "json" {
		return a.diffJSON(d)
	}
	w := diffWriter{app: a, out: a.out}
	w.write(d)
	return w.err
}

// diffWriter writes a difference as a Markdown comment, most important things first.
type diffWriter struct {
	*app
	out io.Writer
	err error
}

func (w *diffWriter) line(format string, args ...any) {
	if w.err == nil {
		_, w.err = fmt.Fprintf(w.out, format+"\n", args...)
	}
}

func (w *diffWriter) write(d generator.Difference) {
	if d.Unchanged {
		w.line("%s", w.text("diff.same"))
		return
	}
	w.line("**%s**", w.head(d))
	w.standing(d)
	w.problems("diff.come", d.Come)
	w.books(d.Books)
	w.settings(d.Settings)
	w.blocks(d.Blocks)
	w.pages(d.Pages)
	w.problems("diff.gone", d.Gone)
}

// head says in one line how much there is of each kind.
func (w *diffWriter) head(d generator.Difference) string {
	pages := map[string]int{}
	for _, p := range d.Pages {
		if p.From != "" {
			pages["moved"]++
		} else {
			pages[string(p.Change)]++
		}
	}
	var parts []string
	for _, part := range []struct {
		key string
		n   int
	}{
		{"error", d.Come.Count(diag.Error)}, {"warning", d.Come.Count(diag.Warning)}, {"book", len(d.Books)}, {"setting", len(d.Settings)}, {"block", len(d.Blocks)},
		{"gone", pages[string(compare.Gone)]}, {"added", pages[string(compare.Added)]}, {"moved", pages["moved"]}, {"altered", pages[string(compare.Altered)]},
		{"solved", len(d.Gone)},
	} {
		if part.n > 0 {
			parts = append(parts, w.text("diff.head."+part.key, count(part.n)))
		}
	}
	if len(parts) == 0 { // only a standing changed: by the day, or a past record
		return w.text("diff.head.standing")
	}
	return strings.Join(parts, w.text("diff.head.and"))
}

// standing tells how projects, indicators and phases stand now.
func (w *diffWriter) standing(d generator.Difference) {
	of := func(project string) string {
		if project == "" {
			return ""
		}
		return plainText(project) + " · "
	}
	for _, c := range d.Colours {
		w.line("- %s%s", of(c.Project), w.text("diff.colour", w.text("diff."+c.Dimension), w.colour(c.Was), w.colour(c.Is)))
	}
	for _, s := range d.States[:min(len(d.States), mostDiffStates)] {
		name := w.text("diff.of."+s.Of, plainText(s.Name))
		w.line("- %s%s", of(s.Project), w.text("diff.colour", name, report.Show(s.Before, w.lang), report.Show(s.Now, w.lang)))
	}
	w.rest("", len(d.States)-mostDiffStates)
}

func (w *diffWriter) colour(c string) string {
	if c == "" {
		c = "none"
	}
	return w.text("diff.is." + c)
}

// title begins a part. No empty lines around it: people see only the first lines of a
// comment.
func (w *diffWriter) title(key string) { w.line("### %s", w.text(key)) }

// rest says how many are not listed.
func (w *diffWriter) rest(indent string, n int) {
	if n > 0 {
		w.line("%s- %s", indent, w.text("diff.more", count(n)))
	}
}

// problems lists errors before warnings.
func (w *diffWriter) problems(title string, list diag.List) {
	if len(list) == 0 {
		return
	}
	w.title(title)
	said := 0
	for _, level := range []diag.Level{diag.Error, diag.Warning} {
		for _, x := range list {
			if x.Level == level && said < mostDiffProblems {
				said++
				w.line("- %s `%s` %s %s", w.text("level."+level.String()), strings.ReplaceAll(x.Pos.String(), "`", "'"), x.Rule(), plainText(x.Text(w.lang)))
			}
		}
	}
	w.rest("", len(list)-said)
}

func (w *diffWriter) books(list []generator.BookChange) {
	if len(list) == 0 {
		return
	}
	w.title("diff.books")
	for _, b := range list[:min(len(list), mostDiffBooks)] {
		if len(b.Tables) == 0 {
			w.line("- %s %s", w.text("diff.change."+string(b.Change)), plainText(b.Path))
		}
		for _, t := range b.Tables {
			w.table(b.Path, t)
		}
	}
	w.rest("", len(list)-mostDiffBooks)
}

// table tells of one table: its values before its rows, columns and periods.
func (w *diffWriter) table(book string, t compare.Table) {
	name := plainText(t.Name)
	if t.Called != "" {
		name += w.text("diff.called", plainText(t.Called))
	}
	if t.Was != t.Rows {
		name += w.text("diff.rows", count(t.Was), count(t.Rows))
	}
	w.line("- %s %s · %s", w.text("diff.change."+string(t.Change)), plainText(book), name)
	for _, c := range t.Cells[:min(len(t.Cells), mostDiffCells)] {
		w.line("  - %s", w.text("diff.cell", plainText(c.Row), plainText(c.Column), orDash(c.Was), orDash(c.Now), c.Ref))
	}
	w.rest("  ", len(t.Cells)-mostDiffCells)
	for _, group := range []struct {
		key   string
		parts []compare.Part
	}{{"period", t.Periods}, {"column", t.Columns}, {"row", t.Lines}} {
		for _, p := range group.parts[:min(len(group.parts), mostDiffRows)] {
			w.line("  - %s", w.text("diff."+group.key+"."+string(p.Change), plainText(p.Name), p.Ref))
		}
		w.rest("  ", len(group.parts)-mostDiffRows)
	}
}

// settings tells of site.toml.
func (w *diffWriter) settings(list []generator.ValueChange) {
	if len(list) == 0 {
		return
	}
	w.title("diff.settings")
	w.values("", list)
}

func (w *diffWriter) values(indent string, list []generator.ValueChange) {
	for _, v := range list[:min(len(list), mostDiffValues)] {
		w.line("%s- %s", indent, w.text("diff.value", plainText(v.Key), orDash(v.Was), orDash(v.Now)))
	}
	w.rest(indent, len(list)-mostDiffValues)
}

// blocks tells of charts and what else pages make of data.
func (w *diffWriter) blocks(list []generator.BlockChange) {
	if len(list) == 0 {
		return
	}
	w.title("diff.blocks")
	for _, b := range list[:min(len(list), mostDiffBlocks)] {
		how := string(b.Change)
		if b.Redraw {
			how = "redrawn"
		}
		w.line("- %s", w.text("diff.block", w.text("diff.change."+how), b.Kind, plainText(cmp.Or(b.Title, strings.Join(b.Data, ", "))), plainText(b.Page), count(b.Line)))
	}
	w.rest("", len(list)-mostDiffBlocks)
}

func (w *diffWriter) pages(list []generator.PageChange) {
	if len(list) == 0 {
		return
	}
	w.title("diff.pages")
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b generator.PageChange) int { return cmp.Compare(turnOf(a), turnOf(b)) })
	for _, p := range list[:min(len(list), mostDiffPages)] {
		if p.From != "" {
			w.line("- %s", w.text("diff.moved", plainText(p.From), plainText(p.Path)))
		} else {
			w.line("- %s", w.text("diff.page", w.text("diff.change."+string(p.Change)), plainText(p.Title), plainText(p.Path)))
		}
		w.values("  ", p.Fields)
	}
	w.rest("", len(list)-mostDiffPages)
}

// turnOf is the sorting order of page changes: removed, moved, added, edited.
func turnOf(p generator.PageChange) int {
	switch {
	case p.From != "":
		return 1
	case p.Change == compare.Gone:
		return 0
	case p.Change == compare.Added:
		return 2
	}
	return 3
}

func orDash(s string) string {
	if s == "" {
		return "—"
	}
	return plainText(s)
}

// markdownMarks escapes what Markdown would format in a comment. @name and #12 would
// notify people and link issues: an invisible character breaks them.
var markdownMarks = strings.NewReplacer("\\", "\\\\", "`", "\\`", "*", "\\*", "_", "\\_", "[", "\\[", "]", "\\]", "<", "&lt;", "|", "\\|", "~", "\\~", "@", "@\u200b", "#", "#\u200b", "!", "\\!")

// plainText is a text of the content, escaped, on one line.
func plainText(s string) string { return markdownMarks.Replace(strings.Join(strings.Fields(s), " ")) }

type (
	diffOut struct {
		Unchanged bool                     `json:"unchanged"`
		Pages     []generator.PageChange   `json:"pages"`
		Books     []generator.BookChange   `json:"workbooks"`
		Colours   []generator.ColourChange `json:"standing"`
		States    []generator.StateChange  `json:"states"`
		Settings  []generator.ValueChange  `json:"settings"`
		Blocks    []generator.BlockChange  `json:"charts"`
		Come      []diffProblem            `json:"problems_new"`
		Gone      []diffProblem            `json:"problems_gone"`
	}
	diffProblem struct {
		Level string `json:"level"`
		Rule  string `json:"rule"`
		Pos   string `json:"pos"`
		Text  string `json:"text"`
	}
)

// diffJSON prints all changes. Empty lists are [], never null.
func (a *app) diffJSON(d generator.Difference) error {
	b, err := json.MarshalIndent(diffOut{
		Unchanged: d.Unchanged, Pages: listed(d.Pages), Books: listed(d.Books), Colours: listed(d.Colours),
		States: listed(d.States), Settings: listed(d.Settings), Blocks: listed(d.Blocks),
		Come: a.diffProblems(d.Come), Gone: a.diffProblems(d.Gone),
	}, "", "  ")
	if err != nil {
		return err
	}
	_, err = a.out.Write(append(b, '\n'))
	return err
}

// listed turns nil into an empty list.
func listed[T any](list []T) []T { return append([]T{}, list...) }

func (a *app) diffProblems(list diag.List) []diffProblem {
	out := []diffProblem{}
	for _, d := range list {
		out = append(out, diffProblem{d.Level.String(), d.Rule(), d.Pos.String(), d.Text(a.lang)})
	}
	return out
}
