package fields

import (
	"context"
	"errors"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// YAML reads the first document of a YAML source. The root is a table. A line
// that cannot be read is left out and reported as a problem; the others are kept. A
// key without a value is an empty text. Once ctx has ended it gives up, and callers
// must not use the result.
func YAML(ctx context.Context, src []byte) (Value, []Problem) {
	root := Value{Kind: Table, Line: 1, Col: 1}
	s, problems, ok := clean(src)
	if !ok {
		return root, problems
	}
	if plain, ok := plainYAML(s); ok {
		return plain, problems
	}
	return wholeYAML(ctx, s, problems)
}

// wholeYAML reads a source with the parser, which knows all of YAML.
func wholeYAML(ctx context.Context, s string, problems []Problem) (Value, []Problem) {
	root := Value{Kind: Table, Line: 1, Col: 1}
	if deep(s, maxDepth) || deepBlocks(s) {
		return root, append(problems, Problem{1, 1, "large", "", "the settings are nested too deeply"})
	}
	if len(s) > maxWhole || strings.Count(s, `"`)+strings.Count(s, "'") > maxQuotes {
		return root, append(problems, Problem{1, 1, "large", "", "the settings are longer than 64 kB or hold more than 4,000 quotation marks"})
	}
	lines := strings.Split(s, "\n")
	if n := manyKeys(lines); n > 0 {
		return root, append(problems, Problem{n, 1, "large", "", "there are more than 2,000 settings"})
	}
	const maxProblems = 20
	for range maxProblems {
		if ctx.Err() != nil {
			break
		}
		node, err := parseYAML(strings.Join(lines, "\n"))
		if err == nil {
			r := yamlReader{problems: problems, anchors: map[string]ast.Node{}, lines: len(lines)}
			return r.root(node), r.problems
		}
		p := yamlProblem(err, len(lines))
		problems = append(problems, p)
		if !blank(lines, p.Line, p.Line) {
			break
		}
	}
	return root, problems
}

// parseYAML shields the program from a panic of the parser.
func parseYAML(s string) (node ast.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errors.New("cannot be read")
		}
	}()
	f, err := parser.ParseBytes([]byte(s), 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return nil, err
	}
	for _, d := range f.Docs {
		if d.Body != nil && d.Body.Type() != ast.DirectiveType {
			return d.Body, nil
		}
	}
	return nil, nil
}

func yamlProblem(err error, lines int) Problem {
	p := Problem{Line: 1, Col: 1, Code: "syntax"}
	var ye yaml.Error
	if errors.As(err, &ye) {
		p.Text = ye.GetMessage()
		p.Line, p.Col = yamlPlace(ye.GetToken(), lines)
	} else {
		p.Text = err.Error() // never call this for a yaml.Error: it quotes the source in quadratic time
	}
	p.Arg = p.Text
	switch {
	case strings.Contains(p.Text, "quote"), strings.Contains(p.Text, "could not find end"), strings.Contains(p.Text, "not found"):
		p.Code, p.Arg = "unclosed", ""
	case strings.Contains(p.Text, "mapping value is not allowed"):
		p.Code, p.Arg = "text", ""
	case strings.Contains(p.Text, "alias"):
		p.Code = "alias"
	}
	return p
}

// yamlPlace is the position of a token. It is limited to the lines of the source,
// because the scanner counts one line too many for some broken sources.
func yamlPlace(tk *token.Token, lines int) (line, col int) {
	if tk == nil || tk.Position == nil {
		return 1, 1
	}
	return min(max(tk.Position.Line, 1), lines), max(tk.Position.Column, 1)
}

// deepBlocks finds lines such as "- - - - -", "? ? ?" and "!a !a !a" that open
// blocks without brackets.
func deepBlocks(s string) bool {
	for line := range strings.Lines(s) {
		if strings.Count(line, "- ")+strings.Count(line, "? ")+strings.Count(line, " !")+strings.Count(line, " &") > 4*maxDepth {
			return true
		}
		if len(line)-len(strings.TrimLeft(line, " ")) > 4*maxDepth {
			return true
		}
	}
	return false
}

