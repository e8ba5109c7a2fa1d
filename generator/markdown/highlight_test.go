package markdown

import (
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/alecthomas/chroma/v2"
)

const stylesheet = "../../themes/default/css/code.css"

// The theme has colours for exactly the classes that can be in listings.
func TestEveryCodeClassIsColoured(t *testing.T) {
	css := readStyles(t)
	var coloured []string
	for _, m := range regexp.MustCompile(`(?m)^\.code \.([a-z]+) `).FindAllStringSubmatch(css, -1) {
		coloured = append(coloured, m[1])
	}
	used := []string{"c", "cp", "s", "m", "na", "nt", "nc", "nv", "gh", "gi", "gd", "gp", "nf"} // the scanners name these in code
	for _, l := range languages() {
		for _, class := range l.words {
			used = append(used, class)
		}
	}
	for name := range chroma.StandardTypes {
		if class := codeClass(name); class != "" {
			used = append(used, class)
		}
	}
	slices.Sort(used)
	slices.Sort(coloured)
	if used = slices.Compact(used); !slices.Equal(used, coloured) {
		t.Errorf("listings use %v, code.css colours %v", used, coloured)
	}
}

// The colours of code have a contrast of at least 4.5:1 on the ground of a listing, and on
// their own tint where they have one.
func TestCodeContrast(t *testing.T) {
	css := readStyles(t)
	light, dark, _ := strings.Cut(css, "@media screen {")
	for _, c := range []struct{ mode, css, ground string }{{"light", light, "#f6f7f8"}, {"dark", dark, "#1b2025"}} {
		colours := map[string]string{}
		for _, m := range regexp.MustCompile(`--code-([a-z-]+): (#[0-9a-f]{6})`).FindAllStringSubmatch(c.css, -1) {
			if was, ok := colours[m[1]]; ok && was != m[2] {
				t.Errorf("%s: %s is %s and %s", c.mode, m[1], was, m[2])
			}
			colours[m[1]] = m[2]
		}
		if len(colours) < 13 {
			t.Fatalf("%s: only %d colours", c.mode, len(colours))
		}
		for name, colour := range colours {
			grounds := []string{c.ground}
			if tint, ok := colours[name+"-tint"]; ok {
				grounds = append(grounds, tint)
			}
			for _, g := range grounds {
				if ratio := contrast(colour, g); ratio < 4.5 && !strings.HasSuffix(name, "-tint") {
					t.Errorf("%s: %s %s on %s has %.2f:1", c.mode, name, colour, g, ratio)
				}
			}
		}
	}
}

func readStyles(t *testing.T) string {
	t.Helper()
	css, err := os.ReadFile(stylesheet)
	if err != nil {
		t.Fatal(err)
	}
	return string(css)
}

// contrast is the contrast ratio of two colours as WCAG 2.2 defines it, 1 to 21.
func contrast(a, b string) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(hex string) float64 {
	var sum float64
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, _ := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}
