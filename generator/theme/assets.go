package theme

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"milepost/generator/digest"
)

// AssetFile is a file of the theme that the site publishes.
type AssetFile struct {
	Path string // from the site's root: assets/site.0123456789.js
	Data []byte
	Key  digest.Key // of Data
	Need Need
}

// Need says which sites publish an asset.
type Need uint8

const (
	// Always is for every site.
	Always Need = iota
	// Formulas is for sites that show one.
	Formulas
	// Diagrams is for sites that have one for a script to draw.
	Diagrams
)

// Assets are the fingerprinted addresses and their files. The caller sets Index, the
// address of the search index.
func (t *Theme) Assets() (Assets, []AssetFile) { return t.assets, t.files }

// loadAssets reads the built files in assets/.
func (t *Theme) loadAssets(fsys fs.FS) error {
	var ours []byte
	more := "" // search.js alone asks for it, so no page names it
	for _, a := range []struct {
		name string
		at   *string
	}{
		{"style.css", &t.assets.Style},
		{"theme.js", &t.assets.Theme},
		{"site.js", &t.assets.Script},
		{"search-more.js", &more},
		{"search.js", &t.assets.Search},
		{"search-ui.js", &t.assets.SearchUI},
		{"search.css", &t.assets.SearchStyle},
		{"chart.js", &t.assets.Chart},
		{"echarts.js", &t.assets.ECharts},
		{"icon.svg", &t.assets.Icon},
	} {
		data, err := readAsset(fsys, a.name)
		if err != nil {
			return err
		}
		switch a.name {
		case "style.css":
			ours, t.ours, t.oursTokens = data, tokensOf(string(data)), tokensOf(string(data))
			continue
		case "theme.js":
			data = append(t.scriptTexts([]string{"js."}, ownTexts()), data...)
		case "search-more.js":
			data = append(t.scriptTexts([]string{"search.kind."}, nil), data...) // kinds are asked for by their names
		case "search.js":
			data = append([]byte("(window.milepost=window.milepost||{}).moreAt="+string(quoteJSON(more))+";\n"), data...)
		case "search-ui.js":
			data = append(t.scriptTexts([]string{"search."}, nil), data...)
		}
		*a.at = t.publish(a.name, data)
	}
	extra, err := t.readSheets(fsys)
	if err != nil {
		return err
	}
	t.loadStyle(ours, extra)
	if err := t.loadFonts(fsys); err != nil {
		return err
	}
	return t.loadLicences(fsys)
}

func readAsset(fsys fs.FS, name string) ([]byte, error) {
	data, err := fs.ReadFile(fsys, "assets/"+name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("assets/%s is missing: the scripts and styles are not built; run `make assets` (needs Node.js and npm), then build the program again", name)
	}
	return data, err
}

// loadStyle publishes the style sheet: ours, then the site's parts, custom.css last. The
// style of exported single files (t.alone) also has extra, which only some pages need.
func (t *Theme) loadStyle(ours, extra []byte) {
	tokens := t.ownTokens(t.ours) // first, because the accent's contrast depends on the site's own background
	faces, brand := t.brand(t.ours)
	custom, whole := t.ownStyle()
	t.assets.Style = t.publish("style.css", slices.Concat(ours, []byte(faces+brand+tokens+custom)))
	t.publishSheets(custom)
	t.alone = slices.Concat(ours, extra, []byte(brand+tokens+whole))
}

// loadFonts publishes the fonts of formulas under their own names, as their style sheet has
// them.
func (t *Theme) loadFonts(fsys fs.FS) error {
	names, err := fs.Glob(fsys, "assets/fonts/*")
	if err != nil {
		return err
	}
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		t.files = append(t.files, AssetFile{Path: name, Data: data, Key: digest.Bytes(data), Need: Formulas})
	}
	return nil
}

// licencesFile lists the licences of libraries in the scripts. It has no fingerprint, so that
// people can find it.
const licencesFile = "assets/licenses.txt"

func (t *Theme) loadLicences(fsys fs.FS) error {
	data, err := fs.ReadFile(fsys, licencesFile)
	if errors.Is(err, fs.ErrNotExist) { // a theme whose scripts are its own
		return nil
	}
	t.files = append(t.files, AssetFile{Path: licencesFile, Data: data, Key: digest.Bytes(data)})
	return err
}

// scriptTexts is the beginning of a script: it puts the texts with one of the prefixes into
// <script type="application/json" id="mp-texts">, where all scripts read them. In the pages,
// they would cost kilobytes each. Texts with a prefix of others are left out: the scripts
// that need them bring them.
func (t *Theme) scriptTexts(prefixes, others []string) []byte {
	var b strings.Builder
	b.WriteString("{")
	for _, key := range t.catalog.Keys() {
		begins := func(with string) bool { return strings.HasPrefix(key, with) }
		if !slices.ContainsFunc(prefixes, begins) || slices.ContainsFunc(others, begins) {
			continue
		}
		if b.Len() > 1 {
			b.WriteString(",")
		}
		b.Write(quoteJSON(key))
		b.WriteString(":")
		b.Write(quoteJSON(t.Text(key)))
	}
	b.WriteString("}")
	return []byte(`(function(d,i,s){s=d.getElementById(i)||d.head.appendChild(Object.assign(d.createElement("script"),{type:"application/json",id:i}));` +
		`s.textContent=JSON.stringify(Object.assign(JSON.parse(s.textContent||"{}"),` + b.String() + `))})(document,"mp-texts");` + "\n")
}

// quoteJSON is a JSON string that is safe in JavaScript and HTML too.
func quoteJSON(s string) []byte {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string always has a JSON form
	}
	return b
}
