package site

import (
	"cmp"
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// Costs are the four parts of a total cost of ownership.
var Costs = []string{kb.FieldLicence, kb.FieldImplementation, kb.FieldMaintenance, kb.FieldLabour}

// Cost is what a candidate costs in a year: a row of a table of costs.
type Cost struct {
	Row   int
	Year  string     // "" of a table without years
	Parts [4]float64 // licence, implementation, maintenance, labour
	Known [4]bool
	Total float64 // as the sheet says, else the sum of the parts
	OK    bool    // the total is known: given, or no part is missing
}

// Ownership is the cost of one candidate over the years.
type Ownership struct {
	Name  string
	Years []Cost // in the order of the years
	Total float64
	OK    bool // each year is known
}

// Ownerships reads a table of costs by candidate, in the order of the sheet, and its
// years. currencies are those it names: with several, the sums mean nothing.
func Ownerships(set *kb.Dataset) (all []Ownership, years, currencies []string) {
	for row := range set.Rows {
		name := strings.TrimSpace(set.Cell(row, kb.FieldCandidate).String())
		if name == "" {
			continue
		}
		i := slices.IndexFunc(all, func(o Ownership) bool { return text.Fold(o.Name) == text.Fold(name) })
		if i < 0 {
			i, all = len(all), append(all, Ownership{Name: name, OK: true})
		}
		c := costOf(set, row)
		if !slices.Contains(years, c.Year) {
			years = append(years, c.Year)
		}
		if cur := strings.TrimSpace(set.Cell(row, kb.FieldCurrency).String()); cur != "" && !slices.ContainsFunc(currencies, func(s string) bool { return text.Fold(s) == text.Fold(cur) }) {
			currencies = append(currencies, cur)
		}
		o := &all[i]
		o.Years, o.Total, o.OK = append(o.Years, c), o.Total+c.Total, o.OK && c.OK
	}
	if !slices.ContainsFunc(years, func(y string) bool { return !vocab.AllDigits(y) }) { // else as written: 第一年, 第二年
		slices.Sort(years)
	}
	for i := range all {
		slices.SortStableFunc(all[i].Years, func(a, b Cost) int { return cmp.Compare(slices.Index(years, a.Year), slices.Index(years, b.Year)) })
	}
	return all, years, currencies
}

func costOf(set *kb.Dataset, row int) Cost {
	c := Cost{Row: row, Year: strings.TrimSpace(set.Cell(row, kb.FieldYear).String()), OK: true}
	for i, field := range Costs {
		if c.Parts[i], c.Known[i] = set.Cell(row, field).Float(); !c.Known[i] {
			c.Parts[i] = 0
			c.OK = c.OK && set.Col(field) < 0
		}
		c.Total += c.Parts[i]
	}
	if total, ok := set.Cell(row, kb.FieldTotal).Float(); ok {
		c.Total, c.OK = total, true
	}
	return c
}
