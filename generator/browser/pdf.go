package browser

import (
	"net/url"
	"regexp"
	"strconv"
	"time"
)

// pdfDates are the dates that the browser writes into a PDF: D:20261008090000+00'00'.
var pdfDates = regexp.MustCompile(`/(?:CreationDate|ModDate) ?\(D:\d{14}`)

// dated replaces the time at which a PDF was made by a given day. The new text is as long
// as the old one, since the table at the end of the file holds the offsets of objects.
func dated(pdf []byte, day time.Time) []byte {
	if day.IsZero() {
		day = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	stamp := day.UTC().Format("20060102150405")
	return pdfDates.ReplaceAllFunc(pdf, func(b []byte) []byte {
		return append(b[:len(b)-len(stamp):len(b)-len(stamp)], stamp...)
	})
}

var (
	pdfObject = regexp.MustCompile(`(?s)(?:^|\n)(\d+) 0 obj\s*(<<.*?)\nendobj`)
	pdfPages  = regexp.MustCompile(`/Type /Catalog\s[^>]*?/Pages (\d+) 0 R`)
	pdfKids   = regexp.MustCompile(`/Type /Pages\b(?s:.*?)/Kids \[([^\]]*)\]`)
	pdfRef    = regexp.MustCompile(`(\d+) 0 R`)
	pdfTarget = regexp.MustCompile(`/([^\s/\[\]]+) \[(\d+) 0 R /XYZ`)
)

// PageNumbers maps the ids of elements to the numbers of their pages in a PDF, from 1. It knows
// only elements that a link leads to, and only PDFs as Chromium writes them; of others it
// returns nil or an empty map.
func PageNumbers(pdf []byte) map[string]int {
	objects := map[string][]byte{}
	for _, m := range pdfObject.FindAllSubmatch(pdf, -1) {
		objects[string(m[1])] = m[2]
	}
	root := pdfPages.FindSubmatch(pdf)
	if root == nil {
		return nil
	}
	number := map[string]int{}
	var count func(object string, deep int)
	count = func(object string, deep int) {
		kids := pdfKids.FindSubmatch(objects[object])
		if kids == nil || deep > 32 {
			number[object] = len(number) + 1
			return
		}
		for _, ref := range pdfRef.FindAllSubmatch(kids[1], -1) {
			count(string(ref[1]), deep+1)
		}
	}
	count(string(root[1]), 0)
	at := map[string]int{}
	for _, m := range pdfTarget.FindAllSubmatch(pdf, -1) {
		if n := number[string(m[2])]; n > 0 {
			at[unnamed(string(m[1]))] = n
		}
	}
	return at
}

// unnamed decodes a name of a PDF to an id: #25E5 is %E5, which is one byte of the id.
func unnamed(s string) string {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '#' && i+2 < len(s) {
			if c, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				out = append(out, byte(c))
				i += 2
				continue
			}
		}
		out = append(out, s[i])
	}
	if id, err := url.PathUnescape(string(out)); err == nil {
		return id
	}
	return string(out)
}
