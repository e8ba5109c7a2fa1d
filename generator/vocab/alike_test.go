package vocab

import "testing"

// Headers that are put together of parts that say the same are of the same field,
// whichever of the spellings somebody listed; one that says two things is of none.
func TestHeadersOfPartsThatSayTheSame(t *testing.T) {
	for _, c := range []struct{ schema, header, field string }{
		{"phases", "计划起", "planned_start"}, {"phases", "计划止", "planned_end"}, {"phases", "实际止", "actual_end"},
		{"risks", "应对办法", "response"}, {"risks", "规避手段", "response"}, {"risks", "下次检视", "next_review"}, {"risks", "下次核查时间", "next_review"},
		{"metrics", "告警线", "threshold"}, {"metrics", "报警门限", "threshold"},
		{"decisions", "处理状况", "status"}, {"phases", "验收日期", ""}, {"tco", "人力支出", "labour"},
	} {
		v := Base()
		s := v.Schema(c.schema)
		a := Ask(c.header, "", nil)
		got, best := "", 0.0
		for i := range s.Fields {
			if m, ok := s.Fields[i].Match(&a); ok && m.Quality > best {
				got, best = s.Fields[i].Name, m.Quality
			}
		}
		if got != c.field {
			t.Errorf("%s of %s is %q, want %q", c.header, c.schema, got, c.field)
		}
	}
}
