package squeeze

import (
	"bytes"
	"strings"
	"testing"

	"milepost/generator/parallel"
)

func TestWhatIsSqueezedComesBack(t *testing.T) {
	texts := []string{"", "a", strings.Repeat("<p>报销三天内到账</p>", 3000), "\x00\xff", strings.Repeat("x", 1<<20)}
	parallel.Each(8, 200, func(i int) bool { // room is used again
		s := texts[i%len(texts)]
		b := Squeeze([]byte(s))
		if got := Append([]byte("head"), b); string(got) != "head"+s || Len(b) != len(s) {
			t.Errorf("%.20q comes back as %.20q", s, got)
		}
		if got := Text(Joined([]string{s, "|", s})); got != s+"|"+s {
			t.Errorf("two of %.20q come back as %.20q", s, got)
		}
		return true
	})
	if long := []byte(texts[2]); len(Squeeze(long)) > len(long)/3 || !bytes.Equal(Squeeze(long), Squeeze(long)) {
		t.Error("is not squeezed")
	}
}
