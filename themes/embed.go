// Package themes holds the files of the default theme inside the program:
// templates, catalogs of texts, and the built assets.
//
// The assets are made by `make assets` (npm and esbuild, see
// default/build.mjs). A program built without them compiles, and says at run
// time which file is missing and how to make it.
package themes

import (
	"embed"
	"io/fs"
)

//go:embed default/templates default/catalog default/assets/*
var files embed.FS

// Default is the default theme: templates/, catalog/ and assets/.
func Default() fs.FS {
	sub, err := fs.Sub(files, "default")
	if err != nil {
		panic(err) // the name is a constant
	}
	return sub
}

// Notices are the licences of all that the program is made from: Go, its
// modules, the npm packages in the scripts. An error says that they were not
// made: see `make assets`.
func Notices() ([]byte, error) { return files.ReadFile("default/assets/notices.txt") }
