// Package formula sets TeX as HTML.
//
// In goes the TeX of one formula; out comes what KaTeX makes of it outside of a
// browser: MathML for who does not see and for who copies, and HTML that looks the
// same in every browser. A page may hold no style attribute, so each style that
// KaTeX writes becomes a class named by its digest, and a rule of a style sheet for
// the page to publish. The same TeX gives the same HTML and rules in every run.
package formula

import (
	"strconv"
	"strings"
	"time"

	"milepost/generator/digest"
	"milepost/generator/kb"
	"milepost/generator/script"
)

// Bounds of one formula. One of a page takes 1 to 5 ms; what passes the bounds is
// made to hurt. The time is long enough that a busy machine gives the same as a quiet one.
var limits = script.Limits{Memory: 256 << 20, Time: time.Minute}

const memoSize = 4096 // formulas kept in memory

// Engine sets formulas. It is safe for concurrent use.
type Engine struct {
	bundle digest.Key
	pool   *script.Pool
	memo   *script.Memo
}

// New makes an engine of at most workers machines from the theme's tex.js, nil
// without that. No machine is made before the first formula.
func New(tex []byte, workers int) *Engine {
	if len(tex) == 0 {
		return nil
	}
	return &Engine{bundle: digest.Bytes(tex), memo: script.NewMemo(memoSize), pool: script.NewPool(script.New("tex.js", tex), limits, workers)}
}

// SetCache gives the engine a cache that outlives it; call it before the first formula.
func (e *Engine) SetCache(c script.Cache) { e.memo.SetCache(c) }

// Typeset is the formula. TeX that makes the engine fail has a fault, too.
func (e *Engine) Typeset(tex string, display bool) kb.Formula {
	said, err := e.memo.Text(digest.Of(e.bundle, tex, display), func() (string, error) {
		return e.pool.Text("milepostFormula", tex, display)
	})
	if err != nil {
		return kb.Formula{Fault: err.Error()}
	}
	html, fine := strings.CutPrefix(said, "ok\n")
	if !fine {
		return fault(tex, said)
	}
	html, rules := unstyled(html)
	return kb.Formula{HTML: html, Rules: rules}
}

// fault reads what the script says of TeX that it cannot set: the place in UTF-16
// units, and why.
func fault(tex, said string) kb.Formula {
	place, why, _ := strings.Cut(said, "\n")
	units, err := strconv.Atoi(place)
	f := kb.Formula{Fault: why}
	if err != nil {
		return f
	}
	for i, c := range tex {
		if units <= 0 {
			f.At = i
			return f
		}
		if units--; c > 0xFFFF {
			units--
		}
	}
	f.At = len(tex)
	return f
}

// Close waits for formulas that are being set and frees the machines.
func (e *Engine) Close() {
	if e != nil {
		e.pool.Close()
	}
}
