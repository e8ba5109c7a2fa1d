package generator

import (
	"errors"
	"os"
	"path/filepath"
	"unicode/utf8"

	"milepost/generator/archive"
	"milepost/generator/publish"
)

// Archived describes a written archive.
type Archived struct {
	Longest int // characters of its longest path
}

// Archive writes the edition published in dir as one file. An older file is replaced
// only after the new one is complete.
func Archive(dir, name string, t archive.Texts) (made Archived, err error) {
	from, err := publish.Read(dir)
	if err != nil {
		return made, err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	for _, f := range from.Files() {
		made.Longest = max(made.Longest, utf8.RuneCountInString(f.Path))
	}
	to, err := os.CreateTemp(filepath.Dir(name), ".milepost-archive-*")
	if err != nil {
		return made, err
	}
	err = errors.Join(archive.Write(to, name, from, t), to.Chmod(0o644), to.Close())
	if err == nil {
		err = os.Rename(to.Name(), name)
	}
	if err != nil {
		err = errors.Join(err, os.Remove(to.Name()))
	}
	return made, err
}
