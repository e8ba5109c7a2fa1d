package generator

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"milepost/generator/digest"
	"milepost/generator/plan"
	"milepost/generator/publish"
)

// Publisher keeps a directory equal to the newest edition.
type Publisher struct {
	b   *Builder
	pub *publish.Publisher
}

// PublishOptions are the settings of a Publisher; the zero value works.
type PublishOptions struct {
	Force bool          // publish into a directory that holds files of others
	Grace time.Duration // how long assets of older editions stay for pages that are open
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
	return &Publisher{b, pub}, nil
}

// Close gives the directory up.
func (p *Publisher) Close() error { return p.pub.Close() }

// Publish makes the directory equal to the edition, search index included.
func (p *Publisher) Publish(ctx context.Context, e *Edition) (publish.Result, error) {
	if !e.Snapshot.Config.Search {
		return p.pub.Sync(ctx, e.Plan.Outputs)
	}
	outputs := make([]plan.Output, len(e.Plan.Outputs))
	for i, o := range e.Plan.Outputs {
		o.Key = sync.OnceValue(o.Key) // it makes a view, and the index asks again
		outputs[i] = p.b.terms.listening(o)
	}
	return p.pub.Sync(ctx, outputs, func() ([]plan.Output, error) { return p.index(outputs) })
}

// index is the files of the search index. If the directory holds that of the
// same pages, it is made only for a file that turns out to be damaged.
func (p *Publisher) index(outputs []plan.Output) ([]plan.Output, error) {
	key := indexKey(outputs)
	remade := sync.OnceValues(func() (map[string][]byte, error) {
		x, err := p.b.indexOf(outputs)
		if err != nil {
			return nil, err
		}
		data := make(map[string][]byte, len(x.Files))
		for _, f := range x.Files {
			data[indexFolder+f.Path] = f.Data
		}
		return data, nil
	})
	if kept := p.kept(key); len(kept) > 0 {
		for i := range kept {
			o := &kept[i]
			o.Render = func() ([]byte, error) {
				data, err := remade()
				if err != nil {
					return nil, err
				}
				b, ok := data[o.Path]
				if !ok {
					return nil, fmt.Errorf("%s is not part of the search index", o.Path)
				}
				return b, nil
			}
		}
		return kept, nil
	}
	x, err := p.b.indexOf(outputs)
	if err != nil {
		return nil, err
	}
	made := indexOutputs(x.Files)
	for i := range made {
		made[i].Key = fileKey(key, made[i].Path)
	}
	return made, nil
}

// kept is the files of the index with the key as the directory holds it; none
// if it holds another.
func (p *Publisher) kept(key digest.Key) []plan.Output {
	var kept []plan.Output
	for _, o := range p.pub.Holds(indexFolder) {
		want := fileKey(key, o.Path)
		if o.Key() != want() {
			return nil
		}
		kept = append(kept, o)
	}
	return kept
}

// fileKey is the key of one file of an index.
func fileKey(index digest.Key, path string) func() digest.Key {
	return sync.OnceValue(func() digest.Key { return digest.Of([16]byte(index), path) })
}

// Rollback returns the output directory of the site in root to its edition before the last one.
func Rollback(root, dir string) error {
	cfg, err := Settings(root)
	if err != nil {
		return err
	}
	content := filepath.Join(root, filepath.FromSlash(cfg.Content))
	_, err = publish.Rollback(dir, filepath.Join(root, StateDir), publish.Options{Sources: []string{content}})
	return err
}
