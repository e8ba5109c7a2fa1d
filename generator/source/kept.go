package source

import (
	"bytes"
	"encoding/gob"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"milepost/generator/diag"
	"milepost/generator/digest"
	"milepost/generator/kb"
)

// keeper holds the last good datasets of each workbook in the state directory. They are
// an input of the next snapshot: a clean build with the same files and the same state
// directory shows the same.
type keeper struct {
	dir    string           // "" keeps nothing
	shrink bool             // a workbook may lose all its rows
	last   map[string]*good // what was read from the directory, by path of the workbook; nil: nothing is there
	lost   map[string]bool  // workbooks whose file in the directory is damaged
}

// GoodDir is the folder of the state directory for the last good datasets.
const GoodDir = "good"

// good is one workbook as it was when it could last be read.
type good struct {
	Form     int // keptForm when it was written
	Path     string
	Key      digest.Key // of the bytes
	Date     kb.Date    // the day of the file then
	AsOf     kb.Date
	Sheets   []kb.Sheet
	Datasets []kb.Dataset
}

// keptForm is the version of the cells' meaning. Raise it when their kinds or normal
// forms change: values of an older version would be read as something else.
const keptForm = 1

// apply returns the workbook to show. A good workbook is remembered and returned as it
// is. In another, tables that cannot be read now are replaced by the last good ones.
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
	whole := book.State == kb.Good && len(broken) == 0
	emptied := whole && !k.shrink && rows(book) == 0 && (last.rows() > 0 || k.lost[book.Path])
	switch {
	case whole && !emptied:
		k.remember(book, date, last)
		return book
	case k.lost[book.Path]:
		return with(book, diag.New("SH90.lost", diag.Pos{File: book.Path}))
	case last == nil:
		return book
	}
	shown := *book
	shown.Datasets = nil
	for _, d := range book.Datasets {
		if !broken[d.Get().Sheet] && !emptied {
			shown.Datasets = append(shown.Datasets, d)
		}
	}
	for _, d := range last.Datasets {
		if book.State != kb.Good || broken[d.Sheet] || emptied {
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
	code := "SH90.kept"
	if emptied {
		code = "SH90.emptied"
	}
	return with(&shown, diag.New(code, diag.Pos{File: book.Path}, last.Date))
}

// with is the workbook with one more diagnostic.
func with(book *kb.Workbook, d diag.Diagnostic) *kb.Workbook {
	said := *book
	said.Diags = append(append(diag.List{}, book.Diags...), d)
	return &said
}

// rows is the number of rows of all tables. If a workbook that had some has none left,
// somebody emptied it, or a program is writing it at this moment.
func rows(book *kb.Workbook) (n int) {
	for _, d := range book.Datasets {
		n += len(d.Get().Rows)
	}
	return n
}

func (g *good) rows() (n int) {
	if g == nil {
		return 0
	}
	for i := range g.Datasets {
		n += len(g.Datasets[i].Rows)
	}
	return n
}

func (k *keeper) file(p string) string {
	return filepath.Join(k.dir, GoodDir, digest.Bytes([]byte(p)).Short()+".gob")
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
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	g := decodeGood(src) // nil too if src is nil because reading failed
	if g == nil || g.Path != p || g.Form != keptForm {
		if k.lost == nil {
			k.lost = map[string]bool{}
		}
		k.lost[p] = true
		return nil
	}
	k.last[p] = g
	return g
}

// goodHead begins a file of last good datasets.
const goodHead = "milepost-good\n"

func encodeGood(g *good) ([]byte, error) {
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(g); err != nil {
		return nil, err
	}
	return digest.Whole(goodHead, b.Bytes()), nil
}

// decodeGood gives nil for bytes that are not what encodeGood wrote.
func decodeGood(src []byte) *good {
	body, ok := digest.Body(goodHead, src)
	if !ok {
		return nil
	}
	var g good
	if err := gob.NewDecoder(bytes.NewReader(body)).Decode(&g); err != nil {
		return nil
	}
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
	delete(k.lost, book.Path)
	b, err := encodeGood(&g)
	if err != nil {
		return
	}
	name := k.file(book.Path)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), "*.tmp") // two builders may do so at a time
	if err != nil {
		return
	}
	_, err = tmp.Write(b)
	if err = errors.Join(err, tmp.Chmod(0o644), tmp.Close()); err == nil {
		err = os.Rename(tmp.Name(), name)
	}
	if err != nil {
		_ = os.Remove(tmp.Name())
	}
}
