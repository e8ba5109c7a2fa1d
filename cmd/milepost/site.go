package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"milepost/generator"
	"milepost/generator/config"
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/themes"
)

// builder opens the site in -C.
func (a *app) builder(strict, shrink bool) (*generator.Builder, error) {
	return a.open(generator.Options{Strict: strict, Shrink: shrink, Progress: a.progress})
}

// open opens the site in -C. It fills in Root, Theme, Version and Today.
func (a *app) open(o generator.Options) (*generator.Builder, error) {
	if err := a.findSite(); err != nil {
		return nil, err
	}
	today, err := a.clock()
	if err != nil {
		return nil, err
	}
	o.Root, o.Theme, o.Version, o.Today = a.dir, themes.Default(), program(), today
	return generator.New(o)
}

// settings reads site.toml and prints its diagnostics.
func (a *app) settings() (config.Config, error) {
	cfg, said, err := generator.Settings(a.dir)
	a.diagnostics(said, where{site: filepath.ToSlash(a.dir)})
	return cfg, err
}

// findSite returns an error if -C holds no site.
func (a *app) findSite() error {
	if info, err := os.Stat(a.dir); err == nil && !info.IsDir() {
		return errors.New(a.text("site.notdir", a.dir))
	}
	for _, name := range []string{config.File, "content"} {
		if _, err := os.Stat(filepath.Join(a.dir, name)); err == nil {
			return nil
		} else if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	abs, err := filepath.Abs(a.dir)
	if err != nil {
		abs = a.dir
	}
	return errors.New(a.text("site.none", abs))
}

// under is a path from the site's folder; an absolute one stays as it is.
func (a *app) under(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(a.dir, name)
}

// clock is the day by which dates are judged: --today, else SITE_DATE, else the real one.
func (a *app) clock() (func() kb.Date, error) {
	said, from := a.today, "--today"
	if said == "" {
		said, from = os.Getenv("SITE_DATE"), "SITE_DATE"
	}
	if said == "" {
		return func() kb.Date { return kb.DateOf(time.Now()) }, nil
	}
	d, ok := kb.ParseDate(said)
	if !ok {
		return nil, errors.New(a.text("flag.today.bad", said, from))
	}
	return func() kb.Date { return d }, nil
}

// failing tells whether the diagnostics stop a strict build.
func failing(list diag.List, warnings bool) bool {
	return list.Count(diag.Error) > 0 || warnings && list.Count(diag.Warning) > 0
}

// where is the folders of the site, as paths from the working directory.
func (a *app) where(e *generator.Edition) where { return a.whereIn(e.Snapshot.Config.Content) }

func (a *app) whereIn(content string) where {
	dir := filepath.ToSlash(a.dir)
	return where{site: dir, content: path.Join(dir, content)}
}

// outDir is --out, else the folder that site.toml names.
func (a *app) outDir(flag, output string) string {
	if flag != "" {
		return flag
	}
	return filepath.Join(a.dir, filepath.FromSlash(output))
}

func count(n int) string { return fmt.Sprint(n) }

// program identifies this build of the program. Builds from a changed tree share their
// version, so the size and time of the program's file are added.
func program() string {
	if version != "dev" && !strings.HasSuffix(version, "-dirty") {
		return version
	}
	exe, err := os.Executable()
	if err != nil {
		return version
	}
	info, err := os.Stat(exe)
	if err != nil {
		return version
	}
	return fmt.Sprint(version, " ", info.Size(), " ", info.ModTime().UnixNano())
}
