package markdown

import (
	"regexp"
	"slices"
	"strings"

	"milepost/generator/text"
)

// portion selects lines of a file: by line numbers or by the name of a part; all lines if
// both are empty.
type portion struct {
	ranges []lineRange
	name   string
}

// lineRange counts from 1; 0 is the first or last line.
type lineRange struct{ from, to int }

// portionFault says why there is no such part.
type portionFault struct {
	code string
	args []any
}

var (
	sectionMark = regexp.MustCompile(`(?i)-+8<-+[ \t]+\[[ \t]*(start|end)[ \t]*:[ \t]*([a-z][-\w]*)[ \t]*\]`)
	anchorMark  = regexp.MustCompile(`\bANCHOR(_END)?:[ \t]*([\w-]+)`)
	regionMark  = regexp.MustCompile(`(?i)^[ \t]*(?:(?://|/\*|<!--|--|::|rem|\(\*|%|;|#)[ \t]*#?|#)(end)?region\b:?[ \t]*([^\n]*?)[ \t]*(?:\*/|-->|\*\))?[ \t]*$`)
)

// of returns the selected lines, without the marks that name parts, and without the front
// matter of a page.
func (p portion) of(s *source, page bool) (list []string, why *portionFault) {
	body := 0
	if page && len(p.ranges) == 0 {
		_, _, _, body, _ = s.extent()
	}
	all := strings.Split(strings.TrimSuffix(string(s.text[body:]), "\n"), "\n")
	if p.name != "" {
		from, to, ok := named(all, p.name, page)
		if !ok {
			return nil, unnamed(all, p.name)
		}
		all = all[from:to]
	}
	if len(p.ranges) == 0 {
		return unmarkedLines(all), nil
	}
	for _, r := range p.ranges {
		if r.to = min(r.to, len(all)); r.to == 0 {
			r.to = len(all)
		}
		if r.from = max(r.from, 1); r.from > len(all) {
			return nil, &portionFault{code: "MD13.lines", args: []any{r.from, len(all)}}
		}
		list = append(list, all[r.from-1:max(r.from-1, r.to)]...)
	}
	return unmarkedLines(list), nil
}

// unmarkedLines are the lines without marks of parts.
func unmarkedLines(list []string) (out []string) {
	for _, line := range list {
		if !(strings.Contains(line, "8<-") && sectionMark.MatchString(line)) && !(strings.Contains(line, "ANCHOR") && anchorMark.MatchString(line)) {
			out = append(out, line)
		}
	}
	return out
}

// named finds the lines between the marks of a name, else below the heading of that name.
func named(list []string, name string, page bool) (from, to int, ok bool) {
	if block, is := strings.CutPrefix(name, "^"); is && page {
		return blockNamed(list, block)
	}
	from = -1
	for i, line := range list {
		what, end := markOf(line)
		switch {
		case from < 0 && !end && what == name:
			from = i + 1
		case from >= 0 && end && (what == name || what == "" && regionMark.MatchString(line) && level(list[from:i]) == 0):
			return from, i, true
		}
	}
	if from >= 0 {
		return from, len(list), true
	}
	if page {
		return belowHeading(list, name)
	}
	return 0, 0, false
}

// in tells whether a note has the part: a heading, or a block with that name.
func (p portion) in(s *source) bool {
	_, why := p.of(s, true)
	return why == nil
}

var blockForm = regexp.MustCompile(`(?:^|[ \t])\^([A-Za-z0-9-]{3,})[ \t]*$`)

// blockName is the ^name at the end of a line, which names a block in Obsidian, and its
// offset; -1 if there is none. ^2 may be a power, not a name.
func blockName(line string) (name string, at int) {
	if strings.IndexByte(line, '^') < 0 {
		return "", -1
	}
	m := blockForm.FindStringSubmatchIndex(line)
	if m == nil || strings.Trim(line[m[2]:m[3]], "0123456789-") == "" {
		return "", -1
	}
	return line[m[2]:m[3]], m[0]
}

