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

// Inspect reads one spreadsheet as the site in root would, wherever the file is,
// and says of it what a check of the site would: among its other files if it is
// one of them, else as if it were the only one. Without a site.toml it is read in
// the language lang. The second list is that of site.toml. An error means that the file cannot be opened, or that ctx ended.
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

// judged is what reading a workbook and checking its site says of the file and
// of the settings beside it.
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

// findings is what reading, linking and checking say of a site, behind what is said aside.
func findings(snap *source.Snapshot, s *site.Site, reports *press.Press, aside diag.List) diag.List {
	return slices.Concat(aside, stillTrue(snap.Diags, s), s.Diags, check.Rules(s, reports))
}

// stillTrue is what reading said of the files, without how a share was taken
// where the other files of its series decided otherwise, and said so.
func stillTrue(said diag.List, s *site.Site) diag.List {
	return slices.DeleteFunc(slices.Clone(said), func(p diag.Diagnostic) bool {
		return (p.Code == "SH09.row" || p.Code == "SH09.small") && s.Data.Rescaled(p.Pos)
	})
}

// Settings are those of site.toml in root with what is wrong in it, the default
// ones if there is none.
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
