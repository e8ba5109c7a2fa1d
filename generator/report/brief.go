package report

import (
	"slices"

	"milepost/generator/document"
)

// Brief describes a report in two sentences, e.g. for search engines: its title, the word
// of its overall colour, and the first thing it says. phase is the phase that a gate
// review or the report on a phase is about.
func Brief(doc *document.Report, phase string) string {
	lang := doc.Head.Lang
	name := Title(doc.Head.Kind, lang, doc.Head.Period, phase)
	first := words().Text(lang, "brief", name, doc.Head.Overall.Word)
	if said := firstSaid(doc); said != "" {
		return first + words().Text(lang, "between.sentences") + said
	}
	return first
}

// firstSaid is the conclusion, or else the first line of the first section that has lines.
// Texts that people wrote are not used: only the page may show them.
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
