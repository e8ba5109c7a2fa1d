// Package export turns a finished report into files that leave the site: a page, a
// Word document, a workbook, a mail, a PDF, a picture. It gives the bytes of one file
// for each format that is asked for. PDF and picture need a browser, which it runs;
// all other formats follow from the report alone. It also writes a finished page as
// Markdown, for programs that read text.
package export

import (
	"context"
	"slices"
	"time"

	"milepost/generator/document"
	"milepost/generator/theme"
)

// Input is what the formats are made of.
type Input struct {
	Report document.Report
	Name   string // name of the files, without an ending
	HTML   []byte // the report's page as one file
	// Paged makes the page anew with page numbers, from the number of the printed page
	// on which each element stands, by the element's id. nil: it has no page numbers.
	Paged func(on map[string]int) ([]byte, error)
	// Mail makes the text of a mail, to which the files with these names are attached.
	Mail func(files []string) (theme.Mail, error)
	// Read gives the bytes of a content file.
	Read func(path string) ([]byte, error)
	// Template gives the company's Word document; nil if there is none.
	Template func() ([]byte, error)
	// Browser is the program that prints pages; with "" one is looked for.
	Browser string
	// Limit is how long the browser may take for one file; 0: the limit of package browser.
	Limit time.Duration
	// Made holds the files made so far, by format, for the mail to attach. Export sets it.
	Made map[string]File
}

// File is one file of an export.
type File struct {
	Ending string // ".docx"
	Data   []byte
}

// format is one kind of file.
type format struct {
	name   string
	ending string
	make   func(ctx context.Context, in Input) ([]byte, error)
}

// formats lists every format. A format stands behind those that it is made from.
var formats = []format{
	// html: the page with its styles in one file; opens from a mail, needs no script.
	{"html", ".html", func(_ context.Context, in Input) ([]byte, error) { return in.HTML, nil }},
	// docx: Word, with charts that it can edit.
	{"docx", ".docx", docx},
	// pdf, png: the page as a browser of the machine prints and draws it.
	{"pdf", ".pdf", pdf},
	{"png", ".png", png},
	// xlsx: a sheet for each section, with figures as numbers and curves as charts.
	{"xlsx", ".xlsx", func(_ context.Context, in Input) ([]byte, error) { return xlsx(in.Report) }},
	// eml: a draft that a mail program opens, with page and workbook attached.
	{"eml", ".eml", eml},
}

// Formats names the formats.
func Formats() []string {
	var names []string
	for _, f := range formats {
		names = append(names, f.name)
	}
	return names
}

// Failure is a format that could not be made, and why.
type Failure struct {
	Format string
	Err    error
}

// Export makes a file for each format that is named, in the order of [Formats].
// Unknown names are ignored. If a format fails, the others are still made.
func Export(ctx context.Context, in Input, names []string) (files []File, failed []Failure) {
	in.Made = map[string]File{}
	for _, f := range formats {
		if !slices.Contains(names, f.name) {
			continue
		}
		data, err := f.make(ctx, in)
		if err != nil {
			failed = append(failed, Failure{f.name, err})
			continue
		}
		file := File{f.ending, data}
		in.Made[f.name] = file
		files = append(files, file)
	}
	return files, failed
}