// blockNamed finds the block with a name.
func blockNamed(list []string, name string) (from, to int, ok bool) {
	at := slices.IndexFunc(list, func(line string) bool {
		said, _ := blockName(line)
		return said != "" && strings.EqualFold(said, name)
	})
	if at < 0 {
		return 0, 0, false
	}
	blank := func(i int) bool { return strings.TrimSpace(list[i]) == "" }
	from, to = at, at+1
	if strings.HasPrefix(strings.TrimSpace(list[at]), "^") { // the block is the one above
		for to = at; to > 0 && blank(to-1); to-- {
		}
		from = max(to-1, 0)
	} else if itemLine.MatchString(list[at]) {
		return from, to, true
	}
	for from > 0 && !blank(from-1) {
		from--
	}
	return from, to, true
}

var itemLine = regexp.MustCompile(`^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]`)

// untitled is a note without its title and without names of blocks, which the page may
// have itself.
func untitled(list []string, p portion) []string {
	if p.name == "" {
		for i, line := range list {
			if m := headingLine.FindStringSubmatch(line); m != nil && m[1] == "#" {
				return list[i+1:]
			}
			if strings.TrimSpace(line) != "" {
				break
			}
		}
	}
	out := slices.Clone(list)
	for i, line := range out { // a name that the page may have itself
		if _, at := blockName(line); at >= 0 {
			out[i] = line[:at]
		}
	}
	return out
}

// level is how many regions are open after the lines.
func level(list []string) (n int) {
	for _, line := range list {
		if m := regionMark.FindStringSubmatch(line); m != nil && m[1] == "" {
			n++
		} else if m != nil {
			n--
		}
	}
	return n
}

// markOf is the name in a mark, and whether the mark ends the part.
func markOf(line string) (name string, end bool) {
	if !strings.Contains(line, "8<-") && !strings.Contains(line, "ANCHOR") && !strings.Contains(line, "egion") && !strings.Contains(line, "EGION") {
		return "", false
	}
	if m := sectionMark.FindStringSubmatch(line); m != nil {
		return m[2], strings.EqualFold(m[1], "end")
	}
	if m := anchorMark.FindStringSubmatch(line); m != nil {
		return m[2], m[1] != ""
	}
	if m := regionMark.FindStringSubmatch(line); m != nil {
		return strings.TrimSpace(m[2]), m[1] != ""
	}
	return "", false
}

var headingLine = regexp.MustCompile(`^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*(?:\{#([^}\s]+)[^}]*\})?[ \t]*$`)

// belowHeading finds a heading by its id, with everything below it.
func belowHeading(list []string, id string) (from, to int, ok bool) {
	depth, fence := 0, ""
	for i, line := range list {
		if fence = fenceAfter(line, fence); fence != "" {
			continue
		}
		m := headingLine.FindStringSubmatch(line)
		switch {
		case m == nil:
		case depth > 0 && len(m[1]) <= depth:
			return from, i, true
		case depth == 0 && (m[3] == id || m[3] == "" && slug(plainMarks.Replace(m[2])) == slug(id)):
			from, depth = i, len(m[1])
		}
	}
	return from, len(list), depth > 0
}

// dedented takes off the blanks that all lines begin with, if asked to.
func dedented(list []string, ask bool) []string {
	common := -1
	for _, line := range list {
		if trimmed := strings.TrimLeft(line, " \t"); trimmed != "" && (common < 0 || len(line)-len(trimmed) < common) {
			common = len(line) - len(trimmed)
		}
	}
	if !ask || common <= 0 {
		return list
	}
	list = slices.Clone(list)
	for i, line := range list {
		list[i] = line[min(common, len(line)):]
	}
	return list
}

// unnamed is the fault that no part of the file has the name.
func unnamed(list []string, name string) *portionFault {
	var names []string
	for _, line := range list {
		if n, end := markOf(line); n != "" && !end {
			names = append(names, n)
		}
	}
	if near := text.Nearest(name, names); near != "" {
		return &portionFault{"MD13.section-near", []any{name, near}}
	}
	return &portionFault{"MD13.section", []any{name}}
}
