package vocab

import (
	"slices"
	"testing"
)

func TestLetters(t *testing.T) {
	for in, want := range map[string]string{
		"R": "R", "A/R": "R/A", "r、a": "R/A", "Ｒ": "R", "AR": "R/A", "负责": "R", "C，I": "C/I", "R & A": "R/A", "R/R": "R",
		"把关": "A", "执行人": "R", "负责(R)": "R", "R（执行）": "R", "负责、批准": "R/A", "知情": "I", "复核": "C", "★": "A", "R/—": "R",
	} {
		if got, ok := Letters(in); !ok || got.String() != want {
			t.Errorf("Letters(%q) = %v %v, want %s", in, got, ok, want)
		}
	}
	for in, want := range map[string]string{"": "", "X": "", "项目经理": "", "RACIR2": "", "Rest": "", "/": "", "A、待议": "A"} {
		if got, ok := Letters(in); ok || got.String() != want {
			t.Errorf("Letters(%q) = %v %v, want %q and not all letters", in, got, ok, want)
		}
	}
}

func TestPeople(t *testing.T) {
	for in, want := range map[string][]string{
		"张三／李四": {"张三", "李四"}, "张三、李四": {"张三", "李四"}, "项目经理; BA": {"项目经理", "BA"}, "张三，无": {"张三"}, "张三\n李四": {"张三", "李四"},
		"Zhang San": {"Zhang San"}, "-": nil, "待定": nil, "": nil, "财务部 & IT": {"财务部", "IT"},
	} {
		if got := People(in); !slices.Equal(got, want) {
			t.Errorf("People(%q) = %q, want %q", in, got, want)
		}
	}
}
