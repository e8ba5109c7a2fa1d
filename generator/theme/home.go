package theme

import (
	"slices"
	"strconv"
	"strings"

	"milepost/generator/kb"
)

// HomeGroup is a group of parts of the home page.
type HomeGroup struct {
	Kind  string // columns, beside (text with lists next to it), or wide (one part)
	Parts []HomePart
}

// HomePart is one part of the home page.
type HomePart struct {
	Name    string
	Chapter Chapter // of a part that says where the project stands
	Blocks  []Block // of one that shows data
	Home    HomeView
}

// The kinds of groups.
const (
	homeColumns = "columns"
	homeBeside  = "beside"
	homeWide    = "wide"
)

// homeNarrow are the parts that are lists; several are shown next to each other.
var homeNarrow = []string{kb.HomeKPI, kb.HomeDecisions, kb.HomeRisks, kb.HomeMilestones, kb.HomeReport, kb.HomeChanges, kb.HomeReviews}

// home is the parts of the home page in groups. Consecutive lists are columns of one group;
// lists after the page's text are next to it.
func (t *Theme) home(v HomeView) (groups []HomeGroup) {
	chapters := t.frontOf(v)
	for _, name := range v.Parts {
		part := HomePart{Name: name, Home: v, Chapter: chapters[name], Blocks: homeBlocks(v, name)}
		if !part.shown() {
			continue
		}
		kind := homeWide
		if slices.Contains(homeNarrow, name) {
			kind = homeColumns
		}
		last := len(groups) - 1
		if kind == homeColumns && last >= 0 && groups[last].takes() {
			groups[last].Parts = append(groups[last].Parts, part)
			continue
		}
		if name == kb.HomeText {
			kind = homeBeside
		}
		groups = append(groups, HomeGroup{kind, []HomePart{part}})
	}
	return groups
}

// fronts is the state of a project, for the page of its folder.
func (t *Theme) fronts(v SectionView) []HomeGroup {
	if len(v.Front) == 0 {
		return nil
	}
	return t.home(HomeView{Front: v.Front, Parts: []string{kb.HomeStanding, kb.HomeKPI, kb.HomeDecisions, kb.HomeRisks, kb.HomeMilestones}})
}

// takes tells whether a list that follows joins the group.
func (g HomeGroup) takes() bool { return g.Kind != homeWide }

// Side is the lists beside the text.
func (g HomeGroup) Side() []HomePart { return g.Parts[1:] }

// frontOf is the chapters on the state of the project, by part.
func (t *Theme) frontOf(v HomeView) map[string]Chapter {
	out := map[string]Chapter{}
	for _, r := range v.Front {
		for _, c := range (teller{theme: t, report: r, front: true}).all() {
			out[c.Kind] = c
		}
	}
	return out
}

// homeSchemas is the schema whose tables a part shows; boards have no schema.
var homeSchemas = map[string]string{kb.HomeBoards: kb.HomeBoards, kb.HomeGantt: kb.SchemaPhases, kb.HomeCards: kb.SchemaKPI, kb.HomeSatisfaction: kb.SchemaSatisfaction}

// HomeBlock is the anchor of a block of the home page: of the first table of a
// schema, or of one more.
func HomeBlock(schema string, i int) string {
	if i == 0 {
		return "home-" + schema
	}
	return "home-" + schema + "-" + strconv.Itoa(i+1)
}

func homeBlocks(v HomeView, name string) (out []Block) {
	schema := homeSchemas[name]
	for _, b := range v.Blocks {
		if schema != "" && strings.HasPrefix(b.ID+"-", HomeBlock(schema, 0)+"-") {
			out = append(out, b)
		}
	}
	return out
}

// shown tells whether a part has content.
func (p HomePart) shown() bool {
	v := p.Home
	switch p.Name {
	case kb.HomeStanding:
		return true // at least what the content checks say
	case kb.HomeText:
		body := v.Body.Get()
		return len(v.Fills) > 0 || slices.ContainsFunc(body.HTML(), func(s string) bool { return strings.TrimSpace(s) != "" })
	case kb.HomeReport:
		return len(v.Report) > 0
	case kb.HomeChanges:
		return len(v.Changes) > 0
	case kb.HomeReviews:
		return len(v.Reviews) > 0
	case kb.HomeFolders:
		return len(v.Cards) > 0
	}
	return len(p.Chapter.Pieces) > 0 || len(p.Blocks) > 0
}
