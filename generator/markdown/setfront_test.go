package markdown

import (
	"strings"
	"testing"
)

func TestSetFrontTouchesOnlyItsLines(t *testing.T) {
	set := []Setting{{"issued", "2026-11-06", true}, {"approver", `李"总`, false}, {"cutoff", "2026-11-05", true}}
	for name, c := range map[string]struct{ src, want string }{
		"yaml": {
			"---\ntitle: 月报  # 题\nreport: monthly\nperiod: 2026-10\ncutoff: 2026-11-03 # 起草日\napprover: # 谁批\nx: [1, 2]\n---\n\n正文 issued: 1\n",
			"---\ntitle: 月报  # 题\nreport: monthly\nperiod: 2026-10\nissued: 2026-11-06\ncutoff: 2026-11-05 # 起草日\napprover: \"李\\\"总\" # 谁批\nx: [1, 2]\n---\n\n正文 issued: 1\n",
		},
		"toml before a table, CRLF, BOM": {
			"\ufeff+++\r\ntitle = \"月报\"\r\nperiod = \"2026-10\"\r\napprover=\"\"\r\n[more]\r\nissued = 1\r\n+++\r\n正文\r\n",
			"\ufeff+++\r\ntitle = \"月报\"\r\nperiod = \"2026-10\"\r\nissued = 2026-11-06\r\ncutoff = 2026-11-05\r\napprover= \"李\\\"总\"\r\n[more]\r\nissued = 1\r\n+++\r\n正文\r\n",
		},
	} {
		got, ok := SetFront([]byte(c.src), "period", set)
		if !ok || string(got) != c.want {
			t.Errorf("%s: %v\ngot  %q\nwant %q", name, ok, got, c.want)
		}
	}
	for name, src := range map[string]string{
		"no front matter":      "# 月报\n",
		"no anchor":            "---\ntitle: x\n---\n",
		"all keys on one line": "---\n{period: 2026-10, cutoff: 2026-11-01}\n---\n",
		"a value of two lines": "---\nperiod: 2026-10\napprover:\n  - 李\n  - 王\n---\n",
		"UTF-16":               "\xff\xfe-\x00-\x00-\x00\n\x00",
		"line ends of old":     strings.ReplaceAll("---\nperiod: 2026-10\n---\n", "\n", "\r"),
	} {
		if got, ok := SetFront([]byte(src), "period", set); ok {
			t.Errorf("%s: taken as\n%s", name, got)
		}
	}
}
