package export

import (
	"cmp"
	"context"

	"milepost/generator/browser"
)

// How a picture of a report is drawn: as wide as its text needs, and sharp on
// the screens of phones.
const (
	pictureWidth = 900
	pictureScale = 2
)

// pdf is the page on paper, printed by a browser.
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
	page, err := in.Paged(browser.Places(out))
	if err != nil {
		return nil, err
	}
	return b.PDF(ctx, page, paper)
}

// png is the page as one picture, drawn by a browser.
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
