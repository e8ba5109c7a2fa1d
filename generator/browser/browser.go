// Package browser turns a page into a PDF or a picture with a browser of the
// machine: Chromium, Chrome or Edge.
//
// In go the bytes of an HTML page that needs no other file; out come the bytes of a
// PDF or PNG file. The browser gets the page from memory. The page reaches no network
// and no file, and runs no script except the one given to Run. The browser has a
// temporary profile and a time limit, after which all its processes are killed. The
// same page and browser give the same bytes.
package browser

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Browser is a browser that Find found.
type Browser struct {
	Path  string
	Limit time.Duration // for one file, the start of the browser included; 0: a minute
}

// usualLimit is long: a cold browser on a slow disk takes ten seconds to start.
const usualLimit = time.Minute

// Paper is how a page is printed. The page sets its size by @page; without that it is A4.
type Paper struct {
	Landscape      bool      // if @page does not say
	Header, Footer string    // HTML with the classes title, pageNumber, totalPages; both empty: none
	Date           time.Time // the date of creation in the file; zero: 1980-01-01
}

// PDF prints a page, with bookmarks from its headings and with tags for screen readers.
func (b Browser) PDF(ctx context.Context, html []byte, p Paper) ([]byte, error) {
	yes, shown, margin := true, p.Header != "" || p.Footer != "", 0.4
	params := page.PrintToPDFParams{
		Landscape: &p.Landscape, PaperWidth: chromedp.PaperA4.Width, PaperHeight: chromedp.PaperA4.Height, PreferCSSPageSize: &yes,
		MarginTop: &margin, MarginBottom: &margin, MarginLeft: &margin, MarginRight: &margin,
		DisplayHeaderFooter: &shown, HeaderTemplate: cmp.Or(p.Header, "<i></i>"), FooterTemplate: cmp.Or(p.Footer, "<i></i>"),
		PrintBackground: &yes, GenerateTaggedPDF: &yes, GenerateDocumentOutline: &yes,
	}
	var out []byte
	err := b.drive(ctx, html, func(tab context.Context) error {
		res, err := chromedp.Call(tab, page.PrintToPDF, params)
		out = res.Data
		return err
	})
	if err != nil {
		return nil, err
	}
	return dated(out, p.Date), nil
}

// Picture is how a page is drawn.
type Picture struct {
	Width int     // of the window, in CSS px; 0: 1,200
	Scale float64 // px of the picture for one px of the page; 0: 1
}

// maxSide is how high or wide a picture may be, in px. Browsers draw larger pictures
// wrong: they repeat the first part.
const maxSide = 16_384

// leastScale is the smallest scale to which the picture of a large page is reduced: its
// text can still be read.
const leastScale = 0.5

// PNG draws a whole page, from top to bottom. A page that is too large for maxSide at
// leastScale is an error.
func (b Browser) PNG(ctx context.Context, html []byte, p Picture) ([]byte, error) {
	width, scale := cmp.Or(p.Width, 1200), cmp.Or(p.Scale, 1)
	var out []byte
	err := b.drive(ctx, html, func(tab context.Context) error {
		size, err := sized(tab, width, scale)
		if err != nil {
			return err
		}
		if most := maxSide / max(size.Height, size.Width); most < scale && most >= leastScale { // less sharp, but a picture
			scale = most
			if size, err = sized(tab, width, scale); err != nil {
				return err
			}
		}
		if size.Height*scale > maxSide || size.Width*scale > maxSide {
			return fmt.Errorf("the picture would be %.0f × %.0f px, more than the %d that a browser can draw", size.Width*scale, size.Height*scale, maxSide)
		}
		yes := true
		res, err := chromedp.Call(tab, page.CaptureScreenshot, page.CaptureScreenshotParams{CaptureBeyondViewport: &yes, Clip: size})
		out = res.Data
		return err
	})
	return out, err
}

// sized sets the width of the window and measures the page in it.
func sized(tab context.Context, width int, scale float64) (*page.Viewport, error) {
	window := emulation.SetDeviceMetricsOverrideParams{Width: int64(width), Height: 800, DeviceScaleFactor: scale}
	if _, err := chromedp.Call(tab, emulation.SetDeviceMetricsOverride, window); err != nil {
		return nil, err
	}
	m, err := chromedp.Call(tab, page.GetLayoutMetrics, cdp.Empty{})
	if err != nil {
		return nil, err
	}
	return &page.Viewport{Width: math.Ceil(m.CSSContentSize.Width), Height: math.Ceil(m.CSSContentSize.Height), Scale: 1}, nil
}
