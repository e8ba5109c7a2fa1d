package publish

import (
	"cmp"
	"errors"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"milepost/generator/digest"
)

// journalHead is the first line of a journal. Then come the census and the dates of the
// dated editions; a line as in a manifest for each file that is new or changed; "gone"
// and the path for each file that is deleted; and "sum" as in a manifest. If the old
// manifest is damaged, the journal lists all files and its first line ends in " whole".
const (
	journalHead  = "milepost-journal 1"
	journalWhole = journalHead + " whole"
	journalGone  = "gone\t"
)

// change is what a publication does to one file.
type change struct {
	old  *entry // nil: the file is new
	next *entry // nil: it is deleted
}

// replaces tells whether the old bytes of the file are replaced or deleted.
func (c *change) replaces() bool {
	return c.old != nil && c.old.gone == 0 && (c.next == nil || c.next.stage > 0 || c.next.gone != 0)
}

// changes lists the differences by path. If old is damaged, every file is one.
func changes(old, next *manifest) []change {
	var list []change
	i, j := 0, 0
	for i < len(old.entries) || j < len(next.entries) {
		switch order := comparePaths(old.entries, i, next.entries, j); {
		case order < 0:
			list = append(list, change{old: &old.entries[i]})
			i++
		case order > 0:
			list = append(list, change{next: &next.entries[j]})
			j++
		default:
			if old.damaged || old.entries[i] != next.entries[j] {
				list = append(list, change{&old.entries[i], &next.entries[j]})
			}
			i++
			j++
		}
	}
	return list
}

// comparePaths compares a[i] with b[j]; what lies past the end comes last.
func comparePaths(a []entry, i int, b []entry, j int) int {
	switch {
	case i == len(a):
		return 1
	case j == len(b):
		return -1
	}
	return cmp.Compare(a[i].path, b[j].path)
}

// gone lists the paths that changes delete.
func gone(list []change) []string {
	var paths []string
	for i := range list {
		if list[i].next == nil {
			paths = append(paths, list[i].old.path)
		}
	}
	return paths
}

func encodeJournal(list []change, of *manifest, whole bool) []byte {
	head := journalHead
	if whole {
		head = journalWhole
	}
	b := of.stated.append(append([]byte(head), '\n'))
	if len(of.shelf) > 0 {
		b = appendShelf(b, of.shelf)
	} else {
		b = append(b, shelfMark+"\n"...)
	}
	for i := range list {
		if e := list[i].next; e != nil {
			b = e.append(b)
		}
	}
	for _, path := range gone(list) {
		b = append(append(append(b, journalGone...), path...), '\n')
	}
	return appendSum(b)
}

// readJournal returns the old manifest with the changes of the journal; ok is false if
// the journal is missing or incomplete.
func readJournal(file string, old *manifest) (next manifest, ok bool, err error) {
	src, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return manifest{}, false, nil
	}
	if err != nil {
		return manifest{}, false, err
	}
	body, sum, found := cutLast(string(src), sumMark)
	if !found || digest.Bytes([]byte(body)).String() != strings.TrimSuffix(sum, "\n") {
		return manifest{}, false, nil
	}
	head, body, _ := strings.Cut(body, "\n")
	if head != journalHead && head != journalWhole {
		return manifest{}, false, nil
	}
	next = old.amended(body)
	next.damaged = old.damaged && head != journalWhole
	return next, true, nil
}

// amended is the manifest with the changes in the lines of a journal.
func (m *manifest) amended(lines string) manifest {
	now := make(map[string]entry)
	drop := make(map[string]bool)
	census, shelf := m.stated, m.shelf
	for line := range strings.Lines(lines) {
		line = strings.TrimSuffix(line, "\n")
		if p, ok := strings.CutPrefix(line, journalGone); ok {
			drop[p] = true
		} else if e, ok := decodeEntry(line); ok {
			now[e.path] = e
		} else if c, ok := decodeCensus(line); ok {
			census = c
		} else if dates, ok := decodeShelf(line); ok {
			shelf = dates
		}
	}
	next := manifest{stated: census, shelf: shelf}
	for _, e := range m.entries {
		if _, anew := now[e.path]; !anew && !drop[e.path] {
			next.entries = append(next.entries, e)
		}
	}
	for _, p := range slices.Sorted(maps.Keys(now)) {
		next.entries = append(next.entries, now[p])
	}
	next.sort()
	return next
}
