package feedback

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"milepost/bench/toll"
)

// whole fills the holes of a feedback link as the script of a page does.
func whole(l Link, values map[byte]string) string {
	href := l.Href
	holes := strings.Fields(l.Holes)
	slices.Reverse(holes)
	for _, h := range holes {
		at, _ := strconv.Atoi(h[:len(h)-1])
		href = href[:at] + strings.ReplaceAll(url.QueryEscape(values[h[len(h)-1]]), "+", "%20") + href[at:]
	}
	return href
}

func TestMailCarriesThePage(t *testing.T) {
	stamp := Stamp{Page: "手册/a&b?c#d%e 🙂.md", Edition: "2026-11-20.3f2a9c1b", Vote: No}
	l := Mail("kb+100%@example.com", []Piece{{Text: "没有帮助：A & B? #1 100%\r\nBcc: all@example.com"}},
		append([]Piece{{Text: "\n\n页面：🙂\n", Hole: HoleLine}}, stamp.Pieces()...))
	for i := range len(l.Href) {
		if c := l.Href[i]; c <= ' ' || c > '~' || strings.IndexByte("\"'<>`", c) >= 0 {
			t.Fatalf("byte %q in %s", c, l.Href)
		}
	}
	u, err := url.Parse(whole(l, map[byte]string{HoleLine: "标题：备份\r\n", HoleAnchor: stampValue("备份 & 恢复")}))
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	if to, _ := url.PathUnescape(u.Opaque); to != "kb+100%@example.com" || len(q) != 2 {
		t.Errorf("to %q, fields %v", to, q)
	}
	if got := q.Get("subject"); got != "没有帮助：A & B? #1 100%  Bcc: all@example.com" {
		t.Errorf("subject %q", got)
	}
	want := "\r\n\r\n页面：🙂\r\n标题：备份\r\n[milepost page=手册/a%26b?c#d%25e%20🙂.md edition=2026-11-20.3f2a9c1b vote=no at=备份%20%26%20恢复]\r\n"
	if got := q.Get("body"); got != want {
		t.Errorf("body %q\nwant %q", got, want)
	}
	stamp.At = "备份 & 恢复"
	if got, _, _, ok := FindStamp(q.Get("body")); !ok || got != stamp {
		t.Errorf("stamp %+v, want %+v", got, stamp)
	}
}

// Mail programs fold lines, quote them and change blanks.
func TestStampSurvivesMailPrograms(t *testing.T) {
	want := Stamp{Page: "运维手册/CRM 平台.md", Edition: "2026-11-20.3f2a9c1b", Vote: Yes, At: "备份-1"}
	for name, s := range map[string]string{
		"as it was":  "x [milepost page=运维手册/CRM%20平台.md edition=2026-11-20.3f2a9c1b vote=yes at=备份-1] y",
		"folded":     "[milepost\r\npage=运维手册/CRM%20平台.md\r\nedition=2026-11-20.3f2a9c1b vote=yes\r\nat=备份-1]",
		"quoted":     "> [milepost page=运维手册/CRM%20平台.md\n> edition=2026-11-20.3f2a9c1b vote=yes at=备份-1]",
		"cut inside": "> [milepost page=运维手\n> 册/CRM%20平台.md edition=2026-11-20.3f2a9c1b vote=yes at=备份-1]",
		"loud":       "[MILEPOST PAGE=运维手册/CRM%20平台.md EDITION=2026-11-20.3f2a9c1b VOTE=YES AT=备份-1]",
	} {
		if got, _, _, ok := FindStamp(s); !ok || got != want {
			t.Errorf("%s: %+v (%v)", name, got, ok)
		}
	}
	for _, s := range []string{"", "[milepost]", "[milepost page", "milepost page=a at=", "[milestone page=a]"} {
		if got, _, _, ok := FindStamp(s); ok {
			t.Errorf("%q gave %+v", s, got)
		}
	}
}

func TestWebFillsPlaceholders(t *testing.T) {
	l := Web("https://git.例子.cn/x/issues/new?issue[title]={title}&issue[description]={page} {heading}%0A{url}#z", map[string][]Piece{
		"title": {{Text: "A&B=#?\r\n100%"}}, "page": {{Text: "手册/a.md"}}, "heading": {{Hole: HoleHeading}}, "url": {{Hole: HoleURL}},
	})
	u, err := url.Parse(whole(l, map[byte]string{HoleHeading: "备份&恢复", HoleURL: "http://kb/a.html#b"}))
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	if q.Get("issue[title]") != "A&B=#?\r\n100%" || q.Get("issue[description]") != "手册/a.md 备份&恢复\nhttp://kb/a.html#b" || u.Fragment != "z" || len(q) != 2 {
		t.Errorf("%v\n%s", q, l.Href)
	}
}

func FuzzStamp(f *testing.F) {
	f.Add("手册/a b.md", "2026", "yes", "x]=[%41", "before")
	f.Fuzz(func(t *testing.T, page, edition, vote, at, around string) {
		want := Stamp{Page: strings.ToValidUTF8(page, "\uFFFD"), Edition: strings.ToValidUTF8(edition, "\uFFFD"), At: strings.ToValidUTF8(at, "\uFFFD")}
		if strings.Contains(around, "[") || strings.ContainsRune(page+edition+at, '\u00a0') || page+edition == "" {
			return
		}
		l := Mail("a@b.cn", nil, append([]Piece{{Text: around + "\n"}}, want.Pieces()...))
		u, err := url.Parse(whole(l, map[byte]string{HoleAnchor: stampValue(want.At)}))
		if err != nil {
			t.Fatal(err)
		}
		if got, _, _, ok := FindStamp(u.Query().Get("body")); !ok || got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
		toll.Check(t, []byte(around), func(b []byte) { FindStamp(string(b)) })
	})
}
