package vocab

import "testing"

func TestGrade(t *testing.T) {
	for in, want := range map[string]int{"非常满意": 0, "Very Satisfied": 0, "优": 0, "5": 0, "满意": 1, "良好": 1, "一般": 2, "３分": 2, "不太满意": 3, "非常不满意": 4, "差": 4} {
		if got, ok := Base().Grade(in); !ok || got != want {
			t.Errorf("Grade(%q) = %d %v, want %d", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "满意度", "6", "好评率"} {
		if got, ok := Base().Grade(in); ok {
			t.Errorf("Grade(%q) = %d", in, got)
		}
	}
}

func TestLevel(t *testing.T) {
	for in, want := range map[string]int{"低": 2, "中高": 4, "Very High": 5, "4级": 4, "３": 3, "Almost certain": 5, "中等": 3} {
		if got, ok := Level(in); !ok || got != want {
			t.Errorf("Level(%q) = %d %v, want %d", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "6", "0", "高峰", "2.5"} {
		if got, ok := Level(in); ok {
			t.Errorf("Level(%q) = %d", in, got)
		}
	}
}
