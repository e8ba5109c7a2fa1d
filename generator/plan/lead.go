package plan

import (
	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/kind"
	"milepost/generator/site"
	"milepost/generator/theme"
)

// leadBlocks is the blocks above the text of a page of its kind: a portfolio's
// list of projects.
func (m *maker) leadBlocks(p *site.Page) []theme.Block {
	if p.Kind == kind.Portfolio {
		return m.portfolio(p.Out, p)
	}
	return nil
}

// portfolio is the state of all projects. The page may be nil.
func (m *maker) portfolio(out string, page *site.Page) []theme.Block {
	part := m.linksFrom(m.press.Portfolio(page), out)
	return splitSections(theme.Block{Kind: kb.BlockReport, Report: []document.Report{part}}, map[string]bool{})
}
