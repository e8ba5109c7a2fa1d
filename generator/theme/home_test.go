package theme

import (
	"strings"
	"testing"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/themes"
)

// Lists that follow each other share a group, lists behind the text stand beside it,
// and an empty part is left out.
func TestPartsOfHome(t *testing.T) {
	th, err := Load(themes.Default(), Options{Lang: "zh-CN"})
	if err != nil {
		t.Fatal(err)
	}
	list := document.Block{Kind: document.Note, Text: document.Say("有")}
	front := document.Report{}
	for _, kind := range []string{kb.HomeStanding, kb.HomeKPI, kb.HomeRisks} {
		front.Sections = append(front.Sections, document.Section{Kind: kind, Blocks: []document.Block{list}})
	}
	v := HomeView{Front: []document.Report{front}, Changes: []Change{{}}, Cards: []Card{{}},
		Blocks: []Block{{ID: HomeBlock(kb.SchemaPhases, 0)}, {ID: HomeBlock(kb.SchemaKPI, 1)}, {ID: HomeBlock(kb.SchemaPhases, 1), Kind: "problem"}}}
	v.Body = kb.MakeBody([]string{"<p>文</p>"}, nil)
	for _, c := range []struct {
		name  string
		parts []string
		want  string
	}{
		{"as they come", kb.HomeParts, "wide standing; columns kpi risks; beside text changes; wide gantt 2; wide cards 1; wide folders"},
		{"text first", []string{kb.HomeText, kb.HomeStanding, kb.HomeRisks, kb.HomeGantt, kb.HomeChanges}, "beside text; wide standing; columns risks; wide gantt 2; columns changes"},
		{"little", []string{kb.HomeKPI}, "columns kpi"},
	} {
		v.Parts = c.parts
		var got []string
		for _, g := range th.home(v) {
			line := g.Kind
			for _, p := range g.Parts {
				line += " " + p.Name
				if len(p.Blocks) > 0 {
					line += " " + string(rune('0'+len(p.Blocks)))
				}
			}
			got = append(got, line)
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s: %s, want %s", c.name, s, c.want)
		}
	}
}
