// Package measure takes the facts of a project out of a site: what its sheets
// and pages say at the end of a period. Standings and states are the site's
// own; nothing is judged here a second time.
package measure

import (
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/site"
)

// Scope is which facts are asked for.
type Scope struct {
	Project string    // folder, "." for the site
	Period  kb.Period // "" is today: what is known now
	Cutoff  kb.Date   // last day whose records count, "" for today
}

// taker collects the facts of a scope.
type taker struct {
	site  *site.Site
	scope Scope
	facts []fact.Fact
}

// Facts is what the site says of the scope's project, sorted.
func Facts(s *site.Site, scope Scope) fact.Set {
	if scope.Project == "" {
		scope.Project = "."
	}
	if scope.Cutoff == "" {
		scope.Cutoff = s.Today
	}
	t := taker{site: s, scope: scope}
	for _, take := range []func(*taker){(*taker).record} {
		take(&t)
	}
	return fact.Of(t.facts)
}

func (t *taker) add(f fact.Fact) { t.facts = append(t.facts, f) }

// record is the facts of the record itself.
func (t *taker) record() {
	t.add(fact.Fact{Key: fact.Key(fact.Report, "cutoff"), Value: string(t.scope.Cutoff), Unit: fact.UnitDate})
	if t.scope.Period != "" {
		t.add(fact.Fact{Key: fact.Key(fact.Report, kb.FieldPeriod), Value: string(t.scope.Period), Unit: fact.UnitPeriod})
	}
}
