package metric

import "testing"

func TestWorsened(t *testing.T) {
	q := func(unit string, nums ...float64) (out []Quantity) {
		for _, n := range nums {
			out = append(out, Q(n, unit))
		}
		return out
	}
	for _, tt := range []struct {
		name   string
		series []Quantity
		better Direction
		want   int
	}{
		{"falls three times, higher is better", q("%", 0.7, 0.65, 0.6, 0.58), Higher, 3},
		{"falls, lower is better", q("d", 9, 8, 7), Lower, 0},
		{"rises at last", q("d", 9, 7, 8), Lower, 1},
		{"stays", q("d", 9, 8, 8), Higher, 0},
		{"nothing says which way", q("d", 9, 8, 7), Unknown, 0},
		{"units that convert", append(q("h", 1), q("min", 90)...), Lower, 1},
		{"units that do not", append(q("h", 1), q("%", 0.2)...), Higher, 0},
		{"one", q("d", 1), Higher, 0},
	} {
		if got := Worsened(tt.series, tt.better); got != tt.want {
			t.Errorf("%s: %d, want %d", tt.name, got, tt.want)
		}
	}
}
