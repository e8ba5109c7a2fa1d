package generator

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"milepost/generator/digest"
	"milepost/generator/index"
	"milepost/generator/plan"
	"milepost/generator/publish"
	"milepost/generator/search"
)

// Publisher keeps a directory equal to the newest edition.
type Publisher struct {
	b   *Builder
	dir string
	pub *publish.Publisher
	opt PublishOptions

	mu    sync.Mutex
	index *index.Follower // makes the search index after the pages; nil if the site has no search or the first publication is not done
	last  *lastPublished  // nil at first, and after a failure
}

// PublishOptions are the settings of a Publisher; the zero value works.
type PublishOptions struct {
	Force  bool          // publish into a directory that holds files of others
	Shrink bool          // publish an edition however many pages it has lost
	Grace  time.Duration // how long assets of older editions stay, for pages that readers have open
	// Follow is for build --watch. From the second edition on, a few edited pages are
	// published first, and the search index comes after the pages: at first only the
	// changes, and a full index when edits pause.
	Follow bool
	Failed func(error) // called when that later index cannot be made or published; may be nil
}

// Publisher opens the output directory dir.
func (b *Builder) Publisher(dir string, o PublishOptions) (*Publisher, error) {
	opt := publish.Options{Workers: b.opt.Workers, Force: o.Force, Grace: o.Grace, Sources: []string{b.store.File(".")}}
	if b.opt.Progress != nil {
		opt.Progress = func(done, total int) { b.opt.Progress(Writing, done, total) }
	}
	pub, err := publish.Open(dir, filepath.Join(b.opt.Root, StateDir), opt)
	if err != nil {
		return nil, err
	}
	if o.Failed == nil {
		o.Failed = func(error) {}
	}
	return &Publisher{b: b, dir: dir, pub: pub, opt: o}, nil
}

// Close releases the directory. If the search index is not up to date, the next build
// makes it.
func (p *Publisher) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.index != nil {
		p.index.Stop()
		p.index = nil
	}
	return p.pub.Close()
}

// Publish makes the directory equal to the edition. With Follow, the search index comes
// later. An edition that has lost too many pages is refused.
func (p *Publisher) Publish(ctx context.Context, e *Edition) (publish.Result, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	defer context.AfterFunc(ctx, p.b.charts.Interrupt)()
	if err := p.admit(e); err != nil {
		return publish.Result{}, err
	}
	if !p.pub.Stands() { // someone deleted the directory since the last publication: everything is published again
		p.index, p.last = nil, nil
	}
	searched := e.Snapshot.Config.Search
	outputs := e.Plan.Outputs
	if searched {
		outputs = p.b.index.Listening(outputs)
	}
	was := p.last
	p.last = nil // until this edition is published
	// Parts are published only if the directory has a search index exactly when this edition has one.
	if searched && p.index != nil || !searched && p.index == nil && was != nil {
		res, err := p.pages(ctx, was.edited(e, outputs), outputs)
		if err != nil {
			return res, err
		}
		p.last = lastOf(e)
		if searched {
			p.index.Follow(outputs, e.Plan.Search)
		}
		return res, nil
	}
	p.index = nil // one that is still at work is ignored: see indexed
	x := p.b.indexFollower(p.opt.Failed, p.indexed)
	var follow []publish.Follow
	if searched {
		follow = append(follow, func() ([]plan.Output, error) { return p.indexOf(x, outputs, e.Plan.Search()) })
	}
	follow = append(follow, func() ([]plan.Output, error) { return nil, p.b.spilled() }) // all is made now
	res, err := p.pub.Sync(ctx, outputs, follow...)
	if err == nil && p.opt.Follow {
		p.last = lastOf(e)
		if searched {
			p.index = x
		}
	}
	if err == nil && !p.opt.Follow && len(res.Refused) == 0 {
		p.keepAccount(e)
	}
	return res, err
}

// admit refuses an edition of another site, or one that has lost too many pages.
func (p *Publisher) admit(e *Edition) error {
	before, now := p.pub.Census(), p.b.census(e)
	pages := make([]string, len(e.Site.Pages))
	for i, page := range e.Site.Pages {
		pages[i] = page.Out
	}
	if err := p.pub.Another(now.Site, pages); err != nil {
		return err
	}
	taken := p.opt.Force && before.Site != "" && before.Site != now.Site // the directory was another site's
	if !p.opt.Shrink && !taken {
		if err := p.b.loss(before, e); err != nil {
			return err
		}
	}
	p.pub.Take(now)
	p.pub.Keep(publish.Keeping{
		Most: e.Snapshot.Config.Publish.Keep, Every: e.Snapshot.Config.Publish.KeepEvery, Mark: e.Theme.EditionMark, List: e.Plan.Editions,
	})
	return nil
}

