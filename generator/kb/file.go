package kb

// File is an image or attachment of the content folder. It is published as it
// is, except a drawing (SVG), which package drawing cleans.
type File struct {
	Path    string
	Size    int64
	Width   int // pixels, 0 if not an image or unknown
	Height  int
	Key     [16]byte // digest of the bytes
	Drawing bool     // SVG
}

// Change is what git (or else the file system) says about a page or workbook.
type Change struct {
	Path   string
	Date   Date
	Author string // "" without git
	From   string // git, file, unknown
	// Commits are the latest commits that touched it, newest first; at most MostCommits.
	Commits []Commit
}

// MostCommits is how many commits of a file are kept.
const MostCommits = 5

// Commit is one step in the history of a file.
type Commit struct {
	Date    Date
	Author  string
	Subject string // first line of the message
}
