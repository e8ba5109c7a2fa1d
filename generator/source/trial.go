package source

import (
	"context"
	"path"
	"slices"
	"strings"
	"time"

	"milepost/generator/digest"
	"milepost/generator/kb"
	"milepost/generator/sheet"
)

// Trial is the snapshot as it would be if a workbook with the bytes src stood at the
// content path p. The store does not change, and nothing is written. was is the workbook
// that is there today, nil if there is none; now is what was read from src. An error
// means that ctx ended.
func (s *Store) Trial(ctx context.Context, p string, src []byte) (snap *Snapshot, was, now *kb.Workbook, err error) {
	opt, err := s.trialOptions(p)
	if err != nil {
		return nil, nil, nil, err
	}
	if now = sheet.Read(ctx, p, src, opt); now == nil {
		return nil, nil, nil, ctx.Err()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.order == nil {
		s.snapshot()
	}
	e := &entry{path: p, size: int64(len(src)), mtime: time.Now(), key: digest.Bytes(src), book: now}
	order, places, outs, inPlace := slices.Clone(s.order), s.places, s.outs, s.inPlace
	i, known := slices.BinarySearchFunc(order, p, func(o slot, p string) int { return strings.Compare(o.path, p) })
	if known {
		was = order[i].entry.book
		order[i] = slotOf(e)
	} else {
		order = slices.Insert(order, i, slotOf(e))
		places, outs = placesOf(order), outsOf(order)
		inPlace = placesOfNames(nil, s.names.list, places)
	}
	return s.collect(order, places, outs, inPlace, func(book *kb.Workbook, date kb.Date) *kb.Workbook {
		if book == now {
			return book
		}
		return s.kept.apply(book, date)
	}), was, now, nil
}

// trialOptions are the options that a workbook at the path would be read with.
func (s *Store) trialOptions(p string) (sheet.Options, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	opt := sheetOptions(&s.config, p)
	if s.entries[p+Sidecar] == nil {
		return opt, nil
	}
	var err error
	opt.Sidecar, err = readSidecar(s.File(p) + Sidecar)
	return opt, err
}

// Folders are the content paths of all folders that hold files, sorted, "." first.
func (s *Store) Folders() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	found := map[string]bool{".": true}
	for p := range s.entries {
		for dir := path.Dir(p); !found[dir]; dir = path.Dir(dir) {
			found[dir] = true
		}
	}
	list := make([]string, 0, len(found))
	for dir := range found {
		list = append(list, dir)
	}
	slices.Sort(list)
	return list
}

// FileBytes is how many bytes the settings allow a workbook at the path.
func (s *Store) FileBytes(p string) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return bookBytes(sheetOptions(&s.config, p))
}
