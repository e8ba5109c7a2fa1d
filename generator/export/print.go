package export

import (
	"cmp"
	"context"

	"milepost/generator/browser"
)

// How a picture of a report is drawn: as wide as its text needs, and sharp on
// the screens of phones.
const (
	pictureWidth = 900 // CSS pixels
	pictureScale = 2   // pixels of the picture for each of them, across
)

// pdf prints the page with a browser. A page with page numbers is printed twice: the
// first time tells where its elements stand.
func pdf(ctx context.Context, in Input) ([]byte, error) {
	b, err := in.browser()
	if err != nil {
		return nil, err
	}
	h := in.Report.Head
	paper := browser.Paper{Date: cmp.Or(h.Issued, h.Cutoff).Time()}
	out, err := b.PDF(ctx, in.HTML, paper)
	if err != nil || in.Paged == nil {
		return out, err
	}
	page, err := in.Paged(browser.PageNumbers(out))
	if err != nil {
		return nil, err
	}
	return b.PDF(ctx, page, paper)
}

// png draws the page with a browser, as one picture.
func png(ctx context.Context, in Input) ([]byte, error) {
	b, err := in.browser()
	if err != nil {
		return nil, err
	}
	return b.PNG(ctx, in.HTML, browser.Picture{Width: pictureWidth, Scale: pictureScale})
}

func (in Input) browser() (browser.Browser, error) {
	b, err := browser.Find(in.Browser)
	b.Limit = in.Limit
	return b, err
}
