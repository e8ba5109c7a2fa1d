package feedback

import (
	"fmt"
	"strings"
	"testing"

	"milepost/generator/kb"
	"milepost/generator/sheet"
)

const below = "===== 请写在这条线以上；以下几行用来找到页面，请保留 =====\n页面：CRM\n标题：备份\n版本：2026-11-20.3f2a9c1b\n[milepost page=运维手册/CRM.md edition=2026-11-20.3f2a9c1b %sat=备份]\n"

func letter(id, subject, text string, more ...string) []byte {
	head := "From: 王芳 <wang@example.com>\nDate: Thu, 26 Nov 2026 23:30:00 +0800\nSubject: " + subject + "\n"
	if id != "" {
		head += "Message-ID: <" + id + ">\n"
	}
	if len(more) == 0 {
		more = []string{"Content-Type: text/plain; charset=utf-8"}
	}
	return []byte(head + strings.Join(more, "\n") + "\n\n" + text)
}

// brief lists what was imported, one line each, and then the reasons why the rest was not.
func brief(im *Importer) string {
	var out []string
	for _, e := range im.Said {
		out = append(out, fmt.Sprintf("%s %s %s %q %s", e.Date, e.Page, e.Vote, e.Text, e.Who))
	}
	for _, u := range append(im.Unread, im.Left...) {
		out = append(out, u.Code+" "+u.Arg)
	}
	return strings.Join(out, "\n")
}

func TestImportMails(t *testing.T) {
	stamped := func(vote string) string { return fmt.Sprintf(below, vote) }
	quoted := func(s string) string { return "> " + strings.ReplaceAll(s, "\n", "\n> ") }
	for name, c := range map[string]struct {
		in   []byte
		want string
	}{
		"suggestion":         {letter("1@x", "建议：CRM", "缺恢复步骤\n\n第二段\n\n"+stamped("")), `2026-11-26 运维手册/CRM.md#备份  "缺恢复步骤\n\n第二段" `},
		"vote":               {letter("1@x", "没有帮助：CRM", "\n\n\n"+stamped("vote=no ")), `2026-11-26 运维手册/CRM.md#备份 no "" `},
		"vote and words":     {letter("1@x", "有帮助：CRM", "很清楚\n\n"+stamped("vote=yes ")), `2026-11-26 运维手册/CRM.md#备份 yes "很清楚" `},
		"signature":          {letter("1@x", "建议：CRM", "缺步骤\n-- \n王芳 13800000000\n\n"+stamped("")), `2026-11-26 运维手册/CRM.md#备份  "缺步骤" `},
		"phone's signature":  {letter("1@x", "建议：CRM", "缺步骤\n\n发自我的 iPhone\n"+stamped("")), `2026-11-26 运维手册/CRM.md#备份  "缺步骤" `},
		"written below":      {letter("1@x", "建议：CRM", "\n"+stamped("")+"\n写在下面\n-- \n王芳"), `2026-11-26 运维手册/CRM.md#备份  "写在下面" `},
		"the rule is gone":   {letter("1@x", "建议：CRM", "缺步骤\n页面：CRM\n版本：2026-11-20.3f2a9c1b\n[milepost page=运维手册/CRM.md at=]"), `2026-11-26 运维手册/CRM.md  "缺步骤" `},
		"the stamp is gone":  {letter("1@x", "建议：CRM 平台", "缺步骤"), `2026-11-26 CRM 平台  "缺步骤" `},
		"another mail":       {letter("1@x", "周三开会", "三点"), `2026-11-26   "周三开会\n三点" `},
		"a reply":            {letter("2@x", "Re: 建议：CRM", "谢谢，已安排\n\n在 2026年11月26日，王芳 写道：\n"+quoted("缺步骤\n"+stamped("")), "In-Reply-To: <1@x>"), "reply "},
		"a forward":          {letter("3@x", "Fw: 建议：CRM", "请处理\n\n-----原始邮件-----\n发件人：李四 <li@example.com>\n发送时间：2026年11月25日\n主题：建议：CRM\n\n转来的话\n\n"+stamped("")), `2026-11-26 运维手册/CRM.md#备份  "转来的话" `},
		"a quoted forward":   {letter("3@x", "Fwd: 建议：CRM", "请处理\n\n"+quoted("From: li@example.com\nSubject: x\n\n转来的话\n\n"+stamped(""))), `2026-11-26 运维手册/CRM.md#备份  "转来的话" `},
		"forwarded whole":    {letter("3@x", "转发", "--b\nContent-Type: text/plain; charset=utf-8\n\n见附件\n--b\nContent-Type: message/rfc822\n\n"+string(letter("1@x", "建议：CRM", "里面的话\n"+stamped("")))+"\n--b--", "Content-Type: multipart/mixed; boundary=b"), `2026-11-26 运维手册/CRM.md#备份  "里面的话" `},
		"nothing is written": {letter("1@x", "建议：CRM", "\n\n"+stamped("")), "empty "},
		"a search":           {letter("1@x", "没有搜到：年假", "\n===== 以上 =====\n搜索：年假\n[milepost page=search.html at=]"), `2026-11-26   "没有搜到：年假" `},
		"broken":             {[]byte("PK\x03\x04"), "broken header"},
	} {
		im := &Importer{}
		im.Add(t.Context(), "a.eml", c.in)
		if got := brief(im); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, c.want)
		}
	}
}

