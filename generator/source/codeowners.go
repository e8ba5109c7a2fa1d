package source

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"milepost/generator/digest"
)

// codeownersFiles are where GitHub, GitLab and Gitea look for CODEOWNERS, first
// one first.
var codeownersFiles = []string{".github/CODEOWNERS", ".gitlab/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"}

// maxCodeowners is the size above which GitHub, too, reads no such file.
const maxCodeowners = 3 << 20

// Codeowners is who owns the files of a repository, as its CODEOWNERS says. The
// zero value owns nothing. It is safe for concurrent use.
type Codeowners struct {
	File   string // path of CODEOWNERS from the top of the repository, "" if there is none
	Here   bool   // it lies in the site's folder
	Key    digest.Key
	prefix string // of the content folder, from the top of the repository
	rules  []ownerRule

	mu    sync.Mutex
	known map[string]string
}

// ownerRule gives the files of a pattern their owners; none takes them away.
type ownerRule struct {
	match  *regexp.Regexp
	owners string
}

// Of names the owners of the file at a content path, joined as people write several
// names; "" if it has none. If several rules fit, the last one counts.
func (c *Codeowners) Of(p string) string {
	if c == nil || len(c.rules) == 0 {
		return ""
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	owners, ok := c.known[p]
	if ok {
		return owners
	}
	for _, r := range slices.Backward(c.rules) {
		if r.match.MatchString(c.prefix + p) {
			owners = r.owners
			break
		}
	}
	if c.known == nil {
		c.known = map[string]string{}
	}
	c.known[p] = owners
	return owners
}

// readCodeowners reads the CODEOWNERS of the repository that holds the site, or
// of the site's folder. One that is as before is not read anew.
func readCodeowners(ctx context.Context, was *Codeowners, root, content string) *Codeowners {
	root = absolute(root)
	for _, dir := range slices.Compact([]string{root, topOf(root)}) {
		for _, name := range codeownersFiles {
			file := filepath.Join(dir, filepath.FromSlash(name))
			if info, err := os.Stat(file); err != nil || !info.Mode().IsRegular() || info.Size() > maxCodeowners || ctx.Err() != nil {
				continue
			}
			src, err := os.ReadFile(file)
			if err != nil {
				continue
			}
			rel, err := filepath.Rel(dir, filepath.Join(root, filepath.FromSlash(content)))
			if err != nil || !filepath.IsLocal(rel) {
				continue
			}
			prefix := filepath.ToSlash(rel) + "/"
			key := digest.Of(name, prefix, string(src))
			if was != nil && was.Key == key {
				return was
			}
			return &Codeowners{File: name, Here: dir == root, Key: key, prefix: prefix, rules: parseCodeowners(string(src))}
		}
	}
	return &Codeowners{}
}

// topOf is the folder of the working tree that holds dir; dir itself if none does.
func topOf(dir string) string {
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, ".git")); err == nil {
			return at
		}
		if at == filepath.Dir(at) {
			return dir
		}
	}
}

// parseCodeowners reads the lines: a pattern, then its owners. A section of
// GitLab, [Docs] @anna, gives owners to its patterns that have none.
func parseCodeowners(src string) (rules []ownerRule) {
	standard := ""
	for line := range strings.Lines(strings.ReplaceAll(src, "\r", "\n")) {
		fields := splitOwners(line)
		if len(fields) == 0 {
			continue
		}
		if head := strings.TrimPrefix(fields[0], "^"); strings.HasPrefix(head, "[") {
			_, after, _ := strings.Cut(strings.Join(fields, " "), "]")
			if strings.HasPrefix(after, "[") { // [Docs][2]: two must approve
				_, after, _ = strings.Cut(after, "]")
			}
			standard = ownersOf(strings.Fields(after))
			continue
		}
		owners := ownersOf(fields[1:])
		if owners == "" {
			owners = standard
		}
		if match, err := regexp.Compile(ownerPattern(fields[0])); err == nil {
			rules = append(rules, ownerRule{match, owners})
		}
	}
	return rules
}

// splitOwners cuts a line at its blanks, but for those behind \, and before a comment.
func splitOwners(line string) (fields []string) {
	var b strings.Builder
	end := func() {
		if b.Len() > 0 {
			fields = append(fields, b.String())
			b.Reset()
		}
	}
	escaped := false
	for _, r := range strings.TrimPrefix(line, "\uFEFF") {
		switch {
		case escaped:
			b.WriteRune(r)
			escaped = false
		case r == '\\':
			escaped = true
		case r == '#' && b.Len() == 0:
			end()
			return fields
		case r == ' ' || r == '\t' || r == '\n' || r == '\u3000':
			end()
		default:
			b.WriteRune(r)
		}
	}
	end()
	return fields
}

// ownersOf turns owners into names: @anna becomes anna, @house/docs becomes docs, a mail
// address stays as it is.
func ownersOf(fields []string) string {
	var names []string
	for _, f := range fields {
		if rest, ok := strings.CutPrefix(f, "@"); ok {
			f = strings.TrimLeft(rest, "@") // GitLab's roles: @@maintainer
			f = f[strings.LastIndexByte(f, '/')+1:]
		}
		if f != "" && !slices.Contains(names, f) {
			names = append(names, f)
		}
	}
	return strings.Join(names, "、")
}

// ownerPattern is a pattern as a regular expression over paths from the top of the
// repository. As in .gitignore: a pattern with a slash before its end (docs/a.md) means
// that place, any other (a.md) means every depth, and both may name a folder. Unlike
// there, docs/* means the files of that folder and not those below it.
func ownerPattern(p string) string {
	var b strings.Builder
	b.WriteString(`^`)
	dir := strings.HasSuffix(p, "/")
	rest := strings.TrimSuffix(p, "/")
	if !strings.Contains(rest, "/") {
		b.WriteString(`(?:.*/)?`)
	}
	rest = strings.TrimPrefix(rest, "/")
	for len(rest) > 0 {
		switch {
		case strings.HasPrefix(rest, "**/"):
			b.WriteString(`(?:.*/)?`)
			rest = rest[3:]
		case strings.HasPrefix(rest, "**"):
			b.WriteString(`.*`)
			rest = rest[2:]
		case rest[0] == '*':
			b.WriteString(`[^/]*`)
			rest = rest[1:]
		case rest[0] == '?':
			b.WriteString(`[^/]`)
			rest = rest[1:]
		default:
			i := strings.IndexAny(rest, "*?")
			if i < 0 {
				i = len(rest)
			}
			b.WriteString(regexp.QuoteMeta(rest[:i]))
			rest = rest[i:]
		}
	}
	switch {
	case dir:
		b.WriteString(`/.*`)
	case strings.HasSuffix(p, "/*"):
	default:
		b.WriteString(`(?:/.*)?`)
	}
	return b.String() + `$`
}
