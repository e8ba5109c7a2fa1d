package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"milepost/generator"
	"milepost/generator/archive"
)

// longPath is how many characters a path may have to be unpacked on Windows, which
// takes 260 with the folder before it.
const longPath = 160

// archivable refuses what the flags ask for in vain, before anything is built.
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

// archive writes the edition that was published to out as one file.
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
