package plan

import (
	"encoding/json"
	"io/fs"
	"testing"

	"milepost/generator/kind"
	"milepost/themes"
)

// The search names the kind of each hit in the reader's language.
func TestEveryKindHasAWordInTheSearch(t *testing.T) {
	src, err := fs.ReadFile(themes.Default(), "catalog/search.json")
	if err != nil {
		t.Fatal(err)
	}
	var texts map[string]map[string]string
	if err := json.Unmarshal(src, &texts); err != nil {
		t.Fatal(err)
	}
	for _, k := range kind.All() {
		for _, lang := range []string{"zh-CN", "en"} {
			if texts["search.kind."+k.Name][lang] == "" {
				t.Errorf("search.kind.%s has no text in %s", k.Name, lang)
			}
		}
	}
}
