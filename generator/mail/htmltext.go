package mail

import (
	"html"
	"strings"
)

// breaks are the elements before and after which a text has a new line.
var breaks = map[string]bool{"br": true, "p": true, "div": true, "tr": true, "li": true, "ul": true, "ol": true, "table": true, "hr": true,
	"h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "blockquote": true, "pre": true}

// silent are the elements whose content is no text.
var silent = map[string]bool{"head": true, "style": true, "script": true, "title": true}

// htmlText is what an HTML mail says, line by line. A line of a quotation begins
// with >, as in a plain mail. Each byte is looked at a few times at most.
func htmlText(s string) string {
	var b strings.Builder
	quoted, fresh := 0, true
	say := func(piece string) {
		for i, line := range strings.Split(piece, "\n") {
			if i > 0 && !fresh {
				b.WriteByte('\n')
				fresh = true
			}
			if line = strings.ReplaceAll(line, "\u00a0", " "); line == "" || fresh && strings.TrimSpace(line) == "" {
				continue
			}
			if fresh && quoted > 0 {
				b.WriteString("> ")
			}
			b.WriteString(line)
			fresh = false
		}
	}
	for s != "" {
		before, rest, open := strings.Cut(s, "<")
		say(collapsed(html.UnescapeString(before)))
		if !open {
			break
		}
		if after, is := strings.CutPrefix(rest, "!--"); is {
			_, s, _ = strings.Cut(after, "-->")
			continue
		}
		tag, after, closed := strings.Cut(rest, ">")
		if !closed {
			break
		}
		s = after
		name, end := tagName(tag)
		switch {
		case silent[name] && !end:
			s = afterClose(s, name)
		case name == "blockquote" && end:
			quoted = max(0, quoted-1)
		case name == "blockquote":
			quoted++
		}
		if breaks[name] {
			if name == "br" && fresh {
				b.WriteByte('\n')
			} else if !fresh {
				b.WriteByte('\n')
				fresh = true
			}
		}
	}
	return b.String()
}

// tagName is the name of an element, in lower case.
func tagName(tag string) (name string, end bool) {
	tag, end = strings.CutPrefix(tag, "/")
	i := 0
	for i < len(tag) && i < 20 && (tag[i]|0x20 >= 'a' && tag[i]|0x20 <= 'z' || tag[i] >= '0' && tag[i] <= '9') {
		i++
	}
	return strings.ToLower(tag[:i]), end
}

// afterClose is what follows the end of an element whose content is no text;
// nothing if it has no end.
func afterClose(s, name string) string {
	for {
		_, rest, open := strings.Cut(s, "</")
		if !open {
			return ""
		}
		tag, after, closed := strings.Cut(rest, ">")
		if !closed {
			return ""
		}
		if got, _ := tagName(tag); got == name {
			return after
		}
		s = after
	}
}

// collapsed makes one blank of what HTML takes for one.
func collapsed(s string) string {
	var b strings.Builder
	blank := false
	for _, r := range s {
		if r == ' ' || r == '\n' || r == '\r' || r == '\t' {
			if !blank {
				b.WriteByte(' ')
			}
			blank = true
			continue
		}
		blank = false
		b.WriteRune(r)
	}
	return b.String()
}
