package colour

import (
	"math"
	"testing"
)

func TestParse(t *testing.T) {
	for s, want := range map[string]string{
		"#1D5F8A": "#1d5f8a", " #fa0 ": "#ffaa00", "rgb(29, 95, 138)": "#1d5f8a", "RGB(0 0 255)": "#0000ff",
		"1d5f8a": "", "#1d5f8": "", "#1d5f8a80": "", "#-1d5f8": "", "#+12345": "", "rgb(1,2)": "", "rgb(1,2,256)": "", "rgb(1,2,3": "", "red": "", "": "", "＃1d5f8a": "",
	} {
		c, ok := Parse(s)
		if ok != (want != "") || ok && c.String() != want {
			t.Errorf("%q: %v, %v; want %q", s, c, ok, want)
		}
	}
}

func TestContrast(t *testing.T) {
	for _, row := range []struct {
		a, b string
		want float64
	}{{"#000", "#fff", 21}, {"#777777", "#fff", 4.48}, {"#1d5f8a", "#fff", 6.87}, {"#ffb000", "#fff", 1.83}, {"#1d5f8a", "#15191d", 2.57}} {
		a, _ := Parse(row.a)
		b, _ := Parse(row.b)
		if got := Contrast(a, b); math.Abs(got-row.want) > 0.01 || got != Contrast(b, a) {
			t.Errorf("%s on %s: %.3f, want %.2f", row.a, row.b, got, row.want)
		}
	}
}

// For every hue there is a shade that can be read on white and on dark paper, and a
// colour that can be read is not changed.
func TestAgainst(t *testing.T) {
	dark := Colour{0x15, 0x19, 0x1d}
	for r := 0; r < 256; r += 51 {
		for g := 0; g < 256; g += 51 {
			for b := 0; b < 256; b += 51 {
				c := Colour{uint8(r), uint8(g), uint8(b)}
				for _, ground := range []Colour{White, dark} {
					got := c.Against(ground, 4.5)
					if Contrast(got, ground) < 4.5 {
						t.Errorf("%v on %v: %v has %.2f", c, ground, got, Contrast(got, ground))
					}
					if Contrast(c, ground) >= 4.5 && got != c {
						t.Errorf("%v on %v became %v", c, ground, got)
					}
				}
				if on := c.On(); Contrast(c, on) < 4.5 {
					t.Errorf("%v on %v: %.2f", on, c, Contrast(c, on))
				}
			}
		}
	}
}

func TestMix(t *testing.T) {
	blue := Colour{0x1d, 0x5f, 0x8a}
	if got := blue.Mix(White, 1); got != blue {
		t.Errorf("all of it: %v", got)
	}
	if got := blue.Mix(White, 0); got != White {
		t.Errorf("none of it: %v", got)
	}
	if got := blue.Mix(White, 0.1); Contrast(got, White) > 1.3 || got == White {
		t.Errorf("a tint: %v", got)
	}
}
