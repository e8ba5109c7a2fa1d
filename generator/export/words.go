package export

import (
	"embed"

	"milepost/generator/message"
)

//go:embed words/*.json
var wordFiles embed.FS

// words gives the texts that the files have beside those of the report, such as
// labels of captions and headers of columns.
var words = message.EmbeddedFS(wordFiles, "words")
