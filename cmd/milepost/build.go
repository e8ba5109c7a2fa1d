package main

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"milepost/generator"
	"milepost/generator/diag"
	"milepost/generator/publish"
	"milepost/generator/source"
)

// grace is how long a watched build keeps the assets of older editions, for pages that
// readers have open.
const grace = time.Minute

// buildFlags are the flags of build.
type buildFlags struct {
	out      string
	watch    bool
	poll     bool
	strict   bool
	warnings bool
	force    bool
	json     bool
	shrink   bool
	archive  string
}

func (a *app) buildCommand() *cobra.Command {
	var f buildFlags
	cmd := &cobra.Command{
		Use: "build", Short: a.text("build.short"), Long: a.text("build.long"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.build(cmd.Context(), f) },
	}
	flags := cmd.Flags()
	flags.StringVarP(&f.out, "out", "o", "", a.text("flag.out"))
	flags.BoolVarP(&f.watch, "watch", "w", false, a.text("flag.watch"))
	flags.BoolVar(&f.poll, "poll", false, a.text("flag.poll"))
	flags.BoolVar(&f.strict, "strict", false, a.text("flag.strict"))
	flags.BoolVar(&f.warnings, "warn-as-error", false, a.text("flag.warnings"))
	flags.BoolVar(&f.force, "force", false, a.text("flag.force"))
	flags.BoolVar(&f.shrink, "allow-shrink", false, a.text("flag.allow-shrink"))
	flags.StringVar(&f.archive, "archive", "", a.text("flag.archive"))
	flags.BoolVar(&f.json, "json", false, a.text("flag.json"))
	flags.StringVar(&a.today, "today", "", a.text("flag.today"))
	return cmd
}

func (a *app) build(ctx context.Context, f buildFlags) error {
	start := time.Now()
	if err := a.archivable(f); err != nil {
		return err
	}
	thrift()
	strict := f.strict || f.warnings
	b, err := a.open(generator.Options{Strict: strict, Shrink: f.shrink, Progress: a.progress, Spill: !f.watch && f.archive == ""})
	if err != nil {
		return err
	}
	defer b.Close()
	if !f.watch && f.archive == "" {
		if before, files := b.Unchanged(ctx, f.out); before != nil {
			return a.nothingNew(*before, files, f, start)
		}
	}
	e, err := b.Rebuild(ctx, source.Hint{All: true})
	if err != nil {
		return err
	}
	if !f.json {
		a.diagnostics(e.Diags(), a.where(e))
	}
	out := a.outDir(f.out, e.Snapshot.Config.Output)
	if !f.shrink {
		if err := b.Lost(out, e); err != nil { // before the diagnostics: without content they only confuse
			return err
		}
	}
	if strict && failing(e.Diags(), f.warnings) {
		if f.json {
			return a.buildJSON(e.Account(), publish.Result{}, false, start)
		}
		return a.refused(e.Diags())
	}
	opt := generator.PublishOptions{Force: f.force, Shrink: f.shrink}
	if f.watch {
		opt.Grace, opt.Follow = grace, true
		opt.Failed = func(err error) { a.say("serve.search", a.words(err)) }
	}
	pub, err := b.Publisher(out, opt)
	if err != nil {
		return err
	}
	defer pub.Close()
	res, err := pub.Publish(ctx, e)
	if err != nil {
		return err
	}
	if f.json {
		if err := a.buildJSON(e.Account(), res, true, start); err != nil {
			return err
		}
	} else {
		a.summary(e.Account(), res, time.Since(start))
		a.say("build.where", out)
	}
	if f.archive != "" {
		if err := errors.Join(pub.Close(), a.archive(e, out, f.archive)); err != nil {
			return err
		}
	}
	if f.watch {
		return a.watchBuild(ctx, b, pub, e, f)
	}
	if failing(e.Diags(), false) {
		return errContent
	}
	return nil
}

// nothingNew prints what the build of an unchanged site would print.
func (a *app) nothingNew(e generator.Account, files int, f buildFlags, start time.Time) error {
	refused := (f.strict || f.warnings) && failing(e.Diags, f.warnings)
	res := publish.Result{Unchanged: files}
	if f.json {
		if refused {
			res = publish.Result{}
		}
		if err := a.buildJSON(e, res, !refused, start); err != nil {
			return err
		}
	} else {
		a.diagnostics(e.Diags, a.whereIn(e.Content))
		if refused {
			return a.refused(e.Diags)
		}
		a.summary(e, res, time.Since(start))
		a.say("build.where", a.outDir(f.out, e.Output))
	}
	if failing(e.Diags, false) {
		return errContent
	}
	return nil
}

// refused prints that a strict build publishes nothing.
func (a *app) refused(list diag.List) error {
	a.say("build.refused", count(list.Count(diag.Error)), count(list.Count(diag.Warning)))
	return errContent
}

// summary is the last line of a build.
func (a *app) summary(e generator.Account, res publish.Result, took time.Duration) {
	a.say("build.summary",
		count(e.Pages), count(e.Datasets), count(e.Charts),
		count(res.Written), count(res.Unchanged), count(res.Deleted),
		count(e.Diags.Count(diag.Error)), count(e.Diags.Count(diag.Warning)), seconds(took))
}

// buildJSON prints the result for programs.
func (a *app) buildJSON(e generator.Account, res publish.Result, published bool, start time.Time) error {
	enc := json.NewEncoder(a.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(map[string]any{
		"published": published,
		"pages":     e.Pages, "datasets": e.Datasets, "charts": e.Charts,
		"written": res.Written, "unchanged": res.Unchanged, "deleted": res.Deleted,
		"seconds":     time.Since(start).Seconds(),
		"diagnostics": e.Diags.Records(a.lang),
	})
	if err == nil && !published {
		return errContent
	}
	return err
}

// watchBuild publishes again whenever sources change, until interrupted.
func (a *app) watchBuild(ctx context.Context, b *generator.Builder, pub *generator.Publisher, first *generator.Edition, f buildFlags) error {
	show := func(e *generator.Edition, took time.Time) error {
		res, err := pub.Publish(ctx, e)
		if errors.Is(err, context.Canceled) {
			return nil
		}
		if err != nil {
			return err // pages missing, a full disk, a locked file: the old site stays
		}
		if res.First { // the output directory was deleted
			a.say("build.again", a.outDir(f.out, e.Snapshot.Config.Output))
		}
		a.diagnostics(e.Diags(), a.where(e)) // after the pages, because Diags may take longer
		a.summary(e.Account(), res, time.Since(took))
		return nil
	}
	return a.follow(ctx, b, first, generator.Following{Poll: f.poll, Show: show, Held: func(error) {}, Whole: pub.Stands})
}

// follow shows each new edition until interrupted, and prints why one cannot be shown.
func (a *app) follow(ctx context.Context, b *generator.Builder, first *generator.Edition, do generator.Following) error {
	held := do.Held
	do.Held = func(err error) {
		if err != nil {
			a.fail(err)
		}
		held(err)
	}
	do.Rescan, do.Mode, do.Words, do.Clock = a.rescan, a.sayMode, a.words, generator.MachineClock()
	return b.Follow(ctx, first, do)
}
