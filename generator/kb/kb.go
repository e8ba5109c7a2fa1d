// Package kb has the types of a knowledge base: pages, blocks, workbooks,
// datasets, cells, dates.
//
// Everything here is plain data, made once by a parser and never written to
// again, so that it can be shared between goroutines and digested. Paths are
// relative to the content folder, with slashes, exactly as on disk.
package kb
