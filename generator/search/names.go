package search

import (
	"encoding/binary"
	"strconv"

	"milepost/generator/digest"
)

// Files are named by what they hold, so that an edit gives new names to few of them.
// A name for each would double what the manifest weighs; so neighbours share a folder,
// which has the name. Where one folder ends and the next begins follows from what
// stands there: what comes or goes before it moves no other.
const (
	mostFolders = 128 // about, of shards and of texts each; half of shards on a small site
	mostInside  = 64  // files, or pages with their files, in a folder
)

// alone are the files that there is one of, in the order in which the manifest names
// them; those of a small site are all.
const alone = "fxypvha"

// folders names folders of one kind, and codes the names for the manifest: six bytes
// each, of which six bits are how many it holds less one. Caches, and pages that stay
// open, may hold files of a year: with 42 bits left, a site whose 256 folders all
// change each day gives a name that it gave within a year once in 500 years.
type folders struct {
	kind  string
	coded []byte
	taken map[uint64]bool
}

// nameBits is how much of a digest is a folder's name.
const nameBits = 42

// add names the next folder, which holds so many files of such content.
func (f *folders) add(inside int, content digest.Key) string {
	if f.taken == nil {
		f.taken = map[uint64]bool{}
	}
	name := binary.BigEndian.Uint64(content[:]) & (1<<nameBits - 1)
	for f.taken[name] {
		name = (name + 1) & (1<<nameBits - 1)
	}
	f.taken[name] = true
	coded := binary.BigEndian.AppendUint64(nil, uint64(inside-1)<<nameBits|name)
	f.coded = append(f.coded, coded[2:]...)
	return f.kind + "/" + strconv.FormatUint(name, 36) + "/"
}

// single names a file that there is one of.
func single(kind string, payload []byte, names *[]byte) File {
	f := folders{kind: kind}
	name := f.add(1, contentKey(digest.Bytes(payload)))
	*names = append(*names, f.coded...)
	return script(name+"0", payload)
}

func keysOf(pages []*Terms) []digest.Key {
	keys := make([]digest.Key, len(pages))
	for i, t := range pages {
		keys[i] = t.key
	}
	return keys
}

// contentKey is that of several contents as one.
func contentKey(parts ...digest.Key) digest.Key {
	b := []byte(Version)
	for _, p := range parts {
		b = append(b, p[:]...)
	}
	return digest.Bytes(b)
}

func fileNames(parts ...[]byte) string {
	var all []byte
	for _, p := range parts {
		all = append(all, p...)
	}
	return packed(all)
}

// inFolder is about how many of n things stand in a folder if there are so many of
// these: a power of two, so that few edits change it.
func inFolder(n, folders int) int {
	per := 1
	for n > folders*per {
		per *= 2
	}
	return per
}

// marks tells of one in so many texts, always the same, that something ends at them.
func marks(text string, one int) bool {
	return spread(begins(text), text)>>33%uint64(one) == 0
}
