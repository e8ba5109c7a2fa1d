package word

import (
	"embed"
	"strings"
)

// The parts of the blank template. Go cannot embed files with some of their
// names, so they have others, which blankParts translates.
//
//go:embed blank
var blankFiles embed.FS

// blankParts are the names of the parts and of the files that hold them.
var blankParts = []struct{ part, file string }{
	{contentTypes, "types.xml"},
	{"_rels/.rels", "package.rels"},
	{"word/_rels/document.xml.rels", "document.rels"},
	{"word/document.xml", "document.xml"},
	{"word/fontTable.xml", "fonts.xml"},
	{"word/settings.xml", "settings.xml"},
	{"word/styles.xml", "styles.xml"},
	{"word/theme/theme1.xml", "theme.xml"},
	{"docProps/app.xml", "app.xml"},
}

// blank is the template of a document without one. In a Chinese document Latin
// text has the Chinese font too, whose digits and quotes fit the rest.
func blank(lang, company string) *pack {
	latin := "Calibri"
	if strings.HasPrefix(lang, "zh") {
		latin = "Microsoft YaHei"
	}
	var name markup
	name.text(company)
	fill := strings.NewReplacer("{latin}", latin, "{company}", name.b.String())
	p := newPack()
	for _, f := range blankParts {
		b, err := blankFiles.ReadFile("blank/" + f.file)
		if err != nil {
			panic(err) // the table names a file that is not there
		}
		p.put(f.part, []byte(fill.Replace(string(b))))
	}
	return p
}
