package where

import "strings"

// ops are the signs of a comparison, longer ones first, and what they mean.
var ops = []struct{ sign, op string }{
	{"!=", "!="}, {"<>", "!="}, {"≠", "!="},
	{">=", ">="}, {"≥", ">="}, {"<=", "<="}, {"≤", "<="},
	{"==", "="}, {"=", "="}, {">", ">"}, {"<", "<"},
}

// quotes are the marks that may enclose a name or value.
var quotes = []struct{ open, shut string }{{`"`, `"`}, {`'`, `'`}, {"“", "”"}, {"‘", "’"}}

// split splits a condition into its three parts; op is "" if it is no
// condition. There is always at least one value, "" for none.
func split(s string) (column, op string, values []string) {
	column, rest, ok := cutQuoted(s, func(rest string) bool { return signAt(rest) >= 0 })
	if !ok {
		i := 0
		for i < len(s) && signAt(s[i:]) < 0 {
			i++
		}
		if i == len(s) {
			return "", "", nil
		}
		column, rest = strings.TrimSpace(s[:i]), s[i:]
	}
	sign := ops[signAt(rest)]
	rest = strings.TrimSpace(rest[len(sign.sign):])
	if signAt(rest) >= 0 { // a => b: two signs where one was meant
		return "", "", nil
	}
	return column, sign.op, alternatives(rest)
}

// signAt is the sign that a text begins with, -1 if it is none.
func signAt(s string) int {
	for i, o := range ops {
		if strings.HasPrefix(s, o.sign) {
			return i
		}
	}
	return -1
}

// alternatives are the values between bars.
func alternatives(s string) (values []string) {
	for {
		v, rest, ok := cutQuoted(s, func(rest string) bool { return rest == "" || rest[0] == '|' })
		if !ok {
			v, rest = cutPlain(s)
		}
		values = append(values, v)
		if rest == "" {
			return values
		}
		s = strings.TrimSpace(rest[1:])
	}
}

// cutPlain splits a value off at the next bar. Only a bar can be escaped: D:\a
// stays.
func cutPlain(s string) (v, rest string) {
	for i := 0; i < len(s); i++ {
		if s[i] == '|' && (i == 0 || s[i-1] != '\\') {
			s, rest = s[:i], s[i:]
			break
		}
	}
	return strings.TrimSpace(strings.ReplaceAll(s, `\|`, "|")), rest
}

// cutQuoted splits off a text in quotes if fits takes the rest. After a
// backslash, a quote, bar or backslash is taken as it is.
func cutQuoted(s string, fits func(rest string) bool) (v, rest string, ok bool) {
	for _, q := range quotes {
		body, opens := strings.CutPrefix(s, q.open)
		if !opens {
			continue
		}
		var b strings.Builder
		for i := 0; i < len(body); i++ {
			if body[i] == '\\' && i+1 < len(body) && strings.IndexByte(`\|"'`, body[i+1]) >= 0 {
				i++
			} else if strings.HasPrefix(body[i:], q.shut) {
				rest = strings.TrimSpace(body[i+len(q.shut):])
				return strings.TrimSpace(b.String()), rest, fits(rest)
			}
			b.WriteByte(body[i])
		}
	}
	return "", s, false
}

// quoted is a text that split reads as it is.
func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
