package generator

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"milepost/generator/config"
	"milepost/generator/diag"
	"milepost/generator/digest"
	"milepost/generator/message"
	"milepost/generator/source"
	"milepost/generator/theme"
)

// looksOf is a digest of what a theme depends on: files of the site, language, settings.
func looksOf(snap *source.Snapshot) digest.Key {
	keys := make([]digest.Key, 0, 2*len(snap.Beside))
	for _, f := range snap.Beside {
		keys = append(keys, digest.Of(f.Path), f.Key)
	}
	return digest.Of(keys, snap.Config.Language, snap.Config.Theme)
}

// loadTheme loads the program's theme with the site's own files. It also saves the
// site's templates that work, to be used when a later edit breaks them.
func (b *Builder) loadTheme(snap *source.Snapshot) error {
	own := ownOf(snap.Beside, snap.Config.Theme)
	if !b.opt.Strict {
		own.Good = b.goodTemplates()
	}
	th, err := theme.Load(b.opt.Theme, theme.Options{Lang: message.Pick(snap.Config.Language), Version: b.opt.Version, SVG: b.draw, Own: own})
	if err != nil {
		return fmt.Errorf("load theme: %w", err)
	}
	if b.theme = th; !b.opt.Strict {
		b.keepTemplates(own.Good, th.Used())
	}
	return nil
}

// ownOf collects what a site replaces in the theme: colours, logo, fonts, files.
func ownOf(files []source.Beside, said config.Theme) theme.Own {
	own := theme.Own{Accent: shade(said.Accent), Dark: shade(said.Dark), Fonts: said.Font}
	at := map[string]source.Beside{}
	for _, f := range files {
		at[f.Path] = f
		if name, in := strings.CutPrefix(f.Path, config.ThemeDir+"/"); in {
			own.Files = append(own.Files, theme.OwnFile{Path: name, Data: f.Data})
		}
	}
	picture := func(b config.Beside) theme.Picture {
		f := at[b.Path]
		return theme.Picture{Path: f.Path, Data: f.Data, Width: f.Width, Height: f.Height}
	}
	own.Logo, own.LogoDark, own.Icon = picture(said.Logo), picture(said.LogoDark), picture(said.Favicon)
	for _, b := range said.FontFiles {
		if f, ok := at[b.Path]; ok {
			own.FontFiles = append(own.FontFiles, theme.OwnFile{Path: f.Path, Data: f.Data})
		}
	}
	return own
}

func shade(a config.Accent) theme.Shade {
	return theme.Shade{Text: a.Text, Pos: diag.Pos{File: config.File, Line: a.Line, Col: a.Col}}
}

// Looks is what a site replaces in the theme, for commands that show or change it
// without building the site.
type Looks struct {
	Theme *theme.Theme // its Diags say what cannot be used
	Files []theme.OwnFile
	Diags diag.List // of files that could not be read
}

// ReadLooks reads the looks of the site in root.
func ReadLooks(ctx context.Context, root string, files fs.FS, cfg config.Config) (l Looks, err error) {
	besides, diags, err := source.ReadBesides(ctx, root, cfg.Theme)
	if err != nil {
		return l, err
	}
	own := ownOf(besides, cfg.Theme)
	th, err := theme.Load(files, theme.Options{Lang: message.Pick(cfg.Language), Own: own})
	if err != nil {
		return l, fmt.Errorf("load theme: %w", err)
	}
	return Looks{Theme: th, Files: own.Files, Diags: slices.Concat(diags, th.Diags())}, nil
}

// goodDir is the folder in StateDir with the last good version of the site's templates.
const goodDir = "theme"

// goodTemplates reads the last good version of the site's templates.
func (b *Builder) goodTemplates() (out []theme.OwnFile) {
	dir := filepath.Join(b.opt.Root, StateDir, goodDir)
	list, _ := os.ReadDir(dir) // no folder: the program's templates are used
	for _, item := range list {
		if src, err := os.ReadFile(filepath.Join(dir, item.Name())); err == nil {
			out = append(out, theme.OwnFile{Path: theme.OwnTemplates + item.Name(), Data: src})
		}
	}
	return out
}

// keepTemplates saves templates that work. If writing fails, only the fallback is missing.
func (b *Builder) keepTemplates(before, used []theme.OwnFile) {
	dir := filepath.Join(b.opt.Root, StateDir, goodDir)
	known := map[string]string{}
	for _, f := range before {
		known[f.Path] = string(f.Data)
	}
	for _, f := range used {
		name := strings.TrimPrefix(f.Path, theme.OwnTemplates)
		if old, ok := known[f.Path]; ok && old == string(f.Data) || strings.Contains(name, "/") {
			continue
		}
		if os.MkdirAll(dir, 0o755) == nil {
			_ = os.WriteFile(filepath.Join(dir, name), f.Data, 0o644)
		}
	}
}
