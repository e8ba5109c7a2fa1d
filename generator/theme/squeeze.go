package theme

import (
	"bytes"
	"html"
	"text/template/parse"
)

// squeeze removes the indentation from a parsed template: a line break with the
// white space around it disappears outside of tags and becomes one space inside a
// tag. So a space that readers should see must stand within a line. squeeze changes
// the tree and not the source, so that errors keep their line numbers.
//
// It also replaces {{t "page.owner"}} without arguments by its text, which is the
// same on every page; a page has dozens of them.
func squeeze(tree *parse.Tree, text func(key string) string) {
	s := squeezer{known: text}
	s.list(tree.Root)
}

type squeezer struct {
	known func(key string) string
	inTag bool
}

func (s *squeezer) list(l *parse.ListNode) {
	if l == nil {
		return
	}
	for i, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.ActionNode:
			if key, ok := fixedText(n); ok { // values of attributes are always quoted, so the same escaping is right in texts and in values
				l.Nodes[i] = &parse.TextNode{NodeType: parse.NodeText, Pos: n.Pos, Text: []byte(html.EscapeString(s.known(key)))}
			}
		case *parse.TextNode:
			n.Text = s.text(n.Text)
		case *parse.IfNode:
			s.branch(&n.BranchNode)
		case *parse.RangeNode:
			s.branch(&n.BranchNode)
		case *parse.WithNode:
			s.branch(&n.BranchNode)
		}
	}
}

// fixedText is the key of an action {{t "key"}}; ok is false for any other action.
func fixedText(n *parse.ActionNode) (key string, ok bool) {
	if len(n.Pipe.Decl) > 0 || len(n.Pipe.Cmds) != 1 || len(n.Pipe.Cmds[0].Args) != 2 {
		return "", false
	}
	name, isName := n.Pipe.Cmds[0].Args[0].(*parse.IdentifierNode)
	arg, isString := n.Pipe.Cmds[0].Args[1].(*parse.StringNode)
	if !isName || !isString || name.Ident != "t" {
		return "", false
	}
	return arg.Text, true
}

func (s *squeezer) branch(b *parse.BranchNode) {
	before := s.inTag
	s.list(b.List)
	after := s.inTag
	s.inTag = before
	s.list(b.ElseList)
	s.inTag = after
}

// text removes every run of white space that holds a line break; inside a tag one space stays.
func (s *squeezer) text(src []byte) []byte {
	out := make([]byte, 0, len(src))
	for len(src) > 0 {
		space := len(src) - len(bytes.TrimLeft(src, " \t\n"))
		if space > 0 {
			if bytes.IndexByte(src[:space], '\n') < 0 {
				out = append(out, src[:space]...)
			} else if s.inTag {
				out = append(out, ' ')
			}
			src = src[space:]
			continue
		}
		switch src[0] {
		case '<':
			s.inTag = true
		case '>':
			s.inTag = false
		}
		out = append(out, src[0])
		src = src[1:]
	}
	return out
}
