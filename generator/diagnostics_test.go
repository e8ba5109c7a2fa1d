package generator_test

import (
	"regexp"
	"slices"
	"testing"

	"milepost/generator/diag"
)

// Each code that the program reports has a text, and each text has a code. Of codes that
// are put together from a code and a reason, the first part is compared.
func TestEveryDiagnosticHasWords(t *testing.T) {
	code := regexp.MustCompile(`"([A-Z]{2}\d{2}\.[a-z0-9-]*)"`)
	used := map[string]string{}
	for _, f := range goFiles(t) {
		for _, m := range code.FindAllStringSubmatch(f.text, -1) {
			used[m[1]] = f.file
		}
	}
	known := diag.Codes()
	var beginnings []string
	for c, file := range used {
		if slices.Contains(known, c) {
			continue
		}
		i := slices.IndexFunc(known, func(k string) bool { return len(k) > len(c) && k[:len(c)] == c })
		if i < 0 {
			t.Errorf("%s reports %s, which is not in generator/diag/catalog", file, c)
		}
		beginnings = append(beginnings, c)
	}
	for _, k := range known {
		if _, ok := used[k]; ok || usedBy(k, used, beginnings) {
			continue
		}
		t.Errorf("generator/diag/catalog holds %s, which nothing reports", k)
	}
}

// usedBy tells whether a code is made from a beginning, or is the variant of
// a used code with a suggestion.
func usedBy(k string, used map[string]string, beginnings []string) bool {
	for _, b := range beginnings {
		if len(k) > len(b) && k[:len(b)] == b {
			return true
		}
	}
	for _, suffix := range []string{"-near", "-nearest"} {
		if n := len(k) - len(suffix); n > 0 && k[n:] == suffix {
			if _, ok := used[k[:n]]; ok {
				return true
			}
		}
	}
	return false
}
