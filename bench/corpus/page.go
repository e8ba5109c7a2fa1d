package corpus

import (
	"fmt"
	"path"
	"strings"
)

func (r *random) sentence(english bool) string {
	if english {
		s := fmt.Sprintf("%s the %s %s and %s the %s %s before the %s %s", r.word("action"), r.word("quality"), r.word("noun"),
			r.word("action"), r.word("quality"), r.word("noun"), r.word("quality"), r.word("noun"))
		return strings.ToUpper(s[:1]) + s[1:] + "."
	}
	switch r.next(5) {
	case 0:
		return r.word("condition") + "，" + r.word("subject") + r.word("adverb") + r.word("verb") + r.word("object") + "，" + r.word("result") + "。"
	case 1:
		return r.word("subject") + r.word("adverb") + r.word("verb") + r.word("object") + "，以" + r.word("purpose") + "。"
	case 2:
		return r.word("adverb") + r.word("verb") + r.word("object") + "和" + r.word("object") + "，" + r.word("result") + "。"
	case 3:
		return "为了" + r.word("purpose") + "，" + r.word("subject") + r.word("adverb") + r.word("verb") + r.word("object") + "（工单 `" + r.ticket() + "`）。"
	}
	return "**" + r.word("object") + "**由" + r.word("subject") + "负责，" + r.word("condition") + r.word("adverb") + r.word("verb") + "，参见主机 `" + r.host() + "`。"
}

func (r *random) paragraph(english bool) string {
	var b strings.Builder
	for i := range 2 + r.next(3) {
		if i > 0 && english {
			b.WriteByte(' ')
		}
		b.WriteString(r.sentence(english))
	}
	return b.String()
}

func (r *random) ticket() string { return fmt.Sprintf("OPS-%d-%05d", 2019+r.next(7), r.next(99999)) }

func (r *random) host() string {
	return fmt.Sprintf("%s-%s-%02d", r.pick("db", "web", "mq", "cache", "gw", "log", "etl", "k8s"), r.pick("bj", "sh", "gz", "cd", "wh"), r.next(64))
}

// code is a fenced code block in one of five languages.
func (r *random) code() string {
	host := r.host()
	switch r.next(5) {
	case 0:
		return fmt.Sprintf("```bash\n# 检查服务\nsystemctl status %s --no-pager\njournalctl -u %s --since '%d min ago' | grep -i error\ncurl -sf http://%s:%d/healthz || exit 1\n```\n", r.word("noun"), r.word("noun"), 5+r.next(55), host, 8000+r.next(1999))
	case 1:
		return fmt.Sprintf("```yaml\nservice:\n  name: %s\n  replicas: %d\n  limits: {cpu: \"%d\", memory: %dGi}\n  readiness:\n    path: /ready\n    timeoutSeconds: %d\n```\n", host, 1+r.next(9), 1+r.next(8), 1+r.next(32), 1+r.next(30))
	case 2:
		return fmt.Sprintf("```sql\nSELECT region, status, COUNT(*) AS total\nFROM work_order\nWHERE created_at >= '20%02d-%02d-01' AND status IN ('open', 'hold')\nGROUP BY region, status\nHAVING COUNT(*) > %d\nORDER BY total DESC;\n```\n", 19+r.next(7), 1+r.next(12), r.next(50))
	case 3:
		return fmt.Sprintf("```go\nfunc ready(ctx context.Context) error {\n\tctx, cancel := context.WithTimeout(ctx, %d*time.Second)\n\tdefer cancel()\n\treturn dial(ctx, %q)\n}\n```\n", 1+r.next(30), fmt.Sprintf("%s:%d", host, 3000+r.next(5000)))
	}
	return fmt.Sprintf("```json\n{\n  \"host\": %q,\n  \"level\": %q,\n  \"ticket\": %q,\n  \"retry\": %d\n}\n```\n", host, r.pick("P1", "P2", "P3"), r.ticket(), r.next(9))
}

// link leads to a page of the same folder, one time in three to any page of the corpus.
func (c Corpus) link(r *random, from int) string {
	to := from/pagesPerFolder*pagesPerFolder + r.next(pagesPerFolder)
	if r.next(3) == 0 {
		to = r.next(c.Pages)
	}
	to = min(to, c.Pages-1)
	a, b := path.Dir(c.Path(from)), path.Dir(c.Path(to))
	target := path.Base(c.Path(to))
	switch {
	case a == b:
	case path.Dir(a) == path.Dir(b):
		target = "../" + path.Base(b) + "/" + target
	default:
		target = "../../" + c.Path(to)
	}
	return "[" + c.Title(to) + "](" + target + ")"
}

// Page is the Markdown of a page, numbered from 0.
func (c Corpus) Page(page int) string {
	r := c.random(page, 1)
	size := 4000 + r.next(2000)
	english := r.next(8) == 0
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %q\ndescription: %q\nweight: %d\nowner: %s\nreviewed: 20%02d-%02d-%02d\nreview_in: 12 months\ntags: [%q, %q]\n---\n\n%s\n\n",
		c.Title(page), r.word("purpose"), page%pagesPerFolder+1, r.word("subject"), 24+r.next(3), 1+r.next(12), 1+r.next(28), r.word("topic"), r.word("system"), r.paragraph(english))
	for k := 0; b.Len() < size; k++ {
		fmt.Fprintf(&b, "## %d. %s\n\n%s\n\n", k+1, r.word("heading"), r.paragraph(english && r.next(3) > 0))
		switch (k + page) % 5 {
		case 0:
			for range 3 + r.next(3) {
				fmt.Fprintf(&b, "- **%s**：%s\n", r.word("heading"), r.sentence(false))
			}
			b.WriteByte('\n')
		case 1:
			b.WriteString(r.code() + "\n")
		case 2:
			b.WriteString("| 检查项 | 目标值 | 实际值 | 负责人 | 说明 |\n| --- | ---: | ---: | --- | --- |\n")
			for range 3 + r.next(4) {
				fmt.Fprintf(&b, "| %s | %d%% | %d.%d%% | %s | %s |\n", r.word("object"), 80+r.next(20), 60+r.next(40), r.next(10), r.word("subject"), r.word("result"))
			}
			b.WriteByte('\n')
		case 3:
			fmt.Fprintf(&b, "### %s\n\n%s\n\n%s\n", r.word("heading"), r.paragraph(false), r.code())
		case 4:
			for q := range 3 + r.next(3) {
				fmt.Fprintf(&b, "%d. %s\n", q+1, r.sentence(false))
			}
			fmt.Fprintf(&b, "\n> %s\n\n", r.sentence(false))
		}
		if r.next(2) == 0 {
			fmt.Fprintf(&b, "相关内容见 %s。\n\n", c.link(r, page))
		}
	}
	fmt.Fprintf(&b, "## 相关文档\n\n- %s\n- %s\n- %s\n", c.link(r, page), c.link(r, page), c.link(r, page))
	return b.String()
}
