package markdown

import (
	"slices"
	"strings"

	"milepost/generator/vocab"
)

// credentials reports passwords, keys and tokens in the text (MA04), but never their
// values. It reads the source lines, because they are often in code and tables.
func (s *source) credentials() {
	text := string(s.text)
	if !vocab.MayHoldCredential(text) {
		return
	}
	var below []int // columns of the table that is read which hold credentials
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		n++
		what, at := vocab.CredentialIn(line)
		if row := strings.TrimSpace(line); !strings.HasPrefix(row, "|") {
			below = nil
		} else if what == vocab.NoCredential {
			what, at = credentialRow(line, &below)
		}
		if what != vocab.NoCredential {
			s.complainAt("MA04.page", n, len([]rune(line[:at]))+1, what.Said())
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
