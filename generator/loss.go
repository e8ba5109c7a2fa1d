package generator

import (
	"path/filepath"
	"time"

	"milepost/generator/kb"
	"milepost/generator/publish"
	"milepost/generator/source"
)

// census holds the counts of an edition, to which the next one is compared.
func (b *Builder) census(e *Edition) publish.Census {
	c := publish.Census{Pages: e.Pages(), Folder: e.Snapshot.Folder, Site: b.sitePath(), Date: string(e.Site.Today)}
	for _, w := range e.Snapshot.Workbooks {
		switch {
		case w.State == kb.Skipped:
		case w.State == kb.Kept:
			c.Kept++
		case !hasRows(w):
			c.Bare++
		}
	}
	return c
}

func hasRows(w *kb.Workbook) bool {
	for _, d := range w.Datasets {
		if len(d.Get().Rows) > 0 {
			return true
		}
	}
	return false
}

// sitePath is the absolute path by which a published directory recognises its site.
func (b *Builder) sitePath() string {
	abs, err := filepath.Abs(b.opt.Root)
	if err != nil {
		return ""
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		return real
	}
	return abs
}

// loss refuses an edition that has lost too many pages since the one before.
func (b *Builder) loss(before publish.Census, e *Edition) error {
	content := b.store.File(".")
	return publish.Loss(before, b.census(e), e.Snapshot.Config.Publish.Shrink, func() publish.Signs {
		return publish.Signs{Checkout: source.CheckedOut(content), Copying: source.Arriving(content, time.Now())}
	})
}

// Lost refuses an edition without pages if dir holds a site that has pages.
func (b *Builder) Lost(dir string, e *Edition) error {
	if e.Pages() > 0 {
		return nil
	}
	before, err := publish.Published(dir)
	if err != nil {
		return err
	}
	return b.loss(before, e)
}
