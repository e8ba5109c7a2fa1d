// Package starter holds the files that a new site begins with: a small example
// whose pages link to each other and whose charts come from its workbooks.
//
// In go a language, a title and the day; out come the files. Their days are
// counted from that day, so that a new site has no warning on any day: nothing in
// it is late, overdue or in the future. It touches no disk.
package starter

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/sheet"
	"milepost/generator/vocab"
)

//go:embed all:files
var files embed.FS

// File is one file of a new site. Path is relative to its folder, with slashes.
type File struct {
	Path string
	Data []byte
}

// Site is the files of a new site in a language, in the order of their paths.
func Site(lang, title string, today kb.Date) (list []File, err error) {
	root, err := fs.Sub(files, path.Join("files", lang))
	if err != nil {
		return nil, err
	}
	f := filler{title: title, today: today, lang: lang}
	err = fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path.Ext(name) == ".xlsx": // a folder of sheets
			book, err := f.workbook(root, name)
			if err != nil {
				return err
			}
			list = append(list, File{name, book})
			return fs.SkipDir
		case d.IsDir():
			return nil
		}
		src, err := fs.ReadFile(root, name)
		if err == nil {
			list = append(list, File{name, []byte(f.text(string(src)))})
		}
		return err
	})
	return list, err
}

// filler fills the places that a file leaves open.
type filler struct {
	title string
	today kb.Date
	lang  string
}

// open is such a place: $title$, $day-30$, $month-1$.
var open = regexp.MustCompile(`\$(title|day|month)([-+]\d+)?\$`)

func (f *filler) text(src string) string {
	return open.ReplaceAllStringFunc(src, func(place string) string {
		m := open.FindStringSubmatch(place)
		n, _ := strconv.Atoi(m[2]) // "" is 0
		switch m[1] {
		case "day":
			return string(f.today.AddDays(n))
		case "month":
			month := vocab.MonthOf(f.today)
			for ; n < 0; n++ {
				month = month.Last()
			}
			return string(month)
		}
		return strconv.Quote(f.title)
	})
}

// workbook is the workbook of a folder: each file is a sheet, in the order of the
// numbers before their names, with cells set apart by tabs.
func (f *filler) workbook(root fs.FS, dir string) ([]byte, error) {
	sheets, err := fs.Glob(root, dir+"/*.tsv")
	if err != nil {
		return nil, err
	}
	book := sheet.Book{Title: f.title, Author: "Milepost", Date: f.today, Lang: f.lang}
	for _, name := range sheets {
		src, err := fs.ReadFile(root, name)
		if err != nil {
			return nil, err
		}
		_, called, _ := strings.Cut(strings.TrimSuffix(path.Base(name), ".tsv"), " ")
		page := sheet.Page{Name: called, Heads: []int{1}, Freeze: sheet.Freeze{Lines: 1}}
		for i, line := range strings.Split(strings.TrimSpace(f.text(string(src))), "\n") {
			var row []sheet.Cell
			for text := range strings.SplitSeq(line, "\t") {
				row = append(row, cell(text, i == 0))
			}
			page.Rows = append(page.Rows, row)
		}
		book.Sheets = append(book.Sheets, page)
	}
	b, err := sheet.Write(book)
	if err != nil {
		return nil, fmt.Errorf("workbook %s: %w", dir, err)
	}
	return b, nil
}

// cell is a text as the kind of cell that it reads like.
func cell(text string, head bool) sheet.Cell {
	if share, ok := vocab.Share(text); ok && !head {
		return sheet.Share(share, 0)
	}
	if day, ok := kb.ParseDate(text); ok {
		return sheet.Day(day)
	}
	if kb.Period(text).Valid() {
		return sheet.Period(kb.Period(text))
	}
	if n, err := strconv.ParseFloat(text, 64); err == nil {
		return sheet.Number(n, sheet.Format{})
	}
	if text == "" {
		return sheet.Cell{}
	}
	return sheet.Text(text)
}
