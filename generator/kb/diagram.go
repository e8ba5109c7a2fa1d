package kb

import (
	"path"
	"strings"

	"milepost/generator/digest"
)

// diagramFolder is what the folder with the pictures of a page's diagrams adds to the page's name.
const diagramFolder = ".diagrams"

// DiagramFile is the file that shows a diagram of a page, if it is there. Its name
// follows from the diagram's source: a changed source never has an old picture.
func DiagramFile(page, source string) string {
	return DiagramFolder(page) + "/" + digest.Bytes([]byte(source)).String() + ".svg"
}

// DiagramFolder is where the pictures of a page's diagrams lie.
func DiagramFolder(page string) string {
	return strings.TrimSuffix(page, path.Ext(page)) + diagramFolder
}

// DiagramPage is the page that the file is, or was, a picture for; "" if the file is none.
func DiagramPage(file string) string {
	page, ok := strings.CutSuffix(path.Dir(file), diagramFolder)
	name, svg := strings.CutSuffix(path.Base(file), ".svg")
	if !ok || !svg || len(name) != 2*len(digest.Key{}) || strings.Trim(name, "0123456789abcdef") != "" {
		return ""
	}
	return page + ".md"
}
