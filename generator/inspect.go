package generator

import (
	"errors"
	"io/fs"
	"path/filepath"

	"milepost/generator/config"
	"milepost/generator/kb"
	"milepost/generator/source"
)

// Inspect reads one spreadsheet as the site in root would, wherever the file
// is. An error means that it cannot be opened; the workbook is never nil.
func Inspect(root, file string) (*kb.Workbook, error) {
	cfg, err := Settings(root)
	if err != nil {
		return &kb.Workbook{Path: file, State: kb.Refused}, err
	}
	return source.ReadWorkbook(&cfg, filepath.Join(root, filepath.FromSlash(cfg.Content)), file)
}

// Settings are those of site.toml in root, the default ones if there is none.
func Settings(root string) (config.Config, error) {
	src, err := source.ReadSettings(root)
	if errors.Is(err, fs.ErrNotExist) {
		return config.Default(), nil
	}
	if err != nil {
		return config.Config{}, err
	}
	cfg, _ := config.Parse(src)
	return cfg, nil
}
