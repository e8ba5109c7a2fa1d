package theme

import (
	"path"
	"testing"

	"milepost/generator/header"
	"milepost/themes"
)

// Browsers keep each built asset for a year: its name changes with its bytes. The
// licences alone have a name of their own.
func TestBuiltAssetsLast(t *testing.T) {
	th, err := Load(themes.Default(), Options{Lang: "zh-CN"})
	if err != nil {
		t.Fatal(err)
	}
	_, files := th.Assets()
	for _, f := range files {
		if want := path.Base(f.Path) != "licenses.txt"; (header.Cache(f.Path)[0] == header.Immutable[0]) != want {
			t.Errorf("%s: %s", f.Path, header.Cache(f.Path)[0])
		}
	}
	if len(files) < 10 {
		t.Skip("the theme's assets are not built")
	}
}
