package index

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"milepost/generator/digest"
	"milepost/generator/plan"
	"milepost/generator/search"
)

// Folder holds the files of the index in a site.
const Folder = "search/"

// Is tells whether an output is a file of the index. A content folder may be called
// search too, but scripts in the content are never published, so .js decides.
func Is(path string) bool { return strings.HasPrefix(path, Folder) && strings.HasSuffix(path, ".js") }

// outputsOf are the files of an index as outputs of the site.
func outputsOf(files []search.File) []plan.Output {
	out := make([]plan.Output, len(files))
	for i, f := range files {
		out[i] = plan.Output{
			Path: Folder + f.Path, Class: plan.Aggregate,
			Content: plan.Lazy(
				sync.OnceValue(func() digest.Key { return digest.Bytes(f.Data()) }),
				func() ([]byte, error) { return f.Data(), nil }),
		}
		if f.Entry {
			out[i].Class = plan.Entry
		}
	}
	return out
}

// wholeOutputs are the files of a complete index as outputs. key identifies what the
// index was made from. It is part of their keys, so the next build recognises them.
func wholeOutputs(x *search.Index, key digest.Key) []plan.Output {
	out := outputsOf(x.Files)
	for i := range out {
		out[i].Content = plan.Lazy(FileKey(key, out[i].Path), out[i].Render)
	}
	return out
}

// Key identifies all that an index is made from.
func Key(outputs []plan.Output, opt search.Options) digest.Key {
	own := digest.Of(opt)
	b := append([]byte("index "+search.Version), own[:]...)
	for i := range outputs {
		if o := &outputs[i]; o.Indexed {
			key := o.Key()
			b = append(append(append(b, 0), o.Path...), 0)
			b = append(b, key[:]...)
		}
	}
	return digest.Bytes(b)
}

// FileKey is the key of a file of the index with the key index.
func FileKey(index digest.Key, path string) func() digest.Key {
	return sync.OnceValue(func() digest.Key { return digest.Of([16]byte(index), path) })
}

func manifestLast(files []plan.Output) []plan.Output {
	slices.SortStableFunc(files, func(a, b plan.Output) int { return cmp.Compare(a.Class, b.Class) })
	return files
}

// withoutManifest is the list without its last output.
func withoutManifest(outputs []plan.Output) []plan.Output {
	return outputs[:max(len(outputs)-1, 0)]
}
