package export

import (
	"fmt"
	"strings"
	"testing"

	"milepost/generator/document"
	"milepost/generator/word"
)

// outline writes blocks as text for comparison, with signs for their kinds: "#" heading,
// "-" and "+" lists, "|" judgement, ">" quote, "[" row of a table. In a row "^" is a cell that
// is one with the cell above it, and "~" stands for each further column of a cell.
func outline(blocks []word.Block) string {
	text := func(runs []word.Run) string {
		var b strings.Builder
		for _, r := range runs {
			s := r.Text
			if r.Bold {
				s = "**" + s + "**"
			}
			if r.Italic {
				s = "_" + s + "_"
			}
			if r.Tint {
				s = "`" + s + "`"
			}
			if r.Link != "" {
				s += "(" + r.Link + ")"
			}
			b.WriteString(s)
		}
		return b.String()
	}
	var out []string
	for _, b := range blocks {
		switch b := b.(type) {
		case word.Heading:
			out = append(out, strings.Repeat("#", b.Level)+" "+text(b.Runs))
		case word.Paragraph:
			out = append(out, map[word.Look]string{word.Judgement: "| ", word.Note: "> "}[b.Look]+text(b.Runs))
		case word.List:
			for _, it := range b.Items {
				sign := "- "
				if b.Ordered {
					sign = "+ "
				}
				out = append(out, strings.Repeat("  ", it.Level)+sign+text(it.Runs))
			}
		case word.Table:
			if len(b.Caption) > 0 {
				out = append(out, "caption "+text(b.Caption))
			}
			for i, r := range append(b.Head, b.Rows...) {
				var cells []string
				for _, c := range r.Cells {
					cell := text(c.Runs) + strings.Repeat("~", c.Span-1)
					if c.Up {
						cell = "^" + cell
					}
					cells = append(cells, cell)
				}
				out = append(out, strings.Repeat("=", len(b.Head)-min(i, len(b.Head)))+"["+strings.Join(cells, "|")+"]")
			}
		case word.Picture:
			out = append(out, fmt.Sprintf("(%s %.0f mm, %d bytes)", b.Alt, b.Width, len(b.Data)))
		case word.Rule:
			out = append(out, "---")
		}
	}
	return strings.Join(out, "\n")
}

func TestProseInWord(t *testing.T) {
	for _, c := range []struct{ name, by, html, want string }{
		{"paragraphs", "", "<p>一段，\n<strong>要紧</strong>和<em>语气</em>。</p>\n<p>二段<br>换行</p>", "一段， **要紧**和_语气_。\n二段\n换行"},
		{"headings", "", `<h2 id="a">补充 <a class="anchor" href="#a"></a></h2><h3>细节</h3><p>文</p>`, "# 补充\n## 细节\n文"},
		{"lists", "", "<ul>\n<li>一\n<ul>\n<li>一之一</li>\n</ul>\n</li>\n<li><p>二</p></li>\n</ul>\n<ol><li>甲</li></ol>", "- 一\n  - 一之一\n- 二\n+ 甲"},
		{"numbers within bullets", "", "<ul><li>一<ol start=\"3\"><li>三</li><li>四</li></ol></li></ul>", "- 一\n  - 3. 三\n  - 4. 四"},
		{"tasks", "", `<ul><li><input type="checkbox" checked disabled> 做了</li><li><input type="checkbox" disabled> 没做</li></ul>`, "- ☑ 做了\n- ☐ 没做"},
		{"a table", "", "<table><thead><tr><th>项</th><th>数</th></tr></thead><tbody><tr><td>门店</td><td><strong>56</strong><br>家</td></tr></tbody></table>", "=[项|数]\n[门店|**56**\n家]"},
		{"cells over rows", "", "<table><tr><th>系统</th><th>接口</th><th>负责人</th></tr><tr><td rowspan=\"2\">收银</td><td>退款</td><td rowspan=\"0\">周敏</td></tr><tr><td>对账</td></tr><tr><td>会员</td><td>积分</td></tr></table>",
			"=[系统|接口|负责人]\n[收银|退款|周敏]\n[^|对账|^]\n[会员|积分|^]"},
		{"headings over rows and columns", "", "<table><caption>每周工时</caption><thead><tr><th rowspan=\"9\">班组</th><th colspan=\"2\">工时</th></tr><tr><th>白班</th><th>夜班</th></tr></thead><tbody><tr><td>甲</td><td>40</td><td>16</td></tr></tbody></table>",
			"caption 每周工时\n==[班组|工时~]\n=[^|白班|夜班]\n[甲|40|16]"},
		{"a table within a table", "", "<table><tr><td rowspan=\"2\">外<table><tr><td>内</td></tr></table></td><td>一</td></tr><tr><td>二</td></tr></table>", "[外\n内|一]\n[^|二]"},
		{"links", "", `<p>见<a href="https://kb.example.com/a?b=1&amp;c=2">说明</a>、<a href="javascript:alert(1)">坏</a>、<a href="../x.html">页</a></p>`, "见说明(https://kb.example.com/a?b=1&c=2)、坏、页"},
		{"quotes and code", "", "<blockquote><p>原话</p></blockquote><pre><code>a  b\n  c\n</code></pre><p>用 <code>x</code></p><hr>", "> 原话\n`a  b\n  c`\n用 `x`\n---"},
		{"pictures", "", `<p><img src="a.png" alt="机房"></p><svg aria-label="趋势"><text>9</text></svg><script>no()</script>`, "_[图：机房]_\n_[图：趋势]_"},
		{"a screenshot", "", `<p>看<img src="data:image/png;base64,AAEC" alt="点位" width="378">这里</p><p><img src="data:image/svg+xml;base64,AAEC" alt="图"></p>`, "看\n(点位 100 mm, 3 bytes)\n这里\n_[图：图]_"},
		{"a screenshot within steps", "", `<ol><li>打开<img src="data:image/png;base64,AAEC" alt="窗口" width="378"></li><li>保存<ul><li>即可</li></ul></li></ol><ol><li>甲</li></ol>`, "+ 打开\n(窗口 100 mm, 3 bytes)\n2. 保存\n　• 即可\n+ 甲"},
		{"a screenshot within bullets", "", `<ul><li>一<img src="data:image/png;base64,AAEC" alt="窗口" width="378"></li><li>二</li></ul>`, "- 一\n(窗口 100 mm, 3 bytes)\n- 二"},
		{"a screenshot in a table", "", `<table><tr><td>见<img src="data:image/png;base64,AAEC" alt="窗口"></td></tr></table>`, "[见_[图：窗口]_]"},
		{"steps from the third on", "", `<ol start="3"><li>三</li><li>四</li></ol>`, "3. 三\n4. 四"},
		{"a judgement", "李工，09-08", "<p>晚了，<strong>17</strong> 人。</p><ul><li>先训<ul><li>夜班</li></ul></li></ul>", "| 晚了，**17** 人。\n| • 先训\n| 　• 夜班\n| 李工，09-08"},
		{"an empty judgement", "待填写判断： 项目经理 &amp; 店长", "", "| 待填写判断： 项目经理 & 店长"},
		{"damaged", "", "<p>开<b>头<table><td>格</p>尾", "开**头**\n[格\n尾]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := wordWriter{lang: "zh-CN"}
			w.prose(document.Block{Kind: document.Prose, HTML: c.html, By: c.by})
			if got := outline(w.blocks); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}
