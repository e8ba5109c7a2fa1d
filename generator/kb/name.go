package kb

import (
	"hash/maphash"
	"strings"
	"unicode/utf8"

	"milepost/generator/digest"
	"milepost/generator/text"
)

// Reasons why a path cannot be the name of an output on every system. They are
// keys of the message catalog, never shown as they are.
const (
	NameEmpty     = "empty"     // an empty part, "." or ".."
	NameEncoding  = "encoding"  // not UTF-8
	NameCharacter = "character" // < > : " | ? * \ or a control character
	NameTrailing  = "trailing"  // a part ends with a dot or a space
	NameDevice    = "device"    // CON, NUL, COM1 …: devices on Windows whatever the extension
	NameLong      = "long"      // a part over 255 bytes
)

// maxName is the most bytes of one part of a path on ext4, NTFS (it counts UTF-16 units, never more
// than the bytes) and SMB.
const maxName = 255

// UnsafeName tells why a path with slashes cannot be written, copied or
// unzipped on Windows and Linux alike; "" if it can.
func UnsafeName(path string) (reason string) {
	if !utf8.ValidString(path) {
		return NameEncoding
	}
	for part := range strings.SplitSeq(path, "/") {
		if r := unsafePart(part); r != "" {
			return r
		}
	}
	return ""
}

func unsafePart(part string) string {
	switch {
	case part == "" || part == "." || part == "..":
		return NameEmpty
	case len(part) > maxName:
		return NameLong
	case strings.ContainsAny(part, `<>:"|?*\`) || strings.ContainsFunc(part, isControl):
		return NameCharacter
	case part[len(part)-1] == '.' || part[len(part)-1] == ' ':
		return NameTrailing
	case isDevice(part):
		return NameDevice
	}
	return ""
}

func isControl(r rune) bool { return r < 0x20 || r == 0x7f }

// isDevice tells whether Windows gives the name to a device; see "Naming Files,
// Paths, and Namespaces" of the Windows documentation. ¹²³ count as digits there.
func isDevice(part string) bool {
	base, _, _ := strings.Cut(part, ".")
	base = strings.ToUpper(strings.TrimRight(base, " "))
	switch base {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	if rest, ok := strings.CutPrefix(base, "COM"); ok || strings.HasPrefix(base, "LPT") {
		if !ok {
			rest = base[3:]
		}
		return len(rest) == 1 && rest[0] >= '1' && rest[0] <= '9' || rest == "¹" || rest == "²" || rest == "³"
	}
	return false
}

// FoldName is equal for paths that name one file where neither letter case counts nor how
// an accented letter is encoded, as on Windows and macOS.
func FoldName(path string) string { return strings.ToLower(strings.ToUpper(text.Composed(path))) }

// NameHash is a hash of FoldName, the same within one run of the program.
func NameHash(path string) uint32 { return uint32(maphash.String(nameSeed, FoldName(path))) }

var nameSeed = maphash.MakeSeed()

// FitName is the path with the ending ext. A last part that is too long is
// cut, and a digest of the whole name added.
func FitName(p, ext string) string {
	dir, name := p[:strings.LastIndexByte(p, '/')+1], p[strings.LastIndexByte(p, '/')+1:]
	if len(name)+len(ext) <= maxName {
		return p + ext
	}
	mark := "~" + digest.Bytes([]byte(name)).String()[:8] + ext
	cut := maxName - len(mark)
	for !utf8.RuneStart(name[cut]) {
		cut--
	}
	return dir + strings.TrimRight(name[:cut], ". ") + mark
}
