package vocab

import "testing"

func TestEffort(t *testing.T) {
	for in, want := range map[string]float64{"12d 4h": 100, "1w 2d 4h": 60, "0h": 0, "6D": 48, "30m": 0.5, "１d": 8, "1.5d": 12} {
		if got, _, ok := Effort(in); !ok || got != want {
			t.Errorf("Effort(%q) = %v %v, want %v", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "5天", "4 人天", "h", "12", "2d后", "4h-6h", "1mo"} {
		if got, _, ok := Effort(in); ok {
			t.Errorf("Effort(%q) = %v", in, got)
		}
	}
}
