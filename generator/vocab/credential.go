package vocab

import (
	"math/bits"
	"regexp"
	"strings"
	"unicode"

	"milepost/generator/diag"
	"milepost/generator/text"
)

// Credential is a kind of secret that stands readable in a text.
type Credential uint8

// The credentials.
const (
	NoCredential Credential = iota
	Password
	Token // also the key or secret of an API
	PrivateKey
)

// hints are texts in lower case; none begins with another. A line without a hint of a kind
// holds no credential of that kind: looking for hints is far cheaper than the expressions below.
var hints = [...]hint{
	{"-----begin", privateKeyHint},
	{"akia", tokenHint}, {"ghp_", tokenHint}, {"glpat-", tokenHint}, {"xox", tokenHint}, {"sk-", tokenHint}, {"ltai", tokenHint}, {"akid", tokenHint}, {"eyj", tokenHint},
	{"://", addressHint},
	{"密码", passwordHint}, {"口令", passwordHint}, {"passw", passwordHint}, {"passphrase", passwordHint}, {"pwd", passwordHint},
	{"密钥", keyHint}, {"令牌", keyHint}, {"token", keyHint}, {"secret", keyHint},
	{"apikey", keyHint}, {"api_key", keyHint}, {"api-key", keyHint}, {"accesskey", keyHint}, {"access_key", keyHint}, {"access-key", keyHint},
	{"key", columnHint},
}

// hinted says which kinds of credentials a text may hold.
type hinted uint8

const (
	privateKeyHint hinted = 1 << iota
	tokenHint             // a token known by its form: ghp_…
	addressHint
	passwordHint
	keyHint    // a token behind a word for it: 密钥：…
	columnHint // perhaps the header of a column: API Key
)

type hint struct {
	word string
	of   hinted
}

// beginnings say which hints have a byte at one of their first three places: hint i is bit i.
// A capital letter counts as a small one.
var beginnings = func() (at [3][256]uint32) {
	for i, h := range hints {
		for place := range at {
			c := h.word[place]
			at[place][c] |= 1 << i
			if 'a' <= c && c <= 'z' {
				at[place][c&^0x20] |= 1 << i
			}
		}
	}
	return at
}()

// nextHint is the offset of the first hint in a text at or after from, and its kind; -1 if
// there is none.
func nextHint[T string | []byte](s T, from int) (at int, of hinted) {
	first, second, third := &beginnings[0], &beginnings[1], &beginnings[2]
	for at = from; at+3 <= len(s); at++ {
		may := first[s[at]]
		if may == 0 {
			continue
		}
		for may &= second[s[at+1]] & third[s[at+2]]; may != 0; may &= may - 1 {
			h := &hints[bits.TrailingZeros32(may)]
			if end := at + len(h.word); end <= len(s) && strings.EqualFold(string(s[at:end]), h.word) {
				return at, h.of
			}
		}
	}
	return -1, 0
}

// hintsIn are the kinds of hints in a text.
func hintsIn(s string) (found hinted) {
	for at, of := nextHint(s, 0); at >= 0; at, of = nextHint(s, at+1) {
		found |= of
	}
	return found
}

// CredentialHint is the offset of the first thing in a text, at or after from, without which
// a line holds no credential; -1 if there is none. It is a cheap check before
// [CredentialIn] and [CredentialColumn].
func CredentialHint(s []byte, from int) int {
	at, _ := nextHint(s, from)
	return at
}

var (
	passwordWord = regexp.MustCompile(`(?i)(?:密码|口令|password|passwd|passphrase|\bpwd)["'*_` + "`" + `]*\s*(?:[（(][^（()）]{0,12}[)）]\s*)?(?:[:：=|]|为|是|\bis\b|\s)\s*["'“‘*` + "`" + `]*`)
	tokenWord    = regexp.MustCompile(`(?i)(?:密钥|令牌|token|secret|api[_-]?key|access[_-]?key|secret[_-]?key)["'*_` + "`" + `]*\s*(?:[:：=|]|为|是|\bis\b)\s*["'“‘*` + "`" + `]*(?:bearer\s+)?`)
	knownToken   = regexp.MustCompile(`\b(?:AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{36}|glpat-[\w-]{20,}|xox[baprs]-[\w-]{20,}|sk-[A-Za-z0-9_-]{32,}|LTAI[A-Za-z0-9]{16,24}|AKID[A-Za-z0-9]{28,36}|eyJ[\w-]{16,}\.eyJ[\w-]{16,}\.[\w-]{16,})\b`)
	inAddress    = regexp.MustCompile(`[a-z][a-z0-9+.-]*://[^\s/:@<>"']+:([^\s/@<>"']+)@`)
	privateKey   = regexp.MustCompile(`-----BEGIN [A-Z ]*PRIVATE KEY-----`)
)

// placeholders are parts of values that only show where a secret would stand.
var placeholders = []string{"xxx", "***", "•••", "...", "…", "example", "sample", "your", "placeholder", "changeme", "change_me", "todo", "redacted", "masked", "vault", "secret/", "${", "{{", "$(", "%(", "os.environ", "getenv", "process.env", "示例", "样例", "同上"}

// weakPasswords are passwords without a digit or sign. "password" is not among
// them: documents write it as a placeholder.
var weakPasswords = []string{"admin", "root", "administrator", "letmein"}

