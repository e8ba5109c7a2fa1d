// Package deploy sends a published edition to object storage.
//
// In goes a directory that package publish wrote, read through its manifest; out come
// the same files as objects below a prefix of a bucket, with the types and headers of
// package header. Readers can use the site during a deployment. Objects that have not
// changed are not sent again; objects that Milepost did not write are never deleted.
//
// The manifest, itself an object (.milepost-deploy/manifest), lists the objects that
// Milepost wrote, with their digests. A deployment:
//
//  1. takes the lock. A lock that was not renewed for 30 s was left by a killed
//     deployment and is taken over.
//  2. writes the journal: which objects may from now on differ from the manifest. Every
//     few seconds the journal is written again, with what has been sent since.
//  3. sends what changed: assets, new pages, changed pages, aggregates, entry pages,
//     so that no link leads to an object that is not there yet.
//  4. deletes objects that are not in the edition any more; assets and aggregates stay
//     for Options.Grace, for pages that readers have open.
//  5. writes the manifest, and deletes the journal and the lock.
//
// If a deployment is killed at any moment, all pages are still complete, and the next
// deployment sends every object that may differ from the edition. publish.Loss decides
// whether an edition has lost too many pages, as for a directory. Credentials come from
// the environment and are never printed.
package deploy

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"os"
	"slices"
	"strconv"
	"sync"
	"time"

	"milepost/generator/parallel"
	"milepost/generator/plan"
	"milepost/generator/publish"
)

// workers is how many objects are sent at the same time. It does not depend on the cores, since sending is mostly waiting.
const workers = 8

// Options of a deployment; the zero value works.
type Options struct {
	Gzip    bool          // store files compressed if that is smaller; all readers then get them compressed
	Verify  bool          // compare the objects on the server with the manifest
	DryRun  bool          // change nothing
	Force   bool          // deploy beside objects that Milepost did not write, or over another site
	Keep    int           // how many dated editions stay; 0: all
	Shrink  int           // percent of the pages that may be lost at once; negative: all
	Grace   time.Duration // how long assets of older editions stay
	Timeout time.Duration // how long a server may take to begin an answer; 0: 30 s
	Lease   time.Duration // how long a lock is valid that is not renewed; 0: 30 s
	Env     func(string) string
	Now     func() time.Time
	// Waiting is called once if there is a lock, before deploy waits for the time of a lease
	// to see whether the holder still renews it. May be nil.
	Waiting func(host string)
	// Progress is called as objects are sent, from several goroutines. May be nil.
	Progress func(done, total int)

	transport  http.RoundTripper
	checkpoint time.Duration // least time between two writings of the journal
	tries      int           // how often a request is sent before it counts as failed
}

// Result says what a deployment did, or would do.
type Result struct {
	Sent, Unchanged, Deleted, Lingering int
	Bytes                               int64 // of the files sent, as sent
	Objects                             int   // number of all objects sent, with manifest, journal and lock
	Total                               int64 // their bytes
	Send, Delete                        []string
}

