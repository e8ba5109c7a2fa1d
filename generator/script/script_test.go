package script

import (
	"errors"
	"strings"
	"testing"
	"time"
)

var bounds = Limits{Memory: 64 << 20, Time: 5 * time.Second}

func machine(t *testing.T, src string) *Machine {
	t.Helper()
	m, err := New("test.js", []byte(src)).Machine(bounds)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(m.Close)
	return m
}

func TestPromisesGoOnUntilNoneIsLeft(t *testing.T) {
	m := machine(t, `let said = ''; function ask(q) { Promise.resolve(q).then(s => s + '!').then(s => said = s); } function answer() { return said; }`)
	if _, err := m.Call("ask", "宕机"); err != nil {
		t.Fatal(err)
	}
	if err := m.RunPending(); err != nil {
		t.Fatal(err)
	}
	if got, err := m.Text("answer"); got != "宕机!" || err != nil {
		t.Errorf("answer is %q, %v", got, err)
	}
}

// A text passes through the machine unchanged, whatever its characters, and the script
// can catch an error of a Go function.
func TestFunctionsOfOursCanBeCalled(t *testing.T) {
	m, err := NewMachine(bounds)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	if err := m.Define("read", func(args []any) (any, error) {
		if args[0] == "gone" {
			return nil, errors.New("no such file")
		}
		return args[0], nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := m.Load(New("test.js", []byte(`function twice(s) { return read(s) + read(s); } function caught() { try { return read('gone'); } catch (e) { return 'caught: ' + e.message; } }`))); err != nil {
		t.Fatal(err)
	}
	s := "a\x00\u00ff备😀"
	if got, err := m.Text("twice", s); got != s+s || err != nil {
		t.Errorf("%q gives %q, %v", s, got, err)
	}
	if got, err := m.Text("caught"); got != "caught: no such file" || err != nil {
		t.Errorf("an error gives %q, %v", got, err)
	}
}

func TestFaultsAreErrors(t *testing.T) {
	if _, err := New("bad.js", []byte(`function (`)).Machine(bounds); err == nil || !strings.Contains(err.Error(), "bad.js") {
		t.Errorf("a script that cannot be read gives %v", err)
	}
	m := machine(t, `function number() { return 1; } function forever() { for (;;); }`)
	if _, err := m.Text("number"); err == nil {
		t.Error("a number passes for a text")
	}
	go func() {
		time.Sleep(50 * time.Millisecond)
		m.Interrupt()
	}()
	if _, err := m.Call("forever"); err == nil {
		t.Error("a call that was ended gives no error")
	}
}
