// Package calendar writes days as iCalendar files (RFC 5545, names of RFC 7986).
//
// In goes a list of events, each due on a day; out come the bytes of an .ics file to
// which people can subscribe in Outlook, Apple's, Google's and Lark's calendars. Every
// event lasts a whole day. Equal events give equal bytes: the package reads no clock,
// and the time stamp of the file is the day that the caller gives.
package calendar

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"milepost/generator/kb"
)

// Version changes when the same events give other bytes.
const Version = "1"

// Calendar is one file.
type Calendar struct {
	Name   string  // as calendar programs show it
	Lang   string  // zh-CN or en
	Day    kb.Date // the time stamp of all events; "": 1970-01-01
	Events []Event
}

// Event is something that is due on a day.
type Event struct {
	UID     string // stays the same when the day moves, so that programs move the event, too
	Day     kb.Date
	Title   string
	Text    string  // may have several lines
	URL     string  // absolute, "" if unknown
	Group   string  // the category: review, milestone
	Changed kb.Date // day of the last change, "" if unknown
}

// Bytes is the file. Events are sorted by their days. Events without a day are left out,
// since one of them would make programs refuse the whole file.
func Bytes(c Calendar) []byte {
	w := writer{stamp: stamp(cmp.Or(c.Day, "1970-01-01"))}
	w.line("BEGIN", "VCALENDAR")
	w.line("VERSION", "2.0")
	w.line("PRODID", "-//Milepost//Milepost//"+strings.ToUpper(cmp.Or(c.Lang, "en")))
	w.line("CALSCALE", "GREGORIAN")
	w.line("METHOD", "PUBLISH")
	w.text("NAME", c.Name)
	w.text("X-WR-CALNAME", c.Name)
	w.line("REFRESH-INTERVAL;VALUE=DURATION", "P1D")
	w.line("X-PUBLISHED-TTL", "P1D")
	events := slices.DeleteFunc(slices.Clone(c.Events), func(e Event) bool { return len(e.Day) != len("2026-09-30") })
	slices.SortStableFunc(events, func(a, b Event) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Title, b.Title), cmp.Compare(a.UID, b.UID))
	})
	for _, e := range events {
		w.event(e)
	}
	if len(events) == 0 {
		w.zone()
	}
	w.line("END", "VCALENDAR")
	return []byte(w.out.String())
}

type writer struct {
	out   strings.Builder
	stamp string
}

// event writes one event. It is "transparent": a deadline does not make people busy.
func (w *writer) event(e Event) {
	w.line("BEGIN", "VEVENT")
	w.line("UID", e.UID)
	w.line("DTSTAMP", w.stamp)
	w.line("DTSTART;VALUE=DATE", basic(e.Day))
	w.line("DTEND;VALUE=DATE", basic(e.Day.AddDays(1)))
	w.text("SUMMARY", e.Title)
	w.text("DESCRIPTION", e.Text)
	w.text("CATEGORIES", e.Group)
	if e.URL != "" {
		w.line("URL", e.URL)
	}
	if e.Changed != "" {
		w.line("LAST-MODIFIED", stamp(e.Changed))
	}
	w.line("TRANSP", "TRANSPARENT")
	w.line("END", "VEVENT")
}

// zone writes a time zone into a calendar without events, since a calendar must not be empty.
func (w *writer) zone() {
	for _, l := range [][2]string{
		{"BEGIN", "VTIMEZONE"}, {"TZID", "UTC"}, {"BEGIN", "STANDARD"}, {"DTSTART", "19700101T000000"},
		{"TZOFFSETFROM", "+0000"}, {"TZOFFSETTO", "+0000"}, {"END", "STANDARD"}, {"END", "VTIMEZONE"},
	} {
		w.line(l[0], l[1])
	}
}

// text writes a property whose value is a text; nothing if the text is empty.
func (w *writer) text(name, value string) {
	if value = strings.TrimSpace(value); value != "" {
		w.line(name, escaper.Replace(strings.ReplaceAll(strings.ReplaceAll(value, "\r\n", "\n"), "\r", "\n")))
	}
}

// escaper escapes texts (RFC 5545, section 3.3.11).
var escaper = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`)

// maxLine is how many bytes a line may have without its line break (section 3.1).
const maxLine = 75

// line writes a property, folded into several lines if it is long. A fold never splits a character:
// programs that do not unfold lines would show broken characters.
func (w *writer) line(name, value string) {
	rest := plain(name + ":" + value)
	for room := maxLine; len(rest) > room; room = maxLine - 1 { // the space at the beginning of each further line counts
		cut := room
		for !utf8.RuneStart(rest[cut]) {
			cut--
		}
		w.out.WriteString(rest[:cut] + "\r\n ")
		rest = rest[cut:]
	}
	w.out.WriteString(rest + "\r\n")
}

// plain removes control characters, which no line may hold, and replaces bytes that are not UTF-8.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

func basic(d kb.Date) string { return strings.ReplaceAll(string(d), "-", "") }

func stamp(d kb.Date) string { return basic(d) + "T000000Z" }
