package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"milepost/generator"
	"milepost/generator/archive"
)

// longPath: longer paths in an archive may fail on Windows, whose limit is 260
// characters with the folder into which the archive is unpacked.
const longPath = 160

// archivable refuses flags that cannot work together, before anything is built.
func (a *app) archivable(f buildFlags) error {
	name := strings.ToLower(f.archive)
	switch {
	case f.archive == "":
		return nil
	case f.watch:
		return errors.New(a.text("archive.watch"))
	case !strings.HasSuffix(name, ".zip") && !strings.HasSuffix(name, ".html"):
		return errors.New(a.text("archive.name", f.archive))
	}
	return nil
}

// archive writes the edition published in out as one file.
func (a *app) archive(e *generator.Edition, out, name string) error {
	if rel, err := filepath.Rel(out, name); err == nil && filepath.IsLocal(rel) {
		return errors.New(a.text("archive.inside", name))
	}
	made, err := generator.Archive(out, name, archive.Texts{
		Lang: e.Snapshot.Config.Language, Title: e.Snapshot.Config.Title, Script: a.text("archive.script"), Missing: a.text("archive.missing"),
	})
	if large := new(archive.TooLarge); errors.As(err, &large) {
		return errors.New(a.text("archive.large", kilobytes(large.Size), kilobytes(large.Most)))
	}
	if err != nil {
		return err
	}
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	a.say("archive.done", name, kilobytes(info.Size()))
	if made.Longest > longPath && strings.HasSuffix(strings.ToLower(name), ".zip") {
		a.say("archive.long", count(made.Longest))
	}
	return nil
}
