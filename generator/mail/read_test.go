package mail

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"milepost/bench/toll"
	"milepost/generator/text"
)

// eml is a mail with CRLF at the ends of its lines.
func eml(lines ...string) []byte { return []byte(strings.Join(lines, "\r\n") + "\r\n") }

func gb(t *testing.T, s string) string {
	t.Helper()
	b, err := text.ToGB18030(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestRead(t *testing.T) {
	b64 := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	for name, c := range map[string]struct {
		in   []byte
		want string // sender|subject|text|attached|inner texts
	}{
		"plain":              {eml("From: wang@example.com", "Subject: hello", "", "one", "two"), "|wang@example.com|hello|one\ntwo"},
		"encoded words":      {eml("From: =?GB2312?B?"+b64(gb(t, "王芳"))+"?= <w@example.com>", "Subject: =?utf-8?Q?=E5=BB=BA?=", " =?utf-8?B?"+b64("议")+"?=", "", "x"), "王芳|w@example.com|建议|x"},
		"gbk base64":         {eml("From: w@example.com", "Content-Type: text/plain; charset=\"gbk\"", "Content-Transfer-Encoding: base64", "", b64(gb(t, "缺一个例子"))), "|w@example.com||缺一个例子"},
		"big5":               {eml("From: w@example.com", "Content-Type: text/plain; charset=big5", "", "\xab\xd8\xc4\xb3"), "|w@example.com||建議"},
		"latin":              {eml("From: w@example.com", "Content-Type: text/plain; charset=iso-8859-1", "Content-Transfer-Encoding: quoted-printable", "", "caf=E9 =", "au lait"), "|w@example.com||café au lait"},
		"says nothing":       {eml("From: w@example.com", "Subject: "+gb(t, "建议"), "", gb(t, "没有写编码")), "|w@example.com|建议|没有写编码"},
		"plain before html":  {eml("From: w@example.com", "Content-Type: multipart/alternative; boundary=b", "", "--b", "Content-Type: text/plain; charset=utf-8", "", "纯文本", "--b", "Content-Type: text/html; charset=utf-8", "", "<p>网页</p>", "--b--"), "|w@example.com||纯文本"},
		"html alone":         {eml("From: w@example.com", "Content-Type: text/html; charset=utf-8", "", "<html><head><title>t</title><style>p{}</style></head><body><p>一 &amp; 二<br>三&nbsp;四</p><!-- <p>no --><div>五</div><blockquote>旧的</blockquote>六<script>x</script></body>"), "|w@example.com||一 & 二\n三 四\n五\n> 旧的\n六"},
		"attachments":        {eml("From: w@example.com", "Content-Type: multipart/mixed; boundary=\"a b\"", "", "--a b", "", "文", "--a b", "Content-Type: application/pdf; name=\"=?utf-8?B?"+b64("图.pdf")+"?=\"", "Content-Transfer-Encoding: base64", "", "!!!", "--a b", "Content-Type: text/plain", "Content-Disposition: attachment; filename=\"..\\..\\x.txt\"", "", "not read", "--a b--"), "|w@example.com||文|图.pdf,x.txt"},
		"no end":             {eml("From: w@example.com", "Content-Type: multipart/mixed; boundary=b", "", "--b", "", "文"), "|w@example.com||文"},
		"forward":            {eml("From: w@example.com", "Content-Type: multipart/mixed; boundary=b", "", "--b", "", "看附件", "--b", "Content-Type: message/rfc822", "", "From: li@example.com", "Subject: s", "", "里面", "--b--"), "|w@example.com||看附件|(li@example.com:里面)"},
		"outlook with text":  {eml("From: w@example.com", "Content-Type: multipart/mixed; boundary=b", "", "--b", "", "文", "--b", "Content-Type: application/ms-tnef; name=winmail.dat", "", "xx", "--b--"), "|w@example.com||文|winmail.dat"},
		"base64 with rubble": {eml("From: w@example.com", "Content-Transfer-Encoding: base64", "", "aGVs! \t", " bG8="), "|w@example.com||hello"},
		"zero bytes":         {eml("From: w@example.com", "", "a\x00b"), "|w@example.com||ab"},
	} {
		m, err := Read(c.in)
		got := m.Name + "|" + m.Address + "|" + m.Subject + "|" + strings.TrimSpace(m.Text)
		rest := m.Attached
		for _, in := range m.Inner {
			rest = append(rest, "("+in.Address+":"+strings.TrimSpace(in.Text)+")")
		}
		if len(rest) > 0 {
			got += "|" + strings.Join(rest, ",")
		}
		if err != nil || got != c.want {
			t.Errorf("%s: %q (%v), want %q", name, got, err, c.want)
		}
	}
}

// nested is parts within parts.
func nested(depth int) []byte {
	var b strings.Builder
	b.WriteString("From: w@example.com\r\n")
	for i := range depth {
		fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
	}
	return []byte(b.String() + "\r\nx\r\n")
}

// Hostile mails cost little time and memory, and each is reported.
func TestHostileMails(t *testing.T) {
	many := strings.Repeat("--b\r\n\r\nx\r\n", 10_000)
	forwards := "From: a@b.cn\r\nContent-Type: text/plain\r\n\r\nend"
	for range 60 {
		forwards = "From: a@b.cn\r\nContent-Type: message/rfc822\r\n\r\n" + forwards
	}
	for name, c := range map[string]struct {
		in   string
		want string // code of Unread; "" if it is read
	}{
		"100 MB of base64":      {"From: a@b.cn\r\nContent-Transfer-Encoding: base64\r\n\r\n" + strings.Repeat("QUFB\r\n", 100<<20/6), "size"},
		"15 MB of text":         {"From: a@b.cn\r\n\r\n" + strings.Repeat("x", 15<<20), "text"},
		"10,000 parts":          {"From: a@b.cn\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + many, "parts"},
		"10,000 parts in parts": {string(nested(10_000)), "depth"},
		"60 forwards":           {forwards, "depth"},
		"a header of 1 MB":      {"From: a@b.cn\r\nX-Long: " + strings.Repeat("x", 1<<20) + "\r\nSubject: " + strings.Repeat("=?utf-8?B?5bu6?= ", 80_000) + "\r\n\r\nx", ""},
		"100,000 fields":        {"From: a@b.cn\r\n" + strings.Repeat("X-A: b\r\n", 100_000) + "\r\nx", ""},
		"a sender of 1 MB":      {"From: " + strings.Repeat("(", 1<<20) + "\r\nSubject: s\r\n\r\nx", ""},
		"a charset unknown":     {"From: a@b.cn\r\nContent-Type: text/plain; charset=klingon\r\n\r\nx", "charset"},
		"bytes that are none":   {"From: a@b.cn\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\xff\xff\xff", "charset"},
		"no mail":               {"\x00\x01\x02PK", "broken"},
		"nothing":               {"", "broken"},
		"no boundary":           {"From: a@b.cn\r\nContent-Type: multipart/mixed\r\n\r\nx", "broken"},
		"winmail.dat":           {"From: a@b.cn\r\nContent-Type: application/ms-tnef\r\n\r\nx", "outlook"},
		"encrypted":             {"From: a@b.cn\r\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nx", "encrypted"},
		"open tags":             {"From: a@b.cn\r\nContent-Type: text/html\r\n\r\n" + strings.Repeat("<script", 200_000), ""},
		"styles without end":    {"From: a@b.cn\r\nContent-Type: text/html\r\n\r\n" + strings.Repeat("<style></stile>", 100_000), ""},
		"comments without end":  {"From: a@b.cn\r\nContent-Type: text/html\r\n\r\n" + strings.Repeat("<!--", 400_000), ""},
		"quotations in depth":   {"From: a@b.cn\r\nContent-Type: text/html\r\n\r\n" + strings.Repeat("<blockquote>a", 100_000), ""},
		"a bare CR and LF":      {"From: a@b.cn\r\nSubject: =?utf-8?Q?a=0D=0ABcc:_x@y.cn?=\r\n\r\nx", ""},
	} {
		var m Received
		var err error
		took := toll.Took(func() { m, err = Read([]byte(c.in)) })
		var why *Unread
		if errors.As(err, &why); c.want == "" && err != nil || c.want != "" && (why == nil || why.Code != c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
		if took > 5*time.Second || len(m.Text) > 3<<20 {
			t.Errorf("%s took %v and gave %d bytes", name, took, len(m.Text))
		}
		if strings.ContainsAny(m.Subject+m.Name+m.Address, "\r\n\x00") {
			t.Errorf("%s: a field ends a line: %q", name, m.Subject)
		}
	}
}

// What Write makes, Read reads.
func TestReadsWhatIsWritten(t *testing.T) {
	w := monthly()
	b, err := Write(w)
	if err != nil {
		t.Fatal(err)
	}
	m, err := Read(b)
	if err != nil || m.Subject != w.Subject || m.Text != w.Text || m.Name != "王芳（项目经理）" || m.Address != "wang.fang@example.com" || !m.Date.Equal(w.Date) || len(m.Attached) != len(w.Files) {
		t.Errorf("%+v (%v)", m, err)
	}
}

func FuzzRead(f *testing.F) {
	b, err := Write(monthly())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b[:2000])
	f.Add(nested(5))
	f.Add(eml("From: a@b.cn", "Content-Type: text/html; charset=gbk", "Content-Transfer-Encoding: quoted-printable", "", "<p>=C4=E3</p><blockquote>x"))
	f.Add(eml("From: a@b.cn", "Content-Type: message/rfc822", "", "From: c@d.cn", "Content-Type: multipart/mixed; boundary=b", "", "--b", "Content-Type: application/ms-tnef", "", "x", "--b--"))
	f.Fuzz(func(t *testing.T, in []byte) {
		if len(in) > 1<<16 {
			return
		}
		toll.Check(t, in, func(in []byte) {
			m, err := Read(in)
			var why *Unread
			if err != nil && !errors.As(err, &why) {
				t.Errorf("%v says no reason", err)
			}
			if strings.ContainsAny(m.Subject, "\r\n\x00") || strings.Contains(m.Text, "\x00") {
				t.Errorf("%q, %q", m.Subject, m.Text)
			}
		})
	})
}
