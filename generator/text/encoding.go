package text

import (
	"errors"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// errIllFormed says that the bytes are not valid in the encoding.
var errIllFormed = errors.New("ill-formed text")

// GB18030 decodes strictly: a sequence that is not valid is an error, and so is an encoded U+FFFD.
func GB18030(b []byte) (string, error) {
	out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(b)
	if err != nil {
		return "", err
	}
	for i := 0; i < len(out); {
		r, n := utf8.DecodeRune(out[i:])
		if r == utf8.RuneError {
			return "", errIllFormed
		}
		i += n
	}
	return string(out), nil
}

// UTF16 decodes in the order of the byte order mark, else in the order given.
func UTF16(b []byte, bigEndian bool) (string, error) {
	e := unicode.LittleEndian
	if bigEndian {
		e = unicode.BigEndian
	}
	out, err := unicode.UTF16(e, unicode.UseBOM).NewDecoder().Bytes(b)
	return string(out), err
}

// UTF32 decodes; there must be a byte order mark.
func UTF32(b []byte) (string, error) {
	out, err := utf32.UTF32(utf32.LittleEndian, utf32.UseBOM).NewDecoder().Bytes(b)
	return string(out), err
}

// ToGB18030 encodes, for fixtures and exports.
func ToGB18030(s string) ([]byte, error) {
	return simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s))
}

// Double is the two-byte GB18030 code of a character, if every decoder reads that code as
// this character; else 0. It is 0 for ASCII, and for characters whose code differs between
// the editions of the standard (2000, 2005, 2022): private use, U+1E3F, the vertical forms
// at U+FE10 and Han above U+9FA5.
func Double(r rune) uint16 {
	if r < 0 || r > 0xffff {
		return 0
	}
	return doubles()[r]
}

var doubles = sync.OnceValue(func() *[1 << 16]uint16 {
	var table [1 << 16]uint16
	enc := simplifiedchinese.GB18030.NewEncoder()
	for _, part := range [][2]rune{{0xa4, 0x4df}, {0x2010, 0x33ff}, {0x4e00, 0x9fa5}, {0xfe30, 0xfe6b}, {0xff01, 0xffe5}} {
		for r := part[0]; r <= part[1]; r++ {
			if b, err := enc.Bytes([]byte(string(r))); err == nil && len(b) == 2 {
				table[r] = uint16(b[0])<<8 | uint16(b[1])
			}
		}
	}
	return &table
})

// Decode decodes bytes; label is the name of the encoding as mails write it. Without a
// name, or named UTF-8, they are UTF-8 if that is valid, else GB18030. ok is false for an
// unknown encoding, and for bytes that are not valid in a Chinese one.
func Decode(label string, b []byte) (s string, ok bool) {
	switch strings.ToLower(strings.Trim(strings.TrimSpace(label), `"'`)) {
	case "", "us-ascii", "ascii", "utf-8", "utf8":
		if utf8.Valid(b) {
			return string(b), true
		}
		s, err := GB18030(b)
		return s, err == nil
	case "gb2312", "gbk", "gb18030", "cp936", "x-gbk":
		s, err := GB18030(b)
		return s, err == nil
	case "big5", "big5-hkscs", "cp950", "x-big5":
		return by(traditionalchinese.Big5, b)
	case "iso-8859-1", "latin1", "latin-1", "windows-1252", "cp1252":
		return by(charmap.Windows1252, b)
	case "utf-16", "utf-16le":
		s, err := UTF16(b, false)
		return s, err == nil
	case "utf-16be":
		s, err := UTF16(b, true)
		return s, err == nil
	}
	return "", false
}

// by decodes; bytes that are not valid become U+FFFD.
func by(e encoding.Encoding, b []byte) (string, bool) {
	out, err := e.NewDecoder().Bytes(b)
	return string(out), err == nil
}
