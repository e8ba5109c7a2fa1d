package fields

// node is a value that is being made, with the data that the parser decoded for it.
type node struct {
	v      Value
	data   any
	items  []*node
	byName map[string]*node
}

// build makes the tree of a document that the parser accepted. The values come from data,
// their order and positions from the source s.
func build(s string, data map[string]any) Value {
	root := &node{v: Value{Kind: Table, Line: 1, Col: 1}, data: data}
	table := root
	c := cursor{s: s, line: 1}
	for {
		c.space(true)
		if c.eof() {
			return root.value()
		}
		if c.peek() == '[' {
			table = c.header(root)
		} else {
			c.assign(table)
		}
		c.restOfLine()
	}
}

// header reads [a.b] or [[a.b]] and returns the table that it opens.
func (c *cursor) header(root *node) *node {
	double := c.has("[[")
	c.next(1)
	if double {
		c.next(1)
	}
	parts, _ := c.key()
	n := root
	for i, p := range parts {
		n = n.member(p)
		if double && i == len(parts)-1 {
			n.v.Kind = List
			n.grow(Value{Kind: Table, Line: p.line, Col: p.col})
		}
		n = n.last()
	}
	return n
}

// assign reads key = value into the table.
func (c *cursor) assign(table *node) {
	parts, _ := c.key()
	if len(parts) == 0 {
		c.toLineEnd()
		return
	}
	n := table
	for _, p := range parts[:len(parts)-1] {
		n = n.member(p).last()
	}
	n = n.member(parts[len(parts)-1])
	c.space(false)
	c.next(1) // =
	c.space(true)
	c.fill(n)
}

// fill reads a value into the node.
func (c *cursor) fill(n *node) {
	start := c.i
	switch c.peek() {
	case '[':
		n.v.Kind = List
		c.each(']', func() {
			c.fill(n.grow(Value{Line: c.line, Col: c.col()}))
		})
	case '{':
		n.v.Kind = Table
		c.each('}', func() { c.assign(n) })
	case '"', '\'':
		c.quoted()
		n.v.scalar(n.data, c.s[start:c.i])
	default:
		n.v.scalar(n.data, c.scalarWord())
	}
}

// each calls f at every item until the closing bracket end.
func (c *cursor) each(end byte, f func()) {
	c.next(1)
	for {
		c.space(true)
		switch b := c.peek(); {
		case c.eof():
			return
		case b == end:
			c.next(1)
			return
		case b == ',':
			c.next(1)
		default:
			at := c.i
			if f(); c.i == at {
				c.next(1)
			}
		}
	}
}

// member gives the member of a table with a name, and makes it if it is not there yet.
func (n *node) member(p part) *node {
	if m := n.byName[p.name]; m != nil {
		return m
	}
	var data any
	if t, ok := n.data.(map[string]any); ok {
		data = t[p.name]
	}
	m := &node{v: Value{Key: p.name, Line: p.line, Col: p.col, Kind: Table}, data: data}
	if n.byName == nil {
		n.byName = map[string]*node{}
	}
	n.byName[p.name] = m
	n.items = append(n.items, m)
	return m
}

// grow adds an item to a list.
func (n *node) grow(v Value) *node {
	var data any
	switch list := n.data.(type) {
	case []any:
		if len(n.items) < len(list) {
			data = list[len(n.items)]
		}
	case []map[string]any:
		if len(n.items) < len(list) {
			data = list[len(n.items)]
		}
	}
	m := &node{v: v, data: data}
	n.items = append(n.items, m)
	return m
}

// last is the last item so far of an array of tables; any other node itself.
func (n *node) last() *node {
	if n.v.Kind == List && len(n.items) > 0 {
		return n.items[len(n.items)-1]
	}
	return n
}

func (n *node) value() Value {
	for _, m := range n.items {
		n.v.Items = append(n.v.Items, m.value())
	}
	return n.v
}
