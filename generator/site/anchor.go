package site

import (
	"strconv"
	"strings"
	"unicode"

	"milepost/generator/kb"
)

// Anchor is the id of a dataset on its workbook's page: its name, with "-" for
// characters that have a meaning in an address.
func Anchor(set *kb.Dataset) string {
	id := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune(`"'#%&?<>/\`, r) {
			return '-'
		}
		return r
	}, set.Name)
	if id = strings.Trim(id, "-"); id == "" {
		return "table"
	}
	return id
}

// RowAnchor is the id of a row on its workbook's page: "进度-r12".
func RowAnchor(set *kb.Dataset, line int) string { return Anchor(set) + "-r" + strconv.Itoa(line) }

// Count is how many datasets the site has; each part of a series counts.
func (d *Data) Count() int {
	n := 0
	for _, sets := range d.sets {
		n += len(sets)
	}
	return n
}

// FileOf is the file that a row came from. In a series it is one of several.
func FileOf(set *kb.Dataset, r kb.Row) string {
	for _, c := range r.Cells {
		if c.File != "" {
			return c.File
		}
	}
	return set.File
}

// RowAt is the workbook's page that shows a row of a file, and the row's anchor
// there. In a private table it is the anchor of the table.
func (d *Data) RowAt(set *kb.Dataset, row int, file string) (out, frag string) {
	out = BookOut(file)
	if row < 0 || row >= len(set.Rows) || d.Private(set) {
		return out, Anchor(set)
	}
	if set.Series != "" {
		for _, b := range d.Books(set) {
			if own := d.Part(set, b); b.Path == file && own != nil {
				return out, RowAnchor(own, set.Rows[row].Line)
			}
		}
	}
	return out, RowAnchor(set, set.Rows[row].Line)
}
