package kb

// File is an image or attachment of the content folder, published as it is
// unless it is a drawing, which is written anew.
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
}
