package kind

import (
	"strings"
	"testing"

	"milepost/generator/diag"
	"milepost/generator/kb"
)

// page makes a page whose front matter has the keys in order, one line each from line 2.
func page(keys [][]string, headings ...kb.Heading) *kb.Page {
	p := &kb.Page{Path: "a.md", Headings: headings}
	for i, k := range keys {
		p.Front.Pos = append(p.Front.Pos, kb.KeyPos{Key: k[0], Line: i + 2, Col: 1})
		p.Front.Fields = append(p.Front.Fields, kb.Field{Key: k[0], List: k[1:]})
	}
	return p
}

func lines(l diag.List) string {
	var b strings.Builder
	for _, d := range l {
		b.WriteString(d.Line("en") + "\n")
	}
	return b.String()
}

func chapters(names ...string) []kb.Heading {
	var h []kb.Heading
	for i, n := range names {
		h = append(h, kb.Heading{Level: 2, Text: n, Line: 10 + i})
	}
	return h
}

func TestCheck(t *testing.T) {
	whole := [][]string{{"phase", "试点"}, {"date", "2026-06-22"}, {"attendees", "甲", "乙"}, {"decision", "有条件通过"}, {"conditions", "一"}}
	for _, c := range []struct {
		name, kind, want string
		page             *kb.Page
	}{
		{"a whole review", "review", "", page(whole)},
		{"English words", "review", "", page([][]string{{"phase", "pilot"}, {"date", "2026-06-22"}, {"attendees", "a"}, {"decision", "Passed"}})},
		{"missing fields stand at the top", "charter",
			"a.md:1:1: FM04 a page of kind charter must set \"approver\" in its front matter\na.md:2:1: FM04 a page of kind charter must set \"signed\" in its front matter\n" +
				"a.md:1:1: MA02 pages of this kind usually have these chapters too: 痛点、成功标准 (add those that there is something to say in; leave the others out)\n",
			page([][]string{{"signed", ""}}, chapters("业务驱动力与背景")...)},
		{"wrong values", "review",
			"a.md:3:1: FM04 \"昨天\", the value of \"date\", is not a date (write it as 2026-09-30)\n" +
				"a.md:5:1: FM04 \"同意\", the value of \"decision\", is not one of the known words (known: 通过、有条件通过、不通过)\n",
			page([][]string{{"phase", "试点"}, {"date", "昨天"}, {"attendees", "a"}, {"decision", "同意"}})},
		{"scores and periods", "health-check",
			"a.md:2:1: FM04 \"第三季度\", the value of \"quarter\", is not a period (write it as 2026-Q3 or 2026-09)\n" +
				"a.md:3:1: FM04 \"101\", the value of \"value_score\", must be a number from 0 to 100\n",
			page([][]string{{"quarter", "第三季度"}, {"value_score", "101"}, {"schedule_score", "0"}, {"findings", "a", "b"}})},
		{"dates and periods as people write them", "health-check", "",
			page([][]string{{"quarter", "2026年第三季度"}, {"date", "2026年9月30日"}})},
		{"a day that is none", "health-check", "a.md:3:1: FM04 \"2026年2月30日\", the value of \"date\", is not a date (write it as 2026-09-30)\n",
			page([][]string{{"quarter", "2026年三季度"}, {"date", "2026年2月30日"}})},
		{"one value only", "retro", "a.md:2:1: FM04 \"date\" takes one value\n",
			page([][]string{{"date", "2026-01-01", "2026-01-02"}}, chapters("发生了什么", "为什么", "改了什么")...)},
		{"unknown keys", "faq", "a.md:2:1: FM03 unknown key \"sistem\" in the front matter (did you mean \"system\"?)\n" +
			"a.md:3:1: FM03 unknown key \"menu\" in the front matter (kind of page: faq) (known: kind, summary, description, owner, deputy, reviewer, reviewed, review_in, tags, weight, draft, aliases, audience, lang, system)\n",
			page([][]string{{"sistem", "a"}, {"menu", "b"}})},
		{"the weight by other names", "page", "", page([][]string{{"nav_order", "3"}, {"sidebar_position", "3"}})},
		{"a chapter with nothing in it", "practice", "a.md:12:1: MA02 the chapter \"效果\" has a heading and nothing below it (write it, or take the heading away)\n",
			page(nil, kb.Heading{Level: 2, Text: "情境", Line: 10}, kb.Heading{Level: 2, Text: "做法", Line: 11}, kb.Heading{Level: 2, Text: "效果", Line: 12, Bare: true}, kb.Heading{Level: 2, Text: "适用", Line: 13})},
		{"a kind by its Chinese name", "运维手册", "a.md:2:1: FM05 there is no kind of page \"运维手册\" (did you mean manual?)\n", page([][]string{{"kind", "运维手册"}})},
		{"no such kind", "novel", "a.md:1:1: FM05 there is no kind of page \"novel\" (known: manual, faq, practice, charter, review, retro, meeting, brief, report, health-check, champion, poc, project, portfolio, glossary, page)\n", page(nil)},
		{"manual with its chapters", "manual", "", page([][]string{{"system", "crm"}}, chapters("1. 系统启停", "数据备份与恢复", "监控与告警", "账号", "应急预案", "联系人")...)},
		{"English manual lacks one", "manual", "a.md:1:1: MA01 the manual lacks chapters: Emergencies (add them; where there is nothing to say, say why. If it is no manual, though its folder says so, write kind: page in the front matter)\n",
			page([][]string{{"system", "crm"}}, chapters("Start and stop", "Backup", "Monitoring", "Permissions", "Contacts")...)},
		{"a manual by its own word lacks one", "manual", "a.md:1:1: MA01 the manual lacks chapters: Emergencies (add them; where there is nothing to say, say why)\n",
			said("manual", page([][]string{{"system", "crm"}}, chapters("Start and stop", "Backup", "Monitoring", "Permissions", "Contacts")...))},
		{"questions", "faq", "a.md:13:1: FA01 the heading \"密码重置\" is not a question (write it as a reader would ask it; that is how they search)\n",
			page(nil, kb.Heading{Level: 2, Text: "登录", Line: 10}, kb.Heading{Level: 3, Text: "怎么登录", Line: 11},
				kb.Heading{Level: 2, Text: "忘记密码？", Line: 12}, kb.Heading{Level: 2, Text: "密码重置", Line: 13}, kb.Heading{Level: 2, Text: "How do I log in", Line: 14})},
		{"a question without an answer", "faq", "a.md:11:1: FA01 \"怎么登录\" is a question without an answer (write the answer, or take the question away)\n",
			page(nil, kb.Heading{Level: 2, Text: "登录", Line: 10, Bare: true}, kb.Heading{Level: 3, Text: "怎么登录", Line: 11, Bare: true})},
		{"an ordinary page", "page", "", page(nil)},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := lines(Check(c.page, c.kind)); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

func TestOfFolder(t *testing.T) {
	for dir, want := range map[string]string{
		"运维手册": "manual", "manuals/crm": "manual", "docs/FAQ": "faq", "常见问题": "faq", "阶段/试点/评审": "review",
		"best-practices": "practice", "faq/评审": "review", ".": "page", "": "page", "其他/页": "page",
	} {
		if got := OfFolder(dir); got != want {
			t.Errorf("OfFolder(%q) = %s, want %s", dir, got, want)
		}
	}
}

// No name, key or word of the table of kinds is there twice, so that a look-up has one answer.
func TestTableIsUnambiguous(t *testing.T) {
	seen := map[string]string{}
	for _, k := range All() {
		for _, w := range append([]string{k.Name}, k.Words...) {
			if other, twice := seen[w]; twice && other != k.Name {
				t.Errorf("%q means both %s and %s", w, other, k.Name)
			}
			seen[w] = k.Name
		}
		for _, f := range k.Fields {
			if f.Type == Word {
				for _, v := range f.Values {
					for _, w := range v.Words {
						if got := f.Meaning(w); got != v.Key {
							t.Errorf("%s.%s: %q means %q, want %q", k.Name, f.Key, w, got, v.Key)
						}
					}
				}
			}
		}
		for _, c := range k.Chapters {
			if !c.In(c.Title("zh-CN")) || !c.In(c.Title("en")) {
				t.Errorf("%s: chapter %v does not know its own names", k.Name, c.Words)
			}
		}
	}
}

func TestDecision(t *testing.T) {
	for said, want := range map[string]string{
		"不通过": "failed", "未通过": "failed", "不通过，整改后再评": "failed", "Rejected": "failed", "reject": "failed",
		"通过": "passed", "passed": "passed", "有条件通过": "conditional", "有条件通过（两项）": "conditional", "": "",
	} {
		if got := Decision(said); got != want {
			t.Errorf("Decision(%q) = %q, want %q", said, got, want)
		}
	}
}

// said is a page whose front matter names its kind.
func said(kind string, p *kb.Page) *kb.Page {
	p.Front.Kind = kind
	return p
}
