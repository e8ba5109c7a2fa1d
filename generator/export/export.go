// Package export turns a report into files that leave the site.
//
// In goes a finished report; out come the bytes of one file for each format
// that is asked for. Formats that need a browser run the one they are given;
// all others are functions of the report alone.
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
	Name   string // of the files, without an ending
	HTML   []byte // the page as one file
	// Paged is the page once it is known on which page of the paper its elements
	// stand, by their ids; nil if it does not say.
	Paged func(on map[string]int) ([]byte, error)
	// Mail is the report as a mail says it, with the names of what goes with it.
	Mail func(files []string) (theme.Mail, error)
	// Read gives the bytes of a content file.
	Read func(path string) ([]byte, error)
	// Template gives the company's Word document; nil if there is none.
	Template func() ([]byte, error)
	// Browser is the program that prints pages; "" looks for one.
	Browser string
	// Limit is how long it may take for one file; 0 is the usual one.
	Limit time.Duration
	// Made are the files made so far, by format: a mail has some with it.
	Made map[string]File
}

// File is one file of an export.
type File struct {
	Ending string
	Data   []byte
}

// format is one kind of file.
type format struct {
	name   string
	ending string
	make   func(ctx context.Context, in Input) ([]byte, error)
}

// formats is every format, those that others are made of first.
var formats = []format{
	// html: the page with its styles in one file; opens from a mail, needs no script.
	{"html", ".html", func(_ context.Context, in Input) ([]byte, error) { return in.HTML, nil }},
	// docx: Word, with charts that it can edit.
	{"docx", ".docx", docx},
	// pdf, png: the page as a browser of the machine prints and draws it.
	{"pdf", ".pdf", pdf},
	{"png", ".png", png},
	// xlsx: a sheet for each section, its figures as numbers, its curves as charts.
	{"xlsx", ".xlsx", func(_ context.Context, in Input) ([]byte, error) { return xlsx(in.Report) }},
	// eml: a draft that a mail program opens; page and workbook go with it.
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

// Export makes the files of the formats with the names, in the order of
// [Formats]. An unknown name is left out; one that fails leaves the others be.
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
