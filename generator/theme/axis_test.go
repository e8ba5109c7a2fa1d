package theme

import (
	"regexp"
	"strings"
	"testing"

	"milepost/generator/document"
	"milepost/generator/kb"
)

// The first name of each year says it; no name stands in another, or in the word above today.
func TestStripAxis(t *testing.T) {
	th := load(t, "zh-CN")
	words := regexp.MustCompile(`x="([\d.]+)%"[^>]*>([^<]+)</text>`)
	for _, c := range []struct {
		name            string
		from, to, today kb.Date
		want            string
	}{
		{"a year whose January has no room", "2026-01-12", "2027-09-30", "2026-11-27", "今天 2026 年 2 月 8 月 2027 年 2 月 8 月"},
		{"months beside today", "2026-06-01", "2026-11-30", "2026-09-03", "今天 2026 年 6 月 8 月 10 月 11 月"},
		{"today at the end", "2026-09-10", "2026-12-15", "2026-12-14", "今天 2026 年 10 月 11 月 12 月"},
		{"no day", "2026-12-01", "2027-02-28", "", "2026 年 12 月 2027 年 1 月 2 月"},
	} {
		var got []string
		for _, m := range words.FindAllStringSubmatch(string(th.stripAxis(document.Strip{From: c.from, To: c.to, Today: c.today})), -1) {
			got = append(got, m[2])
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %s, want %s", c.name, s, c.want)
		}
	}
}
