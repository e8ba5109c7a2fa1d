package press

import (
	"strings"

	"milepost/generator/digest"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/measure"
	"milepost/generator/site"
)

// base begins the keys of what the sheets said, when a report was issued, of the
// period of the one before: its changes are counted from there for ever.
const base = "base/"

// Freeze is the facts that an issued report is made of from then on. Of what is
// said of the last report's period only that is kept that the last record does
// not say.
func (p *Press) Freeze(r *site.Report) fact.Set {
	in := p.Input(r)
	return in.Now.With(frozen(in.Base, in.Told)...)
}

func frozen(now, told fact.Set) (out []fact.Fact) {
	for _, f := range now.All() {
		if was, ok := told.Get(f.Key); ok && was.Same(f) || strings.HasPrefix(f.Key, fact.Report+"/") {
			continue
		}
		f.Key = base + f.Key
		out = append(out, f)
	}
	return out
}

// thaw parts a record: what it says of its own period, and of the one before.
func thaw(s fact.Set) (now, before fact.Set) {
	var old []fact.Fact
	for _, f := range s.All() {
		if rest, ok := strings.CutPrefix(f.Key, base); ok {
			f.Key = rest
			old = append(old, f)
		}
	}
	return thawed(s), fact.Of(old)
}

func thawed(s fact.Set) fact.Set {
	return s.Keep(func(f fact.Fact) bool { return !strings.HasPrefix(f.Key, base) })
}

// Fingerprint is the digest of facts, whatever the line ends of their file are.
func Fingerprint(s fact.Set) string { return digest.Bytes(s.Write()).Short() }

// Alone is the facts of a period without a report.
func (p *Press) Alone(a Ask) fact.Set {
	now := p.Facts(measure.Scope{Project: a.Project, Period: a.Period, Cutoff: a.Cutoff})
	return now.With(
		fact.Fact{Key: fact.Key(fact.Report, "kind"), Value: site.RecordAlone, Unit: fact.UnitState},
		fact.Fact{Key: fact.Key(fact.Report, kb.FieldPeriod), Value: string(a.Period), Unit: fact.UnitPeriod},
		fact.Fact{Key: fact.Key(fact.Report, "cutoff"), Value: string(a.Cutoff), Unit: fact.UnitDate},
		fact.Fact{Key: fact.Key(fact.Report, "project"), Value: a.Project, Unit: fact.UnitText},
	)
}
