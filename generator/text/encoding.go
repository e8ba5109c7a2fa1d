package text

import (
	"errors"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// errIllFormed is returned by decoders that met a byte sequence their encoding does not have.
var errIllFormed = errors.New("ill-formed text")

// GB18030 decodes strictly: an ill-formed sequence is an error.
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

// UTF16 decodes with the byte order mark, if any, else in the order given.
func UTF16(b []byte, bigEndian bool) (string, error) {
	e := unicode.LittleEndian
	if bigEndian {
		e = unicode.BigEndian
	}
	out, err := unicode.UTF16(e, unicode.UseBOM).NewDecoder().Bytes(b)
	return string(out), err
}

// UTF32 decodes with the byte order mark.
func UTF32(b []byte) (string, error) {
	out, err := utf32.UTF32(utf32.LittleEndian, utf32.UseBOM).NewDecoder().Bytes(b)
	return string(out), err
}

// ToGB18030 encodes, for fixtures and exports.
func ToGB18030(s string) ([]byte, error) {
	return simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s))
}
