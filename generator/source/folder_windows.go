package source

// FolderID is always "" on Windows: a drive that went away leaves no folder behind, so
// nothing can be mistaken for it.
func FolderID(string) string { return "" }
