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
