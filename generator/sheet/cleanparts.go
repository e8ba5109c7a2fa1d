package sheet

import (
	"bytes"
	"fmt"
	"strings"
)

// harmless are the kinds of parts that may stay in a workbook with hidden content: they
// contain no cells, or are cleaned.
var harmless = map[string]bool{
	"officeDocument": true, "core-properties": true, "extended-properties": true, "custom-properties": true, "thumbnail": true,
	"worksheet": true, "chartsheet": true, "styles": true, "theme": true, "themeOverride": true, "sharedStrings": true, "calcChain": true,
	"drawing": true, "chart": true, "chartStyle": true, "chartColorStyle": true, "chartUserShapes": true, "image": true, "vmlDrawing": true,
	"table": true, "printerSettings": true, "hyperlink": true, "comments": true, "threadedComment": true, "person": true,
	"externalLink": true, "externalLinkPath": true, "customXml": true, "customXmlProps": true, "sheetMetadata": true,
	"usernames": true, "classificationlabels": true, "customStorage": true,
}

// obstacle says why the workbook cannot be cleaned safely, "" if it can.
func (c *cleaner) obstacle() string {
	stranger := ""
	for _, e := range c.sheets {
		if s := c.sheetOf[e.part]; s.hidden && s.any() && e.kind != "worksheet" {
			stranger = unknown
		}
	}
	for _, f := range append([]string{""}, c.names()...) {
		for _, l := range c.links[f] {
			switch {
			case l.kind == "connections", l.kind == "queryTable", strings.HasPrefix(strings.ToLower(l.kind), "powerpivot"):
				return connected
			case l.kind == "oleObject", l.kind == "package", l.kind == "revisionHeaders":
				return embedded
			case l.kind == "pivotCacheDefinition" && (c.secret || c.pivotsElsewhere(l.target)):
				return pivoted
			case l.kind == "vbaProject" && c.secret:
				return macros
			case !harmless[l.kind] && c.secret:
				stranger = unknown
			}
		}
	}
	return stranger
}

func (c *cleaner) names() (parts []string) {
	for _, f := range c.order {
		parts = append(parts, partName("", f.Name))
	}
	return parts
}

// pivotsElsewhere tells whether a pivot table's data comes from outside of this workbook.
func (c *cleaner) pivotsElsewhere(part string) bool {
	here := false
	src, err := c.bytes(part)
	if err != nil || walk(c.ctx, src, func(e element) {
		here = here || e.name == "worksheetSource" && attr(e.tag, "id") == ""
	}) != nil {
		return true
	}
	return !here
}

// cleanLinks removes the relations to parts such as comments; write then leaves out these
// parts.
func (c *cleaner) cleanLinks() string {
	word := map[string]string{
		"comments": comments, "threadedComment": comments, "person": comments, "externalLink": external,
		"custom-properties": personal, "customXml": personal, "printerSettings": personal, "usernames": personal, "classificationlabels": personal, "customStorage": personal,
	}
	drawn := false // shapes that are no comments
	for _, part := range c.linked("vmlDrawing") {
		src, err := c.bytes(part)
		if err != nil {
			return unread
		}
		n, notes := bytes.Count(src, []byte("<x:ClientData")), bytes.Count(src, []byte(`ObjectType="Note"`))
		drawn = drawn || n != notes
	}
	for _, part := range append([]string{""}, c.names()...) {
		for _, l := range c.links[part] {
			if w := word[l.kind]; w != "" {
				c.removed[w] = true
			}
			c.printers = c.printers || l.kind == "printerSettings"
		}
	}
	if c.removed[comments] && drawn {
		return unknown
	}
	for _, part := range append([]string{""}, c.names()...) {
		withNotes := false
		for _, l := range c.links[part] {
			withNotes = withNotes || word[l.kind] == comments
		}
		why := c.unlink(part, func(l link) bool {
			return word[l.kind] != "" || l.kind == "vmlDrawing" && withNotes || c.secret && l.kind == "thumbnail" || l.kind == "calcChain" && (c.secret || c.removed[external])
		})
		if why != "" {
			return why
		}
	}
	return ""
}

// cleanBook cleans the workbook part: the folder where it was saved, links to other
// workbooks.
func (c *cleaner) cleanBook() string {
	odd := false
	why := c.edit(c.main, func(e element) verdict {
		switch {
		case e.name == "AlternateContent" && bytes.Contains(e.inside(), []byte("absPath")), e.name == "fileSharing", e.name == "customWorkbookViews":
			c.removed[personal] = true
			return dropped
		case e.name == "externalReferences":
			return dropped
		case e.name == "definedName" && c.removed[external] && elsewhere.MatchString(e.text()):
			return dropped
		case e.name == "definedName" && c.secret && strings.ContainsAny(e.text(), `["`):
			odd = true // a name that refers to a table of a hidden sheet, or holds a text
		}
		return verdict{}
	})
	if odd {
		return unknown
	}
	return why
}

// caches are copies of cells in charts; Excel makes them again from the cells.
var caches = map[string]bool{"numCache": true, "strCache": true, "multiLvlStrCache": true, "dlblRangeCache": true}

