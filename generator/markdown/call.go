package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	ktext "milepost/generator/text"
)

// call is a value in prose: {{ kpi "报销周期" }}. A call with a mistake has a fault and
// stays text.
type call struct {
	ast.BaseInline
	args  []string // the call's name, then its arguments
	fault string   // "", open, unknown
	text  []byte   // as written
	near  string   // fault unknown: the name that was probably meant
}

var kindCall = ast.NewNodeKind("Call")

func (c *call) Kind() ast.NodeKind { return kindCall }

func (c *call) Dump(src []byte, level int) { ast.DumpHelper(c, src, level, nil, nil) }

// calls are the values that prose can name.
var calls = []string{"kpi", "value", "phase"}

type callParser struct{}

func (callParser) Trigger() []byte { return []byte{'{'} }

// Parse reads a call. Other text between {{ and }} (templates of other programs) stays
// as it is, without a diagnostic.
func (callParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if !bytes.HasPrefix(line, []byte("{{")) {
		return nil
	}
	b, work := budgetOf(pc), min(len(line), 1000) // no call is longer
	if !b.spend(&b.calls, work, maxCallWork, "MD09.calls", segment.Start) {
		return nil
	}
	c := &call{}
	end := c.read(string(bytes.TrimRight(line[:work], "\n")))
	if end > 2 {
		b.calls -= work
	}
	if end == 0 {
		return nil
	}
	c.text = bytes.Clone(line[:end])
	block.Advance(end)
	return c
}

// quotes are the quotation marks around an argument, also those of Chinese input methods.
var quotes = [][2]string{{`"`, `"`}, {`'`, `'`}, {"“", "”"}, {"”", "”"}, {"‘", "’"}, {"「", "」"}, {"『", "』"}}

// read fills the call from the line and returns its length, 0 if it is not a call.
func (c *call) read(line string) int {
	rest := strings.TrimLeft(line[2:], " \t")
	name := rest[:len(rest)-len(strings.TrimLeft(rest, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-"))]
	rest = rest[len(name):]
	c.args = []string{strings.ToLower(name)}
	for {
		trimmed := strings.TrimLeft(rest, " \t\u3000,，")
		if after, ok := strings.CutPrefix(trimmed, "}}"); ok {
			c.fault, c.near = fault(c.args[0])
			if c.fault == "other" || len(c.args) == 1 {
				return 0
			}
			return len(line) - len(after)
		}
		arg, after, ok := argument(trimmed)
		if !ok {
			break
		}
		c.args, rest = append(c.args, arg), after
	}
	if f, _ := fault(c.args[0]); f != "" || len(c.args) == 1 && !startsQuoted(rest) {
		return 0
	}
	c.fault = "open"
	return 2
}

func startsQuoted(s string) bool {
	s = strings.TrimLeft(s, " \t\u3000")
	for _, q := range quotes {
		if strings.HasPrefix(s, q[0]) {
			return true
		}
	}
	return false
}

// argument reads one quoted argument.
func argument(s string) (arg, rest string, ok bool) {
	for _, q := range quotes {
		if after, found := strings.CutPrefix(s, q[0]); found {
			if arg, rest, ok = strings.Cut(after, q[1]); ok {
				return strings.ReplaceAll(arg, `\|`, "|"), rest, true
			}
		}
	}
	return "", s, false
}

// fault is "" for a known name, unknown for one like a known name (near), else other.
func fault(name string) (f, near string) {
	for _, known := range calls {
		if name == known {
			return "", ""
		}
	}
	if near = ktext.Nearest(name, calls); near != "" {
		return "unknown", near
	}
	return "other", ""
}
