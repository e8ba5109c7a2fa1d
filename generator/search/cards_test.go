package search

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"io"
	"strings"
	"testing"
)

func TestCardsAreAFileOfTheirOwn(t *testing.T) {
	t.Parallel()
	cards := []Card{
		{Kind: "kpi", Names: []string{"ＣＲＭ 周活跃率（%）", "crm周活跃率"}, Title: "CRM 周活跃率", Value: "58%"},
		{Kind: "risk", Names: []string{"R-01", "x"}, Title: "专线拖后"},
		{Kind: "person", Names: []string{"李"}, Title: "李"}, // too short to be asked for
	}
	m, f := cardsOf(cards)
	if m == nil || f.Path != "c/"+m.File+".js" {
		t.Fatalf("the cards are %+v in %+v", m, f)
	}
	text := string(inflated(t, f.payload))
	if !strings.Contains(text, `["crm`) || !strings.Contains(text, `"r01"`) || strings.Contains(text, `"x"`) || strings.Count(text, "[[")+strings.Count(text, ",[\"") < 2 {
		t.Errorf("the file holds %q", text)
	}
	if b, err := base64.StdEncoding.DecodeString(m.Hashes); err != nil || len(b) != 6 {
		t.Errorf("the hashes are %x, %v: want two of three bytes", b, err)
	}
	if m, f := cardsOf(nil); m != nil || f != nil {
		t.Error("no cards have a file")
	}
	x := Build(nil, Options{Cards: cards})
	files, ok := x.Update(nil, Options{Cards: cards})
	if !ok || len(files) != 1 {
		t.Errorf("the same cards are written again: %d files", len(files))
	}
	if files, ok = x.Update(nil, Options{Cards: cards[:1]}); !ok || len(files) != 2 {
		t.Errorf("other cards are not written: %d files", len(files))
	}
}

func inflated(t *testing.T, b []byte) []byte {
	out, err := io.ReadAll(flate.NewReader(bytes.NewReader(b)))
	if err != nil {
		t.Fatal(err)
	}
	return out
}
