package publish

import (
	"cmp"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"

	"milepost/generator/digest"
	"milepost/generator/plan"
)

// manifestHead is the first line of a manifest. Then come the census and the dates of the
// dated editions, if there are any; a line for each file, sorted by path: key, hash,
// size, time in ns, class, gone, stage and path, separated by tabs; and "sum" with the
// digest of all lines before.
const manifestHead = "milepost-manifest 1"

// entry is one file that we published.
type entry struct {
	path  string
	class plan.Class
	key   digest.Key // of the output
	hash  digest.Key // of the bytes
	size  int64
	mtime int64 // ns
	gone  int64 // seconds since 1970 when it left the plan; 0: it is in the plan
	stage int   // number of the staged file, 0 if the file in place is right
}

// manifest lists our files in a directory.
type manifest struct {
	entries []entry // sorted by path
	damaged bool    // its sum is wrong: only the paths are used, to know which files are ours
	stated  Census  // zero if it holds none

	shelf []string // dates of the editions in editions/, ascending
}

func (m *manifest) sort() {
	slices.SortFunc(m.entries, func(a, b entry) int { return cmp.Compare(a.path, b.path) })
}

// find returns the entry of a path, nil if there is none.
func (m *manifest) find(path string) *entry {
	i, ok := slices.BinarySearchFunc(m.entries, path, func(e entry, path string) int { return cmp.Compare(e.path, path) })
	if !ok {
		return nil
	}
	return &m.entries[i]
}

func (m *manifest) lingering() (n int) {
	for i := range m.entries {
		if m.entries[i].gone != 0 {
			n++
		}
	}
	return n
}

// unstage clears the stage numbers: the next publication numbers its files anew.
func (m *manifest) unstage() {
	for i := range m.entries {
		m.entries[i].stage = 0
	}
}

// encode returns the manifest as text. A damaged one gets no sum, so it is read as
// damaged again.
func (m *manifest) encode() []byte {
	b := make([]byte, 0, 160*len(m.entries)+100)
	b = append(b, manifestHead+"\n"...)
	b = appendShelf(m.stated.append(b), m.shelf)
	for i := range m.entries {
		b = m.entries[i].append(b)
	}
	if m.damaged {
		return b
	}
	return appendSum(b)
}

// shelfMark begins the line that lists the dated editions.
const shelfMark = "editions\t"

func appendShelf(b []byte, dates []string) []byte {
	if len(dates) == 0 {
		return b
	}
	return append(b, shelfMark+strings.Join(dates, " ")+"\n"...)
}

func decodeShelf(line string) ([]string, bool) {
	rest, ok := strings.CutPrefix(line, shelfMark)
	if !ok {
		return nil, false
	}
	return slices.DeleteFunc(strings.Fields(rest), func(d string) bool { return EditionOf(editionsDir+"/"+d) != d }), true
}

// append adds the line of the entry.
func (e *entry) append(b []byte) []byte {
	b = hex.AppendEncode(b, e.key[:])
	b = append(b, '\t')
	b = hex.AppendEncode(b, e.hash[:])
	for _, n := range [...]int64{e.size, e.mtime, int64(e.class), e.gone, int64(e.stage)} {
		b = append(b, '\t')
		b = strconv.AppendInt(b, n, 10)
	}
	b = append(b, '\t')
	b = append(b, e.path...)
	return append(b, '\n')
}

// sumMark begins the last line of a manifest or journal.
const sumMark = "sum\t"

func appendSum(b []byte) []byte {
	sum := digest.Bytes(b)
	return append(b, sumMark+sum.String()+"\n"...)
}

// decodeManifest reads what encode wrote. Of a damaged manifest it returns the lines
// that can be read: they tell which files are ours.
func decodeManifest(src []byte) manifest {
	m := manifest{damaged: true}
	text := string(src)
	body, sum, found := cutLast(text, sumMark)
	if found && digest.Bytes([]byte(body)).String() == strings.TrimSuffix(sum, "\n") {
		m.damaged = false
	}
	first := true
	for line := range strings.Lines(body) {
		line, whole := strings.CutSuffix(line, "\n")
		if first {
			first = false
			if line != manifestHead {
				return manifest{damaged: true}
			}
			continue
		}
		if e, ok := decodeEntry(line); ok && whole {
			m.entries = append(m.entries, e)
		} else if c, ok := decodeCensus(line); ok && whole {
			m.stated = c
		} else if dates, ok := decodeShelf(line); ok && whole {
			m.shelf = dates
		}
	}
	m.sort()
	m.entries = slices.CompactFunc(m.entries, func(a, b entry) bool { return a.path == b.path })
	return m
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, "\n"+sep); i >= 0 {
		return s[:i+1], s[i+1+len(sep):], true
	}
	return s, "", false
}

func decodeEntry(line string) (entry, bool) {
	f := strings.SplitN(line, "\t", 8)
	if len(f) != 8 || !fs.ValidPath(f[7]) || f[7] == "." {
		return entry{}, false
	}
	e := entry{path: f[7]}
	ok := decodeKey(&e.key, f[0]) && decodeKey(&e.hash, f[1])
	var class, stage int64
	for i, n := range []*int64{&e.size, &e.mtime, &class, &e.gone, &stage} {
		v, err := strconv.ParseInt(f[2+i], 10, 64)
		*n, ok = v, ok && err == nil
	}
	e.class, e.stage = plan.Class(class), int(stage)
	return e, ok
}

func decodeKey(k *digest.Key, s string) bool {
	n, err := hex.Decode(k[:], []byte(s[:min(len(s), 2*len(k))]))
	return err == nil && n == len(k) && len(s) == 2*len(k)
}

// readManifest returns an empty manifest if the file does not exist.
func readManifest(path string) (manifest, error) {
	src, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return manifest{}, nil
	}
	if err != nil {
		return manifest{}, err
	}
	return decodeManifest(src), nil
}

// begins tells whether a file begins with the head.
func begins(path, head string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	b := make([]byte, len(head))
	n, _ := f.Read(b)
	return string(b[:n]) == head
}
