package markdown

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"milepost/generator/vocab"
)

// credentials reports passwords, keys and tokens in the text (MA04), but never their
// values. It reads the source lines, because they are often in code and tables.
func (s *source) credentials() {
	hint := vocab.CredentialHint(s.text, 0)
	if hint < 0 {
		return
	}
	var below []int // columns of the table that is read which hold credentials; nil before its header
	for i, from := range s.lines {
		to := len(s.text)
		if i+1 < len(s.lines) {
			to = s.lines[i+1] - 1
		}
		line := s.text[from:to]
		row := bytes.HasPrefix(bytes.TrimLeftFunc(line, unicode.IsSpace), []byte("|"))
		if !row {
			below = nil
		}
		what, at := vocab.NoCredential, 0
		if 0 <= hint && hint < to {
			what, at = vocab.CredentialIn(string(line))
			hint = vocab.CredentialHint(s.text, to)
		}
		if row && what == vocab.NoCredential && (below == nil || len(below) > 0) {
			what, at = credentialRow(string(line), &below)
		}
		if what != vocab.NoCredential {
			s.complainAt("MA04.page", i+1, utf8.RuneCount(line[:at])+1, what.Said())
		}
	}
}

// credentialRow looks through a table row. For a header row it notes the columns named
// like password.
func credentialRow(line string, below *[]int) (what vocab.Credential, at int) {
	header := *below == nil
	if header {
		*below = []int{}
	}
	at = 0
	for i, cell := range strings.Split(line, "|") {
		text := strings.Trim(cell, " \t`*\r")
		switch {
		case header && vocab.CredentialColumn(text):
			*below = append(*below, i)
		case !header && slices.Contains(*below, i) && vocab.CredentialCell(text):
			return vocab.Password, at + strings.Index(cell, text)
		}
		at += len(cell) + 1
	}
	return vocab.NoCredential, 0
}
