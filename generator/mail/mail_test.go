package mail

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"os"
	"strings"
	"testing"

	"milepost/bench/toll"
	"time"
)

func monthly() Message {
	return Message{
		From: "王芳（项目经理） <wang.fang@example.com>", To: []string{"指导委员会 <board@example.com>", "li@example.com"}, Cc: []string{`"Chen, Bo" <chen@example.com>`},
		Subject: "【月报】智慧零售收银系统推广项目 2026-09：总体黄灯，推广完成 77%，按工作日应为 83%，落后 6 个百分点；预测 12-31 完成",
		Date:    time.Date(2026, 10, 8, 9, 0, 0, 0, time.FixedZone("", 8*3600)),
		Text:    "结论：黄灯。\n推广完成 77%。\n. 一行以点开头\n" + strings.Repeat("很长的一行，", 400),
		HTML:    "<h1>结论</h1><p>" + strings.Repeat("推广完成 77%。", 200) + "</p>",
		Files: []File{
			{Name: "智慧零售收银系统推广项目—月报（2026-09）含指标、风险、里程碑与需决策事项.xlsx", Type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Bytes: bytes.Repeat([]byte{0, 1, 2, 0xff, '\r', '\n', '.'}, 500)},
			{Name: "report.html", Type: "text/html; charset=utf-8", Bytes: []byte("<p>x")},
		},
	}
}

// leaf is a part without parts, decoded.
type leaf struct {
	kind, name, named string // named: the name in Content-Type
	body              string
}