// Stands tells whether the published files still seem to be there.
func (p *Publisher) Stands() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.pub.Stands()
}

// pages publishes all outputs except the search index, the edited ones first. After
// each of the two steps, no link leads to a missing file.
func (p *Publisher) pages(ctx context.Context, edited, outputs []plan.Output) (publish.Result, error) {
	first := map[string]bool{}
	for _, o := range edited {
		first[o.Path] = true
	}
	var early publish.Result
	if len(edited) > 0 {
		var err error
		early, err = p.pub.SyncPart(ctx, publish.Part{Holds: func(path string) bool { return first[path] }}, edited)
		if err != nil {
			return early, err
		}
	}
	rest := publish.Part{Holds: func(path string) bool { return !index.Is(path) }, Amends: early.Written > 0}
	res, err := p.pub.SyncPart(ctx, rest, outputs)
	res.Written += early.Written
	res.Unchanged -= early.Written // the second step counted them again
	res.Rendered += early.Rendered
	res.Bytes += early.Bytes
	return res, err
}

// indexed publishes the index that x has made, unless x is no longer in use.
func (p *Publisher) indexed(x *index.Follower) {
	p.mu.Lock()
	defer p.mu.Unlock()
	files := x.Files()
	if x != p.index || len(files) == 0 {
		return
	}
	if _, err := p.pub.SyncPart(context.Background(), publish.Part{Holds: index.Is, Amends: true}, files); err != nil {
		p.opt.Failed(err)
	}
}

// indexOf lists the files of the search index. If the directory already holds the index
// of these pages, it is made again only if one of its files is damaged.
func (p *Publisher) indexOf(x *index.Follower, outputs []plan.Output, opt search.Options) ([]plan.Output, error) {
	key := index.Key(outputs, opt)
	remade := sync.OnceValues(func() (map[string]func() []byte, error) {
		x, err := p.b.index.Make(outputs, opt)
		if err != nil {
			return nil, err
		}
		data := make(map[string]func() []byte, len(x.Files))
		for _, f := range x.Files {
			data[index.Folder+f.Path] = f.Data
		}
		return data, nil
	})
	if there := p.publishedIndex(key); len(there) > 0 {
		for i := range there {
			o := &there[i]
			o.Content = plan.Made(o.Key(), func() ([]byte, error) {
				data, err := remade()
				if err != nil {
					return nil, err
				}
				b, ok := data[o.Path]
				if !ok {
					return nil, fmt.Errorf("%s is not part of the search index", o.Path)
				}
				return b(), nil
			})
		}
		return there, nil
	}
	whole, err := p.b.index.Make(outputs, opt)
	if err != nil {
		return nil, err
	}
	return x.Adopt(whole, key), nil
}

// publishedIndex lists the index files in the directory if they have this key, else none.
func (p *Publisher) publishedIndex(key digest.Key) []plan.Output {
	var list []plan.Output
	for _, o := range p.pub.Holds(index.Folder) {
		if !index.Is(o.Path) {
			continue
		}
		want := index.FileKey(key, o.Path)
		if o.Key() != want() {
			return nil
		}
		list = append(list, o)
	}
	return list
}

// Editions lists the dated editions in dir, newest first, and returns the date of the
// current edition.
func Editions(dir string) ([]publish.Kept, string, error) { return publish.Editions(dir) }

// RollbackTo puts the edition of a day back into the output directory.
func RollbackTo(root, content, dir, date string) error {
	content = filepath.Join(root, filepath.FromSlash(content))
	_, err := publish.RollbackTo(dir, filepath.Join(root, StateDir), date, publish.Options{Sources: []string{content}})
	return err
}

// Rollback puts the edition before the last one back into the output directory. It
// changes nothing in the content folder.
func Rollback(root, content, dir string) error {
	content = filepath.Join(root, filepath.FromSlash(content))
	_, err := publish.Rollback(dir, filepath.Join(root, StateDir), publish.Options{Sources: []string{content}})
	return err
}
