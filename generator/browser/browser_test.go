package browser

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf16"
)

// found is a browser of the machine. Without a browser the test is skipped; in CI it fails.
func found(t *testing.T) Browser {
	t.Helper()
	b, err := Find(os.Getenv("CHROMIUM"))
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("no Chromium: CI must install it")
		}
		t.Skip("no Chromium found: browser tests are skipped (set CHROMIUM to name one)")
	}
	b.Limit = 3 * time.Minute // a busy machine is slow
	return b
}

const report = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>项目月报</title>
<style>@page { size: A4 %s; margin: 15mm } h2 { break-before: page }</style>
<body><h1>项目月报</h1><p>推广完成 77%%，落后 6 个百分点。</p><h2>风险</h2><p>供应商交付延期</p></body></html>`

func TestPDF(t *testing.T) {
	t.Parallel()
	b := found(t)
	for turn, box := range map[string]string{"portrait": "594.95", "landscape": "841.91"} {
		html := fmt.Appendf(nil, report, turn)
		first, err := b.PDF(t.Context(), html, Paper{Date: time.Date(2026, 10, 8, 9, 0, 0, 0, time.UTC)})
		if err != nil {
			t.Fatal(err)
		}
		if to := os.Getenv("MILEPOST_KEEP"); to != "" { // to look at it
			if err := os.WriteFile(to+turn+".pdf", first, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		all := inflated(first)
		if boxes := regexp.MustCompile(`/MediaBox \[0 0 ([\d.]+)`).FindAllStringSubmatch(all, -1); len(boxes) != 2 || boxes[0][1][:3] != box[:3] {
			t.Errorf("%s: pages %q, want two %s wide", turn, boxes, box)
		}
		for _, want := range []string{"/Outlines", "/StructTreeRoot", "/Lang (zh-CN)", "/CreationDate (D:20261008090000"} {
			if !strings.Contains(all, want) {
				t.Errorf("%s: no %s", turn, want)
			}
		}
		known := selectable(t, all)
		for _, r := range "推广完成落后个百分点风险供应商交付延期" {
			if !known[r] {
				t.Errorf("%s: %c cannot be selected", turn, r)
			}
		}
		again, err := b.PDF(t.Context(), html, Paper{Date: time.Date(2026, 10, 8, 9, 0, 0, 0, time.UTC)})
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first, again) {
			t.Errorf("%s: the same page was printed with other bytes", turn)
		}
	}
}

// A footer is printed if it is given.
func TestPDFFooter(t *testing.T) {
	t.Parallel()
	b := found(t)
	p := Paper{Footer: `<div style="font-size:8px;width:100%;text-align:center">第 <span class="pageNumber"></span> 页</div>`}
	out, err := b.PDF(t.Context(), fmt.Appendf(nil, report, "portrait"), p)
	if err != nil {
		t.Fatal(err)
	}
	if !selectable(t, inflated(out))['第'] {
		t.Error("no footer")
	}
}

// inflated is a PDF with its streams unpacked.
func inflated(pdf []byte) string {
	var all bytes.Buffer
	for rest := pdf; ; {
		before, after, more := bytes.Cut(rest, []byte("stream\n"))
		all.Write(before)
		if !more {
			return all.String()
		}
		body, tail, _ := bytes.Cut(after, []byte("endstream"))
		if r, err := zlib.NewReader(bytes.NewReader(body)); err == nil {
			_, _ = io.Copy(&all, r)
		}
		rest = tail
	}
}

var (
	oneGlyph  = regexp.MustCompile(`(?m)^<[0-9A-F]{2,4}> <([0-9A-F]{4,})>$`)
	spelled   = regexp.MustCompile(`/ActualText <FEFF([0-9A-F]{4,})>`) // where a glyph serves several characters
	someGlyph = regexp.MustCompile(`(?m)^<([0-9A-F]{2,4})> <([0-9A-F]{2,4})> <([0-9A-F]{4,})>$`)
)

// selectable returns the characters that readers of a PDF can find and copy: those that
// its fonts or its texts name for the glyphs.
func selectable(t *testing.T, all string) map[rune]bool {
	t.Helper()
	out := map[rune]bool{}
	char := func(code string) rune {
		b, err := hex.DecodeString(code)
		if err != nil {
			t.Fatal(err)
		}
		var units []uint16
		for i := 0; i+1 < len(b); i += 2 {
			units = append(units, uint16(b[i])<<8|uint16(b[i+1]))
		}
		return utf16.Decode(units)[0]
	}
	for _, m := range append(oneGlyph.FindAllStringSubmatch(all, -1), spelled.FindAllStringSubmatch(all, -1)...) {
		out[char(m[1])] = true
	}
	for _, m := range someGlyph.FindAllStringSubmatch(all, -1) {
		from, _ := strconv.ParseUint(m[1], 16, 16)
		to, _ := strconv.ParseUint(m[2], 16, 16)
		for i := range rune(to-from) + 1 {
			out[char(m[3])+i] = true
		}
	}
	return out
}

func TestPNG(t *testing.T) {
	t.Parallel()
	b := found(t)
	html := []byte(`<!doctype html><body style="margin:0;background:#fff"><div style="height:3000px"></div><div style="height:100px;background:#f00"></div>`)
	img := drawn(t, b, html, Picture{Width: 390, Scale: 2})
	if img.Bounds() != image.Rect(0, 0, 780, 6200) {
		t.Errorf("a picture of %v, want 780 × 6200", img.Bounds())
	}
	if got := color.RGBAModel.Convert(img.At(400, 6100)); got != (color.RGBA{255, 0, 0, 255}) {
		t.Errorf("the end of the page is %v, want red", got)
	}
	if high := drawn(t, b, []byte(`<div style="height:20000px">`), Picture{}); high.Bounds().Dy() > maxSide || high.Bounds().Dy() < maxSide-100 {
		t.Errorf("a high page is drawn %d px high, want about %d", high.Bounds().Dy(), maxSide)
	}
	_, err := b.PNG(t.Context(), []byte(`<div style="height:40000px">`), Picture{})
	if err == nil || !strings.Contains(err.Error(), "more than the 16384") {
		t.Errorf("a page too high: %v", err)
	}
}

func drawn(t *testing.T, b Browser, html []byte, p Picture) image.Image {
	t.Helper()
	out, err := b.PNG(t.Context(), html, p)
	if err != nil {
		t.Fatal(err)
	}
	if to := os.Getenv("MILEPOST_KEEP"); to != "" { // to look at it
		if err := os.WriteFile(fmt.Sprintf("%s%s-%d.png", to, t.Name(), p.Width), out, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	img, err := png.Decode(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// A page reaches no host and no file, and runs no script.
func TestPageReachesNothing(t *testing.T) {
	t.Parallel()
	b := found(t)
	var asked atomic.Int32
	host := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer host.Close()
	var red bytes.Buffer
	dot := image.NewRGBA(image.Rect(0, 0, 1, 1))
	dot.Set(0, 0, color.RGBA{255, 0, 0, 255})
	if err := png.Encode(&red, dot); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "red.png")
	if err := os.WriteFile(file, red.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	html := strings.NewReplacer("HOST", host.URL, "FILE", "file://"+filepath.ToSlash(file), "DATA", "data:image/png;base64,"+base64.StdEncoding.EncodeToString(red.Bytes())).Replace(
		`<!doctype html><link rel="stylesheet" href="HOST/a.css"><style>@import "HOST/b.css"; @font-face { font-family: x; src: url(HOST/c.woff2) }
		body { margin: 0; font-family: x; background: url(HOST/d.png) } img, iframe { display: block; width: 100px; height: 100px; border: 0 }</style>
		<body><img src="DATA"><img src="FILE"><iframe src="FILE"></iframe><img src="HOST/e.png"><iframe src="HOST/f"></iframe>文
		<script>document.body.style.background = "#00f"; fetch("HOST/g"); new WebSocket("HOST".replace("http", "ws"))</script><meta http-equiv="refresh" content="0;url=HOST/h">`)
	img := drawn(t, b, []byte(html), Picture{Width: 200})
	if asked.Load() > 0 {
		t.Errorf("a host was asked %d times", asked.Load())
	}
	for y, want := range map[int]bool{50: true, 150: false, 250: false} { // only the picture inside the page is shown
		if got := color.RGBAModel.Convert(img.At(50, y)) == (color.RGBA{255, 0, 0, 255}); got != want {
			t.Errorf("at %d red %v, want %v", y, got, want)
		}
	}
	if got := color.RGBAModel.Convert(img.At(199, 5)); got != (color.RGBA{255, 255, 255, 255}) {
		t.Errorf("a script ran: %v", got)
	}
}

// If the caller's context ends, its error is returned.
func TestGivenUp(t *testing.T) {
	t.Parallel()
	b := found(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.PDF(ctx, []byte("x"), Paper{}); err != context.Canceled {
		t.Errorf("%v, want canceled", err)
	}
}

func TestPageNumbers(t *testing.T) {
	t.Parallel()
	b := found(t)
	var page strings.Builder
	page.WriteString(`<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>册</title><style>h2 { break-before: page }</style><body>`)
	for i := range 20 { // more pages than one node of the page tree holds
		fmt.Fprintf(&page, `<p><a href="#第%d章">第 %d 章</a></p>`, i, i)
	}
	for i := range 20 {
		fmt.Fprintf(&page, `<h2 id="第%d章">第 %d 章</h2>`, i, i)
	}
	page.WriteString(`<p id="leads nowhere">末</p>`)
	pdf, err := b.PDF(t.Context(), []byte(page.String()), Paper{})
	if err != nil {
		t.Fatal(err)
	}
	at := PageNumbers(pdf)
	for i := range 20 {
		if id := fmt.Sprintf("第%d章", i); at[id] != i+2 {
			t.Errorf("%s is on page %d, want %d", id, at[id], i+2)
		}
	}
	if got := PageNumbers([]byte("not a PDF")); got != nil {
		t.Errorf("of what is no PDF: %v", got)
	}
}
