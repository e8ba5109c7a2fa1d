package measure

import (
	"strconv"
	"strings"

	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/vocab"
)

// criteria is the conditions for the end of a phase that its pages list, ticked or
// not. For a past period there are none: pages show only today's ticks.
func (t *taker) criteria() {
	if t.then {
		return
	}
	names := named{}
	order := 0
	for _, p := range t.site.PagesIn(t.scope.Project) {
		phase := phaseOf(p)
		for n, task := range p.Tasks {
			if !vocab.SpeaksOfExit(task.Under) || task.Text == "" {
				continue
			}
			order++
			c := paged{t, p, fact.Key(fact.Criterion, fact.Part(names.of(phase+" · "+strconv.Itoa(n+1))))}
			c.text(fact.Name, withoutRemark(task.Text))
			c.num(fact.Order, float64(order))
			c.text(kb.FieldPhase, fact.Part(phase))
			c.text(fact.Page, p.Path)
			if task.Done {
				c.num(fact.Ticked, 1)
			}
		}
	}
}

// phaseOf is the phase that a page is about: from its settings, else its title or its
// folder's.
func phaseOf(p *site.Page) string {
	switch said := p.Setting(kb.FieldPhase); {
	case said != "":
		return said
	case p.Folder || p.Section == nil:
		return p.Title
	}
	return p.Section.Title
}

// withoutRemark is a condition without the brackets at its end.
func withoutRemark(s string) string {
	i := strings.LastIndexAny(s, "(（")
	if i <= 0 || !strings.HasSuffix(s, ")") && !strings.HasSuffix(s, "）") {
		return s
	}
	return strings.TrimSpace(s[:i])
}
