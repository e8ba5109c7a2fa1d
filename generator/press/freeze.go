package press

import (
	"strings"

	"milepost/generator/digest"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/measure"
	"milepost/generator/site"
)

// Freeze is the facts that an issued report is made of from then on. Facts about
// the last report's period are kept only if the last record does not have them.
// What a person wrote stays on the page; the record has a digest of it.
func (p *Press) Freeze(r *site.Report) fact.Set {
	in := p.Input(r)
	said := fact.Fact{Key: fact.Key(fact.Report, fact.Said), Value: SaidSum(r), Unit: fact.UnitText}
	return in.Now.With(said).With(frozen(in.Base, in.Told)...)
}

// SaidSum is the digest of what a person wrote in a report.
func SaidSum(r *site.Report) string {
	sum := digest.NewSum()
	for _, s := range r.Page.Said {
		_, _ = sum.Write([]byte(s.Text + "\n")) // a sum does not fail
	}
	return sum.Key().Short()
}

func frozen(now, told fact.Set) (out []fact.Fact) {
	for _, f := range now.All() {
		if was, ok := told.Get(f.Key); ok && was.Same(f) || strings.HasPrefix(f.Key, fact.Report+"/") {
			continue
		}
		f.Key = fact.Key(fact.Base, f.Key)
		out = append(out, f)
	}
	return out
}

// Alone is the facts of a period without a report.
func (p *Press) Alone(a Ask) fact.Set {
	return p.kept(a, site.RecordAlone)
}

// Candidate is the facts of a period for a report that was never issued: from the
// sheets at a commit.
func (p *Press) Candidate(a Ask, commit string) fact.Set {
	return p.kept(a, a.Kind).With(fact.Fact{Key: fact.Key(fact.Report, fact.Candidate), Value: commit, Unit: fact.UnitText})
}

func (p *Press) kept(a Ask, kind string) fact.Set {
	now := p.Facts(measure.Scope{Project: a.Project, Period: a.Period, Cutoff: a.Cutoff})
	return now.With(
		fact.Fact{Key: fact.Key(fact.Report, "kind"), Value: kind, Unit: fact.UnitState},
		fact.Fact{Key: fact.Key(fact.Report, kb.FieldPeriod), Value: string(a.Period), Unit: fact.UnitPeriod},
		fact.Fact{Key: fact.Key(fact.Report, "cutoff"), Value: string(a.Cutoff), Unit: fact.UnitDate},
		fact.Fact{Key: fact.Key(fact.Report, "project"), Value: a.Project, Unit: fact.UnitText},
	)
}
