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

// YAML reads the first document of a YAML source. The root is a table. A line that can't
// be read is left out and reported as a problem; the others are kept. The value of a key
// without one is an empty text. Once ctx has ended, YAML gives up, and the result must not
// be used.
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

// parseYAML parses a source, and turns a panic of the parser into an error. It gives nil
// for a source without a document.
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
		p.Line, p.Col = yamlPosition(ye.GetToken(), lines)
	} else {
		p.Text = err.Error() // a yaml.Error would quote the source here, which takes quadratic time
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

// yamlPosition is the position of a token. It is limited to the lines of the source, since
// the scanner counts one line too many in some broken sources.
func yamlPosition(tk *token.Token, lines int) (line, col int) {
	if tk == nil || tk.Position == nil {
		return 1, 1
	}
	return min(max(tk.Position.Line, 1), lines), max(tk.Position.Column, 1)
}

// deepBlocks tells whether a line opens too many blocks without brackets, such as
// "- - - - -", "? ? ?" and "!a !a !a", or is indented too far.
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

// What the parser may be given, since its work grows with the square of each. Plain
// settings, which it does not read, may have more.
const (
	maxWhole  = 64 << 10 // bytes
	maxKeys   = 2000     // lines that may begin with a key
	maxQuotes = 4000     // quotation marks
)

// manyKeys is the line of the first key beyond maxKeys; 0 if there are not so many.
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
// its anchor, so that a small file could unfold into a huge tree.
type yamlReader struct {
	problems []Problem
	anchors  map[string]ast.Node // those read so far, by name
	open     []string            // the aliases that are being followed
	lines    int                 // of the source
	nodes    int                 // read so far
	full     bool                // it is reported that there are too many nodes
}

// complain adds a problem at a token.
func (r *yamlReader) complain(tk *token.Token, code, arg, text string) {
	line, col := yamlPosition(tk, r.lines)
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

// budget counts a node and tells whether it may still be read.
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

// fill reads a node into a value.
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
			line, col := yamlPosition(firstToken(item), r.lines)
			i := Value{Line: line, Col: col}
			r.fill(&i, item)
			v.Items = append(v.Items, i)
		}
	default:
		v.yamlScalar(node)
	}
}

// firstToken is the token at which a node starts. The parser gives the colon as the token
// of a mapping without brackets.
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

// alias calls follow with the node that a reference means. A reference to an unknown
// anchor, or one that leads back to itself, is a problem.
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

// member adds a key of a mapping to the table. For a merge (<<: *x or <<: [*x, *y]) it adds
// the members of the merged mappings. A key of own, those of the mapping itself, wins over
// them wherever it is, and an earlier merged mapping over a later one.
func (r *yamlReader) member(table *Value, m *ast.MappingValueNode, own map[string]bool) {
	if m.Key == nil || !r.budget(m) {
		return
	}
	if m.Key.IsMergeKey() {
		before := len(r.problems)
		var merged Value
		r.fill(&merged, m.Value)
		if merged.Kind != List {
			merged = Value{Items: []Value{merged}}
		}
		for _, mapping := range merged.Items {
			if mapping.Kind != Table {
				if len(r.problems) == before { // else it is no mapping because it can't be read
					r.complain(m.Key.GetToken(), "syntax", "<<", "only mappings can be merged")
				}
				continue
			}
			for _, item := range mapping.Items {
				if _, has := table.Get(item.Key); !has && !own[item.Key] {
					table.Items = append(table.Items, item)
				}
			}
		}
		return
	}
	tk := m.Key.GetToken()
	line, col := yamlPosition(tk, r.lines)
	item := Value{Key: keyText(m.Key), Line: line, Col: col}
	if _, has := table.Get(item.Key); has {
		r.complain(tk, "duplicate", item.Key, "the key "+strconv.Quote(item.Key)+" stands twice")
		return
	}
	r.fill(&item, m.Value)
	table.Items = append(table.Items, item)
}

// keyText is a key as a text.
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

// yamlScalar sets the kind and text of a value from a scalar node.
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

// short is the shortest decimal form of a number; of 1e21 and more it has an exponent.
func short(f float64) string {
	if math.IsNaN(f) || math.IsInf(f, 0) || math.Abs(f) >= 1e21 {
		return strconv.FormatFloat(f, 'g', -1, 64)
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}
