package mail

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"path"
	"strings"
	"time"

	"milepost/generator/text"
)

// Limits of one mail. A mail beyond them is not read at all.
const (
	maxMail  = 20 << 20 // bytes of the file
	maxParts = 400      // parts in all, in whatever depth
	maxDepth = 12       // nesting of parts; a part is read once for each part around it
	maxSaid  = 2 << 20  // bytes of text, decoded
	maxField = 4 << 10  // bytes of one field of a header that is read
)

// Received is the content of a mail. Attachments are only named; a mail inside it (a forward)
// is a Received of its own.
type Received struct {
	ID       string    // of Message-ID, without brackets; "" if it has none
	Name     string    // of the sender, "" if not given
	Address  string    // of the sender
	Date     time.Time // zero if it has none
	Subject  string
	Text     string     // as plain text; if the mail has text and HTML, the text
	Reply    bool       // it is a reply
	Attached []string   // names of attachments
	Inner    []Received // mails that it forwards as attachments
}

// Unread is why a mail cannot be read. Code is a word for the reason, Arg what
// it is about: size, parts, depth, text, broken, charset, outlook, encrypted.
type Unread struct{ Code, Arg string }

func (u *Unread) Error() string { return fmt.Sprintf("mail: %s %s", u.Code, u.Arg) }

// Read reads an .eml file. It never panics, reads each byte at most maxDepth times, and its
// errors are [Unread].
func Read(b []byte) (Received, error) {
	if len(b) > maxMail {
		return Received{}, &Unread{"size", fmt.Sprint(maxMail >> 20)}
	}
	r := reading{}
	return r.message(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")), 0)
}

// reading counts the parts and bytes of one file so far.
type reading struct{ parts, said, copied int }

// body is what the parts of one mail say.
type body struct {
	plain, html []string
	mail        *Received
	outlook     bool
}

func (r *reading) message(b []byte, depth int) (Received, error) {
	if err := r.count(depth); err != nil {
		return Received{}, err
	}
	m, err := netmail.ReadMessage(bytes.NewReader(b))
	if err != nil {
		return Received{}, &Unread{"broken", "header"}
	}
	get := func(field string) string { return short(m.Header.Get(field)) }
	if len(m.Header) == 0 || get("From")+get("Date")+get("Subject")+get("Content-Type") == "" {
		return Received{}, &Unread{"broken", "header"}
	}
	out := Received{ID: strings.Trim(strings.TrimSpace(get("Message-Id")), "<> "), Subject: words(get("Subject"))}
	out.Reply = get("In-Reply-To") != ""
	out.Date, _ = netmail.ParseDate(get("Date"))
	out.Name, out.Address = sender(get("From"))
	said := body{mail: &out}
	if err := r.part(m.Header.Get, m.Body, depth, &said); err != nil {
		return out, err
	}
	switch {
	case strings.TrimSpace(strings.Join(said.plain, "")) != "":
		out.Text = strings.Join(said.plain, "\n")
	case len(said.html) > 0:
		out.Text = strings.Join(said.html, "\n")
	case said.outlook && len(out.Inner) == 0:
		return out, &Unread{"outlook", "winmail.dat"}
	}
	out.Text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "").Replace(out.Text)
	return out, nil
}

// count refuses a mail with too many or too deeply nested parts.
func (r *reading) count(depth int) error {
	if r.parts++; r.parts > maxParts {
		return &Unread{"parts", fmt.Sprint(maxParts)}
	}
	if depth > maxDepth {
		return &Unread{"depth", fmt.Sprint(maxDepth)}
	}
	return nil
}

// part reads one part: a text, several parts, a mail, or an attachment.
func (r *reading) part(get func(string) string, content io.Reader, depth int, out *body) error {
	kind, params, err := mime.ParseMediaType(short(get("Content-Type")))
	if err != nil && kind == "" {
		kind = "text/plain"
	}
	name := partName(short(get("Content-Disposition")), params)
	disposition, _, _ := strings.Cut(strings.ToLower(get("Content-Disposition")), ";")
	switch {
	case strings.HasPrefix(kind, "multipart/"):
		if kind == "multipart/encrypted" {
			return &Unread{"encrypted", kind}
		}
		return r.many(params["boundary"], content, depth, out)
	case kind == "message/rfc822":
		return r.inner(get, content, depth, out)
	case kind == "application/pkcs7-mime" || kind == "application/x-pkcs7-mime":
		return &Unread{"encrypted", kind}
	case kind == "application/ms-tnef" || strings.EqualFold(name, "winmail.dat"):
		out.outlook = true
	case (kind == "text/plain" || kind == "text/html") && strings.TrimSpace(disposition) != "attachment" && name == "":
		s, err := r.text(get, params["charset"], content)
		if err != nil {
			return err
		}
		if kind == "text/html" {
			out.html = append(out.html, htmlText(s))
		} else {
			out.plain = append(out.plain, s)
		}
		return nil
	}
	if name == "" {
		name = kind
	}
	out.mail.Attached = append(out.mail.Attached, name)
	return nil
}

