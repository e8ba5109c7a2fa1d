package plan

import (
	"strings"
	"testing"
)

// SUMMARY.md gives titles to pages. A page whose first heading repeats the title shows it
// once; a page whose first heading is another one shows both.
func TestTitlesOfTheListAreShownOnce(t *testing.T) {
	out := built(t, `-- site.toml --
git = false
-- content/SUMMARY.md --
- [散列](a.md)
- [同样](b.md)
-- content/a.md --
## 定义

甲

## 性质
-- content/b.md --
## 同样

乙

## 另外
`)
	for name, want := range map[string][2]string{"a.html": {"<h1>散列</h1>", `<h2 id="定义">`}, "b.html": {"<h1>同样</h1>", `<span id="同样"></span>`}} {
		for _, w := range want {
			if !strings.Contains(out[name], w) {
				t.Errorf("%s lacks %s in %s", name, w, out[name])
			}
		}
	}
	if strings.Contains(out["b.html"], "<h2 id=\"同样\"") || strings.Contains(out["b.html"], `href="#同样"`) {
		t.Error("the title is there twice:", out["b.html"])
	}
}
