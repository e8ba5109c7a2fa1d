package calendar

import (
	"bytes"
	"strings"
	"testing"

	"milepost/bench/toll"
	"unicode/utf8"
)

// property is a line of a file as a reader sees it: unfolded, its text unescaped.
type property struct{ name, value string }

// read is a small reader of .ics files: it unfolds, splits and unescapes lines, and fails
// on lines that are too long, other line breaks than CRLF and split characters.
func read(t *testing.T, src []byte) (all []property) {
	t.Helper()
	if bytes.Contains(bytes.ReplaceAll(src, []byte("\r\n"), nil), []byte("\n")) || !bytes.HasSuffix(src, []byte("\r\n")) {
		t.Error("a line does not end with CRLF")
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(string(src), "\r\n"), "\r\n") {
		if len(line) > 75 {
			t.Errorf("%d bytes in a line: %q", len(line), line)
		}
		if !utf8.ValidString(line) {
			t.Errorf("a character is cut in two: %q", line)
		}
	}
	unfolded := strings.ReplaceAll(string(src), "\r\n ", "")
	for line := range strings.SplitSeq(strings.TrimSuffix(unfolded, "\r\n"), "\r\n") {
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			t.Errorf("no property: %q", line)
		}
		var b strings.Builder
		for i := 0; i < len(value); i++ {
			if value[i] == '\\' && i+1 < len(value) {
				if i++; value[i] == 'n' {
					b.WriteByte('\n')
					continue
				}
			}
			b.WriteByte(value[i])
		}
		all = append(all, property{name, b.String()})
	}
	return all
}

func value(all []property, name string) (values []string) {
	for _, p := range all {
		if p.name == name {
			values = append(values, p.value)
		}
	}
	return values
}

func TestBytes(t *testing.T) {
	long := strings.Repeat("西南区门店专线改造，一个人；", 12) + "👩‍👩‍👧 a\\b"
	c := Calendar{Name: "张三 / 李四, 的日程", Lang: "zh-CN", Day: "2026-11-26", Events: []Event{
		{UID: "b@milepost", Day: "2026-12-31", Title: long, Text: "一行\r\n二行; 三,\\n", URL: "https://wiki.example/a/b.html#x", Group: "里程碑", Changed: "2026-11-20"},
		{UID: "a@milepost", Day: "2026-12-18", Title: "控制\x00字符\x1b，坏\xff字节"},
		{UID: "none@milepost", Day: "", Title: "没有日期"},
	}}
	got := Bytes(c)
	all := read(t, got)
	for name, want := range map[string]string{
		"X-WR-CALNAME": "张三 / 李四, 的日程", "UID": "a@milepost b@milepost",
		"DTSTART;VALUE=DATE": "20261218 20261231", "DTEND;VALUE=DATE": "20261219 20270101",
		"DTSTAMP": "20261126T000000Z 20261126T000000Z", "LAST-MODIFIED": "20261120T000000Z",
		"SUMMARY": "控制字符，坏\uFFFD字节 " + long, "DESCRIPTION": "一行\n二行; 三,\\n",
		"URL": "https://wiki.example/a/b.html#x", "CATEGORIES": "里程碑", "END": "VEVENT VEVENT VCALENDAR",
	} {
		if v := strings.Join(value(all, name), " "); v != want {
			t.Errorf("%s: got %q, want %q", name, v, want)
		}
	}
	if !bytes.Equal(got, Bytes(c)) {
		t.Error("the same days give other bytes")
	}
	if c.Events[0].UID != "b@milepost" {
		t.Error("the caller's events were sorted")
	}
}

// Texts of every length near the fold, with characters of one to four bytes, are read back unchanged.
func TestFold(t *testing.T) {
	for _, r := range []string{"a", "é", "中", "👍"} {
		for n := range 80 {
			title := "x" + strings.Repeat(r, n)
			got := value(read(t, Bytes(Calendar{Events: []Event{{UID: "u", Day: "2026-01-01", Title: title}}})), "SUMMARY")
			if len(got) != 1 || got[0] != title {
				t.Fatalf("%q: read back as %q", title, got)
			}
		}
	}
}

// Some programs refuse an empty calendar.
func TestNothingDue(t *testing.T) {
	all := read(t, Bytes(Calendar{Name: "空", Events: []Event{{UID: "u", Title: "没有日期"}}}))
	if got := strings.Join(value(all, "BEGIN"), " "); got != "VCALENDAR VTIMEZONE STANDARD" {
		t.Errorf("got %s", got)
	}
}

func FuzzBytes(f *testing.F) {
	f.Add("标题", "正文\n\\", "2026-11-26")
	f.Fuzz(func(t *testing.T, title, text, name string) {
		toll.Check(t, []byte(text), func(b []byte) { Bytes(Calendar{Events: []Event{{Title: string(b), Text: string(b)}}}) })
		all := read(t, Bytes(Calendar{Name: name, Events: []Event{{UID: "u", Day: "2026-01-01", Title: title, Text: text}}}))
		if got := value(all, "END"); len(got) != 2 {
			t.Errorf("ends %q", got)
		}
	})
}
