package digest

import (
	"strings"
	"testing"
)

type sample struct {
	Name string
	Tags []string
	N    float64
	Nav  Sealed[[]string]
}

func TestOfTellsValuesApart(t *testing.T) {
	base := func() sample {
		return sample{"a", []string{"b", "c"}, 1, Seal([]string{"x"})}
	}
	key := Of(base())
	if Of(base()) != key {
		t.Fatal("equal values have different keys")
	}
	for name, change := range map[string]func(*sample){
		"field":          func(s *sample) { s.Name = "b" },
		"moved boundary": func(s *sample) { s.Tags = []string{"bc", ""} },
		"number":         func(s *sample) { s.N = 2 },
		"sealed":         func(s *sample) { s.Nav = Seal([]string{"y"}) },
	} {
		v := base()
		change(&v)
		if Of(v) == key {
			t.Errorf("%s: key did not change", name)
		}
	}
}

func TestOfRefusesHiddenState(t *testing.T) {
	for name, v := range map[string]any{
		"map":     map[string]int{},
		"func":    func() {},
		"pointer": &sample{},
		"apart":   besides{},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s was accepted", name)
				}
			}()
			Of(v)
		}()
	}
}

func TestSumOfParts(t *testing.T) {
	text := strings.Repeat("记录 record ", 300)
	s := NewSum()
	_, _ = s.Write([]byte(text[:7]))
	Add(s, text[7:])
	if s.Key() != Bytes([]byte(text)) {
		t.Error("parts give another digest than the whole")
	}
}
