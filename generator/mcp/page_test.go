package mcp

import (
	"fmt"
	"strings"
	"testing"

	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/source"
)

// A part begins with a whole character, and the next part goes on where it ends:
// an offset within a character means the beginning of that character.
func TestPartsOfAPageFollowEachOther(t *testing.T) {
	md := strings.Repeat("项目", mostText/4)
	a := &asked{State: &State{Site: &site.Site{Snapshot: &source.Snapshot{}}, Text: func(string) (string, bool) { return md, true }}}
	for from := range 4 {
		v, err := a.text("a.html", args{numbers: map[string]int{"from": from}})
		if err != nil {
			t.Fatal(err)
		}
		part := v.(pageText)
		if begin := from / 3 * 3; part.Markdown != md[begin:part.Next] {
			t.Errorf("from %d: %d bytes, and the next part begins at %d", from, len(part.Markdown), part.Next)
		}
	}
}

// Which reports there are is told by the newest, whatever their kinds.
func TestTheNewestReportsAreListed(t *testing.T) {
	s := &site.Site{}
	for i := range 12 {
		s.Reports = append(s.Reports, &site.Report{Kind: "monthly", Period: kb.Period(fmt.Sprintf("2026-%02d", i+1))})
	}
	for i := range 30 {
		s.Reports = append(s.Reports, &site.Report{Kind: "weekly", Period: kb.Period(fmt.Sprintf("2025-01-%02d", i+1))})
	}
	got := (&asked{State: &State{Site: s}}).reports()
	if !strings.HasSuffix(got, "monthly 2026-12 ") || strings.Count(got, "monthly") != 12 || strings.Count(got, ";") != 19 {
		t.Errorf("reports are %s", got)
	}
}
