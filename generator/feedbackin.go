package generator

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"milepost/generator/feedback"
	"milepost/generator/kb"
	"milepost/generator/sheet"
	"milepost/generator/site"
)

// mostFeedback is the size of the largest file that is read, in bytes.
const mostFeedback = 20 << 20

// ReadFeedback gives the importer all files of a folder and its subfolders, by name:
// tables first, because a table that we wrote tells which feedback is known already.
// Hidden files and lock files of Office (~$…) are skipped.
func ReadFeedback(ctx context.Context, im *feedback.Importer, folder string) error {
	var tables, mails []string // paths from the folder
	err := filepath.WalkDir(folder, func(p string, d fs.DirEntry, err error) error {
		name := filepath.Base(p)
		switch {
		case err != nil:
			return err
		case p != folder && (strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$")):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			return nil
		}
		rel, err := filepath.Rel(folder, p)
		if err != nil {
			return err
		}
		switch rel = filepath.ToSlash(rel); {
		case !d.Type().IsRegular() || !feedback.Readable(name):
			im.Left = append(im.Left, feedback.Trouble{File: rel, Code: "kind"})
		case strings.EqualFold(path.Ext(name), ".eml"):
			mails = append(mails, rel)
		default:
			tables = append(tables, rel)
		}
		return nil
	})
	for _, rel := range slices.Concat(tables, mails) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		b, err := readSome(filepath.Join(folder, filepath.FromSlash(rel)))
		switch {
		case err != nil:
			im.Unread = append(im.Unread, feedback.Trouble{File: rel, Code: "disk", Arg: err.Error()})
		case b == nil:
			im.Unread = append(im.Unread, feedback.Trouble{File: rel, Code: "size", Arg: "20"})
		default:
			im.Add(ctx, rel, b)
		}
	}
	return err
}

// readSome reads a file; it returns nil if the file is larger than mostFeedback.
func readSome(p string) ([]byte, error) {
	info, err := os.Stat(p)
	if err != nil {
		return nil, err
	}
	if info.Size() > mostFeedback {
		return nil, nil
	}
	b, err := os.ReadFile(p)
	if b == nil && err == nil {
		b = []byte{}
	}
	return b, err
}

// KnownFeedback tells the importer which feedback is in the site already, and returns
// the ids of the site's suggestions.
func KnownFeedback(im *feedback.Importer, s *site.Site) (ids []string) {
	for _, set := range s.Data.Each() {
		for _, o := range feedback.Origins(set) {
			im.Know(o)
		}
		if set.Schema == kb.SchemaSuggestions && set.Score >= site.Sure {
			ids = append(ids, idsOf(set)...)
		}
	}
	return ids
}

func idsOf(set *kb.Dataset) (ids []string) {
	for row := range set.Rows {
		ids = append(ids, strings.TrimSpace(set.Cell(row, kb.FieldID).String()))
	}
	return ids
}

// EarlierFeedback does the same for the files of earlier imports: the tables in dir
// whose name begins with begins.
func EarlierFeedback(ctx context.Context, im *feedback.Importer, dir, begins string) (ids []string, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, e := range entries {
		ext := strings.ToLower(path.Ext(e.Name()))
		if !strings.HasPrefix(e.Name(), begins) || !slices.Contains([]string{".xlsx", ".csv"}, ext) {
			continue
		}
		b, err := readSome(filepath.Join(dir, e.Name()))
		if err != nil || b == nil {
			continue // not one of ours
		}
		book := sheet.Read(ctx, e.Name(), b, sheet.Options{Settings: sheet.Settings{Schema: kb.SchemaSuggestions}})
		if book == nil {
			return nil, ctx.Err()
		}
		for _, sealed := range book.Datasets {
			set := sealed.Get()
			found := feedback.Origins(&set)
			for _, o := range found {
				im.Know(o)
			}
			if len(found) > 0 {
				ids = append(ids, idsOf(&set)...)
			}
		}
	}
	return ids, nil
}