// CredentialIn finds a credential in a line of text and the byte at which it
// begins. It may miss one, so that a rule about passwords is not reported: a value
// counts only if it looks like a secret, not because a word for one is near.
func CredentialIn(line string) (what Credential, at int) {
	may := hintsIn(line)
	if may == 0 {
		return NoCredential, 0
	}
	if m := may.find(privateKeyHint, privateKey, line); m != nil {
		return PrivateKey, m[0]
	}
	if m := may.find(tokenHint, knownToken, line); m != nil && !placeholder(line[m[0]:m[1]]) {
		return Token, m[0]
	}
	if !strings.Contains(line, "@") {
		may &^= addressHint
	}
	if m := may.find(addressHint, inAddress, line); m != nil && looksSecret(line[m[2]:m[3]], false) {
		return Password, m[2]
	}
	if may&(passwordHint|keyHint) == 0 || asExample(line) {
		return NoCredential, 0
	}
	if may&passwordHint != 0 {
		if at, ok := passwordIn(line); ok {
			return Password, at
		}
	}
	if may&keyHint != 0 {
		if at, ok := keyIn(line); ok {
			return Token, at
		}
	}
	return NoCredential, 0
}

// find is the first match of the expression, nil without trying if the line has no hint of the kind.
func (may hinted) find(kind hinted, expression *regexp.Regexp, line string) []int {
	if may&kind == 0 {
		return nil
	}
	return expression.FindStringSubmatchIndex(line)
}

// passwordIn finds the first password that stands behind a word for one.
func passwordIn(line string) (at int, ok bool) {
	for _, m := range passwordWord.FindAllStringIndex(line, -1) {
		bare := !speaksOf(line[m[0]:m[1]], []string{":", "=", "|", "：", "为", "是", " is"}) // 密码 Abc@123: no sign between, so the value alone must look like a password
		if v, ok := valueAt(line[m[1]:]); ok && looksSecret(v, bare) {
			return m[1], true
		}
	}
	return 0, false
}

// keyIn finds the first token, key or secret that stands behind a word for one.
func keyIn(line string) (at int, ok bool) {
	for _, m := range tokenWord.FindAllStringIndex(line, -1) {
		if v, ok := valueAt(line[m[1]:]); ok && len(v) >= 16 && mixed(v) && !placeholder(v) {
			return m[1], true
		}
	}
	return 0, false
}

// CredentialColumn tells whether a header is that of a column of passwords or keys.
func CredentialColumn(header string) bool {
	h, _ := Header(header)
	for _, w := range []string{"密码", "口令", "password", "passwd", "pwd", "密钥", "token", "secretkey", "accesskey", "apikey"} {
		if h == w || strings.HasSuffix(h, w) && len(h) <= len(w)+12 {
			return true
		}
	}
	return false
}

// CredentialCell tells whether a cell below such a header holds a credential.
func CredentialCell(s string) bool {
	v, ok := valueAt(strings.TrimSpace(s))
	return ok && v == strings.TrimSpace(s) && looksSecret(v, false)
}

// asExample tells whether a line says that it gives an example.
func asExample(line string) bool {
	return speaksOf(line, []string{"例如", "比如", "示例", "样例", "举例", "e.g.", "for example"})
}

// valueAt is the run of printable ASCII characters at the beginning of a text. ok is
// false if it is under four characters or if a Chinese character follows, which
// makes it part of a sentence: 密码：8位以上.
func valueAt(s string) (v string, ok bool) {
	end := strings.IndexFunc(s, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune("\"'`|<>", r) })
	if end < 0 {
		end = len(s)
	}
	for _, r := range s[end:] {
		if text.Han(r) {
			return "", false
		}
		if r != ' ' && r != '\t' {
			break
		}
	}
	v = strings.TrimRight(s[:end], ".,;:)*_")
	return v, len(v) >= 4
}

// looksSecret tells whether a value can be a password. alone: no colon or the like
// stands before it, so it must have letters, digits and signs.
func looksSecret(v string, alone bool) bool {
	if len(v) < 4 || placeholder(v) || strings.HasPrefix(v, "/") || strings.HasPrefix(v, "--") || strings.Contains(v, "://") || strings.ContainsAny(v, "()[]{}") && !strings.ContainsAny(v, "@#!%^&") {
		return false
	}
	letters, digits, signs := classes(v)
	switch {
	case alone:
		return letters && digits && signs && len(v) >= 6
	case letters && digits:
		return len(v) >= 5
	case letters && signs:
		return len(v) >= 6 && strings.ContainsAny(v, "@#!$%^&*")
	case digits && !signs:
		return len(v) >= 4 && len(v) <= 12
	}
	for _, w := range weakPasswords {
		if strings.EqualFold(v, w) {
			return true
		}
	}
	return false
}

func placeholder(v string) bool {
	return speaksOf(v, placeholders) || strings.HasPrefix(v, "$") || strings.HasPrefix(v, "<") || strings.Trim(v, string(v[0])) == ""
}

func mixed(v string) bool {
	letters, digits, _ := classes(v)
	return letters && digits
}

func classes(v string) (letters, digits, signs bool) {
	for _, r := range v {
		switch {
		case unicode.IsLetter(r):
			letters = true
		case unicode.IsDigit(r):
			digits = true
		default:
			signs = true
		}
	}
	return letters, digits, signs
}

// Said is the name of the kind in Chinese and English.
func (c Credential) Said() diag.Either {
	switch c {
	case Token:
		return diag.Either{Zh: "密钥或令牌", En: "key or token"}
	case PrivateKey:
		return diag.Either{Zh: "私钥", En: "private key"}
	}
	return diag.Either{Zh: "密码", En: "password"}
}
