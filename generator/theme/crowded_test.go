package theme

import (
	"strings"
	"testing"

	"milepost/generator/document"
)

// A word beside a dot gives way to a dot that stands where it would be; what was
// missed keeps it.
func TestWordsOfAStripDoNotRunIntoTheNextDot(t *testing.T) {
	s := document.Strip{From: "2026-08-01", To: "2026-10-31"}
	row := document.StripRow{Name: "P3", Marks: []document.Span{
		{From: "2026-08-20", Mark: document.Mark{Word: "8 小时"}},
		{From: "2026-08-24", Mark: document.Mark{Word: "✕ 30 小时", Tone: document.Bad}},
		{From: "2026-08-26", Mark: document.Mark{Word: "9 小时"}},
	}}
	got := string(loadOwn(t, Own{}).strip(s, row))
	for word, want := range map[string]bool{"8 小时": false, "✕ 30 小时": true, "9 小时": true} {
		if strings.Contains(got, word+"</text>") != want {
			t.Errorf("%s: %v, want %v in %s", word, !want, want, got)
		}
	}
}
