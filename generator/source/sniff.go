package source

import (
	"bytes"
	"io"
	"slices"
	"strings"
)

// pageStarts are beginnings of files. A browser that does not know the ending of such a
// file takes it for a page: Firefox looks at the first bytes of a file that it opens from
// the disk (netwerk/streamconv/converters/nsUnknownDecoder.cpp), and runs its scripts.
var pageStarts = []string{"<!doctype html", "<html", "<head", "<body", "<script", "<style", "<title", "<base", "<meta", "<link", "<iframe", "<frameset", "<object", "<embed", "<form",
	"<table", "<tr", "<td", "<div", "<span", "<font", "<center", "<img", "<svg", "<math", "<a", "<b", "<br", "<hr", "<p", "<pre", "<h1", "<h2", "<h3", "<h4", "<h5", "<h6", "<i", "<u", "<tt", "<ul", "<ol", "<li", "<dl", "<!--"}

// pageWords: a browser shows XML with one of these words as a page.
var pageWords = []string{"xhtml", "xml-stylesheet", "2000/svg"}

// maxSniffed bounds how much of an XML file is looked through.
const maxSniffed = 16 << 20

// isMarkup tells whether a browser that judges a file by its bytes would take it for a
// page. It is false for .txt, an ending that every browser knows.
func isMarkup(r io.Reader, ext string) (bool, error) {
	if ext == ".txt" {
		return false, nil
	}
	head := make([]byte, 1024)
	n, err := io.ReadFull(r, head)
	if err != nil && n == 0 {
		return false, nil
	}
	head = head[:n]
	start := strings.ToLower(string(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), "\x00\t\n\v\f\r ")))
	if slices.ContainsFunc(pageStarts, func(tag string) bool { return begins(start, tag) }) {
		return true, nil
	}
	if !strings.HasPrefix(start, "<?xml") {
		return false, nil
	}
	rest, err := io.ReadAll(io.LimitReader(r, maxSniffed))
	all := bytes.ToLower(append(head, rest...))
	return len(rest) == maxSniffed || slices.ContainsFunc(pageWords, func(w string) bool { return bytes.Contains(all, []byte(w)) }), err
}

// begins tells whether a text begins with a tag, and not with a longer name.
func begins(s, tag string) bool {
	rest, ok := strings.CutPrefix(s, tag)
	return ok && (rest == "" || tag == "<!--" || strings.ContainsAny(rest[:1], " \t\r\n\f/>"))
}
