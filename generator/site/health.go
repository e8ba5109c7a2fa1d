package site

import (
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// HealthCheck is the kind of a page that scores a quarter.
const HealthCheck = "health-check"

// HealthScore is one of the scores of a health check.
type HealthScore struct {
	Setting string // of the page
	Name    string // of the fact
}

// HealthScores is all scores of a health check, in the order of the page's
// settings: first the project, then the system it made. A page may leave out
// some.
var HealthScores = []HealthScore{
	{"schedule_score", "schedule"}, {"value_score", kb.FieldValue}, {"knowledge_score", "knowledge"},
	{"security_score", "security"}, {"integrity_score", "integrity"}, {"experience_score", "experience"},
}

// Score is a score that a page gives; ok is false if it gives none.
func (p *Page) Score(s HealthScore) (score float64, ok bool) {
	score, _, ok = vocab.Number(p.Setting(s.Setting))
	return score, ok
}

// Findings is what a health check found.
func (p *Page) Findings() []string {
	for _, f := range p.Front.Fields {
		if f.Key == "findings" {
			return f.List
		}
	}
	return nil
}
