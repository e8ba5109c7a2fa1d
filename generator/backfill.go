package generator

import (
	"context"
	"errors"
	"os"
	"slices"

	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/measure"
	"milepost/generator/press"
	"milepost/generator/site"
	"milepost/generator/source"
)

// mostPast is how many past periods are tried if nobody names them.
const mostPast = 36

// PastPeriods are the last periods that have ended since a day, and one before that, whose
// data may have come in after its end; oldest first. kind is that of a report: [kb.ReportMonthly].
func PastPeriods(kind string, since, today kb.Date) (all []kb.Period) {
	for p := press.Around(kind, press.Around(kind, since).Start().AddDays(-1)); p.End() < today; p = press.Around(kind, p.End().AddDays(1)) {
		all = append(all, p)
	}
	return all[max(0, len(all)-mostPast):]
}

// Candidate is the record of a past period as git history would make it.
type Candidate struct {
	Record  string // its path from the content folder
	Commit  source.Commit
	Cutoff  kb.Date
	Facts   fact.Set
	Missing []string // workbooks that have facts of the period today, but did not exist then
	Unread  []string // workbooks that could not be read
	Why     string   // why there is no record: kept, open, early or empty; "" if there is one
}

// Commits lists the commits that changed the content folder, newest first.
func (b *Builder) Commits(ctx context.Context) ([]source.Commit, error) {
	all, err := source.Commits(ctx, b.store.File("."))
	switch {
	case errors.Is(err, source.ErrNoGit):
		return nil, refuse("nogit")
	case errors.Is(err, source.ErrNoHistory):
		return nil, refuse("nohistory")
	case errors.Is(err, source.ErrShallow):
		return nil, refuse("shallow")
	}
	return all, err
}

// Backfill makes the record of a past period from the last commit on or before the
// day its report was due, because data may come in until that day. Nothing is written.
func (b *Builder) Backfill(ctx context.Context, e *Edition, a press.Ask, commits []source.Commit) (c Candidate, err error) {
	a.Cutoff = min(e.Press.DueDay(a.Project, a.Kind, a.Period.End()), e.Site.Today)
	c = Candidate{Record: e.Press.RecordPath(a, fact.Ending), Cutoff: a.Cutoff}
	at := slices.IndexFunc(commits, func(c source.Commit) bool { return c.Day <= a.Cutoff })
	switch {
	case b.hasRecord(e, a, c.Record):
		c.Why = "kept"
	case a.Period.End() >= e.Site.Today:
		c.Why = "open"
	case at < 0:
		c.Why = "early"
	}
	if c.Why != "" {
		return c, nil
	}
	c.Commit = commits[at]
	settings, err := settingsIn(b.opt.Root)
	if err != nil {
		return c, err
	}
	past, err := source.Past(ctx, source.Then{Commit: c.Commit, Content: b.store.File("."), Settings: settings}, a.Cutoff)
	if errors.Is(err, source.ErrPastLarge) {
		return c, refuse("pastlarge", fact.ShortCommit(c.Commit.ID))
	}
	if err != nil {
		return c, err
	}
	c.Facts = press.New(site.Link(past)).Candidate(a, c.Commit.ID)
	c.Missing = missing(e.Press.Facts(measure.Scope{Project: a.Project, Period: a.Period, Cutoff: a.Cutoff}), e, past, a.Cutoff)
	for _, book := range past.Workbooks {
		if book.State == kb.Refused {
			c.Unread = append(c.Unread, book.Path)
		}
	}
	if empty(c.Facts) {
		c.Why = "empty"
	}
	return c, nil
}

// missing lists the workbooks that today's facts come from and that the past state
// does not have. A workbook dated later than day is not missing.
func missing(today fact.Set, e *Edition, past *source.Snapshot, day kb.Date) (names []string) {
	for _, f := range today.All() {
		name := f.Source.File
		later := f.AsOf > day && today.Text(fact.File, fact.Part(name), fact.From) == string(site.FromData)
		if _, there := past.Place[name]; !there && !later && e.Site.Book(name) != nil && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// hasRecord tells whether there is a record of the period already, or another file
// has the name that the record would get.
func (b *Builder) hasRecord(e *Edition, a press.Ask, record string) bool {
	if _, err := os.Lstat(b.store.File(record)); err == nil {
		return true
	}
	return slices.ContainsFunc(e.Site.Records, func(r *site.Record) bool {
		return r.Project == a.Project && r.Foreign == "" && r.Period == a.Period && (r.Kind == a.Kind || r.Kind == site.RecordAlone)
	})
}

// Keep writes a candidate. It never replaces a record.
func (b *Builder) Keep(c Candidate) error {
	err := b.create(c.Record, c.Facts.Write())
	if errors.Is(err, os.ErrExist) {
		return refuse("record", c.Record)
	}
	return err
}
