package theme

import (
	"strings"
	"testing"

	"milepost/generator/document"
)

// A word beside a dot gives way to a dot or a word that stands where it would be, and
// goes to the other side if that is free; what was missed keeps it.
func TestWordsOfAStripDoNotRunIntoTheNextDot(t *testing.T) {
	s := document.Strip{From: "2026-08-01", To: "2026-10-31"}
	row := document.StripRow{Name: "P3", Marks: []document.Span{
		{From: "2026-08-08", Mark: document.Mark{Word: "7 小时"}},
		{From: "2026-08-10", Mark: document.Mark{Word: "8 小时"}},
		{From: "2026-09-04", Mark: document.Mark{Word: "✕ 30 小时", Tone: document.Bad}},
		{From: "2026-09-06", Mark: document.Mark{Word: "9 小时"}},
		{From: "2026-10-27", Mark: document.Mark{Word: "2 小时"}},
	}}
	got := string(loadOwn(t, Own{}).strip(s, row))
	for word, want := range map[string]string{"7 小时": "", "8 小时": "right", "✕ 30 小时": "left", "9 小时": "right", "2 小时": "left"} {
		side := ""
		if before, _, ok := strings.Cut(got, ">"+word+"</text>"); ok {
			side = "right"
			if strings.Contains(before[strings.LastIndex(before, "<text"):], `text-anchor="end"`) {
				side = "left"
			}
		}
		if side != want {
			t.Errorf("%s: %q, want %q in %s", word, side, want, got)
		}
	}
}

// A bar has its word where all of it has room: on a desk, or on a phone too.
func TestWordsOfBarsAreWholeOrNotThere(t *testing.T) {
	s := document.Strip{From: "2026-01-01", To: "2026-12-31", Bars: true}
	row := document.StripRow{Name: "CRM", Marks: []document.Span{
		{From: "2026-01-01", To: "2026-03-31", Mark: document.Mark{Word: "准备"}},
		{From: "2026-04-01", To: "2026-04-20", Mark: document.Mark{Word: "试点"}},
		{From: "2026-05-01", To: "2026-05-08", Mark: document.Mark{Word: "推广"}},
		{From: "2026-06-01", To: "2026-06-20", Mark: document.Mark{Word: "Run"}},
	}}
	got := string(loadOwn(t, Own{}).strip(s, row))
	for _, want := range []string{`class="inside t-plain">准备<`, `class="inside t-plain tight">试点<`, `class="inside t-plain tight">Run<`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
	if strings.Contains(got, "推广</text>") {
		t.Errorf("half a word in %s", got)
	}
}
