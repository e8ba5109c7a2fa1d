package vocab

import "testing"

func TestSpellings(t *testing.T) {
	names := Spellings{}
	for _, c := range [][2]string{{"IT 部", "IT 部"}, {"ＩＴ部", "IT 部"}, {"it　部 ", "IT 部"}, {"IT（外包）部", "IT（外包）部"}, {"IT(外包)部", "IT（外包）部"}, {"", ""}} {
		if got := names.First(c[0]); got != c[1] {
			t.Errorf("%q is %q, want %q", c[0], got, c[1])
		}
	}
}
