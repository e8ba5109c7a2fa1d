package generator

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"time"

	"milepost/generator/diag"
	"milepost/generator/digest"
	"milepost/generator/source"
)

// Account is what a build says of the edition that it published.
type Account struct {
	Content  string // the content folder, from the site's
	Output   string // the output folder that site.toml names, the same
	Pages    int
	Datasets int
	Charts   int
	Diags    diag.List
}

// Account is what a build says of the edition.
func (e *Edition) Account() Account {
	return Account{
		Content: e.Snapshot.Config.Content, Output: e.Snapshot.Config.Output,
		Pages: e.Pages(), Datasets: e.Site.Data.Count(), Charts: e.Plan.Charts,
		Diags: e.Diags(),
	}
}

// kept is an account as it lies on the disk, with what it holds for: the
// inputs of the edition, and the directory as it was left.
type kept struct {
	Inputs    digest.Key
	Published digest.Key
	Account   Account
}

// accountHead begins a file with an account.
const accountHead = "milepost-account 2\n"

// Unchanged is the account of what the directory holds, and how many files that
// are, if a build now would publish the same: then there is nothing to make. It
// is nil if that is not known. The directory dir is the one that site.toml names
// if it is "".
func (b *Builder) Unchanged(ctx context.Context, dir string) (a *Account, files int) {
	if dir == "" {
		cfg, said, err := Settings(b.opt.Root)
		if err != nil || said.Max() == diag.Error { // a build says it
			return nil, 0
		}
		dir = filepath.Join(b.opt.Root, filepath.FromSlash(cfg.Output))
	}
	known := b.readAccount(dir)
	if known == nil {
		return nil, 0
	}
	key, ok := source.Identify(ctx, b.opt.Root, source.Options{Today: b.opt.Today, Workers: b.opt.Workers})
	if !ok || b.inputs(key) != known.Inputs {
		return nil, 0
	}
	p, err := b.Publisher(dir, PublishOptions{})
	if err != nil {
		return nil, 0
	}
	defer p.Close()
	published, files := p.pub.Whole()
	if files == 0 || published != known.Published {
		return nil, 0
	}
	used(b.accountFile(dir), time.Now())
	return &known.Account, files
}

// inputs is the identity of all that an edition follows from.
func (b *Builder) inputs(sources digest.Key) digest.Key {
	return digest.Of(sources, stateOf(filepath.Join(b.opt.Root, StateDir)), string(b.opt.Today()), b.opt.Version, b.opt.Strict, b.opt.Shrink,
		b.site(), source.FolderID(b.store.File(".")), ignored(b.opt.Root, b.opt.Theme))
}

// stateOf is the identity of what the state directory adds to the sources: the
// last good tables and templates.
func stateOf(dir string) digest.Key {
	var all []digest.Key
	for _, part := range []string{source.GoodDir, goodDir} {
		list, _ := os.ReadDir(filepath.Join(dir, part)) // none is empty
		for _, item := range list {
			b, _ := os.ReadFile(filepath.Join(dir, part, item.Name())) // one that cannot be read says nothing
			all = append(all, digest.Of(part, item.Name()), digest.Bytes(b))
		}
	}
	return digest.Of(all)
}

func (b *Builder) accountFile(dir string) string {
	if real, err := filepath.Abs(dir); err == nil {
		dir = real
	}
	return filepath.Join(b.opt.Root, StateDir, "cache", "account-"+digest.Bytes([]byte(dir)).Short()+".json")
}

// readAccount gives nil for a file that is not what keepAccount wrote.
func (b *Builder) readAccount(dir string) *kept {
	src, err := os.ReadFile(b.accountFile(dir))
	if err != nil {
		return nil
	}
	body, ok := digest.Body(accountHead, src)
	var k kept
	if !ok || json.Unmarshal(body, &k) != nil {
		return nil
	}
	return &k
}

// keepAccount writes the account of the edition that was published last. A
// failure costs only the time to make the same again.
func (p *Publisher) keepAccount(e *Edition) {
	sources, ok := p.b.store.Identity()
	published := p.pub.Stated()
	if !ok || len(e.Snapshot.Again) > 0 || published == (digest.Key{}) {
		return
	}
	body, err := json.Marshal(kept{Inputs: p.b.inputs(sources), Published: published, Account: e.Account()})
	if err != nil {
		return
	}
	_ = put(p.b.accountFile(p.dir), digest.Whole(accountHead, body))
}