// The parser's work grows with the square of the bytes, of the lines that may be
// a key, and of the quotation marks. Plain settings, which it does not read, may
// have more of each.
const (
	maxWhole  = 64 << 10
	maxKeys   = 2000
	maxQuotes = 4000
)

// manyKeys is the line of the first key beyond maxKeys, 0 if there are not so many.
func manyKeys(lines []string) int {
	n := 0
	for i, line := range lines {
		if line = strings.TrimLeft(line, " "); line != "" && line[0] != '-' && line[0] != '#' && strings.Contains(line, ":") {
			n++
		}
		if n > maxKeys {
			return i + 1
		}
	}
	return 0
}

// yamlReader turns nodes into values, at most maxNodes: an alias repeats the tree of
// its anchor, so a small file could unfold into a huge tree.
type yamlReader struct {
	problems []Problem
	anchors  map[string]ast.Node
	open     []string // aliases being followed
	lines    int
	nodes    int
	full     bool
}

func (r *yamlReader) complain(tk *token.Token, code, arg, text string) {
	line, col := yamlPlace(tk, r.lines)
	r.problems = append(r.problems, Problem{line, col, code, arg, text})
}

func (r *yamlReader) root(node ast.Node) Value {
	root := Value{Kind: Table, Line: 1, Col: 1}
	switch node.(type) {
	case nil:
	case *ast.MappingNode, *ast.MappingValueNode, *ast.AnchorNode, *ast.TagNode:
		v := Value{Line: 1, Col: 1}
		r.fill(&v, node)
		if v.Kind == Table {
			return v
		}
		r.complain(node.GetToken(), "syntax", "", "the settings must be key: value lines")
	default:
		if node.Type() != ast.NullType && node.Type() != ast.CommentType {
			r.complain(node.GetToken(), "syntax", "", "the settings must be key: value lines")
		}
	}
	return root
}

// budget counts a node and tells whether there may be more.
func (r *yamlReader) budget(node ast.Node) bool {
	if r.nodes++; r.nodes <= maxNodes {
		return true
	}
	if !r.full {
		r.full = true
		r.complain(node.GetToken(), "large", "", "the references unfold into more than 20,000 values")
	}
	return false
}

// fill reads a node into the value.
func (r *yamlReader) fill(v *Value, node ast.Node) {
	if node == nil || !r.budget(node) {
		return
	}
	switch n := node.(type) {
	case *ast.AnchorNode:
		if n.Name != nil {
			r.anchors[n.Name.GetToken().Value] = n.Value
		}
		r.fill(v, n.Value)
	case *ast.AliasNode:
		r.alias(n, func(target ast.Node) { r.fill(v, target) })
	case *ast.TagNode:
		r.fill(v, n.Value)
	case *ast.MappingNode:
		v.Kind = Table
		own := map[string]bool{}
		for _, m := range n.Values {
			if m.Key != nil && !m.Key.IsMergeKey() {
				own[keyText(m.Key)] = true
			}
		}
		for _, m := range n.Values {
			r.member(v, m, own)
		}
	case *ast.MappingValueNode:
		v.Kind = Table
		r.member(v, n, nil)
	case *ast.SequenceNode:
		v.Kind = List
		for _, item := range n.Values {
			if item == nil || !r.budget(item) {
				continue
			}
			line, col := yamlPlace(firstToken(item), r.lines)
			i := Value{Line: line, Col: col}
			r.fill(&i, item)
			v.Items = append(v.Items, i)
		}
	default:
		v.yamlScalar(node)
	}
}

// firstToken is the token at which a node starts. A block mapping's own token is its colon.
func firstToken(node ast.Node) *token.Token {
	switch n := node.(type) {
	case *ast.MappingNode:
		if !n.IsFlowStyle && len(n.Values) > 0 {
			return firstToken(n.Values[0])
		}
	case *ast.MappingValueNode:
		return n.Key.GetToken()
	}
	return node.GetToken()
}

