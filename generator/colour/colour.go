// Package colour reads the colours that people write and tells how well text of one
// colour can be read on another.
//
// In go colours as a style sheet writes them; out come contrasts and shades of
// the same hue. It knows no page and no theme.
package colour

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Colour is an opaque colour of the screen: sRGB, 8 bits a channel.
type Colour struct{ R, G, B uint8 }

// White and Black are the ends of all shades.
var (
	White = Colour{255, 255, 255}
	Black = Colour{}
)

// Parse reads #rgb, #rrggbb and rgb(r, g, b). ok is false for anything else, colours with
// transparency included: their contrast depends on what is behind them.
func Parse(s string) (c Colour, ok bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	if rest, found := strings.CutPrefix(s, "#"); found {
		return hex(rest)
	}
	rest, found := strings.CutPrefix(s, "rgb(")
	rest, closed := strings.CutSuffix(rest, ")")
	parts := strings.FieldsFunc(rest, func(r rune) bool { return r == ',' || r == ' ' })
	if !found || !closed || len(parts) != 3 {
		return c, false
	}
	for i, to := range []*uint8{&c.R, &c.G, &c.B} {
		n, err := strconv.ParseUint(parts[i], 10, 8)
		if err != nil {
			return Colour{}, false
		}
		*to = uint8(n)
	}
	return c, true
}

func hex(s string) (Colour, bool) {
	if len(s) == 3 {
		s = string([]byte{s[0], s[0], s[1], s[1], s[2], s[2]})
	}
	n, err := strconv.ParseUint(s, 16, 24)
	if len(s) != 6 || err != nil {
		return Colour{}, false
	}
	return Colour{uint8(n >> 16), uint8(n >> 8), uint8(n)}, true
}

// String is the colour as a style sheet writes it: #1d5f8a.
func (c Colour) String() string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// Contrast is the contrast ratio of two colours, from 1 to 21 (WCAG 2.2). Text needs 4.5.
func Contrast(a, b Colour) float64 {
	x, y := a.luminance(), b.luminance()
	if x < y {
		x, y = y, x
	}
	return (x + 0.05) / (y + 0.05)
}

func (c Colour) luminance() float64 {
	r, g, b := c.linear()
	return 0.2126*r + 0.7152*g + 0.0722*b
}

// On is the colour for text on c: white if its contrast is 4.5 or at least that of black, else black.
func (c Colour) On() Colour {
	if Contrast(c, White) >= 4.5 || Contrast(c, White) >= Contrast(c, Black) {
		return White
	}
	return Black
}

// Against is c if its contrast with the ground is at least ratio, else the nearest shade
// of the same hue that has this contrast: lighter on dark grounds, darker on light ones.
func (c Colour) Against(ground Colour, ratio float64) Colour {
	if Contrast(c, ground) >= ratio {
		return c
	}
	l, hueA, hueB := c.lab()
	near, far := l, 0.0
	if Contrast(White, ground) > Contrast(Black, ground) {
		far = 1
	}
	for range 24 { // finer than two shades that 8 bits can tell apart
		if mid := (near + far) / 2; Contrast(shade(mid, hueA, hueB), ground) >= ratio {
			far = mid
		} else {
			near = mid
		}
	}
	return shade(far, hueA, hueB)
}

// Mix mixes share (0 to 1) of c with the rest of other.
func (c Colour) Mix(other Colour, share float64) Colour {
	l1, a1, b1 := c.lab()
	l2, a2, b2 := other.lab()
	at := func(x, y float64) float64 { return x*share + y*(1-share) }
	return shade(at(l1, l2), at(a1, a2), at(b1, b2))
}

// linear is the light of each channel, from 0 to 1.
func (c Colour) linear() (r, g, b float64) {
	return unbend(c.R), unbend(c.G), unbend(c.B)
}

func unbend(v uint8) float64 {
	f := float64(v) / 255
	if f <= 0.04045 {
		return f / 12.92
	}
	return math.Pow((f+0.055)/1.055, 2.4)
}

func bend(f float64) uint8 {
	if f <= 0.0031308 {
		f *= 12.92
	} else {
		f = 1.055*math.Pow(f, 1/2.4) - 0.055
	}
	return uint8(math.Round(255 * min(max(f, 0), 1)))
}

// lab is the colour in Oklab (Björn Ottosson, 2020). There equal steps look equal, and a
// colour that is made lighter or darker keeps its hue.
func (c Colour) lab() (l, a, b float64) {
	r, g, bl := c.linear()
	x := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*bl)
	y := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*bl)
	z := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*bl)
	return 0.2104542553*x + 0.7936177850*y - 0.0040720468*z,
		1.9779984951*x - 2.4285922050*y + 0.4505937099*z,
		0.0259040371*x + 0.7827717662*y - 0.8086757660*z
}

// shade is the colour of an Oklab value, with less colour if no screen can show that value.
func shade(l, a, b float64) Colour {
	for range 20 {
		if c, shown := screen(l, a, b); shown {
			return c
		}
		a, b = a*0.9, b*0.9
	}
	c, _ := screen(l, 0, 0)
	return c
}

func screen(l, a, b float64) (c Colour, shown bool) {
	cube := func(f float64) float64 { return f * f * f }
	x := cube(l + 0.3963377774*a + 0.2158037573*b)
	y := cube(l - 0.1055613458*a - 0.0638541728*b)
	z := cube(l - 0.0894841775*a - 1.2914855480*b)
	red := 4.0767416621*x - 3.3077115913*y + 0.2309699292*z
	green := -1.2684380046*x + 2.6097574011*y - 0.3413193965*z
	blue := -0.0041960863*x - 0.7034186147*y + 1.7076147010*z
	shown = true
	for _, f := range []float64{red, green, blue} {
		shown = shown && f > -0.001 && f < 1.001 // rounding hides such small differences
	}
	return Colour{bend(red), bend(green), bend(blue)}, shown
}
