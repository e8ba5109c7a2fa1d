package generator

import (
	"bytes"
	"io/fs"
	"os"
	"path"

	"milepost/generator/config"
	"milepost/generator/diag"
)

// themesDir is where other generators look for a site's own theme.
const themesDir = "themes"

// ignored names the templates and texts of a theme that lie beside site.toml: this
// program shows its own, and who writes some there waits for them in vain. A
// file that is also one of the program's, byte for byte, asks for nothing.
func ignored(root string, theme fs.FS) diag.List {
	site, err := os.OpenRoot(root)
	if err != nil {
		return nil // who reads the sources says so
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
