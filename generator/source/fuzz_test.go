package source

import (
	"bytes"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"

	"milepost/bench/toll"
	"milepost/generator/kb"
)

// FuzzPictureSize: the header of a picture gives a size or none, never a negative one, and
// reading it allocates no memory for the pixels.
func FuzzPictureSize(f *testing.F) {
	img := image.NewPaletted(image.Rect(0, 0, 3, 2), nil)
	img.Palette = append(img.Palette, image.Black, image.White)
	var p, j, g bytes.Buffer
	if png.Encode(&p, img) != nil || jpeg.Encode(&j, img, nil) != nil || gif.Encode(&g, img, nil) != nil {
		f.Fatal("no seeds")
	}
	f.Add(p.Bytes(), uint8(0))
	f.Add(j.Bytes(), uint8(1))
	f.Add(g.Bytes(), uint8(2))
	f.Add([]byte("RIFF\x00\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff"), uint8(3))
	f.Add(append(bytes.Clone(p.Bytes()[:16]), 0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff, 8, 6), uint8(0))
	f.Fuzz(func(t *testing.T, src []byte, kind uint8) {
		ext := []string{".png", ".jpg", ".gif", ".webp"}[kind%4]
		toll.Check(t, src, func(b []byte) { pictureSize(bytes.NewReader(b), ext) })
		r := bytes.NewReader(src)
		if w, h := pictureSize(r, ext); w < 0 || h < 0 {
			t.Fatalf("%s is %d x %d", ext, w, h)
		}
	})
}

// FuzzLog: the output of git gives at most one change for each field, under its own path.
func FuzzLog(f *testing.F) {
	f.Add([]byte("\x012024-01-05\x02李雷\n\na.md\x00手册/b.md\x00\x012023-12-01\x02韩梅梅\x00\na.md\x00"))
	f.Add([]byte("\x01\x02\n\x00"))
	f.Add([]byte("\x01\x01\x02\x02\n\n\n"))
	f.Add([]byte("a.md"))
	f.Fuzz(func(t *testing.T, log []byte) {
		toll.Check(t, log, func(b []byte) { parseLog(t.Context(), b) })
		changes := parseLog(t.Context(), log)
		if most := bytes.Count(log, []byte{0}) + 1; len(changes) > most {
			t.Fatalf("%d changes of %d fields", len(changes), most)
		}
		for name, c := range changes {
			if name == "" || c.Path != name || c.From != "git" {
				t.Fatalf("%q: %+v", name, c)
			}
		}
	})
}

// FuzzGood: a file of last good datasets is used only if it holds exactly the bytes that
// were written.
func FuzzGood(f *testing.F) {
	whole, err := encodeGood(&good{Form: keptForm, Path: "数据/a.xlsx", Date: "2026-09-30", Sheets: []kb.Sheet{{Name: "一"}}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add(whole[:len(whole)-1])
	f.Add(append(bytes.Clone(whole), 0))
	f.Add([]byte(goodHead))
	f.Fuzz(func(t *testing.T, src []byte) {
		toll.Check(t, src, func(b []byte) { decodeGood(b) })
		if g := decodeGood(src); g != nil && !bytes.Equal(src, whole) {
			t.Fatalf("accepted %q", src)
		}
	})
}
