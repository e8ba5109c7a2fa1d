package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"milepost/generator"
	"milepost/generator/config"
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/press"
	"milepost/generator/site"
	"milepost/generator/source"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

func (a *app) reportCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "report", Short: a.text("report.short"), Long: a.text("report.long")}
	cmd.PersistentFlags().StringVar(&a.today, "today", "", a.text("flag.today"))
	cmd.AddCommand(a.reportDraftCommand(), a.reportCheckCommand(), a.reportIssueCommand(), a.reportDiffCommand(), a.reportBackfillCommand(), a.reportExportCommand())
	return cmd
}

// asked is what the flags say of a report.
type asked struct {
	project, phase, cutoff, approver string
}

func (a *app) reportDraftCommand() *cobra.Command {
	var q asked
	cmd := &cobra.Command{
		Use: "draft KIND [PERIOD]", Short: a.text("report.draft.short"), Long: a.text("report.draft.long", a.reportKinds()), Args: cobra.RangeArgs(1, 2),
		RunE: func(_ *cobra.Command, args []string) error { return a.reportDraft(q, args) },
	}
	cmd.Flags().StringVar(&q.project, "project", "", a.text("flag.project"))
	cmd.Flags().StringVar(&q.phase, "phase", "", a.text("flag.phase"))
	cmd.Flags().StringVar(&q.cutoff, "cutoff", "", a.text("flag.cutoff"))
	return cmd
}

// reportKinds names the kinds of reports: weekly (周报), …
func (a *app) reportKinds() string {
	var all []string
	for _, k := range vocab.ReportKinds {
		if title := k.Title(a.lang); a.lang != "en" {
			all = append(all, k.Key+" ("+title+")")
		} else {
			all = append(all, k.Key)
		}
	}
	return strings.Join(all, ", ")
}

// edition reads the whole site as it is now.
func (a *app) edition() (*generator.Builder, *generator.Edition, error) {
	thrift()
	b, err := a.builder(false, false)
	if err != nil {
		return nil, nil, err
	}
	e, err := b.Rebuild(a.ctx, source.Hint{All: true})
	if err != nil {
		b.Close()
		return nil, nil, err
	}
	return b, e, nil
}

// editionHere is edition for a command that names pages: their paths may begin at
// the working directory.
func (a *app) editionHere() (*generator.Builder, *generator.Edition, string, error) {
	cwd, err := os.Getwd()
	if err != nil {
		return nil, nil, "", err
	}
	b, e, err := a.edition()
	return b, e, cwd, err
}

func (a *app) reportDraft(q asked, args []string) error {
	b, e, err := a.edition()
	if err != nil {
		return err
	}
	defer b.Close()
	ask, err := a.ask(e, q, args)
	if err != nil {
		return err
	}
	for _, fault := range e.Snapshot.Diags { // a wrong setting would give a wrong draft
		if fault.Pos.File == config.File && fault.Level == diag.Error {
			a.diagnostics(diag.List{fault}, a.where(e))
		}
	}
	d, err := b.Draft(e, ask, q.cutoff != "", func(title string) string {
		return fmt.Sprintf("---\ntitle: %q\nkind: page\n---\n", title)
	})
	if err != nil {
		return err
	}
	a.sayDraft(e, d, ask)
	return nil
}

func (a *app) sayDraft(e *generator.Edition, d generator.Drafted, ask press.Ask) {
	at := a.where(e).clickable
	switch {
	case !d.Known:
		a.say("report.draft.made", at(d.Page))
	case len(d.Added) == 0 && d.Cutoff == "":
		a.say("report.draft.same", at(d.Page))
	default:
		var what []string
		if len(d.Added) > 0 {
			what = append(what, a.text("report.draft.added", strings.Join(d.Added, ", ")))
		}
		if d.Cutoff != "" {
			what = append(what, a.text("report.draft.until", string(d.Cutoff)))
		}
		a.say("report.draft.renewed", at(d.Page), strings.Join(what, a.text("list")))
	}
	if d.Folder != "" {
		a.say("report.draft.folder", at(d.Folder))
	}
	if d.Empty {
		a.say("report.draft.empty", string(ask.Period))
	}
}

// ask turns the command line into a request for a report; what it leaves out gets a default.
func (a *app) ask(e *generator.Edition, q asked, args []string) (ask press.Ask, err error) {
	kind, name, err := a.kindOf(e, args[0], &q)
	if err != nil {
		return ask, err
	}
	ask = press.Ask{Kind: kind.Key, Name: name, Author: a.text("report.author"), Phase: q.phase, Cutoff: e.Site.Today}
	if ask.Project, err = a.projectOf(e, q.project); err != nil {
		return ask, err
	}
	if q.cutoff != "" {
		day, ok := vocab.Day(q.cutoff)
		if !ok {
			return ask, errors.New(a.text("flag.cutoff.bad", q.cutoff))
		}
		ask.Cutoff = day
	}
	said := ""
	if len(args) > 1 {
		said = args[1]
	}
	ask.Period, err = a.periodOf(kind.Key, said, e.Site.Today, &ask)
	return ask, err
}

