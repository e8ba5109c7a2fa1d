package search

import (
	"fmt"
	"testing"
)

// TestAddresses asks for addresses as they are copied: the page that shows one comes
// first, before pages that have its parts. So do AND between two words, which is no word.
func TestAddresses(t *testing.T) {
	t.Parallel()
	addresses := []string{
		"crm-support@yunshan-retail.example.com.cn", "zhang.san+kb@corp.example.com", "git@git.example.com:crm/kb.git",
		"https://crm.example.com:8443/login?from=kb&lang=zh#top", "http://10.20.30.40:9000/minio/docs/", `\\fs01\kb\手册`,
		"https://wiki.example.com/pages/viewpage.action?pageId=12345678",
		"https://example.com/%E7%A3%81%E7%9B%98/%E6%89%A9%E5%AE%B9.html",
	}
	var docs []Doc
	add := func(path, text string) {
		docs = append(docs, Doc{Path: path, Kind: "page", Title: path, Sections: []Section{{Heading: path, Level: 1, Text: text}}})
	}
	var requests []map[string]any
	for i, a := range addresses {
		add(fmt.Sprintf("here%d.html", i), "见 "+a+"，或问同事。")
		add(fmt.Sprintf("parts%d.html", i), "crm login 在 example.com，support 在 kb，磁盘扩容的手册在 wiki pages，登录用 git。")
		requests = append(requests, map[string]any{"q": a}, map[string]any{"q": a, "options": map[string]any{"first": true}})
	}
	add("both.html", "退货时扣回积分。")
	add("one.html", "积分永不过期。")
	requests = append(requests, map[string]any{"q": "积分 AND 退货"})
	for name, opt := range map[string]Options{"small": {}, "shards": {ScanPages: -1}, "pools": {ScanPages: -1, PoolPages: 1}} {
		answers := queries(t, write(t, Build(analysed(docs), opt).Files), requests)
		for i, a := range addresses {
			for _, found := range answers[2*i : 2*i+2] {
				if p := found.paths(); len(p) == 0 || p[0] != fmt.Sprintf("here%d.html", i) || found.Partial {
					t.Errorf("%s: %s gives %q", name, a, p)
				}
			}
		}
		if a := answers[len(answers)-1]; len(a.Hits) == 0 || a.Hits[0].Path != "both.html" || a.Partial {
			t.Errorf("%s: 积分 AND 退货 gives %q", name, a.paths())
		}
	}
}

// TestWordsThatEndAlike asks for 10月月报 where hundreds of words end with 10: they are
// loaded only where a page holds what stands behind the number.
func TestWordsThatEndAlike(t *testing.T) {
	t.Parallel()
	var docs []Doc
	for i := range 300 {
		text := fmt.Sprintf("%c%c%d-10 的版本，10 月的说明，编号 %c%cx10。", 'a'+i%26, 'a'+i/26, i, 'a'+i/26, 'a'+i%26)
		for k := range 40 {
			text += fmt.Sprintf(" word%d%c%d", i, 'a'+k%26, k)
		}
		docs = append(docs, Doc{Path: fmt.Sprintf("%d.html", i), Kind: "page", Title: fmt.Sprint("说明 ", i), Sections: []Section{{Heading: fmt.Sprint("说明 ", i), Level: 1, Text: text}}})
	}
	ask := func() answer {
		return queries(t, write(t, Build(analysed(docs), Options{ScanPages: -1}).Files), []map[string]any{{"q": "10月月报", "cold": true}})[0]
	}
	if none := ask(); none.Requests > 25 {
		t.Errorf("a query that no page holds takes %d requests", none.Requests)
	}
	docs[7].Sections[0].Text += " 见 kb10月月报。"
	if a := ask(); len(a.Hits) == 0 || a.Hits[0].Path != "7.html" || a.Partial {
		t.Errorf("within a longer word: %q", a.paths())
	}
}
