package config

import (
	"bytes"
	"testing"

	"milepost/bench/toll"
)

// FuzzParse: any settings file gives settings, and the line of every fault exists.
func FuzzParse(f *testing.F) {
	f.Add([]byte("title = \"a\"\n[publish]\ntypes = [\".kml\"]\nshrink = \"50%\"\n[sections]\n\"a/b\" = \"faq\"\n"))
	f.Add([]byte("[[data.series]]\nname = 1\npattern = \"{period}{period}\"\n[[suppress]]\nrule = \"PH05\"\n"))
	f.Add([]byte("[serve]\nhosts = [\"\", \"*\", 1]\n[home]\nphases = \"#\"\n"))
	f.Add([]byte("a.b.c = {d = [[[\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		lines := bytes.Count(src, []byte("\n")) + 1
		toll.Check(t, src, func(b []byte) { Parse(t.Context(), b) })
		_, diags := Parse(t.Context(), src)
		for _, d := range diags {
			if d.Pos.Line < 0 || d.Pos.Line > lines {
				t.Fatalf("%+v of %d lines", d, lines)
			}
		}
	})
}
