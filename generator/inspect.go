package generator

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"

	"milepost/generator/check"
	"milepost/generator/config"
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/press"
	"milepost/generator/site"
	"milepost/generator/source"
)

// Inspect reads one spreadsheet with the settings of the site in root. Its Diags are
// those that a check of the site would give: of the whole site if the file is part of
// the content, else as if it were the site's only file. lang is the language if there is
// no site.toml. The list is about site.toml. An error means that site.toml or the file
// cannot be opened, or that ctx ended.
func Inspect(ctx context.Context, root, file, lang string, today kb.Date) (*kb.Workbook, diag.List, error) {
	cfg, said, err := Settings(root)
	if err != nil {
		return &kb.Workbook{Path: file, State: kb.Refused}, said, err
	}
	if _, err := source.ReadSettings(root); errors.Is(err, fs.ErrNotExist) {
		cfg.Language = lang
	}
	content := filepath.Join(root, filepath.FromSlash(cfg.Content))
	book, err := source.ReadWorkbook(ctx, &cfg, content, file)
	if err != nil {
		return book, said, err
	}
	snap := &source.Snapshot{Config: cfg, Today: today, Workbooks: []*kb.Workbook{book}}
	if rel, err := filepath.Rel(content, file); err == nil && filepath.IsLocal(rel) {
		if snap, err = source.New(root, source.Options{Today: func() kb.Date { return today }}).Refresh(ctx, source.Hint{All: true}); err != nil {
			return book, said, err
		}
	}
	book.Diags = judged(snap, book)
	return book, said, nil
}

// judged lists the diagnostics of a workbook and of its sidecar file.
func judged(snap *source.Snapshot, book *kb.Workbook) diag.List {
	s := site.Link(snap)
	all := stillTrue(book.Diags, s)
	for _, d := range findings(snap, s, press.New(s), nil) {
		if (d.Pos.File == book.Path || d.Pos.File == book.Path+source.Sidecar) && !slices.ContainsFunc(all, d.Equal) {
			all = append(all, d)
		}
	}
	setLevels(all, snap)
	all = all.WithoutOff()
	all.Sort()
	return all
}

// findings lists the diagnostics of reading, linking and checking a site, after those in
// aside.
func findings(snap *source.Snapshot, s *site.Site, reports *press.Press, aside diag.List) diag.List {
	return check.Rules(s, reports, aside, stillTrue(snap.Diags, s), s.Diags())
}

// stillTrue lists the diagnostics of reading, without those on how a percentage was
// understood (is 0.8 80 % or 0.8 %?) where the other months of the series decided it
// differently; that has a diagnostic of its own.
func stillTrue(said diag.List, s *site.Site) diag.List {
	return slices.DeleteFunc(slices.Clone(said), func(p diag.Diagnostic) bool {
		return (p.Code == "SH09.row" || p.Code == "SH09.small") && s.Data.Rescaled(p.Pos)
	})
}

// Settings reads site.toml in root, with the diagnostics about it. Without the file they
// are the defaults.
func Settings(root string) (config.Config, diag.List, error) {
	src, err := source.ReadSettings(root)
	if errors.Is(err, fs.ErrNotExist) {
		return config.Default(), nil, nil
	}
	if err != nil {
		return config.Config{}, nil, err
	}
	cfg, said := config.Parse(context.Background(), src)
	return cfg, said, nil
}
