package move

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"milepost/generator/config"
)

// Do carries the plan out. First all new texts are written to drafts beside site.toml, so
// that a full disk or missing permission changes nothing; then the files are moved; then
// each draft replaces its file. If a step fails, the steps before it are undone, and the
// error says what failed.
func (p *Plan) Do() (err error) {
	var undo []func() error
	defer func() {
		if err == nil {
			return
		}
		for _, f := range slices.Backward(undo) {
			err = errors.Join(err, f())
		}
	}()
	drafts, err := p.drafts()
	defer func() {
		for _, d := range drafts {
			_ = os.Remove(d) // those that took their place are gone
		}
	}()
	if err != nil {
		return err
	}
	if err := p.rename(&undo); err != nil {
		return err
	}
	for _, name := range p.changed() {
		to := p.now(name)
		was, err := os.ReadFile(to)
		if err != nil {
			return err
		}
		info, err := os.Stat(to)
		if err != nil {
			return err
		}
		if err := os.Rename(drafts[name], to); err != nil {
			return fmt.Errorf("mend %s: %w", name, err)
		}
		undo = append(undo, func() error { return os.WriteFile(to, was, info.Mode().Perm()) })
	}
	return nil
}

// changed are the files with a new text, in the order of their names.
func (p *Plan) changed() (list []string) {
	for name := range p.fresh {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}

// drafts writes the new texts beside site.toml, in a file each.
func (p *Plan) drafts() (map[string]string, error) {
	drafts := map[string]string{}
	for _, name := range p.changed() {
		info, err := os.Stat(p.was(name))
		if err != nil {
			return drafts, err
		}
		if f, err := os.OpenFile(p.was(name), os.O_WRONLY, 0); err != nil { // may it be written at all?
			return drafts, err
		} else if err := f.Close(); err != nil {
			return drafts, err
		}
		f, err := os.CreateTemp(p.root, ".milepost-mv-*")
		if err != nil {
			return drafts, err
		}
		drafts[name] = f.Name()
		_, err = f.Write(p.fresh[name])
		if err = errors.Join(err, f.Chmod(info.Mode().Perm()), f.Sync(), f.Close()); err != nil {
			return drafts, err
		}
	}
	return drafts, nil
}

// was is the path of a file on the disk before the move.
func (p *Plan) was(name string) string {
	if name == config.File {
		return filepath.Join(p.root, name)
	}
	return p.place(name)
}

// now is its path after the move.
func (p *Plan) now(name string) string {
	if rest, ok := strings.CutPrefix(name, p.From); ok && (rest == "" || rest[0] == '/') {
		return p.place(p.To + rest)
	}
	return p.was(name)
}

// rename moves the file or folder, and what belongs to it.
func (p *Plan) rename(undo *[]func() error) error {
	made, err := makeDirs(filepath.Dir(p.place(p.To)))
	*undo = append(*undo, func() error {
		for _, dir := range slices.Backward(made) {
			_ = os.Remove(dir) // if it is empty
		}
		return nil
	})
	if err != nil {
		return err
	}
	move := func(from, to string) error {
		if err := os.Rename(p.place(from), p.place(to)); err != nil {
			return fmt.Errorf("move %s: %w", from, err)
		}
		*undo = append(*undo, func() error { return os.Rename(p.place(to), p.place(from)) })
		return nil
	}
	if err := move(p.From, p.To); err != nil {
		return err
	}
	for _, pair := range p.belongings {
		if err := move(pair[0], pair[1]); err != nil {
			return err
		}
	}
	return nil
}

// makeDirs makes a folder and its parents; made are those that did not exist.
func makeDirs(dir string) (made []string, err error) {
	for d := dir; ; d = filepath.Dir(d) {
		if _, err := os.Stat(d); err == nil || d == filepath.Dir(d) {
			break
		}
		made = append([]string{d}, made...)
	}
	return made, os.MkdirAll(dir, 0o755)
}
