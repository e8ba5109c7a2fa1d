package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"milepost/generator/header"
)

const drawnPage = "# 图与式\n\n其中 $x_1$ 与\n\n$$\n\\frac{\\text{实际}}{\\text{目标}}\n$$\n\n" +
	"```mermaid\ngraph TD\n  A[\"申请<br/>提交\"] -->|通过| B{审批}\n  style B fill:#ffeeaa\n```\n\n" +
	"```mermaid\nsequenceDiagram\n  用户->>服务台: 报障\n  Note right of 服务台: 响应\n```\n\n" +
	"```mermaid\ngraph TD\n  A -->\n  B -->-> C\n```\n"

// Formulas are typeset and diagrams are drawn under the security policy of a real server and
// from disk, without a message on the console. A diagram with a fault shows its source and
// the line.
func TestFormulasAndDiagrams(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	if err := os.MkdirAll(filepath.Join(root, "content", "手册"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"图与式.md": drawnPage, "无.md": "# 无\n\n一件 $5，两件 $10。\n"} {
		if err := os.WriteFile(filepath.Join(root, "content", "手册", name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if code := run([]string{"-C", root, "-q", "build"}); code != exitFine {
		t.Fatalf("build: exit code %d", code)
	}
	public := filepath.Join(root, "public")
	files := http.FileServer(http.Dir(public))
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header()["Content-Security-Policy"] = header.CSP
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(srv.Close)
	ctx := browser(t)
	for name, base := range map[string]string{"http": srv.URL + "/", "file": "file://" + filepath.ToSlash(public) + "/"} {
		v := newVisitor(t, ctx, base)
		v.open("手册/无.html")
		if eval[bool](v, `[...document.querySelectorAll('link, script')].some(e => /formula|diagram|mermaid/.test(e.href || e.src || ''))`) {
			t.Errorf("%s: a page without formulas loads what they need", name)
		}
		v.open("手册/图与式.html")
		v.wait(`[...document.fonts].some(f => /KaTeX_Main/.test(f.family) && f.status === 'loaded')`)
		if h := eval[float64](v, `document.querySelector('.formula .katex-html').getBoundingClientRect().height`); h < 30 {
			t.Errorf("%s: a fraction is %v px high", name, h)
		}
		if got := eval[string](v, copiedText); got != "其中 $x_1$ 与" {
			t.Errorf("%s: copied is %q", name, got)
		}
		eval[any](v, `(document.querySelectorAll('.mp-diagram').forEach(f => f.scrollIntoView()), 0)`)
		v.wait(`document.querySelectorAll('.mp-diagram.is-drawn svg').length === 2 && document.querySelector('.diagram-fault')`)
		if got := eval[string](v, `getComputedStyle(document.querySelector('.mp-diagram .node rect, .mp-diagram .node polygon')).fill`); got == "rgb(0, 0, 0)" {
			t.Errorf("%s: the shapes are black", name)
		}
		if got := eval[string](v, `getComputedStyle(document.querySelector('.mp-diagram .node polygon')).fill`); got != "rgb(255, 238, 170)" {
			t.Errorf("%s: a style of the author's gives %s", name, got)
		}
		if !eval[bool](v, `(f => /文件第 24 行/.test(f.textContent) && getComputedStyle(f.parentElement.querySelector('.code')).display !== 'none')(document.querySelector('.diagram-fault'))`) {
			t.Errorf("%s: the fault is told as %q", name, eval[string](v, `document.querySelector('.diagram-fault').textContent`))
		}
		light := eval[string](v, `getComputedStyle(document.querySelector('.mp-diagram .node rect')).fill`)
		eval[any](v, `(document.documentElement.dataset.theme = 'dark', 0)`)
		v.wait(`getComputedStyle(document.querySelector('.mp-diagram .node rect')).fill !== '` + light + `'`)
		v.clean()
	}
}

// copiedText is a script: the text that copying the first paragraph puts into the clipboard.
const copiedText = `(() => {
	const s = getSelection(), data = new DataTransfer();
	s.selectAllChildren(document.querySelector('.prose p'));
	document.querySelector('.prose p').dispatchEvent(new ClipboardEvent('copy', {clipboardData: data, bubbles: true, cancelable: true}));
	return data.getData('text/plain');
})()`
