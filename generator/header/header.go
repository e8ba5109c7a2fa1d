// Package header says with which HTTP headers the files of a site are served: the type
// of a file by its name, how long browsers may keep it, what it may do there.
//
// All that serve files or configure other servers use it: serve, deploy, the recipes.
// A test keeps docs/serving.md equal to the recipes.
package header

import (
	"regexp"
	"strings"
)

// Worth is the size in bytes from which a file is compressed. For a smaller file, the
// header that announces it costs more than compressing saves.
const Worth = 600

// All answers share these values, so that no request allocates them. Nobody may write to
// them.
var (
	// CSP is the Content-Security-Policy of all pages.
	CSP = []string{"default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
		"object-src 'none'; base-uri 'none'; frame-ancestors 'self'; form-action 'self'"}
	// CSPMissing is the policy of 404.html, which has a <base>.
	CSPMissing = []string{strings.Replace(CSP[0], "base-uri 'none'", "base-uri 'self'", 1)}
	// CSPSandbox is the policy of content files that could run scripts.
	CSPSandbox = []string{"default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'; sandbox"}
	// Immutable is the Cache-Control of a file that never changes under its name.
	Immutable = []string{"public, max-age=31536000, immutable"}
	// NoCache is the Cache-Control of a file that browsers keep but check with the server each time.
	NoCache = []string{"no-cache"}
	// NoStore is the Cache-Control of an answer that must not be kept.
	NoStore = []string{"no-store"}
	// StrictTLS is the Strict-Transport-Security of a site that is served by TLS only.
	StrictTLS = []string{"max-age=31536000"}
)

// Field is one header and its value.
type Field struct {
	Name  string
	Value []string
}

// Always are the headers of every answer. The recipes make other web servers send them,
// too.
var Always = []Field{
	{"X-Content-Type-Options", []string{"nosniff"}},
	{"X-Frame-Options", []string{"SAMEORIGIN"}}, // for browsers that do not know frame-ancestors
	{"Referrer-Policy", []string{"same-origin"}},
	{"Cross-Origin-Resource-Policy", []string{"same-origin"}}, // no other site can load the search files as scripts
	{"Cross-Origin-Opener-Policy", []string{"same-origin"}},
	{"Content-Security-Policy", CSP},
}

// Lasting matches the address, from the root, of a file whose name changes with its
// content: assets (site.0a1b2c3d4e.js), the fonts of formulas, and the files of the
// search except its manifest. The recipes use the same expression.
const Lasting = `^/(editions/[^/]+/)?(assets/[^/]+\.[0-9a-f]{10}\.[a-z0-9]+|assets/fonts/[^/]+\.[0-9A-Z]{8}\.woff2|search/.+/[^/]+\.js)$`

var lasting = regexp.MustCompile(Lasting)

// Cache is the value of Cache-Control for the file at a path from the root: Immutable if
// it matches Lasting, else NoCache.
func Cache(path string) []string {
	if lasting.MatchString("/" + path) {
		return Immutable
	}
	return NoCache
}
