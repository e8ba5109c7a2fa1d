package plan

import (
	"html"
	"regexp"
	"strings"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/theme"
)

var (
	paragraphs = regexp.MustCompile(`(?s)<p[ >].*?</p>`)
	markup     = regexp.MustCompile(`<[^>]*>`)
	figures    = regexp.MustCompile(`(?s)\x01.*?\x02`)
)

// withFigures is the first paragraph of a page with the values in it. lead is
// the paragraph without them, from the page's file; it is returned if the
// paragraph is not found.
func withFigures(lead string, b *kb.Body, fills []theme.Fill) string {
	var whole strings.Builder
	found := false
	for i, piece := range b.HTML() {
		whole.WriteString(piece)
		switch {
		case i >= len(b.Holes) || i >= len(fills):
		case b.Holes[i].Kind == kb.HoleValue:
			found = true
			whole.WriteString("\x01" + fills[i].HTML + "\x02")
		case b.Holes[i].Kind == kb.HoleLinkText:
			whole.WriteString(fills[i].HTML)
		}
	}
	if !found {
		return lead
	}
	for _, p := range paragraphs.FindAllString(whole.String(), 20) {
		text := html.UnescapeString(markup.ReplaceAllString(p, ""))
		if bare := figures.ReplaceAllString(text, ""); strings.Join(strings.Fields(bare), "") == strings.Join(strings.Fields(lead), "") {
			return strings.Join(strings.Fields(strings.NewReplacer("\x01", "", "\x02", "").Replace(text)), " ")
		}
	}
	return lead
}

// leadOf is the first sentence of a report, "" if none of the fills has one.
func leadOf(fills []theme.Fill) string {
	for i := range fills {
		for _, b := range fills[i].Block {
			for _, r := range b.Report {
				for _, s := range r.Sections {
					for j := range s.Blocks {
						if s.Blocks[j].Kind == document.Lead {
							return s.Blocks[j].Text.String()
						}
					}
				}
			}
		}
	}
	return ""
}
