package script

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// A compiled script is used where it is of this script and whole, and in no other case.
func TestCompiledIsUsedWhereItFits(t *testing.T) {
	src := []byte(`function said() { return 'first' }`)
	compiled, err := Compile(src)
	if err != nil {
		t.Fatal(err)
	}
	swapped, err := Compile([]byte(`function said() { return 'swapped' }`))
	if err != nil {
		t.Fatal(err)
	}
	forged := append(bytes.Clone(compiled[:16]), swapped[16:]...) // says that it is of src
	for _, c := range []struct {
		name, want string
		compiled   []byte
	}{
		{"none", "first", nil},
		{"its own", "first", compiled},
		{"forged", "swapped", forged}, // shows that the compiled form is what runs
		{"of another script", "first", swapped},
		{"cut off", "first", compiled[:len(compiled)-9]},
		{"short", "first", compiled[:5]},
	} {
		code := New("test.js", src)
		code.SetCompiled(c.compiled)
		m, err := code.Machine(bounds)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if got, err := m.Text("said"); got != c.want || err != nil {
			t.Errorf("%s: said %q, %v; want %q", c.name, got, err, c.want)
		}
		m.Close()
	}
}

// What the program embeds is what it would compile itself, so a new version of the engine
// cannot run what an old one compiled. A file that is older than its script is never used.
func TestEmbeddedScriptsAreCompiledByThisEngine(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("under the race detector this takes minutes")
	}
	for _, name := range []string{"ssr", "tex"} {
		file := "../../themes/default/assets/" + name
		src, err := os.ReadFile(file + ".js")
		if err != nil {
			t.Skip("the scripts are not built: run make assets")
		}
		got, err := os.ReadFile(file + ".qjs")
		if err != nil && os.Getenv("CI") != "true" {
			t.Skip("the scripts are not compiled: run make assets")
		}
		want, err := Compile(src)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s.qjs is of another script or engine: run make assets", name)
		}
	}
}

func TestCompileSaysWhatIsWrong(t *testing.T) {
	if _, err := Compile([]byte(`function (`)); err == nil || !strings.Contains(err.Error(), "SyntaxError") {
		t.Errorf("got %v", err)
	}
}
