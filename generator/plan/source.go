package plan

import (
	"path"
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/theme"
)

// maxSources is how many files of a series a block names at most: the newest
// ones.
const maxSources = 3

// sources is the files and sheets of a block's values, each once. uncut gives the
// table before conditions picked rows from it, nil if there were none.
func (d drawer) sources(sets []*kb.Dataset, uncut func(*kb.Dataset) *kb.Dataset) []theme.Source {
	var out []theme.Source
	for _, set := range sets {
		books := slices.DeleteFunc(d.data.Books(set), func(b *kb.Workbook) bool { return set.Series != "" && !gives(b, set) })
		slices.Reverse(books)
		for _, b := range books[:min(len(books), maxSources)] {
			whole := set
			if uncut != nil {
				whole = uncut(set)
			}
			asOf, from := d.data.StandsFor(whole, b)
			s := d.source(set, b, asOf, from)
			if !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	return out
}

// gives tells whether any row of a joined dataset comes from the workbook.
func gives(b *kb.Workbook, set *kb.Dataset) bool {
	for _, r := range set.Rows {
		for _, c := range r.Cells {
			if c.File == b.Path {
				return true
			}
		}
	}
	return false
}

func (d drawer) source(set *kb.Dataset, b *kb.Workbook, asOf kb.Period, from site.From) theme.Source {
	s := theme.Source{
		File: path.Base(b.Path), Sheet: set.Sheet,
		Href:     HrefFrag(d.out, site.BookOut(b.Path), site.Anchor(set)),
		AsOf:     asOf,
		FileTime: from == site.FromFile,
		Computed: hasComputed(set),
		Unread:   unread(set, b),
	}
	if b.State == kb.Kept {
		s.Kept = set.Kept
		if s.Kept == "" {
			s.Kept = asOf.End()
		}
	}
	if set.Series != "" { // an older part of a series is not stale: there is a newer one
		if own := d.data.Part(set, b); own != nil {
			s.Sheet, s.Href, s.Computed = own.Sheet, HrefFrag(d.out, site.BookOut(b.Path), site.Anchor(own)), hasComputed(own)
		}
		if books := d.data.Books(set); books[len(books)-1] != b {
			return s
		}
	}
	s.StaleAfter = site.StaleAfter(d.data.Whole(set))
	return s
}

func hasComputed(set *kb.Dataset) bool {
	for _, r := range set.Rows {
		for _, c := range r.Cells {
			if c.Computed {
				return true
			}
		}
	}
	return false
}

// unread counts the cells of one file that cannot be read.
func unread(set *kb.Dataset, b *kb.Workbook) int {
	n := 0
	for _, r := range set.Rows {
		for _, c := range r.Cells {
			if c.Kind == kb.Fault && (c.File == b.Path || set.Series == "") {
				n++
			}
		}
	}
	return n
}

// tip names the source of one cell: 进度.xlsx › 阶段!E5 · 2026-11-20.
func (d drawer) tip(set *kb.Dataset, c kb.Cell) string {
	if set == nil {
		return ""
	}
	var b strings.Builder
	file := d.fileOf(set, c)
	b.WriteString(path.Base(file) + " ›")
	if set.Sheet != "" {
		b.WriteString(" " + set.Sheet + "!" + c.Ref)
	} else {
		b.WriteString(" " + c.Ref)
	}
	for _, book := range d.data.Books(set) {
		if book.Path != file {
			continue
		}
		switch asOf, from := d.data.StandsFor(set, book); {
		case asOf == "":
		case from == site.FromFile:
			b.WriteString(" · " + d.words("source.file-time", string(asOf)))
		default:
			b.WriteString(" · " + string(asOf))
		}
	}
	return strings.TrimSuffix(b.String(), " ›")
}

// fileOf is the file of a cell; in a series each cell has its own.
func (d drawer) fileOf(set *kb.Dataset, c kb.Cell) string {
	if c.File != "" {
		return c.File
	}
	return set.File
}

// rowHref is the address of a row on its workbook's page.
func (d drawer) rowHref(set *kb.Dataset, row int, file string) string {
	out, frag := d.data.RowAt(set, row, file)
	return HrefFrag(d.out, out, frag)
}
