package site

import (
	"cmp"
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/kind"
	"milepost/generator/vocab"
)

// Review is a page with the decision whether a phase has passed its gate.
type Review struct {
	Page       *Page
	Phase      string
	Date       kb.Date
	Decision   string // as kind.Decision: passed, conditional, failed
	Conditions []vocab.Condition
}

// Reviews is the reviews of a project by their day.
func (s *Site) Reviews(project string) (out []Review) {
	for _, p := range s.PagesIn(project) {
		if p.Kind != "review" || p.Folder {
			continue
		}
		day, _ := vocab.Day(p.Setting("date"))
		r := Review{Page: p, Phase: p.Setting(kb.FieldPhase), Date: day, Decision: kind.Decision(p.Setting("decision"))}
		for _, said := range p.Front.Values("conditions") {
			r.Conditions = append(r.Conditions, vocab.ConditionOf(said))
		}
		out = append(out, r)
	}
	slices.SortStableFunc(out, func(a, b Review) int { return cmp.Compare(a.Date, b.Date) })
	return out
}

// ReviewOf is the last page of review for a row of a plan, by the name of the
// phase or of its milestone; nil if there is none.
func ReviewOf(s *Site, p *Phase) *Page {
	all := s.Reviews(s.Data.Project(p.Set.File))
	for i := len(all) - 1; i >= 0; i-- {
		if SamePhase(all[i].Phase, p.Name) || SamePhase(all[i].Phase, p.Milestone) {
			return all[i].Page
		}
	}
	return nil
}

// Handed is the deliverables that a row of a plan names.
func (p *Phase) Handed() (names []string) {
	said := p.Set.Cell(p.Row, kb.FieldDeliverables).String()
	for _, name := range strings.FieldsFunc(said, func(r rune) bool { return strings.ContainsRune("、,，;；\n\r", r) }) {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// Quarter is the quarter of a page: its setting, else that of its date; "" if it has neither.
func (p *Page) Quarter() kb.Period {
	if q, ok := vocab.FilePeriod(p.Setting("quarter")); ok && len(q) == len("2026-Q3") && q[5] == 'Q' {
		return q
	}
	day, ok := vocab.Day(p.Setting("date"))
	if !ok {
		return ""
	}
	return kb.Period("0001-Q1").Holding(day)
}
