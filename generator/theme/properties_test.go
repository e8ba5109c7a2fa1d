package theme

import (
	"maps"
	"regexp"
	"strings"
	"testing"

	"milepost/themes"
)

var (
	remark  = regexp.MustCompile(`(?s)/\*.*?\*/`)
	propUse = regexp.MustCompile(`var\((--[\w-]+)\)`) // without a fallback
	inBrace = regexp.MustCompile(`\([^()]*\)`)
	dotted  = regexp.MustCompile(`(?:\.[\w-]+)+`)
)

// A custom property that no sheet of a page defines is no error for a browser, but the
// colour is black or missing. So a rule may use only properties of style.css, of its
// own sheet, and of sheets that pages with the classes of its selector load, too.
func TestSheetsDefineThePropertiesTheyUse(t *testing.T) {
	th, err := Load(themes.Default(), Options{Lang: "zh-CN"})
	if err != nil {
		t.Fatal(err)
	}
	read := func(name string) string {
		data, err := readAsset(themes.Default(), name)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	base := properties(read("style.css"))
	defined := map[string]map[string]bool{}
	for _, s := range th.sheets {
		defined[s.name] = properties(string(s.data))
	}
	for _, s := range th.sheets {
		for _, miss := range undefined(string(s.data), base, func(classes string) map[string]bool {
			comes := maps.Clone(defined[s.name])
			for other := range only(th.sheets, th.needed([]byte(classes))) {
				maps.Copy(comes, defined[other.name])
			}
			return comes
		}) {
			t.Errorf("%s: %s, which no sheet defines that is always there with it", s.name, miss)
		}
	}
	for name, with := range map[string]map[string]bool{"style.css": base, "search.css": base, "drop.css": nil} {
		css := read(name)
		for _, miss := range undefined(css, with, func(string) map[string]bool { return properties(css) }) {
			t.Errorf("%s: %s, which no sheet defines that is always there with it", name, miss)
		}
	}
}

func TestUndefinedProperties(t *testing.T) {
	css := `/* var(--x) */ .a { color: var(--base) } .b.c, .d i { color: var(--own, red); fill: var(--other) } @media print { p { color: var(--gone) } }`
	got := undefined(css, map[string]bool{"--base": true}, func(classes string) map[string]bool {
		return map[string]bool{"--other": strings.Contains(classes, `class="b c"`)}
	})
	want := ".d i asks for --other; p asks for --gone"
	if s := strings.Join(got, "; "); s != want {
		t.Errorf("%s\nwant %s", s, want)
	}
}

// undefined returns the uses of properties in a sheet that neither base nor the sheets
// that come with the classes of the selector define.
func undefined(css string, base map[string]bool, comes func(classes string) map[string]bool) (out []string) {
	for _, r := range parseSheet(remark.ReplaceAllString(css, "")).rules {
		for _, use := range propUse.FindAllStringSubmatch(r.body, -1) {
			if base[use[1]] {
				continue
			}
			plain := r.selector
			for inBrace.MatchString(plain) {
				plain = inBrace.ReplaceAllString(plain, "")
			}
			for _, one := range strings.Split(plain, ",") {
				if !comes(attributes(one))[use[1]] {
					out = append(out, strings.TrimSpace(one)+" asks for "+use[1])
				}
			}
		}
	}
	return out
}

// attributes returns class attributes that elements of a selector may have: the
// classes first in the attribute, and behind another class.
func attributes(selector string) string {
	var all strings.Builder
	for _, list := range dotted.FindAllString(selector, -1) {
		words := strings.ReplaceAll(list[1:], ".", " ")
		all.WriteString(`class="` + words + `" class="any ` + words + `" `)
	}
	return all.String()
}

// properties returns the custom properties that a sheet defines.
func properties(css string) map[string]bool {
	all := map[string]bool{}
	for _, r := range parseSheet(remark.ReplaceAllString(css, "")).rules {
		for _, d := range r.declarations() {
			if strings.HasPrefix(d.name, "--") {
				all[d.name] = true
			}
		}
	}
	return all
}
