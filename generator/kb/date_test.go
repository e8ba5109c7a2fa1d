package kb

import "testing"

func TestPeriodsBesideEachOther(t *testing.T) {
	for _, c := range []struct{ p, last, next Period }{
		{"2026-10", "2026-09", "2026-11"}, {"2026-01", "2025-12", "2026-02"}, {"2026-Q4", "2026-Q3", "2027-Q1"}, {"2026-H1", "2025-H2", "2026-H2"},
		{"2026-W53", "2026-W52", "2027-W01"}, {"2025-W01", "2024-W52", "2025-W02"}, {"2026", "2025", "2027"}, {"2026-02-28", "2026-02-27", "2026-03-01"}, {"", "", ""},
	} {
		if got := c.p.Last(); got != c.last {
			t.Errorf("before %s is %s, want %s", c.p, got, c.last)
		}
		if got := c.p.Next(); got != c.next {
			t.Errorf("after %s is %s, want %s", c.p, got, c.next)
		}
	}
}
