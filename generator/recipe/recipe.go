// Package recipe writes the settings of other programs that build, publish or
// serve a site.
//
// In go the paths and names of a site; out comes the text of one file. Types and
// headers are those of package header, so that a web server answers as serve does.
// The package never touches a disk.
package recipe

import (
	"bytes"
	"embed"
	"encoding/xml"
	"fmt"
	"strings"
	"text/template"

	"milepost/generator/header"
	"milepost/generator/message"
)

//go:embed files words
var files embed.FS

// Site is what recipes need to know of a site.
type Site struct {
	Title  string
	Output string // folder of the site, relative to site.toml: public
	Root   string // absolute path of that folder on the web server: /srv/kb/public
	Folder string // absolute path of the folder with site.toml: /srv/kb
	Host   string // name of the web server for readers: kb.example.com
	Lang   string
	Bare   bool // without the comment at the beginning of the file
}

// Recipe is one kind of file.
type Recipe struct {
	Name string // its name on the command line
	File string // the usual path of the file, from the folder with site.toml
	from string // its template in files
	mark string // begins a comment line; "": comments are as in XML
}

// All returns every recipe, in the order in which they are listed.
func All() []Recipe {
	return []Recipe{
		{"gitlab", ".gitlab-ci.yml", "gitlab.yml", "#"},
		{"github", ".github/workflows/milepost.yml", "github.yml", "#"},
		{"gitea", ".gitea/workflows/milepost.yml", "gitea.yml", "#"},
		{"jenkins", "Jenkinsfile", "jenkins", "//"},
		{"cron", "milepost.cron", "cron", "#"},
		{"container", "Containerfile", "container", "#"},
		{"nginx", "milepost.nginx.conf", "nginx.conf", "#"},
		{"iis", "web.config", "web.config", ""},
		{"caddy", "Caddyfile", "caddy", "#"},
		{"share", "share.sh", "share.sh", "#"},
		{"rsync", "rsync.sh", "rsync.sh", "#"},
	}
}

// Make is the text of a recipe for a site.
func Make(r Recipe, s Site) ([]byte, error) {
	words, err := message.ParseFS(files, "words")
	if err != nil {
		return nil, err
	}
	say := func(key string, args ...string) string { return words.Text(s.Lang, key, args...) }
	t, err := template.New(r.from).Delims("[[", "]]").Funcs(template.FuncMap{
		"t": say, "head": func() string { return heading(r, s, say) },
		"always": func() []header.Field { return header.Always }, "csp": func() string { return header.CSP[0] },
		"missing": func() string { return header.CSPMissing[0] }, "sandbox": func() string { return header.CSPSandbox[0] },
		"immutable": func() string { return header.Immutable[0] }, "lasting": func() string { return header.Lasting }, "nocache": func() string { return header.NoCache[0] },
		"tls": func() string { return header.StrictTLS[0] }, "xml": escaped, "type": kindOf, "sh": quoted,
	}).ParseFS(files, "files/"+r.from)
	if err != nil {
		return nil, fmt.Errorf("recipe %s: %w", r.Name, err)
	}
	var b bytes.Buffer
	err = t.Execute(&b, s)
	return b.Bytes(), err
}

// heading is the comment at the beginning: what wrote the file, and how to use it.
func heading(r Recipe, s Site, say func(string, ...string) string) string {
	if s.Bare {
		return ""
	}
	lines := []string{say("head", r.Name, strings.Join(strings.Fields(s.Title), " ")), say("use."+r.Name, r.File)}
	if r.mark == "" {
		return "<!-- " + strings.ReplaceAll(escaped(strings.Join(lines, " ")), "--", "—") + " -->\n"
	}
	return r.mark + " " + strings.Join(lines, "\n"+r.mark+" ") + "\n"
}

// kindOf is the type of a file name without its character set.
func kindOf(name string) string {
	mime, _, _ := strings.Cut(header.KindOf(name).MIME[0], ";")
	return mime
}

func escaped(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a buffer does not fail
	return strings.ReplaceAll(b.String(), "&#39;", "'")
}

// quoted is a text as one word for a shell.
func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
