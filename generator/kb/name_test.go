package kb

import (
	"strings"
	"testing"
)

func TestUnsafeName(t *testing.T) {
	for _, c := range []struct{ path, want string }{
		{"手册/报销 流程.html", ""},
		{"a/b#c%20d(2).html", ""},
		{"控制台/CONSOLE.html", ""},
		{"con.html", NameDevice},
		{"x/Com1.tar.gz", NameDevice},
		{"LPT²", NameDevice},
		{"com10.html", ""},
		{"aux /x", NameTrailing},
		{"aux .txt", NameDevice},
		{"a/", NameEmpty},
		{"../a", NameEmpty},
		{"a//b", NameEmpty},
		{"a:b.html", NameCharacter},
		{`a\b`, NameCharacter},
		{"a\nb", NameCharacter},
		{"说明?.html", NameCharacter},
		{"a./b", NameTrailing},
		{"\xff.html", NameEncoding},
		{strings.Repeat("长", 85), ""},
		{strings.Repeat("长", 85) + "x", NameLong},
	} {
		if got := UnsafeName(c.path); got != c.want {
			t.Errorf("UnsafeName(%q) = %q, want %q", c.path, got, c.want)
		}
	}
}

// On Windows and macOS the two names of each pair are the same file.
func TestFoldName(t *testing.T) {
	same := [][2]string{{"Guide.html", "gUIDE.html"}, {"caf\u00e9.html", "cafe\u0301.html"}, {"CAF\u00c9.html", "cafe\u0301.html"}}
	for _, s := range same {
		if FoldName(s[0]) != FoldName(s[1]) || NameHash(s[0]) != NameHash(s[1]) {
			t.Errorf("%q and %q are two names", s[0], s[1])
		}
	}
	if FoldName("a/b.html") == FoldName("a-b.html") {
		t.Error("a/b and a-b are one name")
	}
}
