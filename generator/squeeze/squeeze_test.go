package squeeze

import (
	"strings"
	"testing"

	"milepost/generator/parallel"
)

func TestWhatIsSqueezedComesBack(t *testing.T) {
	texts := []string{"", "a", strings.Repeat("<p>报销三天内到账</p>", 3000), "\x00\xff", strings.Repeat("x", 1<<20)}
	parallel.Each(8, 200, func(i int) bool { // room is used again
		s := texts[i%len(texts)]
		p := Squeeze([]byte(s))
		if got := p.Append([]byte("head")); string(got) != "head"+s || p.Len() != len(s) {
			t.Errorf("%.20q comes back as %.20q", s, got)
		}
		bytes, _ := p.AppendBytes(nil)
		if again, ok := Squeezed(string(bytes)); !ok || again != p {
			t.Errorf("%.20q: the bytes give another piece", s)
		}
		return true
	})
	long := Squeeze([]byte(texts[2]))
	if long.Size() > len(texts[2])/3 || long != Squeeze([]byte(texts[2])) {
		t.Error("is not squeezed")
	}
}
