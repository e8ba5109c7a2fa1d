package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const toDraw = "# 流程\n\n```mermaid\ngraph TD\n  A[\"申请<br/>提交\"] -->|通过| B{审批}\n```\n\n" +
	"```mermaid\nsequenceDiagram\n  用户->>服务台: 报障\n```\n"

// milepost draw writes pictures of diagrams with their texts, and pages show them without a
// script: the reader's browser does not draw such a diagram again. A diagram with a fault
// gives an error.
func TestDiagramsAreKept(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	root := t.TempDir()
	page := filepath.Join(root, "content", "流程.md")
	write := func(text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(page), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(page, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	draw := []string{"-C", root, "-q", "draw", "--browser", os.Getenv("CHROMIUM")}
	write(toDraw)
	if code := run(draw); code != exitFine {
		t.Fatalf("draw: exit code %d", code)
	}
	files, _ := filepath.Glob(filepath.Join(root, "content", "流程.diagrams", "*.svg"))
	all := ""
	for _, name := range files {
		svg, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all += string(svg)
	}
	for _, want := range []string{"申请", "提交", "通过", "审批", "服务台", "报障", "#eaf2f8"} {
		if len(files) != 2 || !strings.Contains(all, want) {
			t.Errorf("%d pictures, %q in them: %v", len(files), want, strings.Contains(all, want))
		}
	}
	if strings.Contains(all, "foreignObject") || strings.Contains(all, "var(") {
		t.Error("a picture has HTML or colours without a value")
	}
	if code := run([]string{"-C", root, "-q", "build"}); code != exitFine {
		t.Fatalf("build: exit code %d", code)
	}
	v := newVisitor(t, ctx, "file://"+filepath.ToSlash(filepath.Join(root, "public"))+"/")
	v.open("流程.html")
	v.wait(`[...document.querySelectorAll('.diagram-kept')].filter(i => i.complete && i.naturalWidth > 100).length === 2`)
	if eval[bool](v, `!!document.querySelector('.diagram-picture, .mp-diagram details[open]')`) {
		t.Error("it is drawn again, or its source is not folded")
	}
	v.clean()
	write(toDraw + "\n```mermaid\ngraph TD\n  A -->\n  B -->-> C\n```\n")
	if code := run(draw); code != exitContent {
		t.Errorf("a fault: exit code %d", code)
	}
}
