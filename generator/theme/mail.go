package theme

import (
	"bytes"
	"fmt"
	"html/template"
	"math"
	"strings"
	"unicode"

	"milepost/generator/document"
)

// Mail is a report as a mail.
type Mail struct {
	Subject string
	HTML    string // tables with inline styles, because Outlook supports nothing else
	Text    string // for mail programs without HTML
}

// MailInput is a report with its link and attachments.
type MailInput struct {
	Report document.Report
	Href   string   // absolute address of the report's page, "" if unknown
	Files  []string // names of the attachments
}

// Mail writes a report as a mail. It has no minor columns and no pictures; the whole page is
// attached.
func (t *Theme) Mail(in MailInput) (Mail, error) {
	w := teller{theme: t, report: in.Report, mail: true}
	var b bytes.Buffer
	fill, on := t.mailAccent()
	err := t.root.ExecuteTemplate(&b, "mail", mailView{in, t.subject(in.Report.Head), w.sentences(in.Report.Errata), w.all(), fill, on})
	if err != nil {
		return Mail{}, fmt.Errorf("theme: %w", templateError(err))
	}
	return Mail{Subject: t.subject(in.Report.Head), HTML: b.String(), Text: t.plain(in)}, nil
}

// mailView is what the template of a mail sees.
type mailView struct {
	MailInput
	Subject  string
	Errata   Sentences
	Chapters []Chapter
	Accent   string // of what is filled
	OnAccent string // of text on it
}

// subject begins with the state of the project if that is urgent.
func (t *Theme) subject(h document.Head) string {
	s := h.Title
	if h.Project != "" && !strings.Contains(s, h.Project) {
		s = h.Project + " " + s
	}
	if h.Draft() {
		s = t.Text("mail.draft", s)
	}
	if w := []rune(h.Overall.Word); len(w) > 0 {
		s = "[" + string(unicode.ToUpper(w[0])) + string(w[1:]) + "] " + s
	}
	return s
}

// Styles of a mail, by what they are for. Text on each ground has 4.5:1.
var mailStyles = map[string]string{
	"":        "font-size:14px;line-height:22px;color:#1f262d",
	"small":   "font-size:12px;line-height:20px;color:#5c6670",
	"title":   "font-size:24px;line-height:34px;font-weight:bold;color:#1f262d",
	"lead":    "font-size:17px;line-height:28px;color:#1f262d;padding-top:12px",
	"section": "font-size:17px;line-height:26px;font-weight:bold;color:#1f262d;padding:7px 0 2px;border-top:1px solid #1f262d;vertical-align:bottom",
	"note":    "font-size:12px;line-height:20px;color:#5c6670;padding:7px 0 2px 12px;border-top:1px solid #1f262d;vertical-align:bottom;text-align:right",
	"head":    "font-size:12px;line-height:20px;color:#5c6670;padding:4px 10px 3px 0;border-bottom:1px solid #c5ccd3;vertical-align:bottom",
	"cell":    "font-size:14px;line-height:22px;color:#1f262d;padding:6px 10px 6px 0;border-bottom:1px solid #e1e5e9;vertical-align:top",
	"own":     "font-size:15px;line-height:26px;color:#1f262d;padding:2px 0 2px 14px;border-left:3px solid #1d5f8a",
	"gap":     "height:22px;line-height:22px;font-size:1px",
}

const mailFont = "font-family:'Microsoft YaHei','PingFang SC','Noto Sans CJK SC',Arial,sans-serif;"

// mailStyle is the style of an element, with what this one has of its own.
func mailStyle(name string, more ...string) template.CSS {
	return template.CSS(mailFont + strings.Join(append([]string{mailStyles[name]}, more...), ";"))
}

// inkAndTint are the text colour of a tone on white, and the background of a word.
func inkAndTint(tone document.Tone) (ink, tint string) {
	switch tone {
	case document.Good:
		return "#1b7444", "#e6f4ec"
	case document.Warn:
		return "#8f5800", "#fdf2dc"
	case document.Bad:
		return "#b3261e", "#fcebea"
	}
	return "#54606c", "#eef1f4"
}

func mailTag(m document.Mark) template.CSS {
	ink, tint := inkAndTint(m.Tone)
	return template.CSS("display:inline-block;padding:0 6px;font-size:13px;line-height:21px;font-weight:bold;white-space:nowrap;color:" + ink + ";background-color:" + tint)
}

func mailInk(tone document.Tone) template.CSS {
	ink, _ := inkAndTint(tone)
	if tone == document.Plain {
		ink = "#1f262d"
	}
	return template.CSS("color:" + ink)
}

// mailGrid is a table without minor columns and curves.
func mailGrid(t document.Table) document.Table {
	out := document.Table{Left: t.Left}
	var keep []int
	for i, c := range t.Columns {
		if !c.Minor && c.Kind != columnCurve {
			keep = append(keep, i)
			out.Columns = append(out.Columns, c)
		}
	}
	for _, r := range t.Rows {
		var row document.Row
		for _, i := range keep {
			if i < len(r.Cells) {
				row.Cells = append(row.Cells, r.Cells[i])
			}
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// BarCell is a part of a bar that is made of the cells of a table.
type BarCell struct {
	Width int // px
	Color string
}

// mailBarWidth is the length of a whole bar in px.
const mailBarWidth = 120

// mailBar is a bar of a share in percent, with a tick at the due value; due < 0: no tick.
// Cells of width 0 are left out, because Outlook draws them.
func mailBar(share, due float64, hasDue bool) []BarCell {
	px := func(p float64) int { return int(math.Round(min(max(p, 0), 100) / 100 * mailBarWidth)) }
	full := px(share)
	color := func(x int) string {
		if x < full {
			return "#1d5f8a"
		}
		return "#e1e5e9"
	}
	cuts := []int{0, full, mailBarWidth}
	tick := -1
	if hasDue {
		tick = min(px(due), mailBarWidth-2)
		cuts = append(cuts, tick, tick+2)
	}
	return barCells(cuts, func(x int) string {
		if tick >= 0 && x >= tick && x < tick+2 {
			return "#1f262d"
		}
		return color(x)
	})
}

// barCells are the spans between cuts, each in the colour of its first pixel.
func barCells(cuts []int, color func(x int) string) (out []BarCell) {
	for x := 0; x < mailBarWidth; {
		next := mailBarWidth
		for _, c := range cuts {
			if c > x {
				next = min(next, c)
			}
		}
		if n := len(out); n > 0 && out[n-1].Color == color(x) {
			out[n-1].Width += next - x
		} else {
			out = append(out, BarCell{next - x, color(x)})
		}
		x = next
	}
	return out
}

// mailParts are the parts of one bar of several, in the colours of a legend.
func mailParts(s document.Stacks, row document.Share) []BarCell {
	if s.Most <= 0 {
		return nil
	}
	var out []BarCell
	rest := mailBarWidth
	for i, p := range row.Parts {
		w := min(int(math.Round(max(p, 0)/s.Most*mailBarWidth)), rest)
		if w > 0 {
			out = append(out, BarCell{w, partColors[i%len(partColors)]})
			rest -= w
		}
	}
	if rest > 0 {
		out = append(out, BarCell{rest, "#eef1f4"})
	}
	return out
}

var partColors = []string{"#1d5f8a", "#5d9c77", "#c9a227", "#8f5800", "#54606c", "#b3261e"}
