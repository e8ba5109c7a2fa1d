package bring

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"milepost/generator/markdown"
)

// outer lists the files outside of the content that pages include, each with its path in a
// copy, in which it is inside.
func (f *Found) outer() (list [][2]string) {
	if f.Content == "." {
		return nil
	}
	load := func(p string) ([]byte, string) {
		if text := f.text(path.Join(f.Content, p)); text != "" {
			return []byte(text), ""
		}
		for dir := path.Dir(f.Content); ; dir = path.Dir(dir) {
			from := path.Join(dir, p)
			text := ""
			if !strings.HasPrefix(from, f.Content+"/") { // of the content itself, under its old name
				text = f.text(from)
			}
			if text != "" {
				if pair := [2]string{from, path.Join(Copied, p)}; !slices.Contains(list, pair) {
					list = append(list, pair)
				}
				return []byte(text), ""
			}
			if dir == "." {
				return nil, "missing"
			}
		}
	}
	for _, p := range f.pages {
		markdown.Include(p, []byte(f.text(path.Join(f.Content, p))), load, nil)
	}
	return list
}

// copyOuter copies the files outside of the content that pages include.
func (f *Found) copyOuter(target string) (n int, err error) {
	for _, pair := range f.outer() {
		to := filepath.Join(target, filepath.FromSlash(pair[1]))
		if err := duplicate(filepath.Join(f.root, filepath.FromSlash(pair[0])), to); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
