package kb

import (
	"slices"
	"strings"
	"testing"

	"milepost/generator/digest"
)

func TestBodyKeepsItsPieces(t *testing.T) {
	long := strings.Repeat("<p>队列磁盘写满</p>\n", 500)
	for _, html := range [][]string{{""}, {"<p>a</p>"}, {"", ""}, {"<p>", "</p>", ""}, {long, "\x00", long}} {
		holes := make([]Hole, len(html)-1)
		body := MakeBody(html, holes)
		b := body.Get()
		if got := b.HTML(); !slices.Equal(got, html) || len(b.Holes) != len(holes) {
			t.Errorf("%.40q became %.40q", html, got)
		}
		if len(html[0]) > 1000 && b.Squeezed.Size() > 500 {
			t.Errorf("%d bytes are kept in %d", 2*len(long), b.Squeezed.Size())
		}
		if digest.Of(html, holes) != body.Key() {
			t.Errorf("the key of %.40q is not that of its pieces and holes", html)
		}
	}
	if MakeBody([]string{"ab", "c"}, make([]Hole, 1)).Key() == MakeBody([]string{"a", "bc"}, make([]Hole, 1)).Key() {
		t.Error("bodies that are cut elsewhere have one key")
	}
	if b := (&Body{}); !slices.Equal(b.HTML(), []string{""}) {
		t.Errorf("no body is %q", b.HTML())
	}
}