// cleanCharts drops the copies of cells in charts and refuses drawings that show blanked cells in another way.
func (c *cleaner) cleanCharts() string {
	stop := ""
	for _, part := range c.linked("chart") {
		why := c.edit(part, func(e element) verdict {
			switch {
			case e.name == "f" && c.removed[external] && elsewhere.MatchString(e.text()):
				stop = unknown
			case caches[e.name] && c.secret:
				return dropped
			}
			return verdict{}
		})
		if why != "" || stop != "" {
			return why + stop
		}
	}
	if !c.secret {
		return ""
	}
	for _, e := range c.sheets {
		for _, l := range c.links[e.part] {
			if l.kind == "drawing" && !c.drawsSafely(l.target, c.sheetOf[e.part]) {
				return unknown
			}
		}
	}
	return ""
}

// drawsSafely tells whether no picture covers blanked cells and no shape shows a cell's
// text.
func (c *cleaner) drawsSafely(part string, s *secrets) bool {
	src, err := c.bytes(part)
	if err != nil {
		return false
	}
	safe, col := true, 0
	err = walk(c.ctx, src, func(e element) {
		from := len(e.at) > 0 && e.at[len(e.at)-1] == "from"
		switch {
		case attr(e.tag, "textlink") != "":
			safe = false
		case from && e.name == "col":
			col = atoi(strings.TrimSpace(e.text())) + 1
		case from && e.name == "row":
			safe = safe && !s.holds(col, atoi(strings.TrimSpace(e.text()))+1)
		}
	})
	return safe && err == nil
}

// cleanTables removes column formulas from tables, and filter values of hidden columns.
func (c *cleaner) cleanTables() string {
	if !c.secret && !c.removed[external] {
		return ""
	}
	for _, e := range c.sheets {
		for _, l := range c.links[e.part] {
			if l.kind != "table" {
				continue
			}
			f := filterCleaner{s: c.sheetOf[e.part]}
			why := c.edit(l.target, func(e element) verdict {
				if columnFormula[e.name] && (c.secret || elsewhere.MatchString(e.text())) {
					return dropped
				}
				return f.judge(e)
			})
			if why != "" {
				return why
			}
		}
	}
	return ""
}

// columnFormula names the formulas that a table keeps for a whole column.
var columnFormula = map[string]bool{"calculatedColumnFormula": true, "totalsRowFormula": true}

// filterCleaner removes the values by which filters select in hidden columns. Rows stay
// hidden as they are.
type filterCleaner struct {
	s    *secrets
	left int // first column of the filter being read
}

func (f *filterCleaner) judge(e element) verdict {
	switch e.name {
	case "autoFilter":
		r, _ := parseRange(attr(e.tag, "ref"))
		f.left = r.c0
	case "filterColumn":
		if f.s.cols.holds(f.left + atoi(attr(e.tag, "colId"))) {
			prefix := e.prefix()
			return verdict{replace: true, put: fmt.Appendf(nil, `<%sfilterColumn colId="%d"><%[1]sfilters blank="1"/></%[1]sfilterColumn>`, prefix, atoi(attr(e.tag, "colId")))}
		}
	}
	return verdict{}
}

// persons are the properties that name a person or a company.
var persons = map[string]bool{"creator": true, "lastModifiedBy": true, "Company": true, "Manager": true, "HyperlinkBase": true}

func (c *cleaner) cleanProperties() string {
	drop := func(e element) verdict {
		if len(e.at) == 1 && persons[e.name] && strings.TrimSpace(e.text()) != "" {
			c.removed[personal] = true
			return dropped
		}
		return verdict{}
	}
	for _, kind := range []string{"core-properties", "extended-properties"} {
		for _, part := range c.linked(kind) {
			if why := c.edit(part, drop); why != "" {
				return why
			}
		}
	}
	for _, part := range c.linked("pivotCacheDefinition") {
		why := c.edit(part, func(e element) verdict {
			if len(e.at) == 0 && attr(e.tag, "refreshedBy") != "" {
				c.removed[personal] = true
				return verdict{tag: e.without("refreshedBy")}
			}
			return verdict{}
		})
		if why != "" {
			return why
		}
	}
	return ""
}

// cleanTexts blanks the shared texts that no cell uses any more. None is deleted, because
// cells refer to them by number.
func (c *cleaner) cleanTexts() string {
	if !c.secret || c.texts == "" {
		return ""
	}
	used := map[int]bool{}
	for _, e := range c.sheets {
		src, err := c.bytes(e.part)
		if err != nil {
			return unread
		}
		shared := false
		err = walk(c.ctx, src, func(e element) {
			switch {
			case isCell(e):
				shared = attr(e.tag, "t") == "s"
			case shared && e.name == "v":
				used[atoi(strings.TrimSpace(e.text()))] = true
			}
		})
		if err != nil {
			return unread
		}
	}
	n := -1
	return c.edit(c.texts, func(e element) verdict {
		if e.name != "si" {
			return verdict{}
		}
		if n++; used[n] {
			return verdict{}
		}
		return verdict{replace: true, put: fmt.Appendf(nil, "<%ssi><%[1]st/></%[1]ssi>", e.prefix())}
	})
}