func TestSendersOnlyIfAsked(t *testing.T) {
	for senders, want := range map[bool]string{false: "页面反馈", true: "王芳 <wang@example.com>"} {
		im := &Importer{Senders: senders}
		im.Add(t.Context(), "a.eml", letter("1@x", "建议：CRM", "缺步骤\n"+fmt.Sprintf(below, "")))
		s, _, _ := im.Tables("zh-CN", nil)
		if got := s.Rows[0][2].Text; got != want {
			t.Errorf("senders %v: %q", senders, got)
		}
		if all := fmt.Sprint(s.Rows); !senders && strings.Contains(all, "wang") {
			t.Errorf("an address in %s", all)
		}
	}
}

// Each thing is imported once, whatever its file is called; ids go on from those
// that are there.
func TestNothingTwice(t *testing.T) {
	a, b := letter("1@x", "建议：CRM", "一\n"+fmt.Sprintf(below, "")), letter("", "建议：CRM", "二\n"+fmt.Sprintf(below, "vote=no "))
	form := []byte("提交时间,提交人,页面,建议内容,是否有帮助\n2026-11-20 10:00,李四,CRM,补联系人,没有\n2026-11-21 10:00,赵六,CRM,,有\n,,,,\n")
	im := &Importer{}
	for _, name := range []string{"a", "again"} {
		im.Add(t.Context(), name+".eml", a)
		im.Add(t.Context(), name+"2.eml", b)
		im.Add(t.Context(), name+".csv", form)
	}
	if im.Twice != 4 || len(im.Said) != 4 {
		t.Fatalf("%d twice, said\n%s", im.Twice, brief(im))
	}
	s, counts, votes := im.Tables("zh-CN", []string{"S-009", "S-016", "旧-3", "x"})
	var ids []string
	for _, r := range s.Rows {
		ids = append(ids, r[0].Text)
	}
	if got := strings.Join(ids, " "); got != "S-017 S-018 S-019" {
		t.Errorf("ids %s", got)
	}
	if len(votes.Rows) != 3 || len(counts.Rows) != 2 || counts.Rows[0][0].Text != "CRM" && counts.Rows[1][0].Text != "CRM" {
		t.Errorf("votes %v, counts %v", votes.Rows, counts.Rows)
	}
	book, err := Book("x", "zh-CN", "2026-11-26", s, counts, votes)
	if err != nil {
		t.Fatal(err)
	}
	for name, known := range map[string][]byte{"x.xlsx": book, "x.csv": CSV(s)} {
		later := &Importer{}
		later.Add(t.Context(), name, known)
		later.Add(t.Context(), "a.eml", a)
		if len(later.Said) != 0 || later.Twice != 1 {
			t.Errorf("%s: imported again: %s", name, brief(later))
		}
	}
}

// A text that a spreadsheet would run as a formula is written as text.
func TestFormulasStayTexts(t *testing.T) {
	im := &Importer{}
	const evil = "=cmd|'/c calc'!A1"
	im.Add(t.Context(), "a.eml", letter("1@x", "建议：CRM", evil+"\n"+fmt.Sprintf(below, "")))
	s, counts, votes := im.Tables("zh-CN", nil)
	if csv := string(CSV(s)); !strings.Contains(csv, ",'"+evil) {
		t.Errorf("CSV %s", csv)
	}
	b, err := Book("x", "zh-CN", "", s, counts, votes)
	if err != nil {
		t.Fatal(err)
	}
	set := sheet.Read(t.Context(), "x.xlsx", b, sheet.Options{}).Datasets[0].Get()
	if c := set.Cell(0, kb.FieldText); c.Kind != kb.Text || c.Text != evil || set.Schema != kb.SchemaSuggestions {
		t.Errorf("%+v of %s", c, set.Schema)
	}
}

func TestNumbering(t *testing.T) {
	for ids, want := range map[string]string{"": "S-001", "1 2 3": "4", "A-1 A-2 B-0100": "A-3", "建议-099": "建议-100", "x y": "S-001", "S-9999999999": "S-9000000000"} {
		next := numbering(strings.Fields(ids))
		if got := next(); got != want && ids != "S-9999999999" {
			t.Errorf("after %q: %s, want %s", ids, got, want)
		}
	}
}

func FuzzImport(f *testing.F) {
	f.Add(letter("1@x", "建议：CRM", "一\n"+fmt.Sprintf(below, "")))
	f.Add(letter("", "Fw: x", "> 发件人：x\n> \n> a\n> "+fmt.Sprintf(below, "vote=yes ")))
	f.Fuzz(func(t *testing.T, in []byte) {
		if len(in) > 1<<16 {
			return
		}
		im := &Importer{}
		im.Add(t.Context(), "a.eml", in)
		im.Add(t.Context(), "b.eml", in)
		if n := len(im.Said); im.Twice != n {
			t.Errorf("%d said, %d twice", n, im.Twice)
		}
		s, counts, votes := im.Tables("en", nil)
		if len(s.Rows)+len(votes.Rows) < len(im.Said) || len(counts.Rows) > len(votes.Rows) {
			t.Errorf("%d and %d rows of %d", len(s.Rows), len(votes.Rows), len(im.Said))
		}
		CSV(s)
	})
}
