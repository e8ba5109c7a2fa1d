package text

import "testing"

func TestThousands(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		n        float64
		decimals int
		want     string
	}{
		{0, 2, "0"}, {-0.001, 2, "0"}, {1234567.5, 1, "1,234,567.5"}, {-1234, 0, "−1,234"}, {999, 0, "999"},
		{1.005, 2, "1.01"}, {2.5, 0, "3"}, {-2.5, 0, "−3"}, {0.125, 2, "0.13"}, {99.995, 3, "99.995"}, {99.9, 3, "99.9"},
		{123456789012.34, 2, "123,456,789,012.34"}, {0.1 + 0.2, 9, "0.3"},
		{1e18, 2, "1×10¹⁸"}, {-1.2344e20, 0, "−1.2344×10²⁰"}, {999999999999999, 0, "999,999,999,999,999"}, {1e15, 0, "1×10¹⁵"}, {3e120, 1, "3×10¹²⁰"},
	} {
		if got := Thousands(c.n, c.decimals); got != c.want {
			t.Errorf("Thousands(%v, %d) = %s, want %s", c.n, c.decimals, got, c.want)
		}
	}
}

func TestFixed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		n        float64
		decimals int
		want     string
	}{{35, 1, "35.0"}, {-0.001, 2, "0.00"}, {1234.5, 2, "1,234.50"}, {1.005, 2, "1.01"}, {99.2, 2, "99.20"}, {0, 0, "0"}, {-10, 0, "−10"}} {
		if got := Fixed(c.n, c.decimals); got != c.want {
			t.Errorf("Fixed(%v, %d) = %s, want %s", c.n, c.decimals, got, c.want)
		}
	}
}

func TestDecimals(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		n          float64
		most, want int
	}{{5, 6, 0}, {99.995, 6, 3}, {0.00049, 6, 5}, {0.1 + 0.2, 6, 1}, {1.0 / 3, 6, 7}, {-2.25, 6, 2}, {201.8181818181818, 6, 7}, {123456789012.34, 6, 2}} {
		if got := Decimals(c.n, c.most); got != c.want {
			t.Errorf("Decimals(%v) = %d, want %d", c.n, got, c.want)
		}
	}
}

// Rounding never makes a number equal to a mark from which it differs.
func TestEnough(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		n        float64
		decimals int
		marks    []float64
		want     int
	}{
		{99.995, 1, []float64{100}, 3}, {100, 1, []float64{100}, 1}, {0.0049, 2, []float64{0}, 3}, {0, 2, []float64{0}, 2},
		{89.96, 1, []float64{90}, 2}, {90.04, 1, []float64{90}, 2}, {1e-14, 2, []float64{0}, 2}, {83.4, 1, []float64{0, 100}, 1},
	} {
		if got := Enough(c.n, c.decimals, c.marks...); got != c.want {
			t.Errorf("Enough(%v, %d, %v) = %d, want %d", c.n, c.decimals, c.marks, got, c.want)
		}
	}
}
