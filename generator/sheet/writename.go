package sheet

import (
	"fmt"
	"strings"

	"milepost/generator/text"
)

// maxSheetName is how long the name of a sheet may be, in UTF-16 units.
const maxSheetName = 31

// reservedNames are names that Excel uses for its own sheet of changes.
var reservedNames = []string{"History", "历史记录", "歷程記錄"}

// Replacements for characters that a sheet name may not have: wideSigns in Chinese names,
// narrowSigns in others: "Indicators: curves" becomes "Indicators - curves".
var (
	wideSigns   = strings.NewReplacer("[", "［", "]", "］", ":", "：", "*", "＊", "?", "？", "/", "／", `\`, "＼", "\n", " ", "\t", " ")
	narrowSigns = strings.NewReplacer("[", "(", "]", ")", ": ", " - ", ":", "-", "*", "", "?", "", "/", "-", `\`, "-", "\n", " ", "\t", " ")
)

// legalNames are names of sheets that Excel accepts: none is empty, and none is there twice,
// also in another letter case.
func legalNames(pages []Page) []string {
	taken := map[string]bool{}
	for _, n := range reservedNames {
		taken[text.Fold(n)] = true
	}
	out := make([]string, len(pages))
	for i, p := range pages {
		out[i] = freeName(legalName(p.Name), taken)
		taken[text.Fold(out[i])] = true
	}
	return out
}

func legalName(s string) string {
	s = cellText(s)
	signs := narrowSigns
	if strings.ContainsFunc(s, text.Han) {
		signs = wideSigns
	}
	s = cut(strings.TrimSpace(signs.Replace(s)), maxSheetName)
	if s = strings.Trim(s, "' "); s == "" {
		s = "Sheet"
	}
	return s
}

// freeName numbers a name that is taken: 月报 (2).
func freeName(name string, taken map[string]bool) string {
	out := name
	for n := 2; taken[text.Fold(out)]; n++ {
		mark := fmt.Sprintf(" (%d)", n)
		out = strings.TrimRight(cut(name, maxSheetName-len(mark)), "' ") + mark
	}
	return out
}

// quoted is a sheet's name in a formula.
func quoted(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }
