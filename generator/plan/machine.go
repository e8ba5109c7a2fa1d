package plan

import (
	"strings"

	"milepost/generator/digest"
	"milepost/generator/kb"
	"milepost/generator/sheet"
	"milepost/generator/site"
)

// The list of pages for programs, and all their texts.
const (
	ListOut = "llms.txt"
	FullOut = "llms-full.txt"
)

// MachineOut is the output of a page as Markdown.
func MachineOut(page string) string { return strings.TrimSuffix(page, ".html") + ".md" }

// mostListed is how many pages the list has at most; the rest is found by following
// links.
const mostListed = 3000

// machine adds the list of pages, and the tables as JSON, if site.toml asks for
// them.
func (m *maker) machine(w *writer) {
	if !m.site.Config.Publish.Machine {
		return
	}
	list := m.listOfPages()
	m.bytes(w, "", Page, ListOut, digest.Of("machine", list), func() []byte { return []byte(list) })
	for _, b := range m.site.Workbooks {
		if b.State == kb.Skipped || m.site.Data.PrivateBook(b) {
			continue
		}
		for _, sealed := range b.Datasets {
			out := strings.TrimSuffix(csvOut(b, sealed.Get().Name), ".csv") + ".json"
			m.bytes(w, b.Path, Page, out, digest.Of("machine", m.theme.Key(), sealed), func() []byte {
				d := sealed.Get()
				return sheet.TableJSON(b.Path, &d)
			})
		}
	}
}

// listOfPages is llms.txt: the site's title, and for each section its pages, as
// Markdown, with their summaries.
func (m *maker) listOfPages() string {
	var b strings.Builder
	b.WriteString("# " + m.site.Config.Title + "\n")
	if said := m.site.Config.Summary; said != "" {
		b.WriteString("\n> " + said + "\n")
	}
	var in *site.Section
	for i, p := range m.site.Order {
		if i == mostListed {
			break
		}
		if top := topOf(p); top != in || i == 0 {
			in = top
			b.WriteString("\n## " + top.Title + "\n\n")
		}
		b.WriteString("- [" + p.Title + "](" + encode(MachineOut(p.Out)) + ")")
		if p.Front.Summary != "" {
			b.WriteString(": " + p.Front.Summary)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// topOf is the top-level folder of a page.
func topOf(p *site.Page) *site.Section {
	sec := p.Section
	for sec.Parent != nil && sec.Parent.Parent != nil {
		sec = sec.Parent
	}
	return sec
}
