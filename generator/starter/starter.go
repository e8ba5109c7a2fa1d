// Package starter holds the files that a new site begins with: a small example
// whose pages link to each other and whose charts come from its workbooks.
//
// In go a language, a title and today's date; out come the files. Their dates are
// relative to today, so that a new site has no warning, whenever it is made: nothing in
// it is late, overdue or in the future. The package touches no disk.
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

// Site returns the files of a new site in a language, sorted by path.
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
		case d.IsDir() && path.Ext(name) == ".xlsx": // a folder that becomes a workbook
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

// filler replaces the holes of files.
type filler struct {
	title string
	today kb.Date
	lang  string
}

// hole is a part of a file that is filled in: $title$, $day-30$, $month-1$. A day may lie ahead, a month may not.
var hole = regexp.MustCompile(`\$(title|day|month)([-+]\d+)?\$`)

func (f *filler) text(src string) string {
	return hole.ReplaceAllStringFunc(src, func(place string) string {
		m := hole.FindStringSubmatch(place)
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

// workbook makes a workbook of a folder. Each file "1 name.tsv" is a sheet, in the order of
// the file names; tabs separate its cells.
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

// cell turns a text into a share, date, period, number or text, by its form.
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
