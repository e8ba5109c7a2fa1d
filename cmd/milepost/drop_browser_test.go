package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	dropped    = "指标,基线,目标,当前值\n稼动率,70%,85%,81%\n不良率,3%,1%,2.1%\n"
	droppedNow = "指标,基线,目标,当前值\n停机时长,9,4,5\n不良率,3%,1%,2.1%\n稼动率,70%,85%,84%\n"
)

// dropSite serves a small site with a drop zone.
func dropSite(t *testing.T) *liveSite {
	t.Helper()
	s := &liveSite{t: t, dir: t.TempDir(), more: make(chan struct{})}
	for name, text := range map[string]string{
		"site.toml":           "title = \"厂务\"\n",
		"content/_index.md":   "# 厂务\n\n```kpi\n```\n",
		"content/表/指标.csv":    dropped,
		"content/表/_index.md": "# 表\n",
	} {
		if err := os.MkdirAll(filepath.Join(s.dir, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		s.write(name, []byte(text))
	}
	s.run("serve", "--drop", "--addr", "127.0.0.1:0")
	s.address()
	return s
}

// drop drops a file with this text on the page.
func (v *visitor) drop(name, text string) {
	v.t.Helper()
	eval[bool](v, fmt.Sprintf(`(() => { const all = new DataTransfer(); all.items.add(new File([%q], %q)); dispatchEvent(new DragEvent('drop', {dataTransfer: all, cancelable: true})); return true })()`, text, name))
}

// press waits for the button with this text, and clicks on it.
func (v *visitor) press(text string) {
	v.t.Helper()
	v.wait(fmt.Sprintf(`[...document.querySelectorAll('.result button')].some(b => b.textContent === %q && (b.click(), true))`, text))
}

// A workbook is dropped and tried, saved over the one with its name, and undone.
func TestDropZone(t *testing.T) {
	ctx := browser(t)
	s := dropSite(t)
	v := newVisitor(t, ctx, s.base)
	v.open("_milepost/drop")
	v.wait(`document.querySelector('#folder option[value="表"]')`)
	content := func() string {
		b, err := os.ReadFile(filepath.Join(s.dir, "content/表/指标.csv"))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}

	v.drop("指标.csv", droppedNow)
	v.wait(`document.querySelector('.result h2')`)
	if got := eval[string](v, `document.querySelector('.result').innerText`); !containsAll(got, []string{"表/指标.csv", "新增行 停机时长", "稼动率", "81%", "84%", "D4"}) || strings.Contains(got, "2.1%") {
		t.Errorf("it tells of the changes:\n%s", got)
	}
	v.wait(`document.querySelector('iframe').contentDocument?.querySelector('main')?.innerText.includes('84%')`)
	if eval[bool](v, `document.querySelector('iframe').contentDocument.querySelector('script[src*=_milepost]') !== null`) {
		t.Error("the page of the trial loads the script of live reload")
	}
	if content() != dropped {
		t.Error("trying wrote the file")
	}
	v.press("保存并替换")
	v.wait(`document.querySelector('.result [role=status]')`)
	if content() != droppedNow {
		t.Errorf("saved %q", content())
	}
	s.hears(0, "指标.csv", ".milepost/dropped/")
	page := newVisitor(t, ctx, s.base)
	page.open("index.html")
	page.wait(`document.querySelector('main').innerText.includes('84%')`)
	v.press("撤销")
	v.wait(`document.querySelector('.history .gone')`)
	if content() != dropped {
		t.Errorf("undone to %q", content())
	}
	page.wait(`document.querySelector('main').innerText.includes('81%')`) // by itself

	for name, why := range map[string]string{"指标.exe": "不是表格文件", "~$指标.xlsx": "不是表格文件", "坏:名.csv": "不能用"} {
		v.drop(name, "x")
		v.wait(fmt.Sprintf(`document.querySelector('.result').innerText.includes(%q)`, why))
	}
	v.drop("坏.xlsx", "not a workbook at all")
	v.wait(`document.querySelector('.result .error')?.innerText.includes('读不出来')`)
	if eval[bool](v, `[...document.querySelectorAll('.result button')].some(b => /保存/.test(b.textContent))`) {
		t.Error("a file that can't be read can be saved")
	}
	// Somebody else changes the file while the person at the page looks at the changes.
	v.drop("指标.csv", droppedNow)
	v.wait(`[...document.querySelectorAll('.result button')].some(b => /保存/.test(b.textContent))`)
	s.write("content/表/指标.csv", []byte("指标,当前值\n稼动率,90%\n"))
	v.press("保存并替换")
	v.wait(`document.querySelector('.result [role=alert]')?.innerText.includes('有人')`)
	if !strings.Contains(content(), "90%") {
		t.Errorf("their change was lost: %q", content())
	}
}

// serve --drop does not start on an address that other machines can reach.
func TestDropZoneNeedsLoopback(t *testing.T) {
	for _, addr := range []string{":0", "0.0.0.0:0", "[::]:0"} {
		if code := run([]string{"-C", "../..", "-q", "serve", "--drop", "--addr", addr}); code != exitUsage {
			t.Errorf("%s: exit code %d", addr, code)
		}
	}
}
