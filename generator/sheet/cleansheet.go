package sheet

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
)

// cleanSheets blanks hidden cells, and removes comments, personal views and formulas that
// refer to other workbooks.
func (c *cleaner) cleanSheets() string {
	for _, e := range c.sheets {
		s := c.sheetOf[e.part]
		var why string
		if s.hidden && s.any() {
			why = c.emptySheet(e.part)
		} else {
			why = c.cleanSheet(e.part, s)
		}
		if why != "" {
			return why
		}
	}
	return ""
}

// emptySheet removes everything from a sheet.
func (c *cleaner) emptySheet(part string) string {
	c.removed[hiddenSheets] = true
	if why := c.unlink(part, func(link) bool { return true }); why != "" {
		return why
	}
	return c.edit(part, func(e element) verdict {
		switch {
		case len(e.at) != 1:
			return verdict{}
		case e.name == "sheetData":
			return e.hollow()
		}
		return dropped
	})
}

func (c *cleaner) cleanSheet(part string, s *secrets) string {
	src, err := c.bytes(part)
	if err != nil {
		return unread
	}
	if !c.secret && !c.removed[external] && !c.removed[comments] && !c.printers && !bytes.Contains(src, []byte("scenarios")) && !bytes.Contains(src, []byte("ustomSheetView")) {
		return "" // nothing in it to clean
	}
	w := sheetCleaner{cleaner: c, s: s, filter: filterCleaner{s: s}, goneLinks: map[string]bool{}, kept: map[string]int{}, shared: map[string]bool{}}
	if why := w.count(src); why != "" {
		return why
	}
	if why := c.edit(part, w.judge); why != "" {
		return why
	}
	if w.why != "" {
		return w.why
	}
	c.removed[hiddenColumns] = c.removed[hiddenColumns] || s.hasCols
	c.removed[hiddenRows] = c.removed[hiddenRows] || s.hasRows
	return c.unlink(part, func(l link) bool { return w.goneLinks[l.id] })
}

// sheetCleaner judges the elements of one sheet.
type sheetCleaner struct {
	*cleaner
	s         *secrets
	at        cursor
	filter    filterCleaner
	kept      map[string]int  // hyperlinks and rules that stay, by the element that holds them
	goneLinks map[string]bool // relations of hyperlinks that go
	shared    map[string]bool // shared formulas whose first cell lost it
	why       string
}

// count finds the hyperlinks and rules of blanked cells, which may hold secrets. It counts
// those that stay: Excel calls a file with an empty list damaged.
func (w *sheetCleaner) count(src []byte) string {
	if !mayName.Match(src) {
		return ""
	}
	err := walk(w.ctx, src, func(e element) {
		switch {
		case !w.forCells(e):
		case !w.goes(e):
			w.kept[holder(e)]++
		case e.name == "hyperlink":
			if id := attr(e.tag, "id"); id != "" {
				w.goneLinks[id] = true
			}
		}
	})
	if err != nil {
		return unread
	}
	return ""
}

// mayName: a sheet without these words has no hyperlinks and no rules.
var mayName = regexp.MustCompile(`hyperlink|dataValidation|conditionalFormatting`)

// forCells tells the elements that are about the cells they name.
func (w *sheetCleaner) forCells(e element) bool {
	return e.name == "hyperlink" || e.name == "dataValidation" || e.name == "conditionalFormatting"
}

// holder is the name of the list around an element; ext/… for a list in an extension.
func holder(e element) string {
	if i := slices.Index(e.at, "extLst"); i >= 0 {
		return "ext/" + e.at[len(e.at)-1]
	}
	return e.at[len(e.at)-1]
}

// newerCells is the cells of a rule in an extension.
var newerCells = regexp.MustCompile(`<(?:\w+:)?sqref>([^<]*)<`)

// goes tells whether all cells that an element names are blanked.
func (w *sheetCleaner) goes(e element) bool {
	cells := attr(e.tag, "sqref") + attr(e.tag, "ref")
	if m := newerCells.FindSubmatch(e.inside()); cells == "" && m != nil {
		cells = string(m[1])
	}
	all := strings.Fields(cells)
	return len(all) > 0 && !slices.ContainsFunc(all, func(s string) bool {
		r, ok := parseRange(s)
		return !ok || !w.s.covers(r) || !w.s.holds(r.c0, r.r0)
	})
}

// emptied tells whether nothing in a list stays.
func (w *sheetCleaner) emptied(e element) bool {
	switch e.name {
	case "hyperlinks", "dataValidations":
		return w.kept[e.name] == 0 && !slices.Contains(e.at, "extLst")
	case "ext":
		for _, list := range []string{"dataValidations", "conditionalFormattings"} {
			if bytes.Contains(e.inside(), []byte(":"+list)) && w.kept["ext/"+list] == 0 {
				return true
			}
		}
	}
	return false
}

func (w *sheetCleaner) judge(e element) verdict {
	switch {
	case isRow(e):
		w.at.see(e)
	case isCell(e):
		w.at.see(e)
		return w.cell(e)
	case e.name == "f" && len(e.at) == 4 && e.at[3] == "c":
		return w.formula(e)
	case e.name == "legacyDrawing" && w.removed[comments]:
		return dropped
	case e.name == "scenarios", e.name == "customSheetViews":
		w.removed[personal] = true
		return dropped
	case w.emptied(e), w.forCells(e) && w.goes(e):
		return dropped
	case e.name == "pageSetup" && w.printers:
		return verdict{tag: e.without(e.written("id")...)}
	case e.name == "autoFilter", e.name == "filterColumn":
		return w.filter.judge(e)
	case isFormula[e.name] && w.removed[external] && elsewhere.MatchString(e.text()):
		w.why = unknown // a rule of the sheet leads to another workbook
	}
	return verdict{}
}

// isFormula names the formulas of rules: conditional formats, validations and their extensions.
var isFormula = map[string]bool{"f": true, "formula": true, "formula1": true, "formula2": true}

func (w *sheetCleaner) cell(e element) verdict {
	if w.s.holds(w.at.col, w.at.row) {
		return e.hollow("t", "cm", "vm", "ph")
	}
	in := e.inside()
	if !formulaTag.Match(in) {
		return verdict{}
	}
	goes := w.secret || w.removed[external] && elsewhere.Match(in)
	if w.secret && !valueTag.Match(in) {
		w.why = uncomputed
	}
	if goes && attr(e.tag, "cm") != "" {
		return verdict{tag: e.without("cm")}
	}
	return verdict{}
}

// The children of a cell, with or without a prefix.
var (
	formulaTag = regexp.MustCompile(`<(?:\w+:)?f[\s/>]`)
	valueTag   = regexp.MustCompile(`<(?:\w+:)?(?:v|is)[\s/>]`)
)

// formula removes formulas that would be calculated from blanked cells, or refer to another
// workbook. The values stay.
func (w *sheetCleaner) formula(e element) verdict {
	if w.secret {
		w.removed[formulas] = true
		return dropped
	}
	si, text := attr(e.tag, "si"), e.text()
	goes := w.removed[external] && elsewhere.MatchString(text)
	if attr(e.tag, "t") == "shared" {
		if text != "" {
			w.shared[si] = goes
		}
		goes = w.shared[si]
	}
	if goes {
		return dropped
	}
	return verdict{}
}
