package vocab

import (
	"strings"
	"testing"
)

func TestCredentialIn(t *testing.T) {
	for line, want := range map[string]Credential{
		"管理员账号 admin 密码: Admin@123456":                  Password,
		"管理员账号 admin 密码：Emr@2026":                       Password,
		"| 数据库 | root | 密码 | Abc#2026 |":                Password,
		"默认密码（首次登录）：Abc12345":                           Password,
		"登录密码为 123456，请尽快修改":                            Password,
		"初始密码 Qaz@2026wsx":                              Password,
		"密码：admin":                                      Password,
		"password: hunter2x":                            Password,
		"DB_PASSWORD=S3cr3t!pw":                         Password,
		`pwd = "zaq1@WSX"`:                              Password,
		"postgres://app:p4ssw0rd@db/x":                  Password,
		"api_key: 9f8e7d6c5b4a39281706":                 Token,
		"token=Bearer 9f8e7d6c5b4a39281706f5e4d3c2b1a0": Token,
		"AKIAIOSFODNN7ABCDEFG":                          Token,
		"-----BEGIN RSA PRIVATE KEY-----":               PrivateKey,
		"PassWord: Abc@2026":                            Password,
		"Passphrase is Kb7-mow-lan":                     Password,
		"sk-0a1b2c3d4e5f6a7b8c9d0a1b2c3d4e5f":           Token,
		"Access-Key: 9f8e7d6c5b4a39281706":              Token,

		"密码：8 位以上，含字母和数字":                NoCredential,
		"密码：8位以上":                        NoCredential,
		"密码有效期：90 天":                     NoCredential,
		"密码：见密码库 KV-12":                  NoCredential,
		"密码：${DB_PASSWORD}":              NoCredential,
		"password: <your-password>":      NoCredential,
		"password: ********":             NoCredential,
		"password: string":               NoCredential,
		"password: required":             NoCredential,
		"忘记密码 reset-password.md 有说明":     NoCredential,
		"重置密码 2026-09-12 完成":             NoCredential,
		"例如 密码：Abc@123456":               NoCredential,
		"password = get_password()":      NoCredential,
		"password = os.environ[\"PW2\"]": NoCredential,
		"密码错误 5 次锁定 30 分钟":               NoCredential,
		"token: 见密钥管理系统":                 NoCredential,
		"https://user:pass@example.com/": NoCredential,
		"把 key = value 写进配置":             NoCredential,
		"密钥长度：2048":                      NoCredential,
		"密码策略：2026-06-01 起执行":            NoCredential,
		"公钥指纹 SHA256:abcdef0123456789":   NoCredential,
		"密码：":                            NoCredential,
	} {
		if got, _ := CredentialIn(line); got != want {
			t.Errorf("%s: got %d, want %d", line, got, want)
		}
	}
}

func TestCredentialColumn(t *testing.T) {
	for header, want := range map[string]bool{"密码": true, "登录密码": true, "初始口令": true, "Password": true, "API Key": true, "密码策略": false, "密码有效期": false, "密码更新日期": false, "key": false} {
		if got := CredentialColumn(header); got != want {
			t.Errorf("%s: got %t, want %t", header, got, want)
		}
	}
	for cell, want := range map[string]bool{"Abc@2026": true, "123456": true, "见密码库": false, "已交接": false, "****": false, "": false} {
		if got := CredentialCell(cell); got != want {
			t.Errorf("%s: got %t, want %t", cell, got, want)
		}
	}
}

// Each hint is found in every letter case, wherever it stands and whatever stands around it, and
// nothing else is one.
func TestHintsAreExact(t *testing.T) {
	for i, h := range hints {
		if len(h.word) < 3 || h.word != strings.ToLower(h.word) {
			t.Errorf("%q: nextHint needs three bytes, in lower case", h.word)
		}
		for j, other := range hints {
			if i != j && strings.HasPrefix(other.word, h.word) {
				t.Errorf("%q begins with %q, so it would never be found", other.word, h.word)
			}
		}
	}
	slow := func(s string) (found hinted) {
		for i := range len(s) {
			for _, h := range hints {
				if end := i + len(h.word); end <= len(s) && strings.EqualFold(s[i:end], h.word) {
					found |= h.of
				}
			}
		}
		return found
	}
	around := []string{"", "a", "密", "口", "令", "kë", "to\u212Aen", "\u017Fecret", "对", "对码", "\xe5", "\xe5\xaf", "-", "p", ":/", "AK", "ke", "sk"}
	for _, h := range hints {
		for _, word := range []string{h.word, strings.ToUpper(h.word), strings.ToUpper(h.word[:1]) + h.word[1:], h.word[1:], h.word[:len(h.word)-1], h.word + h.word[1:]} {
			for _, before := range around {
				for _, after := range around {
					s := before + word + after
					if got, want := hintsIn(s), slow(s); got != want {
						t.Errorf("hintsIn(%q) = %b, want %b", s, got, want)
					}
					if got := CredentialHint([]byte(s), 0); (got >= 0) != (slow(s) != 0) {
						t.Errorf("CredentialHint(%q) = %d", s, got)
					}
				}
			}
		}
	}
}
