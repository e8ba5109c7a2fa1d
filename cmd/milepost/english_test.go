package main

import (
	"archive/zip"
	"bytes"
	"io"
	"io/fs"
	"maps"
	"mime/quotedprintable"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

var han = regexp.MustCompile(`.{0,30}[\p{Han}、，：（]+.{0,30}`)

// english fails if there is Chinese in the pages, data, calendars, exports or mails below a
// folder: english public. Scripts may have some, in tables of variants and pinyin.
func english(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: english folder")
	}
	read := 0
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for part, text := range textsOf(d.Name(), b) {
			read++
			if found := han.FindAll(text, 5); found != nil {
				ts.Logf("%s: %q", part, found)
				read = -1 << 20
			}
		}
		return nil
	}))
	if read <= 0 {
		ts.Fatalf("Chinese in the files of %s, or no files", args[0])
	}
}

// textsOf gives the texts of a file that people read, by the names of its parts. Names of
// fonts in Office files do not count, since they are Chinese in English files, too.
func textsOf(name string, b []byte) map[string][]byte {
	texts := map[string][]byte{}
	switch filepath.Ext(name) {
	case ".html", ".ics", ".json", ".csv", ".md", ".xml":
		texts[name] = styles.ReplaceAll(b, nil)
	case ".eml":
		plain, _ := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(b)))
		texts[name] = styles.ReplaceAll(plain, nil)
	case ".docx", ".xlsx":
		pack, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			return texts
		}
		for _, f := range pack.File {
			if strings.Contains(f.Name, "theme") || strings.Contains(f.Name, "font") {
				continue
			}
			if r, err := f.Open(); err == nil {
				part, _ := io.ReadAll(r)
				r.Close()
				maps.Copy(texts, textsOf(name+" "+f.Name, part))
			}
		}
	}
	return texts
}

// styles matches style sheets, which have rules for all languages.
var styles = regexp.MustCompile(`(?s)<style.*?</style>`)
