package feedback

import (
	"context"
	"errors"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"milepost/generator/digest"
	"milepost/generator/kb"
	"milepost/generator/mail"
	"milepost/generator/message"
	"milepost/generator/sheet"
	"milepost/generator/text"
)

// Entry is one piece of feedback.
type Entry struct {
	Origin  string // identifies it in later imports; made from its mail or from its row of a form
	Date    kb.Date
	Who     string // "" without Importer.Senders, or if unknown
	Page    string // content path, with #anchor if known; a page's title or what a form says; "" if unknown
	Edition string
	Vote    string // Yes, No, "" if the reader did not say
	Text    string // "" if there is only a vote
}

// Trouble is a file from which nothing was imported. Code is a word for the reason.
type Trouble struct{ File, Code, Arg string }

// Importer gathers feedback from files. The zero value works; Senders: keep names and
// addresses.
type Importer struct {
	Senders bool

	Said     []Entry   // in the order of the files
	Twice    int       // entries of Add that were known already
	Unread   []Trouble // files that cannot be read
	Left     []Trouble // files, or mails in them, that hold nothing to import
	Attached int       // attachments, none of which is imported
	Files    int       // files given to Add

	known map[string]bool
}

// Know tells an importer that an origin was imported before.
func (im *Importer) Know(origin string) {
	if im.known == nil {
		im.known = map[string]bool{}
	}
	im.known[origin] = true
}

// originForm is the form of an origin that this package made.
var originForm = regexp.MustCompile(`^(mail|form)-[0-9a-f]{12}$`)

// Origins lists the origins in a sheet: one of suggestions, or a plain table with our header
// for origins.
func Origins(set *kb.Dataset) (all []string) {
	col := set.Col(kb.FieldOrigin)
	for i, c := range set.Columns {
		if h := strings.TrimSpace(c.Header); col < 0 && slices.ContainsFunc(message.Languages, func(lang string) bool { return h == words().Text(lang, "head.origin") }) {
			col = i
		}
	}
	for _, r := range set.Rows {
		if col < 0 || col >= len(r.Cells) {
			continue
		}
		if o := strings.TrimSpace(r.Cells[col].String()); originForm.MatchString(o) {
			all = append(all, o)
		}
	}
	return all
}

// origin makes an origin of the parts of an entry that never change.
func origin(kind string, of ...string) string {
	const enough = 12
	return kind + "-" + digest.Of(of).String()[:enough]
}

// Add reads one file: a mail, or a table that a form exported.
func (im *Importer) Add(ctx context.Context, name string, b []byte) {
	im.Files++
	switch strings.ToLower(path.Ext(name)) {
	case ".eml":
		m, err := mail.Read(b)
		var why *mail.Unread
		if errors.As(err, &why) {
			im.Unread = append(im.Unread, Trouble{name, why.Code, why.Arg})
			return
		}
		im.mail(name, m)
	case ".msg":
		im.Unread = append(im.Unread, Trouble{name, "msg", ""})
	default:
		im.table(ctx, name, b)
	}
}

// Readable tells whether Add takes a file with this ending. It reports .msg as unread.
func Readable(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".eml", ".msg", ".csv", ".tsv", ".xlsx", ".xlsm":
		return true
	}
	return false
}

// mail takes a mail, or those that it forwards.
func (im *Importer) mail(name string, m mail.Received) {
	im.Attached += len(m.Attached)
	t := tell(m)
	if !t.found && len(m.Inner) > 0 {
		for _, inner := range m.Inner {
			im.mail(name, inner)
		}
		return
	}
	if t.reply {
		im.Left = append(im.Left, Trouble{name, "reply", ""})
		return
	}
	e := Entry{Page: t.Page, Edition: t.Edition, Vote: t.Vote, Text: t.text}
	if !m.Date.IsZero() {
		e.Date = kb.DateOf(m.Date)
	}
	if im.Senders {
		e.Who = strings.TrimSpace(m.Name + " <" + m.Address + ">")
	}
	e.Origin = origin("mail", m.ID)
	if m.ID == "" {
		e.Origin = origin("mail", m.Address, m.Date.UTC().Format(time.RFC3339), m.Subject, m.Text)
	}
	switch {
	case t.found && t.Page == "search.html": // the subject says what was searched for
		e.Page, e.Text = "", strings.TrimSpace(m.Subject+"\n"+t.text)
	case t.found:
		if t.At != "" {
			e.Page += "#" + t.At
		}
	case t.text != "":
		e.Page, e.Text = titled(m.Subject, t.text)
	}
	if e.Text == "" && e.Vote == "" {
		im.Left = append(im.Left, Trouble{name, "empty", ""})
		return
	}
	im.take(e)
}

// titled takes the title of a page from the subject of a mail without a stamp. A subject of
// another form becomes part of the text.
func titled(subject, said string) (page, all string) {
	for _, w := range []string{"建议：", "没有帮助：", "有帮助：", "Suggestion: ", "Not helpful: ", "Helpful: "} {
		if _, title, ok := strings.Cut(subject, w); ok {
			return strings.TrimSuffix(strings.TrimSpace(title), "…"), said
		}
	}
	return "", strings.TrimSpace(subject + "\n" + said)
}

func (im *Importer) take(e Entry) {
	if im.known[e.Origin] {
		im.Twice++
		return
	}
	im.Know(e.Origin)
	im.Said = append(im.Said, e)
}

// table reads the rows of a table. Rows with an origin of ours were imported before.
func (im *Importer) table(ctx context.Context, name string, b []byte) {
	book := sheet.Read(ctx, path.Base(name), b, sheet.Options{Settings: sheet.Settings{Schema: kb.SchemaSuggestions}})
	if book == nil {
		return // ctx has ended
	}
	if book.State != kb.Good {
		why := ""
		if len(book.Diags) > 0 {
			why = book.Diags[0].Code
		}
		im.Unread = append(im.Unread, Trouble{name, "table", why})
		return
	}
	rows := 0
	for _, sealed := range book.Datasets {
		set := sealed.Get()
		for row := range set.Rows {
			if im.row(&set, row) {
				rows++
			}
		}
	}
	if rows == 0 {
		im.Left = append(im.Left, Trouble{name, "rows", ""})
	}
}

// row takes one row of a table; ok is false if it holds neither a text nor a vote.
func (im *Importer) row(set *kb.Dataset, row int) (ok bool) {
	said := func(field string) string { return strings.TrimSpace(set.Cell(row, field).String()) }
	if o := said(kb.FieldOrigin); originForm.MatchString(o) {
		im.Know(o)
		return true
	}
	day := set.Cell(row, kb.FieldDate)
	e := Entry{Date: day.Date(), Page: said(kb.FieldPage), Text: said(kb.FieldText), Vote: voteOf(said(kb.FieldHelpful))}
	if e.Text == "" && e.Vote == "" {
		return false
	}
	who := said(kb.FieldSource)
	if im.Senders {
		e.Who = who
	}
	e.Origin = origin("form", said(kb.FieldID), day.String(), who, e.Page, e.Text, e.Vote)
	im.take(e)
	return true
}

// voteOf reads the answer to whether a page helped.
func voteOf(s string) string {
	switch strings.Trim(text.Fold(s), "。.! ") {
	case "有", "是", "有帮助", "有用", "是的", "很有帮助", "yes", "y", "true", "1", "helpful":
		return Yes
	case "没有", "否", "没有帮助", "没用", "无", "不是", "无帮助", "no", "n", "false", "0", "not helpful":
		return No
	}
	return ""
}
