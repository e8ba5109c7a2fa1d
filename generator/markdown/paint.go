package markdown

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"milepost/generator/tag"
)

// painter writes code from left to right, each span with its class.
type painter struct {
	r   *renderer
	src []byte
	at  int // all code before this offset is written
}

// span writes the code up to end with the class, "" for none.
func (p *painter) span(class string, end int) {
	end = min(end, len(p.src))
	if end <= p.at {
		return
	}
	if class != "" {
		p.r.str(`<span class="` + class + `">`)
	}
	p.r.code(p.src[p.at:end])
	if class != "" {
		p.r.str("</span>")
	}
	p.at = end
}

// mark writes src[from:to] with the class, and the code before it without one.
func (p *painter) mark(class string, from, to int) {
	p.span("", from)
	p.span(class, to)
}

// lineEnd is the offset of the line end at or after i.
func (p *painter) lineEnd(i int) int {
	if n := bytes.IndexByte(p.src[i:], '\n'); n >= 0 {
		return i + n
	}
	return len(p.src)
}

func (p *painter) has(i int, s string) bool {
	return i+len(s) <= len(p.src) && string(p.src[i:i+len(s)]) == s
}

// peek is the first character other than a blank at or after i, 0 at the line's end.
func (p *painter) peek(i int) byte {
	for ; i < len(p.src); i++ {
		if c := p.src[i]; c != ' ' && c != '\t' {
			return c
		}
	}
	return 0
}

// language says how to tell the words of a language apart.
type language struct {
	scan     func(*painter, *language)
	line     []string          // a comment to the end of the line
	spaced   bool              // a line comment needs a blank before it
	block    [][2]string       // a comment from … to
	quotes   []quoting         // longest first
	words    map[string]string // word -> class
	fold     bool              // letter case of words does not matter
	dash     bool              // words may hold hyphens
	variable string            // characters that begin a variable: $, @, %
	option   bool              // -x and --long are options
	at       bool              // @word is an annotation
	preproc  bool              // # at the start of a line is for the preprocessor
	calls    bool              // a word before ( is a function
	keys     bool              // a string before : is a key
}

// quoting is one form of a string.
type quoting struct {
	open, end string
	escape    bool // a backslash hides the next character
	lines     bool // may run over line ends
}

// code scans languages made of words, strings, numbers and comments.
func code(p *painter, l *language) { p.code(l, 0, len(p.src)) }

func (p *painter) code(l *language, i, end int) {
	naming := "" // class of the name that a word such as func or class announces
	for i < end {
		c := p.src[i]
		if c == ' ' || c == '\t' || c == '\n' {
			i++
			continue
		}
		if n := p.comment(l, i); n > i {
			p.mark("c", i, min(n, end))
			i = n
			continue
		}
		if l.preproc && c == '#' && len(bytes.TrimSpace(p.src[lineStart(p.src, i):i])) == 0 {
			n := p.lineEnd(i)
			p.mark("cp", i, n)
			i = n
			continue
		}
		if n := p.quoted(l, i); n > i {
			class := "s"
			if l.keys && p.peek(n) == ':' {
				class = "nt"
			}
			p.mark(class, i, n)
			i = n
			continue
		}
		switch {
		case c >= '0' && c <= '9':
			n := p.number(i)
			p.mark("m", i, n)
			i = n
		case letter(c) || c == '_' || c >= utf8.RuneSelf:
			n := p.word(l, i)
			class := p.class(l, i, n, naming)
			naming = announces(class, string(p.src[i:n]))
			if class != "" {
				p.mark(class, i, n)
			}
			i = n
		case l.variable != "" && strings.IndexByte(l.variable, c) >= 0:
			n := p.variable(i)
			p.mark("nv", i, n)
			i = n
		case l.at && c == '@' && i+1 < end && letter(p.src[i+1]):
			n := p.word(l, i+1)
			p.mark("na", i, n)
			i = n
		case l.option && c == '-' && i+1 < end && (i == 0 || p.src[i-1] == ' ' || p.src[i-1] == '\t') && (letter(p.src[i+1]) || p.src[i+1] == '-'):
			n := i + 1
			for n < end && (letter(p.src[n]) || p.src[n] == '-' || p.src[n] == '_' || p.src[n] >= '0' && p.src[n] <= '9') {
				n++
			}
			p.mark("na", i, n)
			i = n
		default:
			i++
		}
	}
}

func lineStart(src []byte, i int) int { return bytes.LastIndexByte(src[:i], '\n') + 1 }

