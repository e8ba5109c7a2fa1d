package check

import (
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
)

// maxWeeks is how many weeks without an inspection one message names.
const maxWeeks = 4

// inspections: every system has one in each week that is worked (IN01), from
// its first to its last.
func inspections(in *input) (diags diag.List) {
	for _, set := range in.joined(kb.SchemaInspections) {
		var systems []string
		weeks := map[string][]kb.Date{} // Mondays, per system
		row := map[string]int{}         // a last row, per system
		for i := range set.Rows {
			day, sys := set.Cell(i, kb.FieldDate).Date(), said(set, i, kb.FieldSystem)
			if day == "" || sys == "" {
				continue
			}
			if weeks[sys] == nil {
				systems = append(systems, sys)
			}
			weeks[sys] = append(weeks[sys], monday(day))
			row[sys] = i
		}
		var without []string // weeks, as found first
		of := map[string][]string{}
		for _, sys := range systems {
			w := weeks[sys]
			slices.Sort(w)
			w = slices.Compact(w)
			if len(w) < 4 || 2*len(w) < w[len(w)-1].Sub(w[0])/7+1 { // not inspected weekly at all
				continue
			}
			missing := gaps(in, w)
			if len(missing) == 0 {
				continue
			}
			more := ""
			if len(missing) > maxWeeks {
				missing, more = missing[:maxWeeks], " …"
			}
			key := strings.Join(missing, "、") + more
			if of[key] == nil {
				without = append(without, key)
			}
			of[key] = append(of[key], sys)
		}
		for _, key := range without {
			diags = append(diags, diag.New("IN01.week", at(set, row[of[key][0]], set.Col(kb.FieldDate)), strings.Join(of[key], "、"), key))
		}
	}
	return diags
}

func monday(d kb.Date) kb.Date {
	return d.AddDays(-(int(d.Time().Weekday()) + 6) % 7)
}

// gaps lists the Mondays of the weeks between the first and the last that have
// no inspection though they have working days.
func gaps(in *input, weeks []kb.Date) (out []string) {
	for w := weeks[0]; w < weeks[len(weeks)-1]; w = w.AddDays(7) {
		if _, ok := slices.BinarySearch(weeks, w); !ok && in.data.Calendar().Workdays(w, w.AddDays(6)) > 0 {
			out = append(out, string(w))
		}
	}
	return out
}
