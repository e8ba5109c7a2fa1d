package theme

import (
	"fmt"
	"html/template"
	"reflect"
	"slices"
	"strings"
	"text/template/parse"

	texts "milepost/generator/text"
)

// checker finds fields and functions that a template uses and that the values do not
// have. Loading a template runs it on empty views, but that does not reach {{if}} or
// {{range}} over what is empty: those parts would fail later, on some page. The
// checker looks at types alone, and accepts what it cannot decide.
type checker struct {
	root  *template.Template
	funcs template.FuncMap
	seen  map[string]bool // templates that were checked: name and type of dot
	fault *fault          // the first that was found
	site  parse.Node      // the {{template}} of an own template through which we came here
	tree  *parse.Tree     // the template that holds site
}

// fault is a mistake in an own template, for a diagnostic.
type fault struct {
	name      string // templates/page.html; "" if unknown
	line, col int
	code      string
	args      []any
}

// scope is what a part of a template can use: dot and the variables.
type scope struct {
	tree *parse.Tree
	dot  reflect.Type // nil if unknown
	vars map[string]reflect.Type
}

func (s scope) with(dot reflect.Type) scope {
	vars := map[string]reflect.Type{}
	for name, t := range s.vars {
		vars[name] = t
	}
	return scope{s.tree, dot, vars}
}

// template checks a template whose dot is of a type, once for each type.
func (c *checker) template(name string, dot reflect.Type) {
	key := name + " " + fmt.Sprint(dot)
	tmpl := c.root.Lookup(name)
	if c.seen[key] || tmpl == nil || tmpl.Tree == nil {
		return
	}
	c.seen[key] = true
	c.list(tmpl.Tree.Root, scope{tmpl.Tree, dot, map[string]reflect.Type{"$": dot}})
}

func (c *checker) list(l *parse.ListNode, s scope) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.ActionNode:
			c.pipe(n.Pipe, s)
		case *parse.IfNode:
			in := s.with(s.dot)
			c.pipe(n.Pipe, in)
			c.list(n.List, in)
			c.list(n.ElseList, in)
		case *parse.WithNode:
			in := s.with(s.dot)
			t := c.pipe(n.Pipe, in)
			c.list(n.ElseList, in)
			in.dot = t
			c.list(n.List, in)
		case *parse.RangeNode:
			c.each(n, s)
		case *parse.TemplateNode:
			c.call(n, s)
		}
	}
}

func (c *checker) each(n *parse.RangeNode, s scope) {
	in := s.with(s.dot)
	key, item := c.items(n, c.value(n.Pipe, in), s)
	switch decl := n.Pipe.Decl; len(decl) {
	case 1:
		in.vars[decl[0].Ident[0]] = item
	case 2:
		in.vars[decl[0].Ident[0]], in.vars[decl[1].Ident[0]] = key, item
	}
	c.list(n.ElseList, s.with(s.dot))
	in.dot = item
	c.list(n.List, in)
}

// items returns the types of keys and items of a range over t, nil if unknown.
func (c *checker) items(n parse.Node, t reflect.Type, s scope) (key, item reflect.Type) {
	if t == nil {
		return nil, nil
	}
	switch t.Kind() {
	case reflect.Slice, reflect.Array:
		return reflect.TypeFor[int](), t.Elem()
	case reflect.Map:
		return t.Key(), t.Elem()
	case reflect.Int:
		return t, t
	case reflect.Interface, reflect.Pointer, reflect.Chan, reflect.Func, reflect.Int64:
		return nil, nil
	}
	c.complain(n, s, "TH03.range", typeName(t))
	return nil, nil
}

// call checks the called template with the type that it is given.
func (c *checker) call(n *parse.TemplateNode, s scope) {
	var dot reflect.Type
	if n.Pipe != nil {
		dot = c.pipe(n.Pipe, s)
	}
	if c.root.Lookup(n.Name) == nil {
		var names []string
		for _, t := range c.root.Templates() {
			names = append(names, t.Name())
		}
		c.named(n, s, "TH03.template", names, n.Name)
		return
	}
	if isOwn(s.tree) { // a mistake that shows in one of our templates was made in this call
		site, tree := c.site, c.tree
		c.site, c.tree = n, s.tree
		defer func() { c.site, c.tree = site, tree }()
	}
	c.template(n.Name, dot)
}

// pipe is the type of a pipeline. It adds the variables that the pipeline declares to s.
func (c *checker) pipe(p *parse.PipeNode, s scope) reflect.Type {
	t := c.value(p, s)
	for _, v := range p.Decl {
		s.vars[v.Ident[0]] = t
	}
	return t
}

func (c *checker) value(p *parse.PipeNode, s scope) (t reflect.Type) {
	if p == nil {
		return nil
	}
	for i, cmd := range p.Cmds {
		t = c.command(cmd, i > 0, s)
	}
	return t
}

// command is the type of the result of a command; piped tells that it gets one more
// argument, the result of the command before.
func (c *checker) command(cmd *parse.CommandNode, piped bool, s scope) reflect.Type {
	args := make([]reflect.Type, 0, len(cmd.Args))
	for _, a := range cmd.Args[1:] {
		args = append(args, c.operand(a, s))
	}
	if id, ok := cmd.Args[0].(*parse.IdentifierNode); ok {
		return c.function(id, args, piped, s)
	}
	return c.operand(cmd.Args[0], s)
}

