package theme

import (
	"fmt"
	"html/template"
	"math"
	"slices"
	"strconv"
	"strings"

	"milepost/generator/digest"
	"milepost/generator/kb"
)

// families are the prefixes of keys that come out of views: {{word "status" .Status}}
// is the text "status.done". A word that the catalog does not have is shown as it is.
var families = []string{"kind", "status", "state", "file", "sheet", "skip", "field", "schema", "type", "attain", "level", "start", "because", "removed", "withheld", "month", "feedback"}

// funcs are what templates can call. They are pure.
func (t *Theme) funcs() template.FuncMap {
	return template.FuncMap{
		"t":          t.words,
		"word":       t.word,
		"body":       t.body,
		"marked":     marked,
		"show":       t.block,
		"sidebar":    sidebar,
		"alone":      alone,
		"drawn":      drawn,
		"led":        led,
		"shell":      t.shell,
		"toc":        toc,
		"links":      links,
		"entries":    t.entries,
		"svg":        t.svg,
		"ascii":      ascii,
		"whole":      wholeDates,
		"option":     option,
		"table":      t.table,
		"pct":        pct,
		"scale":      func(f, of float64) string { return pct(f / of * 100) },
		"part":       part,
		"num":        num,
		"spark":      spark,
		"stripAxis":  t.stripAxis,
		"strip":      t.strip,
		"panel":      t.panel,
		"share":      share,
		"gauge":      gauge,
		"standing":   standing,
		"home":       t.home,
		"fronts":     t.fronts,
		"listed":     listed,
		"letters":    letters,
		"section":    section,
		"trail":      trail,
		"long":       long,
		"titles":     titles,
		"hasCharts":  hasCharts,
		"charts":     func(v WorkbookView) bool { return chartsIn(v) },
		"tally":      tally,
		"shownWhole": shownWhole,
		"urgent":     urgent,
		"notes":      notes,
		"unread":     unread,
		"label":      label,
		"because":    t.because,
		"cells":      cells,
		"bars":       t.bars,
		"courses":    courses,
		"sentences":  sentenceList,
		"verdicts":   t.verdicts,
		"agenda":     agenda,
		"chapters":   t.chapters,
		"bind":       t.bind,
		"contents":   contents,
		"noPages":    func() map[string]int { return nil },
		"piece":      t.blockPiece,
		"picks":      pickGroups,
		"picked":     picked,
		"squares":    squares,
		"said":       t.said,
		"mailStyle":  mailStyle,
		"mailTag":    mailTag,
		"mailInk":    mailInk,
		"mailBar":    mailBar,
		"mailParts":  mailParts,
		"fitted":     t.fitted,
		"errata":     t.errata,
		"running":    t.running,
	}
}

// words is a text with arguments of any plain type.
func (t *Theme) words(key string, args ...any) string {
	if len(args) == 0 {
		return t.Text(key)
	}
	texts := make([]string, len(args))
	for i, a := range args {
		texts[i] = fmt.Sprint(a)
	}
	return t.Text(key, texts...)
}

// word is the text of one member of a family, the member itself if it has none.
func (t *Theme) word(family, key string) string {
	if k := family + "." + key; t.catalog.Has(t.opt.Lang, k) {
		return t.Text(k)
	}
	return key
}

// because is the reason of a state; r.From says what the time counts from.
func (t *Theme) because(r Reason) string {
	args := r.Args
	if r.From != "" {
		args = append([]string{t.word("start", r.From)}, args...)
	}
	key := "because." + r.Key
	return t.Text(key, args...)
}

// marked is a summary: the HTML from package markdown if there is any, else plain text.
func marked(plain, made string) template.HTML {
	if made == "" {
		return template.HTML(template.HTMLEscapeString(plain))
	}
	return template.HTML(made)
}

// body joins the pieces of a body with the contents of its holes.
func (t *Theme) body(sealed digest.Sealed[kb.Body], fills []Fill) (template.HTML, error) {
	b := sealed.Get()
	html := b.HTML()
	if len(fills) == 0 && len(html) == 1 {
		return template.HTML(html[0]), nil
	}
	size := 0
	for _, h := range html {
		size += len(h)
	}
	for _, f := range fills {
		size += len(f.HTML)
	}
	var out strings.Builder
	out.Grow(size)
	for i, h := range html {
		out.WriteString(h)
		if i >= len(fills) {
			continue
		}
		out.WriteString(fills[i].HTML)
		for _, bl := range fills[i].Block {
			h, err := t.block(bl)
			if err != nil {
				return "", err
			}
			out.WriteString(string(h))
		}
	}
	return template.HTML(out.String()), nil
}

// block is one data block.
func (t *Theme) block(b Block) (template.HTML, error) {
	var out strings.Builder
	err := t.root.ExecuteTemplate(&out, "block", b)
	return template.HTML(out.String()), err
}

// Show is the HTML of one block.
func (t *Theme) Show(b Block) (string, error) {
	h, err := t.block(b)
	return string(h), err
}

// svg is the picture of a chart, "" if there is none.
func (t *Theme) svg(c Chart, id string) template.HTML {
	if t.opt.SVG == nil || c.Option == "" {
		return ""
	}
	s, err := t.opt.SVG(c, id)
	if err != nil {
		return ""
	}
	return template.HTML(s)
}

// option is the ECharts option of a chart for the script. "<" cannot stand in
// JSON outside of strings, so escaping it everywhere keeps the value and lets
// no text close the element.
func option(json string) template.HTML {
	return template.HTML(`<script type="application/json" class="chart-option">` + optionEscapes.Replace(json) + `</script>`)
}

var optionEscapes = strings.NewReplacer("<", `\u003c`, ">", `\u003e`, "&", `\u0026`)

