package mail

import (
	"encoding/base64"
	"fmt"
	netmail "net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

	"milepost/generator/text"
)

// maxLine is how long a line with encoded words may be (RFC 2047, section 2).
const maxLine = 76

// oneLine replaces runs of line ends and other control characters by a space: a value must
// not begin another header line.
func oneLine(s string) string {
	s, _ = text.Valid(s)
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' }), " ")
}

// header is one field of text, folded.
func header(name, value string) string {
	value = strings.TrimSpace(oneLine(value))
	line := name + ": " + value
	if !plain(value) || len(line) > maxLine {
		line = name + ": " + encoded(value, len(name)+2)
	}
	return line + "\r\n"
}

// plain tells whether a text can stand in a header as it is.
func plain(s string) bool {
	for _, r := range s {
		if r < ' ' || r > '~' {
			return false
		}
	}
	return !strings.Contains(s, "=?")
}

// encoded is a text as encoded words, one on each line; no character is split. used is the
// number of characters already in the first line. The library's encoder does not fold.
func encoded(s string, used int) string {
	const frame = len("=?UTF-8?B??=")
	var words []string
	for room := maxLine - used; s != ""; room = maxLine - 1 {
		n := 0
		for n < len(s) {
			_, size := utf8.DecodeRuneInString(s[n:])
			if n > 0 && base64.StdEncoding.EncodedLen(n+size)+frame > room {
				break
			}
			n += size
		}
		words = append(words, "=?UTF-8?B?"+base64.StdEncoding.EncodeToString([]byte(s[:n]))+"?=")
		s = s[n:]
	}
	return strings.Join(words, "\r\n ")
}

// addressees is a field of addresses, one a line.
func addressees(field string, all []string) (string, error) {
	var out []string
	used := len(field) + 2
	for _, s := range all {
		a, err := addressee(s, used)
		if err != nil {
			return "", err
		}
		out, used = append(out, a), 1
	}
	if len(out) == 0 {
		return "", nil
	}
	return field + ": " + strings.Join(out, ",\r\n ") + "\r\n", nil
}

// addressee is a name and an address; the name may be of any characters.
func addressee(s string, used int) (string, error) {
	if len(s) > 2000 { // more than any person's name; the parser's time grows by the square
		return "", fmt.Errorf("%.40q… is no mail address", s)
	}
	name, at := "", strings.TrimSpace(s)
	if i := strings.LastIndexByte(at, '<'); i >= 0 && strings.HasSuffix(at, ">") {
		name, at = strings.Trim(at[:i], "\" \t"), at[i:]
	}
	a, err := netmail.ParseAddress(at)
	if err != nil || a.Name != "" || strings.ContainsAny(name, "<>") || !plain(a.Address) || len(a.Address) > 320 { // RFC 3696: 64 and 255
		return "", fmt.Errorf("%q is no mail address", s)
	}
	at = (&netmail.Address{Address: a.Address}).String()
	switch name = strings.TrimSpace(oneLine(name)); {
	case name == "":
		return at, nil
	case plain(name) && used+len(name)+len(at) < maxLine-8:
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(name) + `" ` + at, nil
	}
	return encoded(name, used) + "\r\n " + at, nil
}
