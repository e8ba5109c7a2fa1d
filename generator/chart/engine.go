package chart

import (
	"errors"
	"fmt"
	"time"

	"milepost/generator/digest"
	"milepost/generator/script"
)

// ErrNoAssets says that the program was built without ssr.js, the script that draws.
var ErrNoAssets = errors.New("charts: the theme's assets are not built (ssr.js is missing): run make assets, then build the program again")

// limits bound one drawing. A chart of 2,000 marks takes about 0.2 s and 40 MB, so what
// exceeds them is a faulty option, not a big chart. The time is long enough that a busy
// machine draws the same pictures as a quiet one.
var limits = script.Limits{Memory: 512 << 20, Time: 3 * time.Minute}

const (
	memoSize = 512     // pictures kept in memory
	version  = "svg-1" // part of the key; goes up when tidy (svg.go) makes other bytes of the same drawing
)

// Engine draws pictures as SVG with the theme's ECharts, outside of a browser. It is safe
// for concurrent use. A drawing follows from the option and the size alone.
type Engine struct {
	bundle digest.Key
	code   *script.Code
	pool   *script.Pool // nil without the script
	memo   *script.Memo
}

// NewEngine makes an engine from the theme's ssr.js, with at most workers machines; 0: one
// per core. Without the script, each drawing returns ErrNoAssets.
func NewEngine(ssr []byte, workers int) *Engine {
	e := &Engine{bundle: digest.Bytes(ssr), code: script.New("ssr.js", ssr), memo: script.NewMemo(memoSize)}
	if len(ssr) > 0 {
		e.pool = script.NewPool(e.code, limits, workers)
	}
	return e
}

// SetCompiled gives the engine the theme's ssr.qjs; call it before the first drawing.
func (e *Engine) SetCompiled(qjs []byte) { e.code.SetCompiled(qjs) }

// SetCache gives the engine a cache that outlives it; call it before the first drawing.
func (e *Engine) SetCache(c script.Cache) { e.memo.SetCache(c) }

// Key names the SVG of a picture with the id: equal keys, equal bytes.
func (e *Engine) Key(p Picture, id string) digest.Key {
	return digest.Of(e.drawing(p), p.Label, p.Desc, id)
}

// drawing is the key of what is drawn, without the words around it.
func (e *Engine) drawing(p Picture) digest.Key {
	return digest.Of(version, e.bundle, p.Option, p.Width, p.Height)
}

// SVG draws the picture. All ids in it begin with id, which must be unique in the page. The
// error is ErrNoAssets, or says why the option cannot be drawn.
func (e *Engine) SVG(p Picture, id string) (string, error) {
	body, err := e.body(p)
	if err != nil {
		return "", fmt.Errorf("draw chart %s: %w", id, err)
	}
	return dress(body, p, id), nil
}

// phoneWidth is what a phone of 390 px leaves for a picture.
const phoneWidth = 358

// Pair draws the picture twice: for a column of text, and for a phone, on which the text of
// the first would be 6 px high. The theme's style shows one of them; the title and the
// description stand only in the first and serve both. It takes twice the time of one, since
// ECharts works out the layout of each width anew, which is most of the work.
func (e *Engine) Pair(p Picture, id string) (string, error) {
	wide, err := e.SVG(p, id)
	if err != nil || p.Width <= phoneWidth {
		return wide, err
	}
	p.Width = phoneWidth
	narrow, err := e.body(p)
	if err != nil {
		return "", fmt.Errorf("draw chart %s for a phone: %w", id, err)
	}
	return wide + dressAgain(narrow, p, id), nil
}

// body is the drawing without the words around it: the remembered one, or else a new one.
func (e *Engine) body(p Picture) (string, error) {
	if e.pool == nil {
		return "", ErrNoAssets
	}
	return e.memo.Text(e.drawing(p), func() (string, error) {
		raw, err := e.render(p)
		if err != nil {
			return "", err
		}
		return tidy(raw)
	})
}

func (e *Engine) render(p Picture) (string, error) {
	return e.pool.Text("milepostPicture", p.Option, p.Width, p.Height)
}

// Interrupt ends the drawings that are being made: they fail, and nothing of them is kept.
func (e *Engine) Interrupt() {
	if e.pool != nil {
		e.pool.Interrupt()
	}
}

// Close waits for drawings that are being made, then frees the machines. Later drawings fail.
func (e *Engine) Close() {
	if e.pool != nil {
		e.pool.Close()
	}
}
