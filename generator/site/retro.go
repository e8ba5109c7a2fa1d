package site

import (
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/text"
)

// Retro is the text in the column of retrospectives (复盘) of the incident's sheet, "" if
// there is none.
func (i *Incident) Retro() string {
	for col, c := range i.Set.Columns {
		head := text.Fold(c.Header)
		about := func(word string) bool { return strings.Contains(head, word) }
		if cell := i.Set.Rows[i.Row].Cells[col]; cell.Kind != kb.Missing && slices.ContainsFunc([]string{"复盘", "retro", "postmortem"}, about) {
			return strings.TrimSpace(cell.String())
		}
	}
	return ""
}

// RetroOf is the retrospective of an incident: a page of that kind in the
// project ("" for any) that names it. nil if there is none.
func (s *Site) RetroOf(i *Incident, project string) *Page {
	if i.ID == "" {
		return nil
	}
	for _, p := range s.Of("retro") {
		if (project == "" || s.Data.Project(p.Path) == project) && p.mentions(i.ID) {
			return p
		}
	}
	return nil
}

// mentions tells whether a page names an incident: in its fields or its texts.
func (p *Page) mentions(id string) bool {
	if strings.Contains(strings.Join(p.Front.Values("incident"), "、"), id) || strings.Contains(p.Title, id) || strings.Contains(p.Front.Summary, id) {
		return true
	}
	id = markup.Replace(id)
	body := p.Body.Get()
	return slices.ContainsFunc(body.HTML(), func(html string) bool {
		for at := strings.Index(html, id); at >= 0; at = strings.Index(html, id) {
			if strings.LastIndexByte(html[:at], '<') <= strings.LastIndexByte(html[:at], '>') { // not within a tag
				return true
			}
			_, html, _ = strings.Cut(html[at:], ">")
		}
		return false
	})
}

// markup escapes a text as the body of a page does.
var markup = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")
