package diag

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"milepost/generator/message"
)

// rule is one entry of catalog/*.json: the level and, in each language, what
// was found and what to do next.
type rule struct {
	Level string            `json:"level"`
	Text  map[string]string `json:"text"`
	Hint  map[string]string `json:"hint"`
}

//go:embed catalog/*.json
var catalogFiles embed.FS

// catalog is every rule by its code. It is embedded, so a fault in it is our own bug.
var catalog = sync.OnceValue(func() map[string]rule {
	all := map[string]rule{}
	names, _ := fs.Glob(catalogFiles, "catalog/*.json")
	for _, name := range names {
		src, err := catalogFiles.ReadFile(name)
		if err != nil {
			panic(err)
		}
		var part map[string]rule
		if err := json.Unmarshal(src, &part); err != nil {
			panic(fmt.Sprintf("%s: %v", name, err))
		}
		for code, r := range part {
			if _, twice := all[code]; twice {
				panic(fmt.Sprintf("%s: code %s stands in two files", name, code))
			}
			all[code] = r
		}
	}
	return all
})

func levelOf(code string) Level {
	r, ok := catalog()[code]
	if !ok {
		panic("diag: code " + code + " is not in the catalog")
	}
	l, ok := ParseLevel(r.Level)
	if !ok {
		panic("diag: code " + code + " has no level")
	}
	return l
}

// Codes lists every code of the catalog in order.
func Codes() []string {
	codes := make([]string, 0, len(catalog()))
	for c := range catalog() {
		codes = append(codes, c)
	}
	slices.Sort(codes)
	return codes
}

// Text says what was found and expected, in the language ("zh-CN" or "en").
func (d Diagnostic) Text(lang string) string {
	return message.Fill(pick(catalog()[d.Code].Text, lang), d.said(lang)...)
}

// Hint says what the reader can do next, "" if the catalog has no hint for the code.
func (d Diagnostic) Hint(lang string) string {
	return message.Fill(pick(catalog()[d.Code].Hint, lang), d.said(lang)...)
}

// Either is an argument with a text in each language.
type Either struct{ Zh, En string }

// The bytes that mark an Either among the arguments, which are plain strings.
const eitherMark, eitherCut = "\x01", "\x02"

// String holds both texts in one argument; [Diagnostic.Text] takes them apart again.
func (e Either) String() string { return eitherMark + e.Zh + eitherCut + e.En }

// Names is a list of names, joined as each language joins them.
func Names(names []string) Either {
	return Either{Zh: strings.Join(names, "、"), En: strings.Join(names, ", ")}
}

// said gives the arguments in the language: of each Either its text there.
func (d Diagnostic) said(lang string) []string {
	for i, a := range d.Args {
		if !strings.HasPrefix(a, eitherMark) {
			continue
		}
		args := slices.Clone(d.Args)
		for k := i; k < len(args); k++ {
			zh, en, both := strings.Cut(args[k], eitherCut)
			if zh, marked := strings.CutPrefix(zh, eitherMark); both && marked {
				if args[k] = zh; lang == "en" {
					args[k] = en
				}
			}
		}
		return args
	}
	return d.Args
}

func pick(m map[string]string, lang string) string {
	if t, ok := m[lang]; ok {
		return t
	}
	return m[message.Languages[0]]
}

// Line is the diagnostic as one line of a terminal, without colour:
// position, rule, text and hint.
func (d Diagnostic) Line(lang string) string {
	s := d.Pos.String() + ": " + d.Rule() + " " + d.Text(lang)
	if h := d.Hint(lang); h != "" {
		if lang == "en" {
			return s + " (" + h + ")"
		}
		return s + "（" + h + "）"
	}
	return s
}
