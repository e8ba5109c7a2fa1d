package source

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"milepost/generator/config"
	"milepost/generator/diag"
	"milepost/generator/digest"
	"milepost/generator/markdown"
)

// largestSettings bounds site.toml.
const largestSettings = 1 << 20

// ReadSettings reads site.toml in the site's folder.
func ReadSettings(root string) ([]byte, error) {
	return readAtMost(filepath.Join(root, config.File), largestSettings)
}

// ReadBeside reads a file that site.toml names; the name counts from the folder of site.toml.
func ReadBeside(root, name string) ([]byte, error) {
	return readAtMost(filepath.Join(root, filepath.FromSlash(name)), largestBook)
}

// readConfig reads site.toml; a site without one has the default settings.
func (s *Store) readConfig(ctx context.Context) error {
	src, err := ReadSettings(s.root)
	if os.IsNotExist(err) {
		s.config, s.settings, s.raw = config.Default(), nil, digest.Key{}
		return nil
	}
	if err != nil {
		return fmt.Errorf("read %s: %w", config.File, err)
	}
	if key := digest.Bytes(src); key != s.raw {
		cfg, diags := config.Parse(ctx, src)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		s.raw, s.config, s.settings = key, cfg, diags
		s.settings = append(s.settings, riskyTypes(s.config.Publish)...)
	}
	return nil
}

// readBrand reads the files for the look of the site.
func (s *Store) readBrand(ctx context.Context, hint Hint) (err error) {
	s.brand = brand{}
	if s.brand.files, s.brand.diags, err = s.besides.read(ctx, s.root, s.config.Theme, hint.Files); err != nil {
		return err
	}
	said := s.config.Theme.Footer
	if said.Text == "" {
		return nil
	}
	p := markdown.Parse(ctx, config.File, []byte(said.Text), markdown.Options{NoHighlight: true})
	if p == nil {
		return ctx.Err()
	}
	s.brand.footer = &Page{Page: p, Brief: &Brief{Path: p.Path}, Targets: targets(p, s.config.Links)}
	for _, d := range p.Diags {
		d.Pos = diag.Pos{File: config.File, Line: said.Line, Col: said.Col}
		s.brand.diags = append(s.brand.diags, d)
	}
	return nil
}

// brand is what the last refresh found for the look of the site.
type brand struct {
	files  []Beside
	diags  diag.List
	footer *Page
}