// leaves reads a message with the standard library.
func leaves(t *testing.T, b []byte) (netmail.Header, []leaf) {
	t.Helper()
	m, err := netmail.ReadMessage(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	var out []leaf
	var read func(get func(string) string, body io.Reader)
	read = func(get func(string) string, body io.Reader) {
		kind, params, err := mime.ParseMediaType(get("Content-Type"))
		if err != nil {
			t.Fatalf("%q: %v", get("Content-Type"), err)
		}
		if strings.HasPrefix(kind, "multipart/") {
			out = append(out, leaf{kind: kind})
			for r := multipart.NewReader(body, params["boundary"]); ; {
				p, err := r.NextRawPart()
				if err == io.EOF {
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				read(p.Header.Get, p)
			}
		}
		switch get("Content-Transfer-Encoding") {
		case "base64":
			body = base64.NewDecoder(base64.StdEncoding, body)
		case "quoted-printable":
			body = quotedprintable.NewReader(body)
		}
		text, err := io.ReadAll(body)
		if err != nil {
			t.Fatal(err)
		}
		_, disposition, _ := mime.ParseMediaType(get("Content-Disposition"))
		name, err := new(mime.WordDecoder).DecodeHeader(params["name"])
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, leaf{kind: kind, name: disposition["filename"], named: name, body: string(text)})
	}
	read(m.Header.Get, m.Body)
	return m.Header, out
}

func crlf(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }

func TestMessageReadsBack(t *testing.T) {
	m := monthly()
	b, err := Write(m)
	if err != nil {
		t.Fatal(err)
	}
	if to := os.Getenv("MILEPOST_KEEP"); to != "" { // to open it in a mail program
		if err := os.WriteFile(to, b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	h, got := leaves(t, b)
	if subject, err := new(mime.WordDecoder).DecodeHeader(h.Get("Subject")); subject != m.Subject {
		t.Errorf("subject %q (%v)", subject, err)
	}
	if d, err := h.Date(); err != nil || !d.Equal(m.Date) {
		t.Errorf("date %v (%v)", d, err)
	}
	for field, want := range map[string]string{"From": "王芳（项目经理） wang.fang@example.com", "To": "指导委员会 board@example.com, li@example.com", "Cc": "Chen, Bo chen@example.com"} {
		list, err := h.AddressList(field)
		var all []string
		for _, a := range list {
			all = append(all, strings.TrimSpace(a.Name+" "+a.Address))
		}
		if strings.Join(all, ", ") != want {
			t.Errorf("%s: %q (%v), want %q", field, all, err, want)
		}
	}
	if h.Get("X-Unsent") != "1" || !strings.HasSuffix(h.Get("Message-ID"), "@milepost.invalid>") {
		t.Errorf("not a draft with an id: %v", h)
	}
	want := []leaf{{kind: "multipart/mixed"}, {kind: "multipart/alternative"},
		{kind: "text/plain", body: crlf(m.Text)}, {kind: "text/html", body: m.HTML},
		{kind: m.Files[0].Type, name: m.Files[0].Name, named: m.Files[0].Name, body: string(m.Files[0].Bytes)},
		{kind: "text/html", name: "report.html", named: "report.html", body: "<p>x"}}
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			t.Fatalf("part %d: got %.300q, want %.300q", i, got, want)
		}
	}
}

func TestLinesAreShortAndPlain(t *testing.T) {
	m := monthly()
	m.Subject = strings.Repeat("x", 3000)
	m.To = append(m.To, strings.Repeat("很长的姓名", 50)+" <a@b.cn>", strings.Repeat("long name ", 30)+"<a@b.cn>")
	m.Files = append(m.Files, File{Name: strings.Repeat("长", 500) + ".pdf", Type: strings.Repeat("x", 2000)})
	b, err := Write(m)
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(strings.TrimSuffix(string(b), "\r\n"), "\r\n") {
		if len(line) > 78 && !strings.HasPrefix(line, "Content-Type: ") || len(line) > 170 || strings.ContainsAny(line, "\r\n") || strings.ContainsFunc(line, func(r rune) bool { return r > '~' || r < ' ' }) {
			t.Errorf("line %d of %d bytes: %q", i+1, len(line), line)
		}
	}
	_, parts := leaves(t, b)
	if name := parts[len(parts)-1].name; !strings.HasSuffix(name, "长.pdf") || len([]rune(name)) != 120 {
		t.Errorf("a long name became %q", name)
	}
}

// No value of a field can begin a new line of the header.
func TestNoFieldAddsAHeader(t *testing.T) {
	evil := "x\r\nBcc: all@example.com\r\n\r\n<script>"
	m := Message{Subject: evil, From: "王\r\nBcc: all@example.com <a@b.cn>", Text: "t", Files: []File{{Name: "a\r\nX-Evil: 1\r\n.pdf", Type: "text/html\r\nX-Evil: 1"}, {Name: `..\..\x"y.pdf`, Type: "multipart/mixed; boundary=z"}, {}}}
	b, err := Write(m)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(string(b), "\r\n") {
		if strings.HasPrefix(line, "Bcc") || strings.HasPrefix(line, "X-Evil") || strings.HasPrefix(line, "<script") {
			t.Errorf("a field began the line %q\n%s", line, b)
		}
	}
	_, parts := leaves(t, b)
	var names []string
	for _, p := range parts[2:] {
		if p.kind != "application/octet-stream" {
			t.Errorf("a file of kind %s", p.kind)
		}
		names = append(names, p.name)
	}
	if got := strings.Join(names, "|"); got != "a X-Evil_ 1 .pdf|x_y.pdf|file" {
		t.Errorf("names %q", got)
	}
	for _, bad := range []string{"no address", "a@b.cn\r\nBcc: c@d.cn", "<a@b.cn>, <c@d.cn>", "王@例子.中国", "a@" + strings.Repeat("b", 400)} {
		if b, err := Write(Message{To: []string{bad}}); err == nil {
			t.Errorf("%q passed as an address:\n%s", bad, b)
		}
	}
}

func TestSameMessageSameBytes(t *testing.T) {
	a, err := Write(monthly())
	if err != nil {
		t.Fatal(err)
	}
	b, _ := Write(monthly())
	if !bytes.Equal(a, b) {
		t.Error("two messages of the same")
	}
	other := monthly()
	other.Files[1].Bytes = []byte("<p>y")
	c, _ := Write(other)
	ha, _ := leaves(t, a)
	hc, _ := leaves(t, c)
	if ha.Get("Message-ID") == hc.Get("Message-ID") {
		t.Error("another message has the same id")
	}
}

// A message of text alone is one part; without a date and people it still is a message.
func TestShortMessage(t *testing.T) {
	b, err := Write(Message{Subject: "hello", Text: "a = b\r\nc"})
	if err != nil {
		t.Fatal(err)
	}
	h, parts := leaves(t, b)
	if len(parts) != 1 || parts[0].body != "a = b\r\nc" || h.Get("Subject") != "hello" || h.Get("Date") != "" || h.Get("From") != "" {
		t.Errorf("got %q\n%s", parts, b)
	}
}

func FuzzMessage(f *testing.F) {
	f.Add("月报", "王 <a@b.cn>", "表.xlsx", "text/html; charset=x", "一\n二")
	f.Fuzz(func(t *testing.T, subject, who, name, kind, body string) {
		toll.Check(t, []byte(body), func(b []byte) { _, _ = Write(Message{From: who, Subject: string(b), Text: string(b), HTML: string(b)}) })
		b, err := Write(Message{From: who, Subject: subject, Text: body, HTML: "<p>" + body, Files: []File{{Name: name, Type: kind, Bytes: []byte(body)}}})
		if err != nil {
			return
		}
		_, parts := leaves(t, b)
		if len(parts) != 5 || parts[4].body != body {
			t.Errorf("parts %q", parts)
		}
		for line := range strings.SplitSeq(string(b), "\r\n") {
			if len(line) > 998 || strings.ContainsAny(line, "\r\n") {
				t.Errorf("line %q", line)
			}
		}
	})
}