// comment is the end of the comment at i, i if there is none.
func (p *painter) comment(l *language, i int) int {
	for _, open := range l.line {
		if p.has(i, open) && (!l.spaced || i == 0 || bytes.IndexByte([]byte(" \t\n;(&|"), p.src[i-1]) >= 0) {
			return p.lineEnd(i)
		}
	}
	for _, b := range l.block {
		if p.has(i, b[0]) {
			if n := bytes.Index(p.src[i+len(b[0]):], []byte(b[1])); n >= 0 {
				return i + len(b[0]) + n + len(b[1])
			}
			return len(p.src)
		}
	}
	return i
}

// quoted is the end of the string at i, i if there is none. One that is never closed ends with its line.
func (p *painter) quoted(l *language, i int) int {
	for _, q := range l.quotes {
		if !p.has(i, q.open) {
			continue
		}
		for n := i + len(q.open); n < len(p.src); n++ {
			switch {
			case q.escape && p.src[n] == '\\':
				n++
			case p.has(n, q.end):
				return n + len(q.end)
			case !q.lines && p.src[n] == '\n':
				return n
			}
		}
		return len(p.src)
	}
	return i
}

func (p *painter) number(i int) int {
	for ; i < len(p.src); i++ {
		c := p.src[i]
		if c >= '0' && c <= '9' || letter(c) || c == '_' {
			continue
		}
		if c == '.' && i+1 < len(p.src) && p.src[i+1] >= '0' && p.src[i+1] <= '9' {
			continue
		}
		break
	}
	return i
}

func (p *painter) word(l *language, i int) int {
	for ; i < len(p.src); i++ {
		c := p.src[i]
		if letter(c) || c == '_' || c >= '0' && c <= '9' || c >= utf8.RuneSelf || l.dash && c == '-' {
			continue
		}
		break
	}
	return i
}

func (p *painter) variable(i int) int {
	if n := i + 1; n < len(p.src) && p.src[n] == '{' {
		if m := bytes.IndexByte(p.src[n:p.lineEnd(n)], '}'); m >= 0 {
			return n + m + 1
		}
		return n
	}
	n := i + 1
	for n < len(p.src) && (letter(p.src[n]) || p.src[n] == '_' || p.src[n] >= '0' && p.src[n] <= '9') {
		n++
	}
	if n == i+1 && n < len(p.src) && bytes.IndexByte([]byte("?#@*!$-"), p.src[n]) >= 0 {
		n++
	}
	return n
}

// class is the class of a word: from the language's table, from the keyword before it
// (func), or from what follows it.
func (p *painter) class(l *language, i, n int, naming string) string {
	w := string(p.src[i:n])
	if l.fold {
		w = strings.ToLower(w)
	}
	if i > 0 && p.src[i-1] == '.' {
		if l.calls && p.has(n, "(") {
			return "nf"
		}
		return ""
	}
	if class := l.words[w]; class != "" {
		return class
	}
	if naming != "" {
		return naming
	}
	if l.calls && p.has(n, "(") {
		return "nf"
	}
	return ""
}

// announces is the class of the name that follows a keyword.
func announces(class, word string) string {
	if class != "k" {
		return ""
	}
	switch word {
	case "func", "def", "function", "fn", "fun", "sub":
		return "nf"
	case "class", "interface", "struct", "enum", "trait", "object", "type", "package", "namespace", "record", "message", "service":
		return "nc"
	}
	return ""
}

// settings scans files of keys and values: TOML, INI, properties.
func settings(p *painter, l *language) {
	for i := 0; i < len(p.src); i = p.lineEnd(i) + 1 {
		end := p.lineEnd(i)
		line := p.src[i:end]
		lead := len(line) - len(bytes.TrimLeft(line, " \t"))
		switch at := i + lead; {
		case lead == len(line):
		case line[lead] == '[':
			p.mark("nc", at, end)
		case line[lead] == '#' || line[lead] == ';' || line[lead] == '!':
			p.mark("c", at, end)
		default:
			if n := bytes.IndexAny(line, "=:"); n > lead {
				p.mark("na", at, i+len(bytes.TrimRight(line[:n], " \t")))
				p.code(l, i+n+1, end)
				if p.at > end { // a string over several lines
					end = p.at
				}
			} else {
				p.code(l, at, end)
			}
		}
		i = max(i, min(end, len(p.src))-1)
		if end >= len(p.src) {
			return
		}
	}
}

