package generator

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"milepost/generator/digest"
)

// A picture that was damaged on the disk is drawn again, whatever happened to it.
func TestDamagedPicturesAreDrawnAgain(t *testing.T) {
	c, key := pictures{dir: t.TempDir()}, digest.Of("a chart")
	svg := "<svg>" + strings.Repeat("<path d=\"M0 0\"/>", 60) + "</svg>"
	c.Put(key, svg)
	if got, ok := c.Get(key); !ok || got != svg {
		t.Fatalf("kept %q, %t; want what was put", got, ok)
	}
	whole, err := os.ReadFile(c.file(key))
	if err != nil {
		t.Fatal(err)
	}
	for name, bytes := range map[string]string{
		"cut off":               string(whole[:600]),
		"cut to nothing":        "",
		"another byte":          strings.Replace(string(whole), "M0 0", "M0 1", 1),
		"no digest":             svg,
		"something after it":    string(whole) + "<script>",
		"nothing but a seal":    seal(key, ""),
		"that of another chart": svg + seal(digest.Of("another"), svg),
		"zeros after a crash":   strings.Repeat("\x00", len(whole)),
	} {
		if err := os.WriteFile(c.file(key), []byte(bytes), 0o644); err != nil {
			t.Fatal(err)
		}
		if got, ok := c.Get(key); ok {
			t.Errorf("%s: shown as %q", name, got)
		}
	}
	c.Put(key, svg)
	if got, ok := c.Get(key); !ok || got != svg {
		t.Errorf("drawn again: kept %q, %t", got, ok)
	}
	if left, _ := filepath.Glob(filepath.Join(c.dir, "*", "*.tmp")); len(left) > 0 {
		t.Errorf("drafts were left: %q", left)
	}
}
