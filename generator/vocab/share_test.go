package vocab

import "testing"

func TestHundredths(t *testing.T) {
	for _, c := range []struct {
		name        string
		plain, sure []float64
		want        bool
	}{
		{"0.9 after 1.8 %", []float64{.9}, []float64{.018}, true},
		{"0.96 after 95 %", []float64{.96}, []float64{.95, .94}, false},
		{"0.5 after 60 %", []float64{.5}, []float64{.6}, false},
		{"92 after 90 %", []float64{92}, []float64{.9}, true},
		{"all together", []float64{1.1, .9}, []float64{.018, .005}, true},
		{"nothing to compare", []float64{.9}, nil, false},
		{"zero says nothing", []float64{0}, []float64{.01}, false},
	} {
		if got := Hundredths(c.plain, c.sure); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
