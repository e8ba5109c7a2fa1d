package export

import (
	"embed"

	"milepost/generator/message"
)

//go:embed words/*.json
var wordFiles embed.FS

// words are the texts of files that are not the report's own: labels of
// captions, headers of columns. They are embedded, so a fault is our own bug.
var words = message.EmbeddedFS(wordFiles, "words")
