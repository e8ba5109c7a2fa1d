package kb

import (
	"path"
	"strings"

	"milepost/generator/digest"
)

// diagramFolder is the ending of the folder with the pictures of a page's diagrams: faq.diagrams
// for faq.md.
const diagramFolder = ".diagrams"

// DiagramFile is the path of the picture of a diagram; the file may not exist. Its
// name is the digest of the diagram's source: a changed source never gets an old
// picture.
func DiagramFile(page, source string) string {
	return DiagramFolder(page) + "/" + digest.Bytes([]byte(source)).String() + ".svg"
}

// DiagramFolder is the folder with the pictures of a page's diagrams.
func DiagramFolder(page string) string {
	return strings.TrimSuffix(page, path.Ext(page)) + diagramFolder
}

// DiagramPage is the page that the file is, or was, a picture for; "" if it is no such
// picture.
func DiagramPage(file string) string {
	page, ok := strings.CutSuffix(path.Dir(file), diagramFolder)
	name, svg := strings.CutSuffix(path.Base(file), ".svg")
	if !ok || !svg || len(name) != 2*len(digest.Key{}) || strings.Trim(name, "0123456789abcdef") != "" {
		return ""
	}
	return page + ".md"
}
