package feedback

import (
	"regexp"
	"strings"

	"milepost/generator/mail"
)

// line separates the reader's text above it from our lines below it.
const line = "====="

// oursAbove is the largest number of our lines between that line and the stamp.
const oursAbove = 8

// quotes begin the quoted text of an earlier mail, signatures a signature.
var (
	quotes     = regexp.MustCompile(`(?i)^\s*(-{2,}\s*(original message|原始邮件|原邮件|转发的?邮件|forwarded message|回复的原邮件)\s*-{2,}|on .{1,200} wrote:|在\s?.{1,200}写道[:：]|.{1,120}于.{1,80}写道[:：]|begin forwarded message:)\s*$`)
	headers    = regexp.MustCompile(`(?i)^\s*\*?(from|发件人|寄件者)\*?\s*[:：]`)
	headerLine = regexp.MustCompile(`(?i)^\s*\*?(from|sent|to|cc|date|subject|reply-to|发件人|寄件者|发送时间|發送時間|收件人|抄送|日期|时间|主题|主旨|答复)\*?\s*[:：]`)
	signatures = regexp.MustCompile(`(?i)^(-- ?|发自我的.{0,30}|sent from my .{0,30}|从.{1,30}发送|get outlook for .{0,30}|获取 outlook.{0,30})$`)
	replies    = regexp.MustCompile(`(?i)^\s*(re|回复|答复|回覆|aw)\s*[:：]`)
)

// told is what a mail says about a page.
type told struct {
	Stamp
	text  string
	found bool // the mail has a stamp
	reply bool // it answers a mail with a stamp, and is not feedback itself
}

// tell finds the stamp of a mail and what the reader wrote, without our lines,
// quotations and signatures.
func tell(m mail.Received) told {
	stamp, from, to, ok := FindStamp(m.Text)
	if !ok {
		return told{text: written(strings.Split(m.Text, "\n"))}
	}
	t := told{Stamp: stamp, found: true}
	above := strings.Split(m.Text[:from], "\n")
	below := strings.Split(m.Text[to:], "\n")
	depth := quoteDepth(above[len(above)-1])
	if (depth > 0 || hasQuote(above)) && (m.Reply && !forwards(m) || replies.MatchString(m.Subject)) {
		t.reply = true
		return t
	}
	for i := range above {
		above[i] = unquoted(above[i], depth)
	}
	above = afterHeaders(cutOurs(above))
	if t.text = written(above); t.text == "" { // some write below
		for i := range below {
			below[i] = unquoted(below[i], depth)
		}
		t.text = written(below)
	}
	return t
}

// forwards tells whether the subject is that of a forwarded mail.
func forwards(m mail.Received) bool {
	s := strings.ToLower(strings.TrimSpace(m.Subject))
	for _, w := range []string{"fw:", "fwd:", "转发", "轉寄", "fw：", "fwd："} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// cutOurs cuts off the separating line ===== and our lines below it. Without that
// line it cuts the last lines off that begin like ours.
func cutOurs(above []string) []string {
	for i := len(above) - 1; i >= max(0, len(above)-1-oursAbove); i-- {
		if strings.Contains(above[i], line) {
			return above[:i]
		}
	}
	kept := above[:max(0, len(above)-1)]
	if last := strings.TrimSpace(above[len(above)-1]); last != "" {
		kept = append(kept[:len(kept):len(kept)], last)
	}
	for len(kept) > 0 && ours(kept[len(kept)-1]) {
		kept = kept[:len(kept)-1]
	}
	return kept
}

// ours tells whether a line is empty or begins like one that our link puts into a mail.
func ours(s string) bool {
	s = strings.TrimSpace(s)
	for _, label := range []string{"页面：", "标题：", "版本：", "搜索：", "Page: ", "Heading: ", "Edition: ", "Query: "} {
		if strings.HasPrefix(s, strings.TrimSpace(label)) {
			return true
		}
	}
	return s == ""
}

// quoteDepth is how many marks of quotation a line begins with.
func quoteDepth(s string) (n int) {
	for _, c := range s {
		switch c {
		case '>':
			n++
		case ' ', '\t':
		default:
			return n
		}
	}
	return n
}

// unquoted cuts up to depth marks of quotation off the front.
func unquoted(s string, depth int) string {
	for ; depth > 0; depth-- {
		rest, is := strings.CutPrefix(strings.TrimLeft(s, " \t"), ">")
		if !is {
			break
		}
		s = strings.TrimPrefix(rest, " ")
	}
	return s
}

// is tells whether a line matches a form; a line of more than 400 bytes never does.
func is(form *regexp.Regexp, s string) bool {
	const most = 400
	return len(s) <= most && form.MatchString(s)
}

func hasQuote(lines []string) bool {
	for _, l := range lines {
		if is(quotes, l) || is(headers, l) {
			return true
		}
	}
	return false
}

// afterHeaders is the lines after the last mail header that a forwarded mail quotes.
func afterHeaders(lines []string) []string {
	for i := len(lines) - 1; i >= 0; i-- {
		if is(headers, lines[i]) {
			for i++; i < len(lines) && (is(headerLine, lines[i]) || strings.HasPrefix(lines[i], " ")); i++ {
			}
			return lines[i:]
		}
	}
	return lines
}

// written is the text up to a signature or a quotation, without quoted lines.
func written(lines []string) string {
	var kept []string
	for _, l := range lines {
		l = strings.TrimRight(l, " \t")
		if is(signatures, strings.TrimSpace(l)) || is(quotes, l) || is(headers, l) && len(kept) > 0 {
			break
		}
		if quoteDepth(l) > 0 {
			continue
		}
		if l == "" && (len(kept) == 0 || kept[len(kept)-1] == "") {
			continue
		}
		kept = append(kept, l)
	}
	return strings.TrimSpace(strings.Join(kept, "\n"))
}
