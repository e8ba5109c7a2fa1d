package report

import (
	"slices"

	"milepost/generator/document"
)

// Brief is a report in two sentences, for where pages are described without being
// shown: its period, the colour of the whole with its word, and the first thing it
// says. phase is the one that a gate or the sum of a phase is about.
func Brief(doc *document.Report, phase string) string {
	lang := doc.Head.Lang
	name := Title(doc.Head.Kind, lang, doc.Head.Period, phase)
	first := words().Text(lang, "brief", name, doc.Head.Overall.Word)
	if said := firstSaid(doc); said != "" {
		return first + words().Text(lang, "between.sentences") + said
	}
	return first
}

// firstSaid is the conclusion, else the first line of the first section that has
// one. What a person wrote is left out: only the page shows it.
func firstSaid(doc *document.Report) string {
	for _, s := range doc.Sections {
		for i := range s.Blocks {
			if b := &s.Blocks[i]; b.Kind == document.Lead {
				return b.Text.String()
			}
		}
	}
	for _, s := range doc.Sections {
		i := slices.IndexFunc(s.Blocks, func(b document.Block) bool { return b.Kind == document.Lines && len(b.Lines) > 0 })
		if i >= 0 {
			return s.Blocks[i].Lines[0].Text.String()
		}
	}
	return ""
}
