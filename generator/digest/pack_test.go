package digest

import (
	"reflect"
	"testing"
)

type packed struct {
	Name    string
	On      bool
	N       int
	Small   int8
	Big     uint64
	F       float64
	Bytes   []byte
	None    []string
	Empty   []string
	List    []sample
	Key     Key
	Content Sealed[packedBody]
}

type packedBody struct {
	HTML []string
	Text besides
}

type besides struct{ in *int }

func (besides) Apart() {}

func packedSample() packed {
	return packed{
		Name: "库", On: true, N: -3, Small: 7, Big: 1 << 63, F: 0.1, Bytes: []byte{0, 255}, Empty: []string{},
		List: []sample{{"a", []string{"", "c"}, -1.5, Seal([]string{"x"})}, {}},
		Key:  Bytes([]byte("k")), Content: SealAs(packedBody{[]string{"<p>", "</p>"}, besides{new(int)}}, Bytes([]byte("body"))),
	}
}

func TestUnpackGivesWhatWasPacked(t *testing.T) {
	want := packedSample()
	src := string(Pack(nil, want))
	var got packed
	if err := Unpack(src, &got); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got.Content.Get(), packedBody{HTML: want.Content.Get().HTML}) || got.Content.Key() != want.Content.Key() || got.List[0].Nav.Key() != want.List[0].Nav.Key() {
		t.Errorf("sealed: %v", got.Content)
	}
	if Of(got) != Of(want) || got.None != nil || got.Empty == nil || string(Pack(nil, got)) != src {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// Bytes that are no packed data give an error, or another value of the type: never a panic or a huge allocation.
func TestUnpackRefusesOther(t *testing.T) {
	src := string(Pack(nil, packedSample()))
	for n := range len(src) {
		if err := Unpack(src[:n], &packed{}); err == nil {
			t.Errorf("cut at %d of %d: no error", n, len(src))
		}
	}
	if err := Unpack(src+"x", &packed{}); err == nil {
		t.Error("too long: no error")
	}
	for i := range len(src) {
		b := []byte(src)
		b[i] ^= 0xff
		_ = Unpack(string(b), &packed{}) // it may be another value of the type
	}
}
