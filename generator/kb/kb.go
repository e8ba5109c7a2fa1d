// Package kb holds the nouns of a knowledge base: pages, sections, workbooks,
// datasets, cells, dates, people.
//
// Everything here is plain data, made once by a parser and never written to
// again, so that it can be shared between goroutines and digested. Paths are
// relative to the content folder, with slashes, exactly as on disk.
package kb
