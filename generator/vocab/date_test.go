package vocab

import "testing"

func TestDateWithTime(t *testing.T) {
	for s, want := range map[string]string{
		"2026-09-30 14:05":    "2026-09-30 14:05",
		"2026-09-30 下午2点5分":   "2026-09-30 14:05",
		"2026年9月30日 中午1点":     "2026-09-30 13:00",
		"2026年9月30日 中午12点30分": "2026-09-30 12:30",
		"2026年9月30日 中午11点30分": "2026-09-30 11:30",
		"2026-09-30 凌晨12点10分": "2026-09-30 0:10",
	} {
		if m, v := Date(s, 0); v != Fine || m.String() != want {
			t.Errorf("Date(%q) = %s, %d; want %s", s, m, v, want)
		}
	}
	if m, v := Date("2026-09-30 晚上12点整", 0); v == Fine {
		t.Errorf("midnight of one day or another is read as %s", m)
	}
	if m, v := Date("2026-09-30 晚上12点00分", 0); v != Impossible {
		t.Errorf("midnight of one day or another is read as %s, %d", m, v)
	}
}
