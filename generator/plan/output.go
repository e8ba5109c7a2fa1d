package plan

import (
	"errors"

	"milepost/generator/digest"
)

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
	// Content is what is in the file.
	Content
}

// Content is what is in an output. Its methods are safe for concurrent use. Content whose
// Key and Render start with the same work has a method Both, too: see Output.Both.
type Content interface {
	// Key identifies the bytes without making them: equal keys, equal bytes.
	Key() digest.Key
	// Render makes the bytes, always the same.
	Render() ([]byte, error)
}

// Both is Key, and Render of the same view: for those who will likely want the bytes
// too. The view, which takes longest, is then made once.
func (o *Output) Both() (digest.Key, func() ([]byte, error)) {
	if c, ok := o.Content.(interface {
		Both() (digest.Key, func() ([]byte, error))
	}); ok {
		return c.Both()
	}
	return o.Key(), o.Render
}

// File is the content of a file that is copied as it is.
type File struct {
	Path string // absolute; "" for a file that is in the output directory already
	Sum  digest.Key
}

// Key is Sum.
func (f File) Key() digest.Key { return f.Sum }

// Render fails: the bytes are read from the file.
func (f File) Render() ([]byte, error) { return nil, errors.New(f.Path + " is copied, not rendered") }

// File is the absolute path of the file that is copied; ok is false for an output that is
// rendered.
func (o *Output) File() (path string, ok bool) {
	f, ok := o.Content.(File)
	return f.Path, ok
}

// Made is content with a key that is known.
func Made(key digest.Key, render func() ([]byte, error)) Content { return made{key, render} }

type made struct {
	key    digest.Key
	render func() ([]byte, error)
}

func (c made) Key() digest.Key         { return c.key }
func (c made) Render() ([]byte, error) { return c.render() }

// Lazy is content whose key takes work too.
func Lazy(key func() digest.Key, render func() ([]byte, error)) Content { return lazy{key, render} }

type lazy struct {
	key    func() digest.Key
	render func() ([]byte, error)
}

func (c lazy) Key() digest.Key         { return c.key() }
func (c lazy) Render() ([]byte, error) { return c.render() }
