package plan

import (
	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/kind"
	"milepost/generator/site"
	"milepost/generator/theme"
)

// lead is what stands above the text of a page because of its kind: how all
// projects stand.
func (m *maker) lead(p *site.Page) []theme.Block {
	if p.Kind == kind.Portfolio {
		return m.portfolio(p.Out, p)
	}
	return nil
}

// portfolio is how all projects stand. The page may be nil.
func (m *maker) portfolio(out string, page *site.Page) []theme.Block {
	part := m.near(m.press.Portfolio(page), out)
	return apart(theme.Block{Kind: kb.BlockReport, Report: []document.Report{part}}, map[string]bool{})
}