// alias follows a reference, never in a circle.
func (r *yamlReader) alias(n *ast.AliasNode, follow func(ast.Node)) {
	name := ""
	if n.Value != nil {
		name = n.Value.GetToken().Value
	}
	target, ok := r.anchors[name]
	for _, o := range r.open {
		ok = ok && o != name
	}
	if !ok || len(r.open) > maxDepth {
		r.complain(n.GetToken(), "alias", name, "there is no anchor "+strconv.Quote(name)+" before this reference")
		return
	}
	r.open = append(r.open, name)
	follow(target)
	r.open = r.open[:len(r.open)-1]
}

// member adds a key of a mapping. Of a merged mapping (<<: *x) it adds the members
// whose keys are not in own: a mapping's own keys win, wherever they stand.
func (r *yamlReader) member(table *Value, m *ast.MappingValueNode, own map[string]bool) {
	if m.Key == nil || !r.budget(m) {
		return
	}
	if m.Key.IsMergeKey() {
		var merged Value
		r.fill(&merged, m.Value)
		for _, item := range merged.Items {
			if _, has := table.Get(item.Key); !has && !own[item.Key] {
				table.Items = append(table.Items, item)
			}
		}
		return
	}
	tk := m.Key.GetToken()
	line, col := yamlPlace(tk, r.lines)
	item := Value{Key: keyText(m.Key), Line: line, Col: col}
	if _, has := table.Get(item.Key); has {
		r.complain(tk, "duplicate", item.Key, "the key "+strconv.Quote(item.Key)+" stands twice")
		return
	}
	r.fill(&item, m.Value)
	table.Items = append(table.Items, item)
}

func keyText(key ast.MapKeyNode) string {
	switch k := key.(type) {
	case *ast.StringNode:
		return k.Value
	case *ast.MappingKeyNode:
		if k.Value != nil {
			return k.Value.GetToken().Value
		}
	}
	return key.GetToken().Value
}

// yamlScalar fills in the kind and text of a scalar node.
func (v *Value) yamlScalar(node ast.Node) {
	tk := node.GetToken()
	raw := ""
	if tk != nil {
		raw = tk.Value
	}
	switch n := node.(type) {
	case *ast.NullNode:
		v.Kind, v.Text = String, ""
	case *ast.BoolNode:
		v.Kind, v.Text = Bool, strconv.FormatBool(n.Value)
	case *ast.IntegerNode:
		decimal := raw
		switch i := n.Value.(type) {
		case int64:
			decimal = strconv.FormatInt(i, 10)
		case uint64:
			decimal = strconv.FormatUint(i, 10)
		}
		v.Kind, v.Text = Number, numeral(raw, decimal)
	case *ast.FloatNode:
		v.Kind, v.Text = Number, numeral(raw, short(n.Value))
	case *ast.InfinityNode:
		v.Kind, v.Text = Number, short(n.Value)
	case *ast.NanNode:
		v.Kind, v.Text = Number, "NaN"
	case *ast.LiteralNode:
		v.Kind = String
		if n.Value != nil {
			v.Text = n.Value.Value
		}
	case *ast.StringNode:
		v.Kind, v.Text = String, n.Value
		if tk != nil && tk.Type == token.StringType && len(n.Value) >= 10 { // not in quotes
			if _, err := time.Parse(time.DateOnly, n.Value[:10]); err == nil && isTime(n.Value[10:]) {
				v.Kind, v.Text = Date, n.Value[:10]
			}
		}
	default:
		v.Kind, v.Text = String, raw
	}
}

// isTime tells whether what follows a date is nothing or a time of day.
func isTime(s string) bool {
	return s == "" || len(s) > 5 && strings.ContainsAny(s[:1], "Tt ") && s[1] >= '0' && s[1] <= '9' && s[3] == ':'
}

// short is the shortest form of a number.
func short(f float64) string {
	if math.IsNaN(f) || math.IsInf(f, 0) || math.Abs(f) >= 1e21 {
		return strconv.FormatFloat(f, 'g', -1, 64)
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}