// Run makes the objects at the target equal to the edition in a directory.
func Run(ctx context.Context, from *publish.Reader, to Target, opt Options) (Result, error) {
	if opt.Env == nil {
		opt.Env = os.Getenv
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.checkpoint == 0 {
		opt.checkpoint = 5 * time.Second
	}
	if opt.tries == 0 {
		opt.tries = usualTries
	}
	st, err := openStore(to, opt)
	if err != nil {
		return Result{}, err
	}
	d := &deployment{st: st, from: from, opt: opt}
	if opt.DryRun {
		err = d.prepare(ctx)
	} else {
		err = d.locked(ctx)
	}
	d.res.Objects, d.res.Total = int(st.puts.Load()), st.bytes.Load()
	return d.res, err
}

// deployment is one run.
type deployment struct {
	st   *store
	from *publish.Reader
	opt  Options
	lock *lock
	res  Result

	mu      sync.Mutex
	state   *state
	written time.Time // of the journal
	todo    []task
	retire  []string // paths to delete
}

// task is one file to send.
type task struct {
	file publish.File
	form form
	late bool // it replaces an existing page, so it is sent after new pages
}

// locked does everything under the lock.
func (d *deployment) locked(ctx context.Context) (err error) {
	if d.lock, err = take(ctx, d.st, d.opt); err != nil {
		return err
	}
	held := d.lock.hold(ctx)
	defer func() { err = errors.Join(err, d.lock.release(ctx)) }()
	if err := d.prepare(held); err != nil {
		return err
	}
	if len(d.todo) == 0 && len(d.retire) == 0 && d.upToDate() {
		return nil
	}
	if err := d.note(held, true); err != nil {
		return err
	}
	if err := d.send(held); err != nil {
		return err
	}
	return d.finish(held)
}

// prepare finds what to send and delete, and refuses a deployment that would do harm.
func (d *deployment) prepare(ctx context.Context) (err error) {
	if d.state, err = readState(ctx, d.st); err != nil {
		return err
	}
	if err := d.look(ctx); err != nil {
		return err
	}
	if err := d.admit(); err != nil {
		return err
	}
	d.compare()
	return nil
}

// look refuses a target that holds objects of others and none of ours. With Verify it
// compares the objects with the manifest: those that differ are sent again.
func (d *deployment) look(ctx context.Context) error {
	if d.state.begun && !d.opt.Verify {
		return nil
	}
	etags, foreign := map[string]string{}, ""
	err := d.st.list(ctx, 0, func(key, etag string) bool {
		etags[key] = etag
		if _, ours := d.state.files[key]; !ours && !isOwn(key) {
			foreign = cmp.Or(foreign, key)
		}
		return d.state.begun || foreign == ""
	})
	if err != nil {
		return err
	}
	if !d.state.begun && foreign != "" && !d.opt.Force {
		return refuse("foreign", d.st.target.String(), foreign)
	}
	for path, e := range d.state.files {
		if etag, there := etags[path]; e.sure() && (!there || etag != e.ETag) {
			e.Hash = ""
			d.state.files[path] = e
		}
	}
	return nil
}

// admit refuses an edition of another site, or one that has lost too many pages.
func (d *deployment) admit() error {
	if !d.opt.Force && d.foreignSite() {
		return refuse("another", d.st.target.String())
	}
	if d.opt.Shrink < 0 {
		return nil
	}
	return publish.Loss(d.state.census(), d.from.Census(), d.opt.Shrink, func() publish.Signs { return publish.Signs{} })
}

// foreignSite tells whether another site was deployed to the target: there are at least
// publish.Few pages, and this site has none of them.
func (d *deployment) foreignSite() bool {
	pages, shared := 0, 0
	own := map[string]bool{}
	for _, f := range d.from.Files() {
		own[f.Path] = true
	}
	for path, e := range d.state.was {
		if e.Class == plan.Page && isPage(path) && e.Gone == 0 {
			pages++
			if own[path] {
				shared++
			}
		}
	}
	return pages >= publish.Few && shared == 0
}

// compare lists what is to be sent and deleted.
func (d *deployment) compare() {
	here := map[string]bool{}
	for _, f := range d.from.Files() {
		here[f.Path] = true
		how := d.formOf(f)
		was, there := d.state.files[f.Path]
		if there && was.Hash == f.Hash.String() && was.Form == how.key() {
			was.Gone, was.Class = 0, f.Class
			d.state.files[f.Path] = was
			d.res.Unchanged++
			continue
		}
		d.todo = append(d.todo, task{f, how, there && f.Class == plan.Page})
		d.res.Send = append(d.res.Send, f.Path)
	}
	slices.SortStableFunc(d.todo, func(a, b task) int { return cmp.Compare(a.turn(), b.turn()) })
	d.outdate(here)
}

// turn is the order of sending. New pages come before pages that may link to them.
func (t *task) turn() int {
	turn := 2 * int(t.file.Class)
	if t.late {
		turn++
	}
	return turn
}

// outdate decides which objects outside of the edition are deleted and which stay for now.
func (d *deployment) outdate(here map[string]bool) {
	now, shelf := d.opt.Now().Unix(), d.shelf()
	for _, e := range sorted(d.state.files, func(e entry) bool { return !here[e.Path] }) {
		if shelf[publish.EditionOf(e.Path)] {
			continue
		}
		if e.Gone == 0 || e.Gone > now { // missing for the first time, or the clock was set back
			e.Gone = now
		}
		d.state.files[e.Path] = e
		stays := e.Class == plan.Asset || e.Class == plan.Aggregate
		if stays && now-e.Gone < int64(d.opt.Grace/time.Second) {
			d.res.Lingering++
			continue
		}
		d.retire = append(d.retire, e.Path)
	}
	d.res.Delete = d.retire
}

// shelf is the dated editions that stay on the server although the directory does not have
// them: in CI the directory starts empty. Of all editions, those of the directory included,
// the newest opt.Keep stay.
func (d *deployment) shelf() map[string]bool {
	own, dates := map[string]bool{}, []string{}
	for _, f := range d.from.Files() {
		if date := publish.EditionOf(f.Path); date != "" && !own[date] {
			own[date], dates = true, append(dates, date)
		}
	}
	for path := range d.state.files {
		if date := publish.EditionOf(path); date != "" {
			dates = append(dates, date)
		}
	}
	slices.Sort(dates)
	dates = slices.Compact(dates)
	if n := len(dates) - d.opt.Keep; d.opt.Keep > 0 && n > 0 {
		dates = dates[n:]
	}
	kept := map[string]bool{}
	for _, date := range dates {
		kept[date] = !own[date] // of an edition in the directory, files that it lost are deleted
	}
	return kept
}

// upToDate tells whether the manifest already describes the edition, so that it need not
// be written.
func (d *deployment) upToDate() bool {
	c := d.from.Census()
	return d.state.base != "" && d.state.Pages == c.Pages && d.state.Kept == c.Kept && d.state.Bare == c.Bare && len(d.state.journal().Files) == 0
}

// note writes the journal: before the first object is sent, and then if the last writing
// was at least Options.checkpoint ago.
func (d *deployment) note(ctx context.Context, first bool) error {
	d.mu.Lock()
	if !first && time.Since(d.written) < d.opt.checkpoint {
		d.mu.Unlock()
		return nil
	}
	if first {
		for _, t := range d.todo {
			d.state.files[t.file.Path] = entry{Path: t.file.Path, Class: t.file.Class}
		}
		for _, path := range d.retire {
			e := d.state.files[path]
			e.Hash = ""
			d.state.files[path] = e
		}
	}
	d.written = time.Now()
	b, err := d.state.journal().encode()
	d.mu.Unlock()
	if err != nil {
		return err
	}
	_, err = d.st.putBytes(ctx, journalKey, b, "")
	return err
}

// send sends what changed, class by class.
func (d *deployment) send(ctx context.Context) error {
	done := 0
	for done < len(d.todo) {
		turn := d.todo[done].turn()
		n := done
		for n < len(d.todo) && d.todo[n].turn() == turn {
			n++
		}
		if err := d.lock.check(ctx); err != nil {
			return err
		}
		if err := d.sendEach(ctx, d.todo[done:n], done); err != nil {
			return err
		}
		done = n
	}
	return nil
}

func (d *deployment) sendEach(ctx context.Context, tasks []task, before int) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var mu sync.Mutex
	done := before
	parallel.Each(workers, len(tasks), func(i int) bool {
		if err := d.sendOne(ctx, tasks[i]); err != nil {
			cancel(err)
			return false
		}
		if d.opt.Progress != nil {
			mu.Lock()
			done++
			d.opt.Progress(done, len(d.todo))
			mu.Unlock()
		}
		return true
	})
	return context.Cause(ctx)
}

