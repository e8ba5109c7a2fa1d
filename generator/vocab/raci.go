package vocab

import (
	"slices"
	"strings"

	"milepost/generator/text"
)

// letterWords are the words that stand for a letter in a cell.
var letterWords = map[string]string{
	"负责": "R", "执行": "R", "批准": "A", "审批": "A", "问责": "A", "咨询": "C", "协商": "C", "知会": "I", "告知": "I",
	"responsible": "R", "accountable": "A", "consulted": "C", "informed": "I", "★": "A", "▲": "R",
}

// Letters reads "A/R", "R、C", "ＲＡ", "负责": the letters in the order written.
func Letters(s string) ([]string, bool) {
	if s == "" || len(s) > 60 {
		return nil, false
	}
	s = strings.ToUpper(Trim(text.Normal(s)))
	var out []string
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("/、,;&+| \n\t()", r) })
	for _, p := range parts {
		if l, ok := letterWords[strings.ToLower(p)]; ok {
			out = append(out, l)
			continue
		}
		if len(p) > 4 || strings.Trim(p, "RACI") != "" {
			return nil, false
		}
		for _, r := range p {
			out = append(out, string(r))
		}
	}
	seen := map[string]bool{}
	for _, l := range out {
		if seen[l] && len(out) <= 4 {
			out = slices.Compact(out)
		}
		seen[l] = true
	}
	return out, len(out) > 0 && len(out) <= 4
}
