package feedback

import (
	"regexp"
	"strings"
)

// Stamp is the line by which a program finds what a mail is about:
//
//	[milepost page=运维手册/CRM.md edition=2026-11-20.3f2a9c1b vote=no at=备份]
//
// People can read it. A value holds no blank, no bracket, no end of a line:
// those are percent-encoded, so that a mail program may fold, quote or mark up
// the line without harm.
type Stamp struct {
	Page    string // content path of a page or workbook
	Edition string // the edition that the reader saw: day and digest
	Vote    string // Yes or No; "" for a suggestion
	At      string // anchor on the page
}

// The two answers to whether a page helped.
const (
	Yes = "yes"
	No  = "no"
)

// stampOpen begins a stamp.
const stampOpen = "[milepost "

// Pieces is the stamp with the hole for its anchor.
func (s Stamp) Pieces() []Piece {
	var b strings.Builder
	b.WriteString(stampOpen)
	for _, f := range []struct{ key, value string }{{"page", s.Page}, {"edition", s.Edition}, {"vote", s.Vote}} {
		if f.value != "" {
			b.WriteString(f.key + "=" + stampValue(f.value) + " ")
		}
	}
	b.WriteString("at=")
	return []Piece{{Text: b.String(), Hole: HoleAnchor}, {Text: "]\n"}}
}

// stampValue encodes the characters that would end a value. The page's script does
// the same with an anchor.
func stampValue(s string) string {
	w := &writer{}
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c == 0x7f || strings.IndexByte("%[]=<>\"&", c) >= 0 {
			w.percent(c)
		} else {
			w.b.WriteByte(c)
		}
	}
	return w.b.String()
}

// stampForm is a stamp as mail programs may return it: folded, quoted, in another case.
var stampForm = regexp.MustCompile(`(?i)\[milepost[\s>]+((?:page|edition|vote|at)=[^\[\]]*)\]`)

// stampField begins a field of a stamp.
var stampField = regexp.MustCompile(`(?i)(?:^|[\s>])(page|edition|vote|at)=`)

// FindStamp is the first stamp of a text, s[from:to]; ok is false if there is none.
func FindStamp(s string) (stamp Stamp, from, to int, ok bool) {
	at := stampForm.FindStringSubmatchIndex(s)
	if at == nil {
		return stamp, 0, 0, false
	}
	inner := s[at[2]:at[3]]
	fields := stampField.FindAllStringSubmatchIndex(inner, -1)
	for i, f := range fields {
		end := len(inner)
		if i+1 < len(fields) {
			end = fields[i+1][0]
		}
		value := unstamped(inner[f[1]:end])
		switch strings.ToLower(inner[f[2]:f[3]]) {
		case "page":
			stamp.Page = value
		case "edition":
			stamp.Edition = value
		case "at":
			stamp.At = value
		case "vote":
			if v := strings.ToLower(value); v == Yes || v == No {
				stamp.Vote = v
			}
		}
	}
	return stamp, at[0], at[1], true
}

// unstamped decodes a value of stampValue. Blanks and marks of quotation in it come
// from a mail program and are dropped.
func unstamped(s string) string {
	s = strings.Map(func(r rune) rune {
		if r <= ' ' || r == '>' || r == '\u00a0' {
			return -1
		}
		return r
	}, s)
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			hi, lo := unhex(s[i+1]), unhex(s[i+2])
			if hi >= 0 && lo >= 0 {
				b.WriteByte(byte(hi<<4 | lo))
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return strings.ToValidUTF8(b.String(), "\uFFFD")
}

func unhex(c byte) int {
	if c >= 'A' && c <= 'F' {
		c += 'a' - 'A'
	}
	return strings.IndexByte("0123456789abcdef", c)
}
