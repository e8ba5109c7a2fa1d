package theme

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"path"
	"strings"
)

// What is added to a dated edition: the script shows a banner with a link; without scripts
// the style sheet shows one. Both are added to files that every page loads, so that no page
// changes.
var (
	//go:embed edition.css
	editionStyle []byte
	//go:embed edition.js
	editionScript []byte
)

// EditionMark is what is added to a file of the edition of a date; nil for most.
func (t *Theme) EditionMark(file, date string) []byte {
	said := t.Text("editions.banner", date)
	switch {
	case ofAsset(file, "style", ".css"):
		return bytes.ReplaceAll(editionStyle, []byte("SAID"), cssText(said))
	case ofAsset(file, "site", ".js"):
		texts, err := json.Marshal([]string{said, t.Text("editions.newest"), t.Text("editions.title")})
		if err != nil {
			return nil // plain strings: it cannot fail
		}
		return bytes.ReplaceAll(editionScript, []byte("TEXTS"), texts)
	}
	return nil
}

// ofAsset tells whether a file is the asset of that name, with its fingerprint.
func ofAsset(file, name, ending string) bool {
	dir, base := path.Split(file)
	return dir == "assets/" && strings.HasPrefix(base, name+".") && strings.HasSuffix(base, ending)
}

// cssText is a text as a string of a style sheet.
func cssText(s string) []byte {
	return []byte(`"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ").Replace(s) + `"`)
}
