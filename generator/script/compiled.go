package script

import (
	"bytes"
	"compress/flate"
	"io"

	"modernc.org/quickjs"

	"milepost/generator/digest"
)

// probe is a script of most kinds of statements. Its compiled form tells two versions of
// the engine apart: numbers of instructions and of built-in names differ.
const probe = `'use strict';
class A extends Array { #p = 1n; static s = /a(?<b>.)/giu; get v() { return this.#p ?? super.length } async *g(x, ...y) { yield* x; await y } }
let f = ({ a, b: [c = 1] = [] }, ...r) => { for (const k in a) try { if (k in r) continue; throw k } catch { delete r[k] } finally { c ||= typeof b?.[k]; } return c };
function h(n) { switch (n) { case 1: n += 2.5; break; default: n = n ** 2 >>> 1 } for (let i of new Map([[n, h]])) n = -i[0] % 3; with_: do { n-- } while (n > 0 && n !== 7); return ` + "`${n}${arguments.length}`" + `; }`

// Compile compiles a script for later runs of the program: see [Code.SetCompiled].
func Compile(src []byte) ([]byte, error) {
	m, err := NewMachine(Limits{Memory: 1 << 30})
	if err != nil {
		return nil, err
	}
	defer m.Close()
	mark, err := m.mark(src)
	if err != nil {
		return nil, err
	}
	code, err := m.compile(src)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.Write(mark)
	w, _ := flate.NewWriter(&b, flate.BestCompression) // the level is valid
	_, _ = w.Write(code)                               // bytes.Buffer gives no errors
	_ = w.Close()
	return b.Bytes(), nil
}

// mark names a script and the engine. The engine runs compiled code without checking it, so
// that must be of the same script and be made by the same version.
func (m *Machine) mark(src []byte) ([]byte, error) {
	engine, err := m.compile([]byte(probe))
	key := digest.Of(string(engine), digest.Bytes(src).String())
	return key[:], err
}

func (m *Machine) compile(src []byte) ([]byte, error) {
	return m.vm.Compile(string(src), quickjs.EvalGlobal)
}

// bytecode is the script's compiled form: the one that was set if it fits, or else made now.
func (c *Code) bytecode(m *Machine) ([]byte, error) {
	mark, err := m.mark(c.src)
	if err != nil {
		return nil, err
	}
	if packed, fits := bytes.CutPrefix(c.compiled, mark); fits {
		if code, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed))); err == nil {
			return code, nil
		}
	}
	return m.compile(c.src)
}
