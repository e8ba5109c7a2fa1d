package mail

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"mime"
	"mime/quotedprintable"
	"path"
	"regexp"
	"strings"
	"unicode"

	"milepost/generator/text"
)

// part is a piece of a message: the fields of its header and what follows them,
// lines ended by CRLF.
type part struct {
	fields []string
	body   []byte
}

func (p part) bytes() []byte {
	return append([]byte(strings.Join(p.fields, "\r\n")+"\r\n\r\n"), p.body...)
}

// many joins parts to one. The boundary begins with =_, which no encoded text contains.
func many(kind, boundary string, parts ...part) part {
	var b bytes.Buffer
	for _, p := range parts {
		fmt.Fprintf(&b, "--%s\r\n", boundary)
		b.Write(p.bytes())
		b.WriteString("\r\n")
	}
	fmt.Fprintf(&b, "--%s--\r\n", boundary)
	return part{fields: []string{fmt.Sprintf("Content-Type: multipart/%s;\r\n boundary=%q", kind, boundary)}, body: b.Bytes()}
}

// written is a text in whichever of the two encodings is shorter: quoted-printable
// writes nine bytes for a Han character, base64 four.
func written(kind, s string) part {
	s, _ = text.Valid(s)
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	s = strings.ReplaceAll(s, "\n", "\r\n")
	p := part{fields: []string{"Content-Type: " + kind + "; charset=UTF-8", "Content-Transfer-Encoding: quoted-printable"}}
	var b bytes.Buffer
	w := quotedprintable.NewWriter(&b)
	_, _ = w.Write([]byte(s)) // a bytes.Buffer does not fail
	_ = w.Close()
	if p.body = b.Bytes(); len(p.body) > base64.StdEncoding.EncodedLen(len(s)) {
		p.fields[1], p.body = "Content-Transfer-Encoding: base64", inLines([]byte(s))
	}
	return p
}

// inLines is base64 in lines of 76.
func inLines(b []byte) []byte {
	all := base64.StdEncoding.EncodeToString(b)
	var out bytes.Buffer
	for ; len(all) > maxLine; all = all[maxLine:] {
		out.WriteString(all[:maxLine] + "\r\n")
	}
	out.WriteString(all)
	return out.Bytes()
}

// typed is a type and a subtype (RFC 6838, section 4.2).
var typed = regexp.MustCompile(`^[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,90}$`)

// attached is a file. Its name is given twice: as in RFC 2231, and in encoded words for
// older programs.
func attached(f File) part {
	kind, params, err := mime.ParseMediaType(f.Type)
	if err != nil || !typed.MatchString(kind) || strings.HasPrefix(kind, "multipart/") || strings.HasPrefix(kind, "message/") {
		kind, params = "application/octet-stream", nil
	}
	if set := params["charset"]; set != "" && plain(set) && len(set) < 40 {
		kind += "; charset=" + fmt.Sprintf("%q", set)
	}
	name := fileName(f.Name)
	return part{
		fields: []string{
			"Content-Type: " + kind + ";\r\n name=\"" + wordsOf(name) + `"`,
			"Content-Disposition: attachment;\r\n " + parameter("filename", name),
			"Content-Transfer-Encoding: base64",
		},
		body: inLines(f.Bytes),
	}
}

func wordsOf(name string) string {
	if plain(name) && len(name) < maxLine-8 {
		return name
	}
	return encoded(name, len(` name="`)+1)
}

// parameter is a parameter of a header field; a long one is cut into several
// (RFC 2231, sections 3 and 4).
func parameter(key, value string) string {
	if plain(value) && len(value)+len(key) < maxLine-4 {
		return key + `="` + value + `"`
	}
	const room = maxLine - 20
	var lines []string
	line := "UTF-8''"
	for _, r := range value {
		var code string
		for _, c := range []byte(string(r)) {
			if c < 0x80 && (unicode.IsLetter(rune(c)) || unicode.IsDigit(rune(c)) || c == '.' || c == '-' || c == '_') {
				code += string(rune(c))
			} else {
				code += fmt.Sprintf("%%%02X", c)
			}
		}
		if len(line)+len(code) > room {
			lines, line = append(lines, line), ""
		}
		line += code
	}
	if lines = append(lines, line); len(lines) == 1 {
		return key + "*=" + line
	}
	for i := range lines {
		lines[i] = fmt.Sprintf("%s*%d*=%s", key, i, lines[i])
	}
	return strings.Join(lines, ";\r\n ")
}

// fileName is a file name that is valid on every system.
func fileName(s string) string {
	s = path.Base(strings.ReplaceAll(oneLine(s), `\`, "/"))
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`<>:"|?*/`, r) {
			return '_'
		}
		return r
	}, s)
	if s = strings.Trim(s, " ."); s == "" {
		s = "file"
	}
	const most = 120
	if r := []rune(s); len(r) > most { // the ending says what it is
		end := []rune(path.Ext(s))
		end = end[:min(len(end), 20)]
		s = string(r[:most-len(end)]) + string(end)
	}
	return s
}
