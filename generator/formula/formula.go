// Package formula sets TeX as HTML.
//
// In goes the TeX of one formula; out comes what KaTeX makes of it: MathML for screen
// readers and for copying, and HTML that looks the same in every browser. Pages must not
// have style attributes, so each style that KaTeX writes becomes a class named by its
// digest, and a rule that the site publishes in a style sheet. The same TeX gives the
// same HTML and rules in every run.
package formula

import (
	"strconv"
	"strings"
	"time"

	"milepost/generator/digest"
	"milepost/generator/kb"
	"milepost/generator/script"
)

// limits bound one formula. A usual formula takes 1 to 5 ms; only a hostile one reaches
// the limits. The time is long, so that a busy machine gives the same result as a quiet one.
var limits = script.Limits{Memory: 256 << 20, Time: time.Minute}

const memoSize = 4096 // formulas kept in memory

// Engine sets formulas. It is safe for concurrent use.
type Engine struct {
	bundle digest.Key
	code   *script.Code
	pool   *script.Pool
	memo   *script.Memo
}

// New makes an engine of at most workers machines (0: one per core) from the theme's
// tex.js; nil if tex is empty. It makes no machine before the first formula.
func New(tex []byte, workers int) *Engine {
	if len(tex) == 0 {
		return nil
	}
	code := script.New("tex.js", tex)
	return &Engine{bundle: digest.Bytes(tex), code: code, memo: script.NewMemo(memoSize), pool: script.NewPool(code, limits, workers)}
}

// SetCompiled gives the engine the theme's tex.qjs; call it before the first formula.
func (e *Engine) SetCompiled(qjs []byte) { e.code.SetCompiled(qjs) }

// SetCache sets a cache for formulas of earlier runs; call it before the first formula.
func (e *Engine) SetCache(c script.Cache) { e.memo.SetCache(c) }

// Typeset sets a formula; display: as a line of its own. If the TeX is wrong or the engine fails, Fault says why.
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

// fault reads the script's answer for TeX that it cannot set: a line with the position in
// UTF-16 units, then the reason. At is in bytes.
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
