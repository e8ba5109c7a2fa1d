package message

import "testing"

func TestFill(t *testing.T) {
	for _, row := range []struct {
		text string
		args []string
		want string
	}{
		{"plain", []string{"x"}, "plain"},
		{"{0} of {1}, {0}", []string{"1", "2"}, "1 of 2, 1"},
		{"{0}", nil, "{0}"},
		{"{1} {2}", []string{"a", "b"}, "b {2}"},
		{"{0}{1}", []string{"{1}", "x"}, "{1}x"},
		{"{ {x} {00} {-1} {0", []string{"a"}, "{ {x} {00} {-1} {0"},
		{"{{0}}", []string{"a"}, "{a}"},
		{"{0} {0:page|pages}, {1} {1:page|pages}", []string{"1", "0"}, "1 page, 0 pages"},
		{"{0:page keeps its|pages keep their} {1:x}", []string{"12"}, "pages keep their {1:x}"},
		{"第 {0} 页", []string{"3"}, "第 3 页"},
	} {
		if got := Fill(row.text, row.args...); got != row.want {
			t.Errorf("Fill(%q, %q) = %q, want %q", row.text, row.args, got, row.want)
		}
	}
}
