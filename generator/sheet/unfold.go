package sheet

import (
	"strings"

	"milepost/generator/vocab"
)

// recorder makes the records of a wide table from its rows.
type recorder struct {
	y       *unfolding
	keys    []string // the periods in order, with "?" before one without a year
	spans   map[string][]across
	labels  []int
	rests   []string
	yearCol int
}

func (y *unfolding) recorder(spans []across, labels []int, rests []string) *recorder {
	u := &recorder{y: y, spans: map[string][]across{}, labels: labels, rests: rests, yearCol: y.f.yearCol()}
	for _, s := range spans {
		key := string(s.period)
		if s.verdict != vocab.Fine {
			key = "?" + y.spanText(&s)
		}
		if _, ok := u.spans[key]; !ok {
			u.keys = append(u.keys, key)
		}
		u.spans[key] = append(u.spans[key], s)
	}
	return u
}

// filled makes a record for each row and period with a value.
func (u *recorder) filled(rows []record) []record {
	var out []record
	for _, r := range rows {
		for _, key := range u.keys {
			if rec, any := u.record(r, key); any {
				out = append(out, rec)
			}
		}
	}
	return out
}

// all is filled, but a row without any value gets a record in each period in which another
// row has one, so that it is not lost.
func (u *recorder) all(rows []record) []record {
	var out []record
	used := map[string]bool{}
	hollow := map[int]string{} // the records of rows without a value, and their period
	for _, r := range rows {
		first, found := len(out), false
		for _, key := range u.keys {
			rec, any := u.record(r, key)
			switch {
			case any && !found:
				out, found = out[:first], true
				for i := range u.keys {
					delete(hollow, first+i)
				}
			case !any && found:
				continue
			case !any:
				hollow[len(out)] = key
			}
			if any {
				used[key] = true
			}
			out = append(out, rec)
		}
	}
	if len(hollow) == 0 {
		return out
	}
	kept := out[:0]
	for i, rec := range out {
		if key, ok := hollow[i]; !ok || used[key] || len(used) == 0 && key == u.keys[0] {
			kept = append(kept, rec)
		}
	}
	return kept
}

// record is the record of one row and period, and whether it has any value.
func (u *recorder) record(r record, key string) (rec record, any bool) {
	rec = record{line: r.line, spots: make([]spot, 0, len(u.labels)+1+len(u.rests))}
	for _, i := range u.labels {
		rec.spots = append(rec.spots, r.spots[i])
	}
	head := &u.y.f.cols[u.spans[key][0].col]
	rec.spots = append(rec.spots, spot{&raw{kind: rawText, text: u.period(r, key), style: general, col: head.col}, head.col, max(head.row, 1)})
	for _, rest := range u.rests {
		sp := spot{nil, head.col, r.spots[0].row}
		for _, s := range u.spans[key] {
			if strings.Join(s.rest, " ") == rest {
				sp = r.spots[s.col]
			}
		}
		any = any || sp.c != nil && look(u.y.v, sp.c) != isBlank
		rec.spots = append(rec.spots, sp)
	}
	return rec, any
}

// period is the text of the period in the header, with the row's year if there is a column
// of years.
func (u *recorder) period(r record, key string) string {
	text := strings.TrimPrefix(key, "?")
	if text == key || u.yearCol < 0 {
		return text
	}
	if n := yearOfCell(r.spots[u.yearCol].c); n > 0 {
		if p, v := vocab.Period(text, n); v == vocab.Fine {
			return string(p)
		}
	}
	return text
}
