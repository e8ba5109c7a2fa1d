package export

import "testing"

func TestMarkdown(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, html, want string }{
		{"links", `<p>见<a href="../a.html#b">甲</a>、<a href="a.html?x=1#b">乙</a>、<a href="https://x.cn/a.html">丙</a></p>`, "见[甲](../a.md#b)、[乙](a.md?x=1#b)、[丙](https://x.cn/a.html)\n"},
		{"a quote in a list", "<ul><li><blockquote><p>原话</p><p>又</p></blockquote></li><li>二</li></ul>", "- > 原话\n  >\n  > 又\n- 二\n"},
		{"a list in a quote", "<blockquote><ul><li>一</li><li>二</li></ul></blockquote>", "> - 一\n> - 二\n"},
		{"a list that begins with a list", "<ol><li><ul><li>一</li></ul></li><li>二</li></ol>", "1. - 一\n2. 二\n"},
		{"tasks", `<ul><li><input type="checkbox" checked> 做了</li></ul>`, "- [x] 做了\n"},
		{"a table", "<table><tr><th>项</th><th>数</th></tr><tr><td>甲|乙</td><td><strong>1</strong></td></tr></table>", "| 项 | 数 |\n| --- | --- |\n| 甲\\|乙 | **1** |\n"},
		{"a table with a caption", "<table><caption>每周<b>工时</b></caption><tr><th>班组</th></tr><tr><td>甲</td></tr></table>", "每周**工时**\n\n| 班组 |\n| --- |\n| 甲 |\n"},
		{"cells over rows", "<table><tr><th>系统</th><th>接口</th><th>人</th></tr><tr><td rowspan=\"2\">收银</td><td>退款</td><td>周敏</td></tr><tr><td>对账</td><td>何冰</td></tr></table>",
			"| 系统 | 接口 | 人 |\n| --- | --- | --- |\n| 收银 | 退款 | 周敏 |\n|  | 对账 | 何冰 |\n"},
		{"a cell over rows and columns", "<table><tr><td>1</td><td rowspan=\"2\" colspan=\"2\">宽</td><td>4</td></tr><tr><td colspan=\"9\">长</td><td>末</td></tr><tr></tr></table>",
			"| 1 | 宽 |  | 4 |\n| --- | --- | --- | --- |\n| 长 |  |  | 末 |\n"},
		{"a drawing", `<figure><svg aria-label="趋势"><text>9</text></svg></figure><p hidden>无</p>`, "趋势\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok := Markdown([]byte("<main data-search-body>" + c.html + "</main>"))
			if !ok || got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
	if _, ok := Markdown([]byte("<main><p>无</p></main>")); ok {
		t.Error("a page without text of its own was read")
	}
}
