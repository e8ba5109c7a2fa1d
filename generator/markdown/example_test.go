package markdown_test

import (
	"context"
	"fmt"

	"milepost/generator/markdown"
)

// A page's HTML is cut at its links, since only the whole site knows where they lead.
func ExampleParse() {
	p := markdown.Parse(context.Background(), "手册/备份.md", []byte("---\ntitle: 备份\n---\n\n见[恢复](恢复.md#步骤)。\n"), markdown.Options{})
	body := p.Body.Get()
	fmt.Println(p.Title)
	fmt.Printf("%q\n", body.HTML())
	fmt.Println(body.Holes[0].Target, body.Holes[0].Frag, body.Holes[0].Line)
	// Output:
	// 备份
	// ["<p>见<a href=\"" "\">恢复</a>。</p>\n"]
	// 恢复.md 步骤 5
}
