package generator

import (
	"bytes"
	"io/fs"
	"os"
	"path"

	"milepost/generator/config"
	"milepost/generator/diag"
)

// themesDir is the folder in which other generators look for a theme.
const themesDir = "themes"

// ignored warns about templates and texts in themes/ beside site.toml, as for Hugo: this
// program does not use them. Files that are equal to the program's own are left out.
func ignored(root string, theme fs.FS) diag.List {
	site, err := os.OpenRoot(root)
	if err != nil {
		return nil // reading the sources reports it
	}
	defer site.Close()
	var first string
	n := 0
	for _, part := range []string{"templates", "catalog"} {
		files, _ := fs.Glob(site.FS(), path.Join(themesDir, "*", part, "*"))
		for _, name := range files {
			own, err := fs.ReadFile(theme, path.Join(part, path.Base(name)))
			its, itsErr := fs.ReadFile(site.FS(), name)
			if itsErr != nil || err == nil && bytes.Equal(own, its) {
				continue
			}
			if n++; first == "" {
				first = name
			}
		}
	}
	if n == 0 {
		return nil
	}
	return diag.List{diag.New("CF07.theme", diag.Pos{File: config.File}, first, n)}
}
