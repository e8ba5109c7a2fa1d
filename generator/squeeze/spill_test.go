package squeeze

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"milepost/generator/parallel"
)

// disk is a file that takes so many bytes, and whose byte odd is another when it is read.
type disk struct {
	*os.File
	room int64
	odd  int64
}

func (d *disk) WriteAt(b []byte, at int64) (int, error) {
	if at+int64(len(b)) > d.room {
		return 0, errors.New("full")
	}
	return d.File.WriteAt(b, at)
}

func (d *disk) ReadAt(b []byte, at int64) (int, error) {
	n, err := d.File.ReadAt(b, at)
	if d.odd >= at && d.odd < at+int64(n) {
		b[d.odd-at] ^= 1
	}
	return n, err
}

func newDisk(t *testing.T, room int64) *disk {
	f, err := os.Create(filepath.Join(t.TempDir(), "spill"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return &disk{f, room, -1}
}

// Pieces are the same wherever their bytes stand: in the file, before they are written, and
// in memory, because the file is full or may not grow.
func TestSpilledComesBack(t *testing.T) {
	for _, c := range []struct {
		name       string
		room, most int64
		least      int64 // bytes that are in the file in the end
	}{
		{"all in the file", 1 << 30, 1 << 30, 4 << 20},
		{"the disk gets full", 2 << 20, 1 << 30, 1 << 20},
		{"the disk is full", 0, 1 << 30, 0},
		{"the file may not grow", 1 << 30, 2 << 20, 1 << 20},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDisk(t, c.room)
			s := NewSpill(d, c.most)
			text := func(i int) string { return fmt.Sprint(i, strings.Repeat(fmt.Sprint(i*i, "报销"), 200)) }
			moved, kept := make([]Piece, 1000), make([][]Piece, 1000)
			parallel.Each(8, len(moved), func(i int) bool {
				moved[i] = s.Move(Squeeze([]byte(text(i))))
				kept[i] = s.Keep([]byte(text(i)), nil, []byte(text(i)))
				return true
			})
			parallel.Each(8, len(moved), func(i int) bool {
				if got := moved[i].Text(); got != text(i) || moved[i].Len() != len(got) {
					t.Errorf("moved %d comes back as %.20q", i, got)
				}
				for j, want := range []string{text(i), "", text(i)} {
					if got, ok := kept[i][j].AppendBytes([]byte("x")); !ok || string(got) != "x"+want || kept[i][j].Size() != len(want) {
						t.Errorf("part %d of %d comes back as %.20q", j, i, got)
					}
				}
				return true
			})
			if err := s.Err(); err != nil {
				t.Error(err)
			}
			if s.written < c.least || s.written > min(c.room, c.most) || c.least == 0 && s.written > 0 {
				t.Errorf("%d bytes are in the file", s.written)
			}
		})
	}
}

func TestNilSpillKeepsInMemory(t *testing.T) {
	var s *Spill
	p := s.Move(Squeeze([]byte("报销")))
	parts := s.Keep([]byte("a"), []byte("bc"))
	if p.Text() != "报销" || parts[0].mem != "a" || parts[1].mem != "bc" || s.Err() != nil {
		t.Error(p.Text(), parts, s.Err())
	}
}

// A file that others have changed or cut off is an error, never another text.
func TestDamagedSpillIsAnError(t *testing.T) {
	for name, damage := range map[string]func(d *disk){
		"changed": func(d *disk) { d.odd = 5 },
		"cut off": func(d *disk) { _ = d.Truncate(5) },
		"closed":  func(d *disk) { d.Close() },
	} {
		t.Run(name, func(t *testing.T) {
			d := newDisk(t, 1<<30)
			s := NewSpill(d, 1<<30)
			p := s.Move(Squeeze([]byte(strings.Repeat("报销三天内到账", 100))))
			_ = s.Keep(make([]byte, tailBytes)) // now all is written
			damage(d)
			if got := p.Text(); got != "" || s.Err() == nil {
				t.Errorf("comes back as %.20q, error %v", got, s.Err())
			}
		})
	}
}
