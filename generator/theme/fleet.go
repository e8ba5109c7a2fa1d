package theme

import (
	"html/template"
	"strconv"
	"strings"

	"milepost/generator/document"
)

// mostPicks is how many choices fleet.css has rules for; further choices are not shown.
const mostPicks = 30

// PickGroup is a filter for rows; each choice has a number in the page.
type PickGroup struct {
	Title string
	Name  string // of the group of buttons
	All   int    // rows
	List  []NumberedPick
}

// NumberedPick is a choice. The style sheet hides the rows without its number.
type NumberedPick struct {
	document.Pick
	No int
}

// pickGroups numbers the choices of a block.
func pickGroups(b document.Block) (groups []PickGroup) {
	no := 0
	for i, g := range b.Picks {
		group := PickGroup{Title: g.Title, Name: "pick-" + strconv.Itoa(i+1), All: len(b.Table.Rows)}
		for _, p := range g.List {
			if no++; no <= mostPicks {
				group.List = append(group.List, NumberedPick{p, no})
			}
		}
		if len(group.List) > 0 {
			groups = append(groups, group)
		}
	}
	return groups
}

// picked is the classes of a row: one for each choice to which it belongs.
func picked(groups []document.Picks, row int) string {
	if len(groups) == 0 {
		return ""
	}
	class := []string{"in"}
	no := 0
	for _, g := range groups {
		for _, p := range g.List {
			no++
			for _, r := range p.Rows {
				if r == row && no <= mostPicks {
					class = append(class, "in-"+strconv.Itoa(no))
				}
			}
		}
	}
	return strings.Join(class, " ")
}

// squares is a row of small squares; a text beside it gives their number.
func squares(tones []document.Tone) template.HTML {
	if len(tones) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString(`<span class="squares" aria-hidden="true">`)
	for _, t := range tones {
		b.WriteString(`<i class="` + toneClass(t) + `"></i>`)
	}
	b.WriteString("</span>")
	return template.HTML(b.String())
}