// many reads the parts of a part.
func (r *reading) many(boundary string, content io.Reader, depth int, out *body) error {
	if boundary == "" {
		return &Unread{"broken", "boundary"}
	}
	parts := multipart.NewReader(content, boundary)
	for {
		p, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return nil // some programs leave out the last boundary
		}
		if err != nil {
			return &Unread{"broken", "multipart"}
		}
		if err := r.count(depth + 1); err != nil {
			return err
		}
		if err := r.part(p.Header.Get, p, depth+1, out); err != nil {
			return err
		}
	}
}

// inner reads a mail within a mail.
func (r *reading) inner(get func(string) string, content io.Reader, depth int, out *body) error {
	b, err := io.ReadAll(io.LimitReader(decoded(get, content), maxMail))
	if err != nil {
		return &Unread{"broken", "message/rfc822"}
	}
	if r.copied += len(b); r.copied > 2*maxMail {
		return &Unread{"size", fmt.Sprint(maxMail >> 20)}
	}
	m, err := r.message(bytes.TrimLeft(b, "\r\n"), depth+1)
	if err != nil {
		return err
	}
	out.mail.Inner = append(out.mail.Inner, m)
	return nil
}

// text reads a text in its encoding.
func (r *reading) text(get func(string) string, charset string, content io.Reader) (string, error) {
	b, err := io.ReadAll(io.LimitReader(decoded(get, content), int64(maxSaid-r.said+1)))
	if r.said += len(b); r.said > maxSaid {
		return "", &Unread{"text", fmt.Sprint(maxSaid >> 20)}
	}
	if err != nil && len(b) == 0 {
		return "", &Unread{"broken", "text"}
	}
	s, ok := text.Decode(charset, b)
	if !ok {
		return "", &Unread{"charset", short(charset)}
	}
	return s, nil
}

// decoded undoes the transfer encoding of a part.
func decoded(get func(string) string, content io.Reader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(get("Content-Transfer-Encoding"))) {
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, &letters{content})
	case "quoted-printable":
		return quotedprintable.NewReader(content)
	}
	return content
}

// letters drops characters between the letters of base64: mail programs insert blanks, old
// ones exclamation marks.
type letters struct{ from io.Reader }

func (l *letters) Read(p []byte) (int, error) {
	n, err := l.from.Read(p)
	keep := p[:0]
	for _, c := range p[:n] {
		if c > ' ' && c != '!' {
			keep = append(keep, c)
		}
	}
	return len(keep), err
}

// short is a header field, "" if it is too long.
func short(s string) string {
	if len(s) > maxField {
		return ""
	}
	return s
}

// words undoes encoded words. One in an encoding that is not known stays as it is.
func words(s string) string {
	d := mime.WordDecoder{CharsetReader: func(charset string, in io.Reader) (io.Reader, error) {
		b, err := io.ReadAll(in)
		if err != nil {
			return nil, err
		}
		if out, ok := text.Decode(charset, b); ok {
			return strings.NewReader(out), nil
		}
		return nil, errors.New(charset)
	}}
	out, err := d.DecodeHeader(s)
	if err != nil {
		out = s
	}
	if out, ok := text.Decode("", []byte(out)); ok { // some write GB18030 without saying so
		return oneLine(out)
	}
	return oneLine(out)
}

// sender is who a mail is from.
func sender(from string) (name, address string) {
	const most = 2000 // the parser's time grows by the square
	if len(from) > most {
		return "", ""
	}
	if a, err := netmail.ParseAddress(words(from)); err == nil {
		return oneLine(a.Name), a.Address
	}
	name, at, _ := strings.Cut(words(from), "<")
	return strings.Trim(name, "\" "), strings.Trim(at, "<> ")
}

// partName is the name of what is attached.
func partName(disposition string, params map[string]string) string {
	_, said, _ := mime.ParseMediaType(disposition)
	name := said["filename"]
	if name == "" {
		name = params["name"]
	}
	if name = words(short(name)); name == "" {
		return ""
	}
	return path.Base(strings.ReplaceAll(name, `\`, "/"))
}
