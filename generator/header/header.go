// Package header says how the files of a site are answered: the type of each by
// its name, how long it may be kept, what browsers may do with it.
//
// It is read by whoever gives the files to readers or tells another server how
// to: serve, deploy, the recipes and, held by a test, docs/serving.md.
package header

import (
	"regexp"
	"strings"
)

// Worth is the size in bytes from which a file is compressed: below it that saves
// less than the header that says so.
const Worth = 600

// Values are shared by all answers, so that none is made per request. Nobody may
// write to them.
var (
	// CSP is the Content-Security-Policy of all pages.
	CSP = []string{"default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
		"object-src 'none'; base-uri 'none'; frame-ancestors 'self'; form-action 'self'"}
	// CSPMissing is that of 404.html, which has a base address.
	CSPMissing = []string{strings.Replace(CSP[0], "base-uri 'none'", "base-uri 'self'", 1)}
	// CSPSandbox is that of files of the content that could run.
	CSPSandbox = []string{"default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'; sandbox"}
	// Immutable is the Cache-Control of a file that never changes under its name.
	Immutable = []string{"public, max-age=31536000, immutable"}
	// NoCache is the Cache-Control of a file that is kept and asked for again each time.
	NoCache = []string{"no-cache"}
	// NoStore is the Cache-Control of what must not be kept.
	NoStore = []string{"no-store"}
	// StrictTLS is the Strict-Transport-Security of a site that is reached by TLS only.
	StrictTLS = []string{"max-age=31536000"}
)

// Field is one header and its value.
type Field struct {
	Name  string
	Value []string
}

// Always are the headers of every answer. Web servers that publish the same
// files are told to send them too.
var Always = []Field{
	{"X-Content-Type-Options", []string{"nosniff"}},
	{"X-Frame-Options", []string{"SAMEORIGIN"}}, // for browsers that do not know frame-ancestors
	{"Referrer-Policy", []string{"same-origin"}},
	{"Cross-Origin-Resource-Policy", []string{"same-origin"}}, // no other site loads our search files as its scripts
	{"Cross-Origin-Opener-Policy", []string{"same-origin"}},
	{"Content-Security-Policy", CSP},
}

// Lasting matches the address, from the root, of a file that never changes under its
// name, because it is named by what it holds: assets (site.0a1b2c3d4e.js), the fonts of formulas, and the
// files of the search but its manifest. Other web servers are told the same expression.
const Lasting = `^/(editions/[^/]+/)?(assets/[^/]+\.[0-9a-f]{10}\.[a-z0-9]+|assets/fonts/[^/]+\.[0-9A-Z]{8}\.woff2|search/.+/[^/]+\.js)$`

var lasting = regexp.MustCompile(Lasting)

// Cache is the value of Cache-Control for the file with the path from the root: one
// that is not lasting is kept and asked for again each time.
func Cache(path string) []string {
	if lasting.MatchString("/" + path) {
		return Immutable
	}
	return NoCache
}