// function checks the arguments of a function and returns the type of its result.
func (c *checker) function(id *parse.IdentifierNode, args []reflect.Type, piped bool, s scope) reflect.Type {
	n := len(args)
	if piped {
		n++
	}
	f, ours := c.funcs[id.Ident]
	if !ours {
		return builtin(id.Ident, args)
	}
	t := reflect.TypeOf(f)
	if n < t.NumIn()-variadic(t) || n > t.NumIn() && !t.IsVariadic() {
		c.complain(id, s, "TH03.count", id.Ident, t.NumIn(), n)
	}
	for i, a := range args {
		if i < t.NumIn()-variadic(t) && a != nil && a.Kind() != reflect.Interface && !fits(a, t.In(i)) {
			c.complain(id, s, "TH03.type", id.Ident, i+1, typeName(t.In(i)), typeName(a))
		}
	}
	return t.Out(0)
}

func variadic(t reflect.Type) int {
	if t.IsVariadic() {
		return 1
	}
	return 0
}

// fits tells whether a template can pass a value of type a to a parameter of type param.
func fits(a, param reflect.Type) bool {
	return a.AssignableTo(param) || reflect.PointerTo(a).AssignableTo(param) || a.Kind() == reflect.Pointer && a.Elem().AssignableTo(param) || isNumber(a) && isNumber(param)
}

func isNumber(t reflect.Type) bool { return t.Kind() >= reflect.Int && t.Kind() <= reflect.Float64 }

// builtin is the type of the result of a function that html/template defines, nil if it varies.
func builtin(name string, args []reflect.Type) reflect.Type {
	switch name {
	case "eq", "ne", "lt", "le", "gt", "ge", "not":
		return reflect.TypeFor[bool]()
	case "len":
		return reflect.TypeFor[int]()
	case "print", "printf", "println", "html", "js", "urlquery":
		return reflect.TypeFor[string]()
	case "slice":
		if len(args) > 0 {
			return args[0]
		}
	case "index":
		if len(args) == 2 && args[0] != nil && slices.Contains([]reflect.Kind{reflect.Slice, reflect.Array, reflect.Map}, args[0].Kind()) {
			return args[0].Elem()
		}
	}
	return nil
}

// operand is the type of one word of a command.
func (c *checker) operand(n parse.Node, s scope) reflect.Type {
	switch n := n.(type) {
	case *parse.DotNode:
		return s.dot
	case *parse.FieldNode:
		return c.fields(n, s.dot, n.Ident, s)
	case *parse.VariableNode:
		return c.fields(n, s.vars[n.Ident[0]], n.Ident[1:], s)
	case *parse.ChainNode:
		return c.fields(n, c.operand(n.Node, s), n.Field, s)
	case *parse.PipeNode:
		return c.pipe(n, s)
	case *parse.IdentifierNode:
		return c.function(n, nil, false, s)
	case *parse.StringNode:
		return reflect.TypeFor[string]()
	case *parse.BoolNode:
		return reflect.TypeFor[bool]()
	}
	return nil // a number takes the type of the parameter
}

// fields follows .A.B.C from a type.
func (c *checker) fields(n parse.Node, t reflect.Type, names []string, s scope) reflect.Type {
	for _, name := range names {
		if t == nil || t.Kind() == reflect.Interface {
			return nil
		}
		next, ok := member(t, name)
		if !ok {
			c.named(n, s, "TH03.field", members(t), name, typeName(t))
			return nil
		}
		t = next
	}
	return t
}

// member is the type of a field, of the result of a method, or of the values of a map.
func member(t reflect.Type, name string) (reflect.Type, bool) {
	for _, of := range []reflect.Type{t, reflect.PointerTo(t)} {
		if m, ok := of.MethodByName(name); ok && m.Type.NumOut() > 0 {
			return m.Type.Out(0), true
		}
	}
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.Struct:
		f, ok := t.FieldByName(name)
		return f.Type, ok && f.IsExported()
	case reflect.Map:
		return t.Elem(), true
	}
	return nil, false
}

func members(t reflect.Type) (names []string) {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() == reflect.Struct {
		for _, f := range reflect.VisibleFields(t) {
			if f.IsExported() {
				names = append(names, f.Name)
			}
		}
	}
	return names
}

// typeName is a type as the author of a template knows it: PageView, []Ref.
func typeName(t reflect.Type) string { return strings.TrimPrefix(t.String(), "theme.") }

// isOwn tells whether a tree was read from the folder theme.
func isOwn(tree *parse.Tree) bool { return strings.HasPrefix(tree.ParseName, ownPrefix) }

// named complains about an unknown name, and suggests the nearest known one.
func (c *checker) named(n parse.Node, s scope, code string, known []string, name string, args ...any) {
	near := texts.Nearest(name, known)
	if near != "" {
		code += "-near"
	}
	c.complain(n, s, code, append([]any{name, near}, args...)...)
}

// complain keeps the first fault. Its position is in an own template, where it can be mended.
func (c *checker) complain(n parse.Node, s scope, code string, args ...any) {
	tree := s.tree
	if !isOwn(tree) && c.site != nil {
		n, tree = c.site, c.tree
	}
	if c.fault != nil {
		return
	}
	loc, _ := tree.ErrorContext(n)
	c.fault = faultAt(loc)
	c.fault.code, c.fault.args = code, args
}
