package site

import (
	"strconv"
	"strings"
	"unicode"

	"milepost/generator/kb"
)

// Anchor is the id of a dataset on its workbook's page: its name without what
// has a meaning in an address.
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

// RowAnchor is the id of a row there: "进度-r12".
func RowAnchor(set *kb.Dataset, line int) string { return Anchor(set) + "-r" + strconv.Itoa(line) }

// Count is how many datasets the site has, those of a series each for itself.
func (d *Data) Count() int {
	n := 0
	for _, sets := range d.sets {
		n += len(sets)
	}
	return n
}