func (d *deployment) sendOne(ctx context.Context, t task) error {
	file, err := d.from.Open(t.file)
	if err != nil {
		return err
	}
	defer file.Close()
	o, err := t.form.object(t.file, file)
	if err != nil {
		return err
	}
	etag, err := d.st.put(ctx, o)
	if err != nil {
		return err
	}
	d.mu.Lock()
	d.state.files[t.file.Path] = entry{
		Path: t.file.Path, Class: t.file.Class, Hash: t.file.Hash.String(), Form: t.form.key(), ETag: etag, Size: o.size,
	}
	d.res.Sent++
	d.res.Bytes += o.size
	d.mu.Unlock()
	return d.note(ctx, false)
}

// finish deletes the objects in d.retire, writes the manifest and deletes the journal.
func (d *deployment) finish(ctx context.Context) error {
	if err := d.lock.check(ctx); err != nil {
		return err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	parallel.Each(workers, len(d.retire), func(i int) bool {
		if err := d.st.remove(ctx, d.retire[i]); err != nil {
			cancel(err)
			return false
		}
		return true
	})
	if err := context.Cause(ctx); err != nil {
		return err
	}
	for _, path := range d.retire {
		delete(d.state.files, path)
	}
	d.res.Deleted = len(d.retire)
	b, err := d.state.manifest(d.from.Census()).encode()
	if err != nil {
		return err
	}
	if _, err := d.st.putBytes(ctx, manifestKey, b, ""); err != nil {
		return err
	}
	return d.st.remove(ctx, journalKey)
}

func number(n int) string { return strconv.Itoa(n) }
