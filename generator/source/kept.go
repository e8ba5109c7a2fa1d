package source

import (
	"bytes"
	"encoding/gob"
	"errors"
	"os"
	"path/filepath"

	"milepost/generator/diag"
	"milepost/generator/digest"
	"milepost/generator/kb"
)

// keeper holds the last good datasets of each workbook in the state directory.
// They are an input of the next snapshot, so that a clean build over the same
// tree and state shows the same.
type keeper struct {
	dir  string           // "" keeps nothing
	last map[string]*good // what the directory holds, by path; nil entries are not there
}

// good is one workbook as it was when it could last be read.
type good struct {
	Form     int // keptForm of the program that wrote it
	Path     string
	Key      digest.Key // of the bytes
	Date     kb.Date    // the day of the file then
	AsOf     kb.Date
	Sheets   []kb.Sheet
	Datasets []kb.Dataset
}

// keptForm is what cells mean. It grows when their kinds or normal forms change:
// values of an older form would be read as something else.
const keptForm = 1

// apply returns the workbook to show: itself, remembered, if it is good; with
// the last good datasets for what cannot be read now.
func (k *keeper) apply(book *kb.Workbook, date kb.Date) *kb.Workbook {
	if k.dir == "" || book.State == kb.Skipped {
		return book
	}
	last := k.load(book.Path)
	broken := map[string]bool{}
	for _, sh := range book.Sheets {
		if sh.State == "broken" {
			broken[sh.Name] = true
		}
	}
	if book.State == kb.Good && len(broken) == 0 {
		k.remember(book, date, last)
		return book
	}
	if last == nil {
		return book
	}
	shown := *book
	shown.Datasets = nil
	for _, d := range book.Datasets {
		if !broken[d.Get().Sheet] {
			shown.Datasets = append(shown.Datasets, d)
		}
	}
	for _, d := range last.Datasets {
		if book.State != kb.Good || broken[d.Sheet] {
			d.Kept = last.Date
			shown.Datasets = append(shown.Datasets, digest.Seal(d))
		}
	}
	if len(shown.Datasets) == 0 {
		return book
	}
	shown.State = kb.Kept
	if shown.AsOf == "" {
		shown.AsOf = last.AsOf
	}
	shown.Diags = append(diag.List{}, book.Diags...)
	shown.Diags = append(shown.Diags, diag.New("SH90.kept", diag.Pos{File: book.Path}, last.Date))
	return &shown
}

func (k *keeper) file(p string) string {
	return filepath.Join(k.dir, "good", digest.Bytes([]byte(p)).Short()+".gob")
}

// load returns the last good state, nil if there is none that can be read.
func (k *keeper) load(p string) *good {
	if g, known := k.last[p]; known {
		return g
	}
	if k.last == nil {
		k.last = map[string]*good{}
	}
	k.last[p] = nil
	src, err := os.ReadFile(k.file(p))
	if err != nil {
		return nil
	}
	var g good
	if err := gob.NewDecoder(bytes.NewReader(src)).Decode(&g); err != nil || g.Path != p || g.Form != keptForm {
		return nil
	}
	k.last[p] = &g
	return &g
}

// remember writes the workbook as the last good one. A failure costs only the
// fallback, so it is not worth stopping a build for.
func (k *keeper) remember(book *kb.Workbook, date kb.Date, last *good) {
	if last != nil && last.Key == book.Digest {
		return
	}
	g := good{Form: keptForm, Path: book.Path, Key: book.Digest, Date: date, AsOf: book.AsOf, Sheets: book.Sheets}
	for _, d := range book.Datasets {
		g.Datasets = append(g.Datasets, d.Get())
	}
	k.last[book.Path] = &g
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(g); err != nil {
		return
	}
	name := k.file(book.Path)
	err := os.WriteFile(name+".tmp", b.Bytes(), 0o644)
	if errors.Is(err, os.ErrNotExist) {
		if err = os.MkdirAll(filepath.Dir(name), 0o755); err == nil {
			err = os.WriteFile(name+".tmp", b.Bytes(), 0o644)
		}
	}
	if err == nil {
		_ = os.Rename(name+".tmp", name)
	}
}
