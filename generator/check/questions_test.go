package check

import (
	"slices"
	"testing"
)

// Two questions that differ by one edit have a half in common, whatever their lengths.
func TestHalvesOfQuestionsThatAreOneEditApart(t *testing.T) {
	const whole = "门店打印机联不上网络提示错误代码"
	r := []rune(whole)
	for n := 3; n <= len(r); n++ {
		was := string(r[:n])
		for i := range n {
			for _, now := range []string{
				string(r[:i]) + string(r[i+1:n]),
				string(r[:i]) + "换" + string(r[i+1:n]),
				string(r[:i]) + "添" + string(r[i:n]),
			} {
				a, b := halves(was), halves(now)
				if !slices.ContainsFunc(a, func(f form) bool { return slices.Contains(b, f) }) {
					t.Errorf("%q and %q have no half in common", was, now)
				}
			}
		}
	}
}
