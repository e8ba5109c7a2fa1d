package plan

import "milepost/generator/digest"

// Class orders the outputs of one publication: what a page refers to is
// written before the page.
type Class uint8

// The classes in the order they are written.
const (
	Asset     Class = iota // fingerprinted files: never change under one name
	Page                   // pages and attachments
	Aggregate              // search shards, feeds: follow from the pages
	Entry                  // index.html of the root, manifest of the search index
)

// Output is one file of the site.
type Output struct {
	// Path from the site's root, with slashes, not percent-encoded.
	Path  string
	Class Class
	// Indexed tells that the page is searched.
	Indexed bool
	// Key identifies the bytes without making them: equal keys, equal bytes.
	Key func() digest.Key
	// Render makes the bytes. It is safe for concurrent use and always gives
	// the same bytes. Nil if File is set.
	Render func() ([]byte, error)
	// Both is Key, and Render of the view that this key is of: for those who will
	// likely want the bytes too. Nil where that saves nothing.
	Both func() (digest.Key, func() ([]byte, error))
	// File is the absolute path of a source file that is published as it is.
	File string

	named  bool   // its name was checked when its source was read
	folded string // Path in lower case, "" if not yet known
}
