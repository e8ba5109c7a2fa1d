package deploy

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"io"
	"maps"
	"slices"

	"milepost/generator/digest"
	"milepost/generator/plan"
	"milepost/generator/publish"
)

// Objects below the prefix that are not files of the site.
const (
	ownFolder   = ".milepost-deploy/"
	manifestKey = ownFolder + "manifest"
	journalKey  = ownFolder + "journal"
	lockKey     = ownFolder + "lock"
)

// format is the version of manifest and journal: JSON, compressed with gzip.
const format = 1

// entry is one object that Milepost wrote.
type entry struct {
	Path  string     `json:"path"`
	Class plan.Class `json:"class"`
	Hash  string     `json:"hash,omitempty"` // digest of the file's bytes; "": the content of the object is not known
	Form  string     `json:"form,omitempty"` // how it was sent: digest of its headers
	ETag  string     `json:"etag,omitempty"`
	Size  int64      `json:"size,omitempty"`
	Gone  int64      `json:"gone,omitempty"` // when a deployment first found it missing in the edition, in seconds since 1970; 0 if it is in it
}

func (e *entry) sure() bool { return e.Hash != "" }

// record is the content of a manifest or a journal. A manifest lists all objects that
// Milepost wrote, as they are after a deployment. The journal of a deployment is written
// before its first object: it lists the objects that may differ from the manifest. Those
// that were sent since have their new digests.
type record struct {
	Format int     `json:"format"`
	Base   string  `json:"base,omitempty"` // journal: digest of the manifest it belongs to
	Pages  int     `json:"pages"`
	Kept   int     `json:"kept,omitempty"`
	Bare   int     `json:"bare,omitempty"`
	Files  []entry `json:"files"`
}

// state is what is known of the target.
type state struct {
	files map[string]entry
	base  string // digest of the manifest's bytes; "" if there is no manifest
	was   map[string]entry
	begun bool // there is a manifest or a journal
	record
}

func (s *state) census() publish.Census {
	return publish.Census{Pages: s.Pages, Kept: s.Kept, Bare: s.Bare}
}

// readState reads manifest and journal.
func readState(ctx context.Context, st *store) (*state, error) {
	s := &state{files: map[string]entry{}, was: map[string]entry{}}
	src, _, err := st.get(ctx, manifestKey)
	if err != nil {
		return nil, err
	}
	if src != nil {
		if s.record, err = decode(src, st.target); err != nil {
			return nil, err
		}
		s.base, s.begun = digest.Bytes(src).String(), true
		for _, e := range s.Files {
			s.was[e.Path] = e
		}
	}
	maps.Copy(s.files, s.was)
	if src, _, err = st.get(ctx, journalKey); err != nil || src == nil {
		return s, err
	}
	s.begun = true
	journal, err := decode(src, st.target)
	if err != nil || journal.Base != s.base { // the journal of a deployment that wrote its manifest
		return s, err
	}
	for _, e := range journal.Files {
		s.files[e.Path] = e
	}
	return s, nil
}

// decode reads what encode wrote. If it cannot be read, nothing is known of the objects:
// all are sent again.
func decode(src []byte, t Target) (record, error) {
	var r record
	z, err := gzip.NewReader(bytes.NewReader(src))
	if err != nil {
		return record{}, nil
	}
	plain, err := io.ReadAll(z)
	if err != nil || json.Unmarshal(plain, &r) != nil {
		return record{}, nil
	}
	if r.Format > format {
		return record{}, refuse("newer", t.String())
	}
	return r, nil
}

func (r record) encode() ([]byte, error) {
	r.Format = format
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if err := json.NewEncoder(z).Encode(r); err != nil {
		return nil, err
	}
	err := z.Close()
	return b.Bytes(), err
}

// manifest is the record of all objects.
func (s *state) manifest(c publish.Census) record {
	return record{Pages: c.Pages, Kept: c.Kept, Bare: c.Bare, Files: sorted(s.files, func(entry) bool { return true })}
}

// journal is the record of the objects that differ from the manifest, or soon may.
func (s *state) journal() record {
	return record{Base: s.base, Files: sorted(s.files, func(e entry) bool { return s.was[e.Path] != e })}
}

func sorted(files map[string]entry, wanted func(entry) bool) []entry {
	list := []entry{}
	for _, path := range slices.Sorted(maps.Keys(files)) {
		if e := files[path]; wanted(e) {
			list = append(list, e)
		}
	}
	return list
}
