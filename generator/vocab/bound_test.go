package vocab

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
)

func TestCutAtMost(t *testing.T) {
	for said, want := range map[string]string{
		"≤4小时": "4小时", "<= 15min": "15min", "不超过 2天": "2天", "within 4h": "4h", "最多4小时": "4小时", "低于 30分钟": "30分钟",
		"≥4小时": "≥4小时", "4小时": "4小时",
	} {
		if got := CutAtMost(said); got != want {
			t.Errorf("CutAtMost(%q) = %q, want %q", said, got, want)
		}
	}
}

// The number at the beginning of a text, and the two of a range, are what the expressions say.
func TestLeadingNumberIsExact(t *testing.T) {
	oneNumber := regexp.MustCompile(`^` + numberForm + `\s*(.*)$`)
	parts := []string{"1", "12", "123", "1234", "567", ",", ".", "+", "-", " ", "\n", "\t", "天", "%", "a", "～"}
	var check func(s string, more int)
	check = func(s string, more int) {
		n, rest, ok := leading(s)
		wantN, wantRest, wantOK := 0.0, s, false
		if m := oneNumber.FindStringSubmatch(s); m != nil {
			f, err := strconv.ParseFloat(strings.ReplaceAll(m[1], ",", ""), 64)
			wantN, wantRest, wantOK = f, strings.TrimSpace(m[2]), err == nil
		}
		if n != wantN || rest != wantRest || ok != wantOK {
			t.Errorf("leading(%q) = %v, %q, %t, want %v, %q, %t", s, n, rest, ok, wantN, wantRest, wantOK)
		}
		if more == 0 {
			return
		}
		for _, p := range parts {
			check(s+p, more-1)
		}
	}
	check("", 4)
	for _, sep := range []string{"-", "~", "—", "–", "至", "到", "to", "and", ",", "±", "+/-"} {
		if b := BoundOf("85 " + sep + " 95"); sep != "±" && sep != "+/-" && (b.Op != OpBetween || b.Low != 85 || b.High != 95) {
			t.Errorf("85 %s 95 is %+v", sep, b)
		}
		if b := BoundOf("20" + sep + "22%"); b.Op != OpBetween {
			t.Errorf("20%s22%% is %+v", sep, b)
		}
	}
}

// A change is found behind every relation to the value before, and behind no number.
func TestChangeBehindRelation(t *testing.T) {
	for _, before := range []string{"", "较基线", "比上年", "相比现状", "与去年相比", ",", "baseline ", "基线值", "上期水平,"} {
		if b := BoundOf(before + "降低 30%"); b.Op != OpChange || b.Low != -0.3 {
			t.Errorf("%s降低 30%% is %+v", before, b)
		}
	}
	for _, s := range []string{"30% 降低", "-30% reduced", ">30% cut", ".5 升"} {
		if b := BoundOf(s); b.Op == OpChange || b.Op == OpPoints {
			t.Errorf("%s is %+v", s, b)
		}
	}
}
