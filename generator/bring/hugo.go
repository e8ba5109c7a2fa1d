package bring

import (
	"context"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"milepost/generator/fields"
)

func hugo(f *Found, _, mark string) {
	f.Content = "content"
	f.statics("static", "assets")
	usual := ""
	for _, file := range f.hugoConfigs(mark) {
		src := f.text(file)
		f.Title = said(src, `(?m)^title\s*[:=]\s*["']?([^"'\n]+)`, f.Title)
		usual = said(src, `(?m)^defaultContentLanguage\s*[:=]\s*["']?([\w-]+)`, usual)
		f.permalinks(file, src)
	}
	f.languages(usual)
	for _, dir := range []string{"layouts", "layouts/_default"} {
		f.hooks = f.hooks || f.has(path.Join(dir, "_markup/render-link.html"))
	}
}

// hugoConfigs are the files that hold the settings: one, or those of a folder.
func (f *Found) hugoConfigs(mark string) []string {
	entries, err := os.ReadDir(filepath.Join(f.root, filepath.FromSlash(mark)))
	if err != nil {
		return []string{mark}
	}
	var list []string
	for _, e := range entries {
		list = append(list, path.Join(mark, e.Name()))
	}
	return list
}

// permalinks reads the form of the addresses of each section, from a file permalinks.* or
// from the key permalinks.
func (f *Found) permalinks(file, src string) {
	read := fields.YAML
	if path.Ext(file) == ".toml" {
		read = fields.TOML
	}
	root, _ := read(context.Background(), []byte(src)) // the generator itself reports errors in it
	table, ok := root.Get("permalinks")
	if strings.HasPrefix(path.Base(file), "permalinks.") {
		table, ok = root, true
	}
	if !ok {
		return
	}
	for _, v := range table.Items {
		if v.Kind == fields.Table && v.Key == "page" {
			for _, p := range v.Items {
				f.Dated = append(f.Dated, [2]string{p.Key, p.Text})
			}
		}
		if v.Kind == fields.String {
			f.Dated = append(f.Dated, [2]string{v.Key, v.Text})
		}
	}
}

var languageFolder = regexp.MustCompile(`^[a-z]{2}(?:-[A-Za-z]{2,4})?$`)

// languages finds the folder of each language, the default one first: addresses with a slash
// begin there.
func (f *Found) languages(usual string) {
	entries, _ := os.ReadDir(filepath.Join(f.root, f.Content)) // none, if it cannot be read
	for _, e := range entries {
		switch name := e.Name(); {
		case !e.IsDir() || !languageFolder.MatchString(name):
		case strings.EqualFold(name, usual):
			f.Roots = slices.Insert(f.Roots, 0, name)
		default:
			f.Roots = append(f.Roots, name)
		}
	}
}
