package header

import "testing"

func TestFilesThatLast(t *testing.T) {
	for path, want := range map[string][]string{
		"assets/site.0a1b2c3d4e.js":                      Immutable,
		"assets/fonts/KaTeX_Main-Regular.ARRPAO67.woff2": Immutable,
		"editions/2026-09-01/assets/site.0a1b2c3d4e.js":  Immutable,
		"search/s/1x8fz/12.js":                           Immutable,
		"search/d/0a1b2c3d4e-f.js":                       Immutable,
		"search/manifest.js":                             NoCache,
		"assets/fonts/own.woff2":                         NoCache, // of the content
		"assets/photo.png":                               NoCache, // of the content
		"assets/licenses.txt":                            NoCache,
		"docs/assets/site.0a1b2c3d4e.js":                 NoCache,
		"search/s/page.html":                             NoCache,
		"index.html":                                     NoCache,
	} {
		if got := Cache(path); got[0] != want[0] {
			t.Errorf("%s: %s, want %s", path, got[0], want[0])
		}
	}
}
