package theme

import "strings"

// rule is a rule of a style sheet: a selector and what stands in its braces.
type rule struct {
	at       string // the at-rules around it: "@media print"
	selector string
	body     string
	line     int // of the selector
	bodyLine int // of the opening brace
}

// sheet is a style sheet, parsed only to its braces.
type sheet struct {
	rules  []rule
	loose  []loose // at-rules without braces: @import
	broken int     // line of an unclosed brace, 0 if there is none
}

type loose struct {
	text string
	line int
}

// parseSheet parses a style sheet without comments. It does not look at properties.
func parseSheet(css string) (s sheet) {
	var around []string
	var lines []int // of what is open
	start, line, startLine := 0, 1, 1
	for i := 0; i < len(css); i++ {
		switch c := css[i]; c {
		case '\n':
			line++
		case '"', '\'':
			end := stringEnd(css, i)
			line += strings.Count(css[i:end], "\n")
			i = end - 1
		case '{':
			head := strings.TrimSpace(css[start:i])
			if strings.HasPrefix(head, "@media") || strings.HasPrefix(head, "@supports") || strings.HasPrefix(head, "@layer") {
				around, lines = append(around, head), append(lines, line)
				start, startLine = i+1, line
				continue
			}
			end := braceEnd(css, i)
			if end < 0 {
				s.broken = line
				return s
			}
			headLine := startLine + strings.Count(css[start:start+leading(css[start:i])], "\n")
			s.rules = append(s.rules, rule{strings.Join(around, " "), head, css[i+1 : end], headLine, line})
			line += strings.Count(css[i:end], "\n")
			i, start = end, end+1
		case '}':
			if len(around) == 0 {
				s.broken = line
				return s
			}
			around, lines = around[:len(around)-1], lines[:len(lines)-1]
			start = i + 1
		case ';':
			s.loose = append(s.loose, loose{strings.TrimSpace(css[start:i]), line})
			start = i + 1
		}
		if start == i+1 {
			startLine = line
		}
	}
	if len(lines) > 0 {
		s.broken = lines[0]
	} else if rest := css[min(start, len(css)):]; strings.TrimSpace(rest) != "" {
		s.broken = startLine + strings.Count(rest[:leading(rest)], "\n")
	}
	return s
}

func leading(s string) int { return len(s) - len(strings.TrimLeft(s, " \t\r\n")) }

// stringEnd is the offset after the string that begins at from.
func stringEnd(css string, from int) int {
	for i := from + 1; i < len(css); i++ {
		switch css[i] {
		case '\\':
			i++
		case css[from]:
			return i + 1
		case '\n': // a text ends with its line, closed or not
			return i
		}
	}
	return len(css)
}

// braceEnd is the offset of the closing brace for the one at from, -1 if there is none.
func braceEnd(css string, from int) int {
	depth := 0
	for i := from; i < len(css); i++ {
		switch css[i] {
		case '"', '\'':
			i = stringEnd(css, i) - 1
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// uncommented replaces comments by white space, so that line numbers stay the same. broken is
// the line of an unclosed comment, 0 if there is none.
func uncommented(css string) (out string, broken int) {
	var b strings.Builder
	for i := 0; i < len(css); {
		switch {
		case css[i] == '"' || css[i] == '\'':
			end := stringEnd(css, i)
			b.WriteString(css[i:end])
			i = end
		case strings.HasPrefix(css[i:], "/*"):
			end := strings.Index(css[i+2:], "*/")
			if end < 0 {
				return b.String(), 1 + strings.Count(css[:i], "\n")
			}
			end += i + 4
			b.WriteString(" " + strings.Repeat("\n", strings.Count(css[i:end], "\n")))
			i = end
		default:
			b.WriteByte(css[i])
			i++
		}
	}
	return b.String(), 0
}

// declaration is one property of a rule.
type declaration struct {
	name, value string
	line        int
}

// declarations takes the body of a rule apart.
func (r rule) declarations() (out []declaration) {
	start, depth := 0, 0
	body := r.body + ";"
	for i := 0; i < len(body); i++ {
		switch body[i] {
		case '"', '\'':
			i = stringEnd(body, i) - 1
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
		case ';':
			if depth > 0 {
				continue
			}
			text := body[start:i]
			line := r.bodyLine + strings.Count(body[:start+leading(text)], "\n")
			if name, value, _ := strings.Cut(text, ":"); strings.TrimSpace(text) != "" {
				out = append(out, declaration{strings.TrimSpace(name), strings.TrimSpace(value), line})
			}
			start = i + 1
		}
	}
	return out
}

// tokens are the custom properties of the style sheet by name, for light and
// dark screens, and their names in the order of the sheet.
type tokens struct {
	light, dark map[string]string
	names       []string
}

// Selectors of the two sets of tokens, as an own tokens.css writes them.
const (
	lightTokens = ":root"
	darkTokens  = `:root[data-theme="dark"]`
)

// isDark tells whether a selector is that of the dark tokens, with or without quotes.
func isDark(selector string) bool {
	return unquoted.Replace(selector) == strings.ReplaceAll(darkTokens, `"`, "")
}

var unquoted = strings.NewReplacer(`"`, "", "'", "", " ", "")

func tokensOf(css string) tokens {
	t := tokens{light: map[string]string{}, dark: map[string]string{}}
	plain, _ := uncommented(css)
	for _, r := range parseSheet(plain).rules {
		var to map[string]string
		switch {
		case r.selector == lightTokens && r.at == "":
			to = t.light
		case isDark(r.selector):
			to = t.dark
		default:
			continue
		}
		for _, d := range r.declarations() {
			if !strings.HasPrefix(d.name, "--") {
				continue
			}
			if _, known := t.light[d.name]; !known && t.dark[d.name] == "" {
				t.names = append(t.names, d.name)
			}
			if to[d.name] == "" {
				to[d.name] = d.value
			}
		}
	}
	return t
}
