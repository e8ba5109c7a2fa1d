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

// Account is the summary that build prints: counts and diagnostics.
type Account struct {
	Content  string // the content folder, as a path from the site's folder
	Output   string // the output folder of site.toml, as a path from the site's folder
	Pages    int
	Datasets int
	Charts   int
	Diags    diag.List
}

// Account is the summary of the edition. It waits for the diagnostics.
func (e *Edition) Account() Account {
	return Account{
		Content: e.Snapshot.Config.Content, Output: e.Snapshot.Config.Output,
		Pages: e.Pages(), Datasets: e.Site.Data.Count(), Charts: e.Plan.Charts,
		Diags: e.Diags(),
	}
}

// storedAccount is an account on the disk. It is valid while both digests are the same.
type storedAccount struct {
	Inputs    digest.Key // of all that the edition was made from
	Published digest.Key // of the output directory after the build
	Account   Account
}

// accountHead is the first line of the file; its number goes up when the format changes.
const accountHead = "milepost-account 2\n"

// Unchanged returns the account of the last build and the number of published
// files, if a build now would publish the same bytes. It returns nil if that is
// not sure. If dir is "", it looks at the output folder of site.toml.
func (b *Builder) Unchanged(ctx context.Context, dir string) (a *Account, files int) {
	if dir == "" {
		cfg, said, err := Settings(b.opt.Root)
		if err != nil || said.Max() == diag.Error { // the build that follows reports it
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

// inputs is a digest of everything that can change an edition.
func (b *Builder) inputs(sources digest.Key) digest.Key {
	return digest.Of(sources, stateOf(filepath.Join(b.opt.Root, StateDir)), string(b.opt.Today()), b.opt.Version, b.opt.Strict, b.opt.Shrink,
		b.sitePath(), source.FolderID(b.store.File(".")), ignored(b.opt.Root, b.opt.Theme))
}

// stateOf is a digest of the last good tables and templates in the state directory.
func stateOf(dir string) digest.Key {
	var all []digest.Key
	for _, part := range []string{source.GoodDir, goodDir} {
		list, _ := os.ReadDir(filepath.Join(dir, part)) // no folder: an empty list
		for _, item := range list {
			b, _ := os.ReadFile(filepath.Join(dir, part, item.Name())) // one that cannot be read counts as empty
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

// readAccount returns nil if the file is missing or damaged.
func (b *Builder) readAccount(dir string) *storedAccount {
	src, err := os.ReadFile(b.accountFile(dir))
	if err != nil {
		return nil
	}
	body, ok := digest.Body(accountHead, src)
	var k storedAccount
	if !ok || json.Unmarshal(body, &k) != nil {
		return nil
	}
	return &k
}

// keepAccount writes the account of e, which was just published. If that fails, the
// next build only takes longer.
func (p *Publisher) keepAccount(e *Edition) {
	sources, ok := p.b.store.Identity()
	published := p.pub.Stated()
	if !ok || len(e.Snapshot.Again) > 0 || published == (digest.Key{}) {
		return
	}
	body, err := json.Marshal(storedAccount{Inputs: p.b.inputs(sources), Published: published, Account: e.Account()})
	if err != nil {
		return
	}
	_ = put(p.b.accountFile(p.dir), digest.Whole(accountHead, body))
}
