package check

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/site"
)

// typed finds a number with its unit in prose: 58.2%, 13 天. The text after the
// number may be longer than a unit: 个百分点 is none.
var typed = regexp.MustCompile(`([-−+]?\d[\d,]*(?:\.\d+)?)\s*(%|％|[\p{Han}A-Za-z/]+)?`)

// plainDigits turns a number in prose into one that a program can read.
var plainDigits = strings.NewReplacer(",", "", "−", "-", "+", "")

// clause splits prose into sentences.
var clause = regexp.MustCompile(`[。；;！!？?\n]`)

// prose compares the numbers that a person typed in a report with its facts
// (RP01): a number with a unit after the name of an indicator or phase must be
// one of its figures.
func prose(in *input, r *site.Report, now fact.Set) (diags diag.List) {
	if len(r.Page.Said) == 0 {
		return nil
	}
	subjects := subjectsOf(now)
	for _, said := range r.Page.Said {
		for _, sentence := range clause.Split(said.Text, -1) {
			for _, claim := range claims(sentence, subjects) {
				pos := diag.Pos{File: r.Page.Path, Line: said.Line}
				f, _ := now.Get(claim.of.key, claim.of.field)
				diags = append(diags, diag.New("RP01.other", pos, claim.of.name, claim.said, claim.of.shown, f.Source.File, f.Source.Cell))
			}
		}
	}
	return diags
}

// subject is an indicator or phase that a sentence may name, with all its
// figures.
type subject struct {
	name, key, field string
	unit             string
	shown            string
	values           []float64
	done             bool // a phase: only its completion is compared
}

// farthest is how many characters after a name a number still belongs to it.
const farthest = 16

func subjectsOf(now fact.Set) (out []subject) {
	for _, of := range []struct{ family, field string }{{kb.SchemaKPI, kb.FieldActual}, {fact.Phase, kb.FieldPercentComplete}} {
		for _, item := range now.Items(of.family) {
			f, ok := now.Get(of.family, item, of.field)
			n, number := f.Num()
			name := now.Text(of.family, item, fact.Name)
			if !ok || !number || f.Unit == "" || len([]rune(name)) < 2 {
				continue
			}
			s := subject{name: name, key: fact.Key(of.family, item), field: of.field, unit: f.Unit, shown: amount(n, f.Unit), done: of.family == fact.Phase}
			for _, g := range now.Below(of.family, item) {
				if v, ok := g.Num(); ok && (g.Unit == f.Unit || f.Unit == "%" && g.Unit == "pp") {
					if g.Unit == "pp" {
						v /= 100
					}
					s.values = append(s.values, v)
				}
			}
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b subject) int { return len(b.name) - len(a.name) }) // the longest name wins
	return out
}

func amount(n float64, unit string) string {
	if unit == "%" {
		return strconv.FormatFloat(math.Round(n*1000)/10, 'f', -1, 64) + "%"
	}
	return fact.Number(n) + " " + unit
}

// claim is a number in prose that is not one of its subject's figures.
type claim struct {
	of   subject
	said string
}

// claims finds the first number after each name, if it has the unit of that
// subject and is not one of its figures.
func claims(sentence string, subjects []subject) (out []claim) {
	taken := make([]bool, len(sentence))
	for _, s := range subjects {
		for from := 0; ; {
			i := strings.Index(sentence[from:], s.name)
			if i < 0 {
				break
			}
			at := from + i
			from = at + len(s.name)
			if taken[at] {
				continue
			}
			for k := at; k < from; k++ {
				taken[k] = true
			}
			rest := sentence[from:]
			for _, other := range subjects { // up to the name of another subject
				if k := strings.Index(rest, other.name); k >= 0 {
					rest = rest[:k]
				}
			}
			if said, ok := contradicts(rest, s); ok {
				out = append(out, claim{s, said})
			}
		}
	}
	return out
}

// contradicts is the first number with the subject's unit in a text, if it is
// not one of its figures, rounded as it is written.
func contradicts(rest string, s subject) (said string, ok bool) {
	for _, at := range typed.FindAllStringSubmatchIndex(rest, -1) {
		m := []string{rest[at[0]:at[1]], rest[at[2]:at[3]], ""}
		if at[4] >= 0 {
			m[2] = rest[at[4]:at[5]]
		}
		between := rest[:at[0]]
		if len([]rune(between)) > farthest || s.done && !about(between, "完成", "进度", "done", "complete", "progress") {
			return "", false
		}
		unit := strings.ReplaceAll(m[2], "％", "%")
		if unit != s.unit && !(s.unit != "%" && strings.HasPrefix(unit, s.unit)) {
			continue
		}
		digits := plainDigits.Replace(m[1])
		n, err := strconv.ParseFloat(digits, 64)
		if err != nil {
			return "", false
		}
		_, decimals, _ := strings.Cut(digits, ".")
		step := math.Pow(10, -float64(len(decimals)))
		if s.unit == "%" {
			n, step = n/100, step/100
		}
		near := func(v float64) bool { return math.Abs(math.Abs(v)-math.Abs(n)) <= step*0.500001 }
		return strings.TrimSpace(m[0]), !slices.ContainsFunc(s.values, near) && !slices.ContainsFunc(differences(s.values), near)
	}
	return "", false
}

// differences are those between figures: 降 3.3 个百分点 may be written as 降 3.3%.
func differences(values []float64) (out []float64) {
	for i, a := range values {
		for _, b := range values[:i] {
			out = append(out, a-b)
		}
	}
	return out
}
