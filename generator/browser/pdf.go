package browser

import (
	"net/url"
	"regexp"
	"strconv"
	"time"
)

// pdfDates are the dates that the browser writes into a PDF: D:20261008090000+00'00'.
var pdfDates = regexp.MustCompile(`/(?:CreationDate|ModDate) ?\(D:\d{14}`)

// dated puts a day for the moment at which a PDF was made. Its bytes stay where
// they are, which the table at its end counts on.
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
	pdfPlace  = regexp.MustCompile(`/([^\s/\[\]]+) \[(\d+) 0 R /XYZ`)
)

// Places is on which page of a PDF the elements with an id stand, from 1, as far
// as a link leads to them. It reads what this package's browsers write; of any
// other PDF it may know nothing.
func Places(pdf []byte) map[string]int {
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
	for _, m := range pdfPlace.FindAllSubmatch(pdf, -1) {
		if n := number[string(m[2])]; n > 0 {
			at[unnamed(string(m[1]))] = n
		}
	}
	return at
}

// unnamed is the id that a name of a PDF stands for: #25E5 is %E5, a byte of it.
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
