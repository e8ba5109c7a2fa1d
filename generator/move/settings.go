package move

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"

	"milepost/generator/config"
	"milepost/generator/markdown"
)

// naming are the keys of site.toml that name files or folders of the content.
var naming = []string{"phases", "kpi", "satisfaction", "pattern", "file", "books", "folder", "project", "calendar"}

// looks are the keys of [theme] that name files from the folder of site.toml.
var looks = []string{"logo", "favicon", "font_files"}

var (
	header    = regexp.MustCompile(`^\s*\[+\s*([^\[\]]+?)\s*\]+\s*(?:#.*)?$`)
	assigned  = regexp.MustCompile(`^\s*("[^"\n]*"|'[^'\n]*'|[\w.-]+)\s*=`)
	quoted    = regexp.MustCompile(`("[^"\\\n]*"|'[^'\n]*')`)
	linking   = regexp.MustCompile(`\bhref\s*=\s*("[^"\\\n]*"|'[^'\n]*')`)
	placeless = regexp.MustCompile(`[{*?\[]`) // where a pattern begins
)

// known has a function for each way in which site.toml names a file. It returns the text
// after the move; ok is false if it stays.
type known struct {
	content func(string) (is string, ok bool) // from the content folder
	beside  func(string) (is string, ok bool) // from the folder of site.toml
	said    func(string) (is string, ok bool) // links in a line of Markdown
}

// mender is the function for the values of a key, nil if they name no file; find finds them
// in a line.
func (k known) mender(table, key string) (of func(string) (string, bool), find *regexp.Regexp) {
	last := key[strings.LastIndex(key, ".")+1:]
	switch {
	case slices.Contains(naming, last), table == "theme" && last == "home", table == "theme.links" && last == "href":
		return func(was string) (string, bool) { return mendedSetting(was, k.content) }, quoted
	case table == "theme" && last == "links":
		return func(was string) (string, bool) { return mendedSetting(was, k.content) }, linking
	case table == "theme" && slices.Contains(looks, last), table == "theme.logo":
		return k.beside, quoted
	case table == "theme" && last == "footer":
		return k.said, quoted
	}
	return nil, nil
}

// mendSettings replaces the changed paths in site.toml. Of a pattern (data/*.xlsx,
// data/kpi_{period}.xlsx), only the part before * or { can change.
func mendSettings(src []byte, k known) (out []byte, edits []Edit) {
	table, key := "", ""
	for n, line := range bytes.SplitAfter(src, []byte("\n")) {
		var spans [][2]int
		of := func(was string) (string, bool) { return mendedSetting(was, k.content) }
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
			if mend, find := k.mender(table, key); mend != nil {
				of = mend
				for _, m := range find.FindAllSubmatchIndex(line[from:], -1) {
					spans = append(spans, bare(line, from+m[2], from+m[3]))
				}
			}
		}
		for _, s := range slices.Backward(spans) {
			was := string(line[s[0]:s[1]])
			if is, ok := of(was); ok {
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

// setting is a path from the content folder after the move.
func (m *mover) setting(name string) (string, bool) {
	pre := ""
	if strings.HasPrefix(name, "/") {
		pre, name = "/", name[1:]
	}
	if is := m.of(path.Clean(name)); is != path.Clean(name) {
		return pre + is, true
	}
	if was := m.before.data("", name); was != "" && m.after.data("", name) != m.of(was) {
		return pre + m.of(was), true
	}
	return "", false
}

// beside is a path from the folder of site.toml after the move, if it leads into
// the content.
func (m *mover) beside(name string) (string, bool) {
	pre := ""
	if dir := path.Clean(m.snap.Config.Content); dir != "." {
		pre = dir + "/"
	}
	rest, inside := strings.CutPrefix(path.Clean(strings.ReplaceAll(name, `\`, "/")), pre)
	is := m.of(rest)
	return pre + is, inside && is != rest
}

// said is a line of Markdown, read from the content folder, after the move.
func (m *mover) said(was string) (string, bool) {
	out := []byte(was)
	for _, a := range slices.Backward(markdown.Addresses(out)) {
		if is, change := m.mended(config.File, a); change {
			out = slices.Concat(out[:a.From], []byte(is), out[a.To:])
		}
	}
	return string(out), string(out) != was
}
