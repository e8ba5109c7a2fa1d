package check

import (
	"strings"

	"milepost/generator/diag"
)

// maxSame is how often one message is given for one file at most: whoever has
// more such rows corrects them all at once.
const maxSame = 50

// few shortens long runs of one message for one file, and says how many there
// are.
func few(lists []diag.List) []diag.List {
	type key struct{ code, file string }
	bound := newBound(lists)
	count := map[key]int{}
	var over []key
	surplus := func(d *diag.Diagnostic) bool {
		if bound.of(d.Pos.File) <= maxSame { // as in most sites of all files: no need to count
			return false
		}
		k := key{d.Code, d.Pos.File}
		if count[k]++; count[k] == maxSame+1 {
			over = append(over, k)
		}
		return count[k] > maxSame
	}
	for i, all := range lists {
		var out diag.List // all without those that are surplus, once there is one
		for j := range all {
			switch gone := surplus(&all[j]); {
			case gone && out == nil:
				out = append(make(diag.List, 0, len(all)), all[:j]...)
			case !gone && out != nil:
				out = append(out, all[j])
			}
		}
		if out != nil {
			lists[i] = out
		}
	}
	var more diag.List
	for _, k := range over {
		rule, _, _ := strings.Cut(k.code, ".")
		more = append(more, diag.New("CK01.more", diag.Pos{File: k.file}, count[k]-maxSame, rule))
	}
	return append(lists, more)
}

// bound holds, for each file, a number that is at least how many diagnostics it has:
// files whose hash is the same are counted together.
type bound [4096]int32

func newBound(lists []diag.List) *bound {
	b := new(bound)
	for _, all := range lists {
		for i := range all {
			b[slotOf(all[i].Pos.File)]++
		}
	}
	return b
}

func (b *bound) of(file string) int { return int(b[slotOf(file)]) }

// slotOf is the FNV-1a hash of a file's path, as an index of bound.
func slotOf(file string) int {
	h := uint32(2166136261)
	for i := range len(file) {
		h = (h ^ uint32(file[i])) * 16777619
	}
	return int(h % uint32(len(bound{})))
}
