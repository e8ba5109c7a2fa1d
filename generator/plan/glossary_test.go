package plan

import (
	"reflect"
	"strings"
	"testing"
)

func TestTerms(t *testing.T) {
	body := `<h2 id="sla">SLA（服务级别协议）<a class="anchor" href="#sla" aria-hidden="true" tabindex="-1"></a></h2>
<p>多久<b>响应</b>、多久恢复。</p>
<p>第二段。</p>
<h2 id="none">没有解释</h2>
<h2 id="x">X</h2>
<p>一个字的词找不准。</p>
<dl>
<dt id="死信">死信</dt>
<dd>重试 5 次仍失败的消息 &amp; 回执</dd>
</dl>
<table><tr><th>词</th><th>意思</th></tr><tr><td>补传 / 重传</td><td>按时间顺序再发</td><td>备注</td></tr></table>
<h3 id="long">长解释</h3><p>` + strings.Repeat("长", 300) + `</p>`
	want := []term{
		{[]string{"SLA", "服务级别协议"}, "多久响应、多久恢复。", "sla"},
		{[]string{"长解释"}, strings.Repeat("长", mostOfTerm-1) + "…", "long"},
		{[]string{"死信"}, "重试 5 次仍失败的消息 & 回执", "死信"},
		{[]string{"补传", "重传"}, "按时间顺序再发", ""},
	}
	if got := terms(body); !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}