// yaml scans YAML line by line; the lines of a block text are a string.
func yaml(p *painter, l *language) {
	block := -1 // indent of the key whose text follows on deeper lines
	for i := 0; i < len(p.src); {
		end := p.lineEnd(i)
		line := p.src[i:end]
		lead := len(line) - len(bytes.TrimLeft(line, " "))
		switch {
		case lead == len(line):
		case block >= 0 && lead > block:
			p.mark("s", i+lead, end)
		default:
			block = -1
			if p.yamlLine(l, i+lead, end) {
				block = lead
			}
		}
		i = end + 1
	}
}

// yamlLine scans one line and tells whether a block text follows.
func (p *painter) yamlLine(l *language, i, end int) bool {
	for p.has(i, "- ") {
		i += 2
		for i < end && p.src[i] == ' ' {
			i++
		}
	}
	line := p.src[i:end]
	if len(line) == 0 {
		return false
	}
	if line[0] == '#' || p.has(i, "---") || p.has(i, "...") {
		p.mark("c", i, end)
		return false
	}
	if n := keyEnd(line); n > 0 {
		p.mark("nt", i, i+n)
		i += n + 1
	}
	value := bytes.TrimSpace(p.src[min(i, end):end])
	p.code(l, min(i, end), end)
	return len(value) > 0 && (value[0] == '|' || value[0] == '>')
}

// keyEnd is the length of the key at the start of a YAML line, 0 if it has none.
func keyEnd(line []byte) int {
	for n := range line {
		if line[n] == ':' && (n+1 == len(line) || line[n+1] == ' ') {
			return n
		}
		if line[n] == '#' && n > 0 && line[n-1] == ' ' || line[n] == '{' || line[n] == '[' {
			return 0
		}
	}
	return 0
}

func letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// markupCode scans XML and HTML.
func markupCode(p *painter, _ *language) {
	for i := 0; i < len(p.src); {
		n := bytes.IndexByte(p.src[i:], '<')
		if n < 0 {
			return
		}
		i += n
		size := tag.Length(p.src[i:])
		switch one := p.src[i : i+size]; {
		case size == 0:
			i++
		case bytes.HasPrefix(one, []byte("<!--")):
			p.mark("c", i, i+size)
			i += size
		case one[1] == '!' || one[1] == '?':
			p.mark("cp", i, i+size)
			i += size
		default:
			p.tag(i, i+size)
			i += size
		}
	}
}

func (p *painter) tag(i, end int) {
	n := i + 1
	for n < end && bytes.IndexByte([]byte(" \t\n>"), p.src[n]) < 0 && (p.src[n] != '/' || n == i+1) {
		n++
	}
	p.mark("nt", i+1, n)
	for a, ok := tag.Next(p.src[:end], n); ok; a, ok = tag.Next(p.src[:end], a.To) {
		p.mark("na", a.From, a.NameEnd)
		if a.Value > 0 {
			p.mark("s", a.NameEnd+bytes.IndexByte(p.src[a.NameEnd:a.To], '=')+1, a.To)
		}
	}
}

// diffCode scans patches.
func diffCode(p *painter, _ *language) {
	for i := 0; i < len(p.src); {
		end := p.lineEnd(i)
		class := ""
		switch {
		case p.has(i, "@@"):
			class = "gh"
		case p.has(i, "diff "), p.has(i, "index "), p.has(i, "+++"), p.has(i, "---"):
			class = "c"
		case p.has(i, "+"):
			class = "gi"
		case p.has(i, "-"):
			class = "gd"
		}
		if class != "" {
			p.mark(class, i, end)
		}
		i = end + 1
	}
}

// console scans what a terminal shows: commands after a prompt, and their output.
func console(p *painter, l *language) {
	for i := 0; i < len(p.src); {
		end := p.lineEnd(i)
		if n := promptEnd(p.src[i:end]); n > 0 {
			p.mark("gp", i, i+n)
			p.code(l, i+n, end)
		}
		i = end + 1
	}
}

// promptEnd is the length of the prompt: "$ ", "# ", "> ", "mysql> ", "root@crm-01:~# ".
func promptEnd(line []byte) int {
	for n, c := range line {
		switch {
		case c == '$' || c == '#' || c == '>' || c == '%':
			if n+1 < len(line) && line[n+1] == ' ' {
				return n + 2
			}
			return 0
		case c == ' ' || n > 60:
			return 0
		}
	}
	return 0
}