func num(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// pct is a percentage as an SVG attribute: "12.5%". NaN and Inf give 0.
func pct(f float64) string {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		f = 0
	}
	return strconv.FormatFloat(math.Round(f*100)/100, 'f', -1, 64) + "%"
}

// part is percent of the width w, as an SVG attribute.
func part(w, percent float64) string { return pct(w * min(max(percent, 0), 100) / 100) }

// wholeDates keeps browsers from breaking dates after a hyphen: 2026-07-03. Dates in file
// names, KPI_2026-09.xlsx, are left alone. A cell that is only a date has a class for this.
func wholeDates(title string) template.HTML {
	var b strings.Builder
	from := 0 // of what is not written yet
	for at := 0; at < len(title); at++ {
		end := at
		for end < len(title) && dated(title[end]) {
			end++
		}
		run := title[at:end]
		if run != title && strings.Trim(run, "-") == run && strings.Contains(run, "-") && !inName(title[:at], title[end:]) {
			b.WriteString(template.HTMLEscapeString(title[from:at]) + `<span class="whole">` + run + `</span>`)
			from = end
		}
		at = max(at, end-1)
	}
	b.WriteString(template.HTMLEscapeString(title[from:]))
	return template.HTML(b.String())
}

// dated tells whether a byte may stand in a date written in digits.
func dated(c byte) bool { return c == '-' || '0' <= c && c <= '9' }

// inName tells by the texts around a date whether it is part of a file name.
func inName(before, after string) bool {
	return strings.HasSuffix(before, "_") || strings.HasPrefix(after, "_") || len(after) > 1 && after[0] == '.' && 'a' <= after[1] && after[1] <= 'z'
}

// ascii is an id that needs no escaping in addresses: Firefox does not resolve a <use> with
// an escaped id.
func ascii(id string) string {
	var b strings.Builder
	for _, r := range id {
		if r < 0x80 {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "u%x", r)
		}
	}
	return b.String()
}

// spark is the points of a sparkline in a view box of 100 x 24, later to the right.
func spark(trend []float64) string {
	if len(trend) < 2 {
		return ""
	}
	var b strings.Builder
	for i, v := range trend {
		if math.IsNaN(v) {
			continue
		}
		x := 2 + 96*float64(i)/float64(len(trend)-1)
		fmt.Fprintf(&b, "%.1f,%.1f ", x, 22-20*min(max(v, 0), 1))
	}
	return strings.TrimSpace(b.String())
}

// letters is the class of a RACI cell: the first letter.
func letters(cell []string) string {
	if len(cell) == 0 || !strings.Contains("RACI", cell[0]) || len(cell[0]) != 1 {
		return "x"
	}
	return strings.ToLower(cell[0])
}

// long tells whether the values of a field read better as a list.
func long(values []string) bool {
	for _, v := range values {
		if len(values) > 1 && len(v) > 36 { // a dozen Han characters
			return true
		}
	}
	return false
}

// section is the top-level section of a page, "" on the home page.
func section(f Frame) string {
	if len(f.Crumbs) > 1 {
		return f.Crumbs[1].Title
	}
	if f.Kind == "section" {
		return f.Title
	}
	return ""
}

// trail is the titles on the way to a page, without the home page.
func trail(crumbs []Ref) string {
	if len(crumbs) < 2 {
		return ""
	}
	return titles(crumbs[1:], " › ")
}

// titles joins the titles of links.
func titles(refs []Ref, sep string) string {
	names := make([]string, len(refs))
	for i, r := range refs {
		names[i] = r.Title
	}
	return strings.Join(names, sep)
}

// listed are the headings in the table of contents: the two highest levels of the page; none
// if there are fewer than two headings.
func listed(items []TOCItem) []TOCItem {
	top := 7
	for _, it := range items {
		top = min(top, it.Level)
	}
	var out []TOCItem
	begun := false
	for _, it := range items {
		if it.Level > top+1 {
			continue
		}
		it.Level -= top
		begun = begun || it.Level == 0
		if !begun { // nothing above it to stand under
			it.Level = 0
		}
		out = append(out, it)
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// hasCharts tells whether any of the blocks is a chart.
func hasCharts(blocks []Block) bool {
	for _, b := range blocks {
		if b.Kind == "chart" {
			return true
		}
	}
	return false
}

func chartsIn(v WorkbookView) bool {
	for _, t := range v.Tables {
		if hasCharts(t.Blocks) {
			return true
		}
	}
	return false
}

// tally counts the problems of each level.
func tally(list []Problem) Problems {
	var p Problems
	for _, x := range list {
		switch x.Level {
		case "error":
			p.Errors++
		case "warning":
			p.Warnings++
		}
	}
	return p
}

// urgent are errors and warnings, notes the rest.
func urgent(list []Problem) []Problem {
	return ofLevel(list, func(level string) bool { return level != "note" })
}

func notes(list []Problem) []Problem {
	return ofLevel(list, func(level string) bool { return level == "note" })
}

func ofLevel(list []Problem, want func(level string) bool) (out []Problem) {
	for _, p := range list {
		if want(p.Level) {
			out = append(out, p)
		}
	}
	return out
}

// unread tells whether some sheet was not read: only then the list of sheets is shown.
func unread(sheets []SheetNote) bool {
	for _, s := range sheets {
		if s.State != "read" {
			return true
		}
	}
	return false
}

// label is the name of a source: 进度.xlsx › 里程碑.
func label(s Source) string {
	if s.Sheet == "" {
		return s.File
	}
	return s.File + " › " + s.Sheet
}

// shownWhole tells whether blocks already show all cells of a sheet, so that its table is not
// needed.
func shownWhole(blocks []Block) bool {
	return slices.ContainsFunc(blocks, func(b Block) bool { return b.Kind == kb.BlockRACI })
}
