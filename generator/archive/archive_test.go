package archive

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"milepost/generator/digest"
	"milepost/generator/plan"
	"milepost/generator/publish"
)

func published(t *testing.T, files map[string]string) *publish.Reader {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "public")
	p, err := publish.Open(dir, filepath.Join(t.TempDir(), ".milepost"), publish.Options{NoFlush: true})
	if err != nil {
		t.Fatal(err)
	}
	var outputs []plan.Output
	for path, text := range files {
		outputs = append(outputs, plan.Output{
			Path: path, Class: plan.Page,
			Content: plan.Made(digest.Of(path, text), func() ([]byte, error) { return []byte(text), nil }),
		})
	}
	if _, err := p.Sync(context.Background(), outputs); err != nil {
		t.Fatal(err)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := publish.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	return r
}

var sample = map[string]string{
	"index.html": "<html><head></head><body><main>home</main></body></html>", "手册/登录.html": "</script><b>text</b>",
	"a.png": "\x89PNG\x00", "a.csv": "\xb5\xc4\xb6\xc8", "assets/x.css": "body{}",
}

func TestZip(t *testing.T) {
	var one, two bytes.Buffer
	for _, b := range []*bytes.Buffer{&one, &two} {
		if err := Write(b, "kb.ZIP", published(t, sample), Texts{}); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Error("two archives of one edition differ")
	}
	z, err := zip.NewReader(bytes.NewReader(one.Bytes()), int64(one.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
		if f.Name == "手册/登录.html" && f.Flags&0x800 == 0 {
			t.Error("a name in UTF-8 does not say so")
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if b, err := io.ReadAll(r); err != nil || string(b) != sample[f.Name] {
			t.Errorf("%s: %q %v", f.Name, b, err)
		}
	}
	if !slices.Equal(names, []string{"a.csv", "a.png", "assets/x.css", "index.html", "手册/登录.html"}) {
		t.Errorf("%q", names)
	}
}

func TestPage(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, "kb.html", published(t, sample), Texts{Lang: "zh-CN", Title: `a<b"`, Script: "no script", Missing: "no {0}"}); err != nil {
		t.Fatal(err)
	}
	got := b.String()
	if n := strings.Count(got, "</script>"); n != 2 {
		t.Errorf("%d ends of scripts: a page can break out", n)
	}
	if want := `"a.csv":["text/csv;base64","tcS2yA=="]`; !strings.Contains(got, want) {
		t.Errorf("a text in another encoding is not there byte for byte: no %s", want)
	}
	for _, want := range []string{`<title>a&lt;b&#34;</title>`, `"手册/登录.html":["text/html"`, `"a.png":["image/png;base64","iVBORwA="]`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}

func TestWhatIsNoArchive(t *testing.T) {
	if err := Write(io.Discard, "kb.tar", published(t, sample), Texts{}); !errors.Is(err, ErrUnknown) {
		t.Errorf("%v", err)
	}
	large := map[string]string{"index.html": "x", "a.mp4": strings.Repeat("x", MostHTML)}
	err := Write(io.Discard, "kb.html", published(t, large), Texts{})
	if too := new(TooLarge); !errors.As(err, &too) || too.Size != MostHTML+1 {
		t.Errorf("%v", err)
	}
}
