package move

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"

	"milepost/generator/config"
)

// naming are the keys of site.toml that name files or folders of the content.
var naming = []string{"phases", "kpi", "satisfaction", "pattern", "file", "books", "folder", "project", "calendar"}

var (
	header    = regexp.MustCompile(`^\s*\[+\s*([^\[\]]+?)\s*\]+\s*(?:#.*)?$`)
	assigned  = regexp.MustCompile(`^\s*("[^"\n]*"|'[^'\n]*'|[\w.-]+)\s*=`)
	quoted    = regexp.MustCompile(`"([^"\\\n]*)"|'([^'\n]*)'`)
	placeless = regexp.MustCompile(`[{*?\[]`) // where a pattern begins
)

// mendSettings replaces the paths in site.toml for which of knows another. A
// pattern, data/*.xlsx or data/kpi_{period}.xlsx, is mended up to where it leaves
// something open.
func mendSettings(src []byte, of func(string) (string, bool)) (out []byte, edits []Edit) {
	table, key := "", ""
	for n, line := range bytes.SplitAfter(src, []byte("\n")) {
		var spans [][2]int
		if m := header.FindSubmatch(line); m != nil {
			table, key = string(m[1]), ""
		} else {
			from := 0
			if m := assigned.FindSubmatchIndex(line); m != nil {
				key, from = strings.Trim(string(line[m[2]:m[3]]), `"'`), m[1]
				if table == "sections" { // there the keys are folders
					spans, key = append(spans, bare(line, m[2], m[3])), ""
				}
			}
			if slices.Contains(naming, key[strings.LastIndex(key, ".")+1:]) {
				for _, m := range quoted.FindAllSubmatchIndex(line[from:], -1) {
					spans = append(spans, bare(line, from+m[0], from+m[1]))
				}
			}
		}
		for _, s := range slices.Backward(spans) {
			was := string(line[s[0]:s[1]])
			if is, ok := mendedSetting(was, of); ok {
				edits = append(edits, Edit{config.File, n + 1, was, is})
				if line[max(s[0]-1, 0)] != '"' && line[max(s[0]-1, 0)] != '\'' {
					is = `"` + is + `"`
				}
				line = slices.Concat(line[:s[0]], []byte(is), line[s[1]:])
			}
		}
		out = append(out, line...)
	}
	return out, edits
}

// bare is a range without its quotes.
func bare(line []byte, from, to int) [2]int {
	if line[from] == '"' || line[from] == '\'' {
		return [2]int{from + 1, to - 1}
	}
	return [2]int{from, to}
}

// mendedSetting is a setting after the move: its path, or the folder of its pattern.
func mendedSetting(was string, of func(string) (string, bool)) (string, bool) {
	name, rest := was, ""
	if i := strings.IndexByte(was, '#'); i >= 0 {
		name, rest = was[:i], was[i:]
	}
	if at := placeless.FindStringIndex(name); at != nil {
		dir := strings.LastIndexByte(name[:at[0]], '/')
		if dir < 0 {
			return "", false
		}
		name, rest = name[:dir], name[dir:]+rest
	}
	slash := strings.HasSuffix(name, "/")
	if path.Clean(name) == "." {
		return "", false
	}
	is, ok := of(strings.TrimSuffix(name, "/"))
	if ok && slash {
		is += "/"
	}
	return is + rest, ok
}
