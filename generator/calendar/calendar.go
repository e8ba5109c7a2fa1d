// Package calendar writes days as iCalendar files (RFC 5545, names of RFC 7986).
//
// In goes a list of days with what is due on them; out come the bytes of an
// .ics file that Outlook, Apple's, Google's and Lark's calendars subscribe to.
// Every event is of a whole day. Same days, same bytes: no clock is read, and
// the stamp of the file is the day that the caller gives.
package calendar

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"milepost/generator/kb"
)

// Version is of the form of the files; it changes when the same days give other bytes.
const Version = "1"

// Calendar is one file.
type Calendar struct {
	Name   string // what programs call it
	Lang   string // zh-CN or en
	Day    kb.Date
	Events []Event
}

// Event is something that is due on a day.
type Event struct {
	UID     string // stays the same when the day moves, so that programs move the event, too
	Day     kb.Date
	Title   string
	Text    string  // may have several lines
	URL     string  // absolute, "" if nobody knows it
	Group   string  // what it is: a review, a milestone
	Changed kb.Date // the last change that is known, "" for none
}

// Bytes is the file. Events stand in the order of their days; those without a
// day are left out, for a program would refuse the whole file.
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

// event writes a day on which nobody is busy: a deadline takes no time of its own.
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

// zone stands in a calendar without events: one must hold something.
func (w *writer) zone() {
	for _, l := range [][2]string{
		{"BEGIN", "VTIMEZONE"}, {"TZID", "UTC"}, {"BEGIN", "STANDARD"}, {"DTSTART", "19700101T000000"},
		{"TZOFFSETFROM", "+0000"}, {"TZOFFSETTO", "+0000"}, {"END", "STANDARD"}, {"END", "VTIMEZONE"},
	} {
		w.line(l[0], l[1])
	}
}

// text writes a property with a text, none if that is empty.
func (w *writer) text(name, value string) {
	if value = strings.TrimSpace(value); value != "" {
		w.line(name, escaper.Replace(strings.ReplaceAll(strings.ReplaceAll(value, "\r\n", "\n"), "\r", "\n")))
	}
}

// escaper is section 3.3.11 of the RFC.
var escaper = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`)

// maxLine is how many bytes a line may have, its end not counted (section 3.1).
const maxLine = 75

// line writes a property, folded. A fold never cuts a character in two:
// programs that read line by line would show both halves as rubbish.
func (w *writer) line(name, value string) {
	rest := plain(name + ":" + value)
	for room := maxLine; len(rest) > room; room = maxLine - 1 { // the space in front counts
		cut := room
		for !utf8.RuneStart(rest[cut]) {
			cut--
		}
		w.out.WriteString(rest[:cut] + "\r\n ")
		rest = rest[cut:]
	}
	w.out.WriteString(rest + "\r\n")
}

// plain leaves out what no line may hold: control characters, bytes that are no text.
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
