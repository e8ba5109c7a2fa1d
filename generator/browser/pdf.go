package browser

import (
	"regexp"
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
