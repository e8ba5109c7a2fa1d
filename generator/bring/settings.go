package bring

import (
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Copied is the name of the content folder in a copy.
const Copied = "content"

// place is the path of a file in a copy; unchanged if copied is false.
func (f *Found) place(p string, copied bool) string {
	if !copied {
		return p
	}
	if f.Content == "." {
		return path.Join(Copied, p)
	}
	if rest, inside := strings.CutPrefix(p, f.Content+"/"); inside {
		return path.Join(Copied, rest)
	}
	return p
}

// Settings is the site.toml for the folder itself, or for a copy.
func (f *Found) Settings(language string, copied bool) string {
	var b strings.Builder
	content := f.Content
	if copied {
		content = Copied
	}
	b.WriteString("title = " + strconv.Quote(f.Title) + "\nlanguage = " + strconv.Quote(language) + "\n")
	if content != "content" {
		b.WriteString("content = " + strconv.Quote(content) + "\n")
	}
	if f.Nav != "" {
		b.WriteString("\n[nav]\nfile = " + strconv.Quote(f.Nav) + "\n")
	} else if len(f.Order) > 0 {
		b.WriteString("\n[nav]\nlist = " + list(f.Order, ",\n  ") + "\n")
	}
	if f.Generator == "obsidian" { // a note has no title but its name
		b.WriteString("\n[nav]\nfile_titles = true\n")
	}
	var static []string
	for _, s := range f.Static {
		static = append(static, f.place(s, copied))
	}
	if len(static)+len(f.Strip)+len(f.Roots)+len(f.Dated)+len(f.Hooks) > 0 {
		b.WriteString("\n[links]\n")
		write(&b, "strip", f.Strip)
		write(&b, "roots", f.Roots)
		write(&b, "static", static)
		pairs(&b, "permalinks", f.Dated)
		write(&b, "hooks", f.Hooks)
	}
	if len(f.Boxes) > 0 {
		b.WriteString("\n[shortcodes]\n")
		for _, m := range f.Boxes {
			b.WriteString(strconv.Quote(m[0]) + " = " + strconv.Quote(m[1]) + "\n")
		}
	}
	if len(f.Map)+len(f.Ignore) > 0 {
		b.WriteString("\n[front_matter]\n")
		pairs(&b, "map", f.Map)
		write(&b, "ignore", f.Ignore)
	}
	if len(f.Plain) > 0 {
		b.WriteString("\n[sections]\n")
		for _, dir := range f.Plain {
			b.WriteString(strconv.Quote(dir) + " = \"page\"\n")
		}
	}
	return b.String()
}

func write(b *strings.Builder, key string, values []string) {
	if len(values) > 0 {
		b.WriteString(key + " = " + list(values, ", ") + "\n")
	}
}

func pairs(b *strings.Builder, key string, values [][2]string) {
	var list []string
	for _, m := range values {
		list = append(list, strconv.Quote(m[0])+" = "+strconv.Quote(m[1]))
	}
	if len(list) > 0 {
		b.WriteString(key + " = { " + strings.Join(list, ", ") + " }\n")
	}
}

func list(values []string, comma string) string {
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = strconv.Quote(v)
	}
	if comma != ", " {
		return "[\n  " + strings.Join(quoted, comma) + ",\n]"
	}
	return "[" + strings.Join(quoted, comma) + "]"
}

// Copy copies the pages, the files with them, and the static folders into a new folder. It
// overwrites nothing there.
func (f *Found) Copy(to string) (files int, err error) {
	sources := []string{f.Content}
	for _, s := range f.Static {
		if hiddenIn(s) || f.Content != "." && !strings.HasPrefix(s, f.Content+"/") {
			sources = append(sources, s)
		}
	}
	if f.Nav != "" && f.Content != "." {
		sources = append(sources, f.Nav)
	}
	target, err := filepath.Abs(to)
	if err != nil {
		return 0, err
	}
	for _, src := range sources {
		n, err := f.copy(src, target)
		if files += n; err != nil {
			return files, err
		}
	}
	n, err := f.copyOuter(target)
	return files + n, err
}

func hiddenIn(p string) bool { return strings.HasPrefix(p, ".") || strings.Contains(p, "/.") }

// copy copies a file, or a folder without hidden files.
func (f *Found) copy(src, target string) (n int, err error) {
	top := filepath.Join(f.root, filepath.FromSlash(src))
	err = filepath.WalkDir(top, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		hidden := strings.HasPrefix(d.Name(), ".") && d.Name() != ".pages" || d.Name() == "node_modules"
		if abs, err := filepath.Abs(name); err == nil && abs == target {
			hidden = true // the copy itself, in the folder that is copied
		}
		switch {
		case hidden && name != top && d.IsDir():
			return fs.SkipDir
		case hidden && name != top || !d.IsDir() && !d.Type().IsRegular() || d.IsDir():
			return nil
		}
		rel, err := filepath.Rel(f.root, name)
		if err != nil {
			return err
		}
		n++
		return duplicate(name, filepath.Join(target, filepath.FromSlash(renamedPage(f.place(filepath.ToSlash(rel), true)))))
	})
	return n, err
}

// renamedPage replaces .mdx and .markdown by .md.
func renamedPage(p string) string {
	if ext := path.Ext(p); slices.Contains([]string{".mdx", ".markdown"}, strings.ToLower(ext)) {
		return p[:len(p)-len(ext)] + ".md"
	}
	return p
}

func duplicate(from, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}
