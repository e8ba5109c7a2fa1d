package markdown

import (
	"strings"
	"testing"
)

func TestCredentials(t *testing.T) {
	page := `---
title: 手册
---
## 账号权限
管理员账号 admin 密码：Emr@2026

| 系统 | 账号 | 密码 |
|---|---|---|
| 库 | root | Abc#2026 |
| 台 | ops | 见密码库 |

` + "```ini\npassword = ${DB_PW}\ntoken = 9f8e7d6c5b4a39281706f5\n```\n" + `
密码：8 位以上，含字母和数字。
`
	p := Parse(t.Context(), "a.md", []byte(page), Options{})
	var got []string
	for _, d := range p.Diags {
		line := d.Line("en")
		got = append(got, line[:strings.Index(line, " (")])
		for _, secret := range []string{"Emr@2026", "Abc#2026", "9f8e7d6c"} {
			if strings.Contains(d.Line("zh-CN")+line, secret) {
				t.Errorf("the message contains the secret: %s", line)
			}
		}
	}
	want := []string{
		"a.md:5:16: MA04 this line seems to hold a password in plain text",
		"a.md:9:14: MA04 this line seems to hold a password in plain text",
		"a.md:14:9: MA04 this line seems to hold a key or token in plain text",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A page in which only one line has a hint is still read as a whole: a column's header may be
// written so that no hint sees it, and a row may begin with blanks of any kind.
func TestCredentialsBelowHeaderWithoutHint(t *testing.T) {
	page := "见 https://x.org\n\n| 系统 | Ｐａｓｓｗｏｒｄ |\n|---|---|\n　| 库 | Abc#2026 |\n\n| 系统 | 说明 |\n|---|---|\n| 密码：Emr@2026 | Abc#2026 |\n| 台 | Abc#2026 |\n\n\u00a0| 口 令 |\n| Abc#2027 |"
	p := Parse(t.Context(), "a.md", []byte(page), Options{})
	var got []string
	for _, d := range p.Diags {
		if line := d.Line("en"); strings.Contains(line, "MA04") {
			got = append(got, line[:strings.Index(line, " MA04")])
		}
	}
	want := []string{"a.md:5:8:", "a.md:9:6:", "a.md:13:3:"}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("got %q, want %q", got, want)
	}
}
