package source

import (
	"strings"
	"testing"
)

func TestIsMarkup(t *testing.T) {
	for _, c := range []struct {
		name, ext, text string
		want            bool
	}{
		{"a page", ".log", "<!DOCTYPE html><script>x</script>", true},
		{"behind blanks and a byte order mark", ".db", "\xef\xbb\xbf\r\n\t <HTML>", true},
		{"a comment", ".msg", "<!-- x --><script>", true},
		{"a bold letter", ".ofd", "<b>x", true},
		{"a page of XML", ".drawio", `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/XHTML">`, true},
		{"XML with a style sheet, far behind", ".drawio", `<?xml version="1.0"?>` + strings.Repeat(" ", 5000) + `<?xml-stylesheet href="x"?>`, true},
		{"a drawing of draw.io", ".drawio", `<?xml version="1.0"?><mxfile host="x"/>`, false},
		{"another one", ".drawio", `<mxfile host="x"/>`, false},
		{"a text about pages", ".txt", "<html>", false},
		{"lines of a log", ".log", "<13>Nov 26 start\n<html>", false},
		{"a longer name", ".log", "<backup done>", false},
		{"an archive", ".zip", "PK\x03\x04<html>", false},
		{"nothing", ".log", "", false},
	} {
		if got, err := isMarkup(strings.NewReader(c.text), c.ext); got != c.want || err != nil {
			t.Errorf("%s: %v %v", c.name, got, err)
		}
	}
}
