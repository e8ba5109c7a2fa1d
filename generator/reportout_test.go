package generator

import (
	"errors"
	"io/fs"
	"strings"
	"testing"

	"milepost/generator/config"
	"milepost/generator/word"
)

// For any fault of a Word template, the message has the position of its line in site.toml,
// names the file, and says that nothing was written and what to do.
func TestFaultsOfATemplate(t *testing.T) {
	at := config.Template{Path: "公司/模板.docx", Line: 7}
	for what, err := range map[string]error{
		"absent": &fs.PathError{Op: "open", Path: "x", Err: fs.ErrNotExist},
		"read":   &fs.PathError{Op: "open", Path: "x", Err: fs.ErrPermission},
		"format": &word.Fault{Reason: word.NotWord}, "old": &word.Fault{Reason: word.Old}, "encrypted": &word.Fault{Reason: word.Encrypted},
		"dotx": &word.Fault{Reason: word.IsDotx}, "macros": &word.Fault{Reason: word.Macros}, "strict": &word.Fault{Reason: word.Strict},
		"large": &word.Fault{Reason: word.Large}, "damaged": &word.Fault{Reason: word.Damaged, Part: "word/styles.xml"},
		"xml": &word.Fault{Reason: word.Broken, Part: "word/styles.xml"}, "dtd": &word.Fault{Reason: word.DTD, Part: "word/styles.xml"},
		"missing": &word.Fault{Reason: word.Missing, Part: "word/styles.xml"},
	} {
		d, ok := templateFault(at, err)
		if !ok || d.Code != "EX01."+what || d.Pos.String() != "site.toml:7" {
			t.Errorf("%s: %v %+v", what, ok, d)
			continue
		}
		for _, lang := range []string{"zh-CN", "en"} {
			line := d.Line(lang)
			var fault *word.Fault
			if errors.As(err, &fault) && fault.Part != "" && !strings.Contains(line, fault.Part) {
				t.Errorf("%s does not name the part: %s", what, line)
			}
			if !strings.Contains(line, at.Path) || !strings.Contains(line, ".docx") || d.Hint(lang) == "" || strings.Contains(line, "{") || strings.Contains(line, "()") {
				t.Errorf("%s: %s", what, line)
			}
		}
	}
	if d, ok := templateFault(at, errors.New("something else")); ok {
		t.Errorf("an error that has nothing to do with the template is reported as its fault: %+v", d)
	}
}
