package source

// foreign is not looked into on Windows.
func foreign(string) bool { return false }
