package report

import (
	"embed"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/message"
	"milepost/generator/metric"
)

//go:embed words/*.json
var wordFiles embed.FS

// words gives the texts of reports.
var words = message.EmbeddedFS(wordFiles, "words")

// word is a plain text, {0}, {1} … in it replaced by args.
func (m *maker) word(key string, args ...string) string { return words().Text(m.Lang, key, args...) }

// say is the text of a key with {0}, {1} … replaced by args, whose figures keep their
// links to sources.
func (m *maker) say(key string, args ...document.Text) document.Text {
	return fill(words().Text(m.Lang, key), args)
}

// fill replaces {0}, {1} … in one pass, as message.Fill does in plain texts.
func fill(t string, args []document.Text) (out document.Text) {
	for {
		before, rest, found := strings.Cut(t, "{")
		out = add(out, document.Say(before))
		if !found {
			return out
		}
		number, after, closed := strings.Cut(rest, "}")
		i, err := strconv.Atoi(number)
		if !closed || err != nil || i < 0 || i >= len(args) {
			out, t = add(out, document.Say("{")), rest
			continue
		}
		out = add(out, apart(out, args[i].String()))
		out, t = add(out, args[i]), after
		out = add(out, apart(out, t))
	}
}

// apart is a space where a Chinese character at the end of t would touch a letter or digit
// of next, or the reverse; else it is empty. Names that people wrote begin with either.
func apart(t document.Text, next string) document.Text {
	last, _ := utf8.DecodeLastRuneInString(t.String())
	first, _ := utf8.DecodeRuneInString(next)
	if unicode.Is(unicode.Han, last) && latin(first) || latin(last) && unicode.Is(unicode.Han, first) {
		return document.Say(" ")
	}
	return nil
}

func latin(r rune) bool { return r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// add joins two texts. Runs that look alike and lead nowhere become one.
func add(t, more document.Text) document.Text {
	for _, r := range more {
		if n := len(t); n > 0 {
			last, this := t[n-1], r
			last.Text, this.Text = "", ""
			if last == this && !r.Whole && r.Ref == 0 {
				t[n-1].Text += r.Text
				continue
			}
		}
		t = append(t, r)
	}
	return t
}

// join joins the parts that are not empty, with the text "between."+between after each but the last.
func (m *maker) join(between string, parts ...document.Text) (out document.Text) {
	for _, p := range parts {
		if len(p) == 0 {
			continue
		}
		if len(out) > 0 {
			out = add(out, document.Say(m.word("between."+between)))
		}
		out = add(out, p)
	}
	return out
}

// list joins names: "甲、乙", "a, b".
func (m *maker) list(names []string) document.Text {
	texts := make([]document.Text, len(names))
	for i, name := range names {
		texts[i] = the(name)
	}
	return m.join("list", texts...)
}

// sentence joins the parts to one sentence, with a full stop.
func (m *maker) sentence(parts ...document.Text) document.Text {
	t := m.join("clauses", parts...)
	if len(t) == 0 {
		return nil
	}
	if m.Lang == "en" && t[0].Ref == 0 {
		t = append(document.Text{}, t...)
		t[0].Text = capital(t[0].Text)
	}
	return add(t, document.Say(m.word("stop")))
}

// capital makes the first letter of a text a capital one.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

// the makes a text of a string.
func the(s string) document.Text { return document.Say(s) }

// whole is a text that must not be broken at the end of a line, such as an id.
func whole(s string) document.Text { return document.Text{{Text: s, Whole: true}} }

// cited is a text that leads to the file, sheet and cell of a fact.
func (m *maker) cited(s string, f fact.Fact) document.Text {
	if s == "" {
		return nil
	}
	r := document.Run{Text: s, Ref: m.cite(f)}
	if r.Ref > 0 && f.Source.Cell != "" {
		r.Cell = f.Source.Cell
		if f.Source.Sheet != "" {
			r.Cell = f.Source.Sheet + "!" + r.Cell
		}
	}
	return document.Text{r}
}

// date is a day; without its year if that is the report's: see dateWord.
func (m *maker) date(d kb.Date) document.Text {
	if d == "" {
		return nil
	}
	return whole(m.dateWord(d))
}

// dateWord is a day, without its year if the report's period ends in that year: 10-20.
func (m *maker) dateWord(d kb.Date) string {
	year := m.day
	if m.to != "" {
		year = m.to
	}
	if len(d) == 10 && len(year) == 10 && d[:4] == year[:4] {
		return string(d[5:])
	}
	return string(d)
}

// count is a number of things with their name: "13 天", "1 day".
func (m *maker) count(of string, n int) document.Text { return the(m.countWord(of, n)) }

// number is a whole number alone, for sentences that name the things: 1,280.
func (m *maker) number(n int) document.Text { return the(metric.Thousands(float64(n), 0)) }

func (m *maker) countWord(of string, n int) string {
	key := "count." + of
	if n == 1 && words().Has(m.Lang, key+".one") {
		key += ".one"
	}
	return m.word(key, strconv.Itoa(n))
}

// periodWords is a period as in a title: "2026 年 10 月", "Q3 2026".
func periodWords(p kb.Period, lang string) string {
	if !p.Valid() {
		return ""
	}
	year, rest := string(p[:4]), strings.TrimPrefix(string(p[4:]), "-")
	t := words()
	switch {
	case rest == "":
		return t.Text(lang, "period.year", year)
	case rest[0] == 'Q' || rest[0] == 'H':
		return t.Text(lang, "period."+rest[:1], year, rest[1:])
	case rest[0] == 'W':
		return t.Text(lang, "period.W", year, strings.TrimLeft(rest[1:], "0"))
	case len(rest) == 2:
		return t.Text(lang, "period.month", year, t.Text(lang, "month."+rest))
	}
	return string(p)
}

// periodShort is a period as in a sentence: a month has no year if that is the report's.
func (m *maker) periodShort(p kb.Period) string {
	if len(p) == 7 && p[5] != 'Q' && p[5] != 'H' && len(m.period) >= 4 && p[:4] == m.period[:4] {
		return m.word("month.alone", m.word("month."+string(p[5:])))
	}
	return periodWords(p, m.Lang)
}