// kindOf is the kind of report that a word means: a name in site.toml, else one of the
// program's kinds.
func (a *app) kindOf(e *generator.Edition, word string, q *asked) (kind vocab.ReportKind, name string, err error) {
	for _, c := range e.Site.Config.Reports {
		if text.Fold(c.Name) == text.Fold(word) {
			kind, _ = vocab.ReportKindOf(c.Kind)
			q.project = cmp.Or(q.project, c.Project)
			return kind, c.Name, nil
		}
	}
	kind, ok := vocab.ReportKindOf(word)
	if !ok {
		return kind, "", errors.New(a.text("report.kind.bad", word, a.reportKinds()))
	}
	for _, c := range e.Site.Config.Reports {
		if c.Kind == kind.Key && (q.project == "" || q.project == c.Project) {
			q.project = c.Project
			return kind, c.Name, nil
		}
	}
	return kind, a.titled(kind.Title(e.Site.Config.Language)), nil
}

// titled makes the first letter upper case.
func (a *app) titled(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[n:]
}

// projectOf finds a project by folder, title or id and returns its folder; "." for an
// empty word: the whole site.
func (a *app) projectOf(e *generator.Edition, said string) (string, error) {
	said = strings.Trim(strings.ReplaceAll(said, `\`, "/"), "/")
	if said == "" || said == "." {
		return ".", nil
	}
	if p, ok := e.Site.ProjectNamed(said); ok {
		return p.Folder, nil
	}
	var names []string
	for _, folder := range e.Site.Data.Projects() {
		name := e.Site.Section(folder).Title
		if _, ok := e.Site.ProjectNamed(name); !ok { // two projects have this title
			name = folder
		}
		names = append(names, name)
	}
	if len(names) == 0 {
		return "", errors.New(a.text("report.project.none", said))
	}
	return "", errors.New(a.text("report.project.bad", said, strings.Join(names, a.text("list"))))
}

// periodOf reads the period of a report; the default is the last period that is over. For
// a gate, the word may be the name of a phase.
func (a *app) periodOf(kind, said string, today kb.Date, ask *press.Ask) (kb.Period, error) {
	p, ok := vocab.FilePeriod(said)
	free := kind == kb.ReportGate || kind == kb.ReportPhase
	switch {
	case said == "" && free:
		return press.Around(kb.ReportMonthly, today), nil
	case said == "":
		return press.Around(kind, press.Around(kind, today).Start().AddDays(-1)), nil
	case !ok && free && ask.Phase == "":
		ask.Phase = said
		return press.Around(kb.ReportMonthly, today), nil
	case !ok:
		return "", errors.New(a.text("report.period.bad", said, string(press.Around(kind, today).Last())))
	}
	fit, ok := press.Fit(kind, p)
	if !ok {
		return "", errors.New(a.text("report.period.form", said, string(press.Around(kind, today).Last())))
	}
	return fit, nil
}

func (a *app) reportIssueCommand() *cobra.Command {
	var q asked
	cmd := &cobra.Command{
		Use: "issue PAGE", Short: a.text("report.issue.short"), Long: a.text("report.issue.long"), Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.reportIssue(args[0], q.approver) },
	}
	cmd.Flags().StringVar(&q.approver, "approver", "", a.text("flag.approver"))
	return cmd
}

// reportIssue freezes a report. Diagnostics of its page are printed but do not stop it.
func (a *app) reportIssue(said, approver string) error {
	b, e, err := a.edition()
	if err != nil {
		return err
	}
	defer b.Close()
	r, err := a.reportNamed(b, e, said)
	if err != nil {
		return err
	}
	w := a.where(e)
	for _, d := range e.Diags() {
		if d.Pos.File == r.Page.Path {
			a.diagnostics(slices.Clip(append(e.Diags()[:0:0], d)), w)
		}
	}
	record, err := b.Issue(e, r, a.askOf(e, r), cmp.Or(approver, r.Approver))
	if err != nil {
		return err
	}
	a.say("report.issue.done", w.clickable(r.Page.Path), w.clickable(record), string(e.Site.Today))
	if cmp.Or(approver, r.Approver) == "" {
		a.say("report.issue.unsigned")
	}
	return nil
}

// reportNamed is the report of a page on the command line.
func (a *app) reportNamed(b *generator.Builder, e *generator.Edition, said string) (*site.Report, error) {
	cwd, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	return b.FindReport(e, said, cwd)
}

// askOf is the request that leads to an existing report.
func (a *app) askOf(e *generator.Edition, r *site.Report) press.Ask {
	kind, _ := vocab.ReportKindOf(r.Kind)
	ask := press.Ask{Project: r.Project, Kind: r.Kind, Period: r.Period, Phase: r.Phase, Cutoff: e.Press.ScopeOf(r).Cutoff, Name: a.titled(kind.Title(e.Site.Config.Language))}
	if c, ok := e.Press.Setting(r.Project, r.Kind); ok {
		ask.Name = c.Name
	}
	return ask
}
