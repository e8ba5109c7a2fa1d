// Package mail writes a message as an .eml file that opens as a draft in a mail
// program: text and HTML side by side, files attached.
//
// In go plain values, out come bytes; nothing is sent. The same message gives the same
// bytes: boundaries and id, which must be unique, are made from its digest. No field
// can add a header line, and no line is longer than mail servers accept.
package mail

import (
	"bytes"
	"fmt"
	"time"

	"milepost/generator/digest"
)

// Message is what one mail says.
type Message struct {
	From    string   // "王芳 <wang@example.com>" or the address alone; "": whoever sends the draft
	To, Cc  []string // written in the same way
	Subject string
	Date    time.Time // zero: the mail program sets it when it sends
	Text    string    // for those who read no HTML
	HTML    string    // "": the text alone
	Files   []File
}

// File is one attached file.
type File struct {
	Name  string // 月报.xlsx; a folder in front is left out
	Type  string // application/pdf; "" or what is none: bytes
	Bytes []byte
}

// Write is a message as an .eml file. It fails for an address that is none.
func Write(m Message) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("MIME-Version: 1.0\r\nX-Unsent: 1\r\n") // by which Outlook opens a draft
	if !m.Date.IsZero() {
		b.WriteString("Date: " + m.Date.Format("Mon, 02 Jan 2006 15:04:05 -0700") + "\r\n")
	}
	for _, field := range []struct {
		name string
		who  []string
	}{{"From", one(m.From)}, {"To", m.To}, {"Cc", m.Cc}} {
		line, err := addressees(field.name, field.who)
		if err != nil {
			return nil, fmt.Errorf("write mail: %s: %w", field.name, err)
		}
		b.WriteString(line)
	}
	b.WriteString(header("Subject", m.Subject))
	id := digest.Of(m.From, m.To, m.Cc, m.Subject, m.Date.Format(time.RFC3339), m.Text, m.HTML, m.Files).String()
	b.WriteString("Message-ID: <" + id + "@milepost.invalid>\r\n") // a name that no host has (RFC 2606)
	b.Write(m.body(id).bytes())
	return b.Bytes(), nil
}

func one(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

func (m *Message) body(id string) part {
	body := written("text/plain", m.Text)
	if m.HTML != "" {
		body = many("alternative", "=_a_"+id, body, written("text/html", m.HTML))
	}
	if len(m.Files) == 0 {
		return body
	}
	parts := []part{body}
	for _, f := range m.Files {
		parts = append(parts, attached(f))
	}
	return many("mixed", "=_m_"+id, parts...)
}
