package sheet

import (
	"path"
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// original decides which form of the file is published, and reports what is left out.
func (r *reader) original(b []byte) {
	o := &r.book.Original
	r.book.Private = r.set.Private
	if r.set.Private == "" && r.opt.Original == kb.FormNone {
		r.book.Private = kb.PrivateYes
	}
	r.sayPersonal()
	switch {
	case r.opt.Original == kb.FormNone:
		*o = kb.Original{Form: kb.FormNone, Why: "set"}
	case r.opt.Original == kb.FormClean && !r.isText(b) && r.book.State != kb.Settling:
		c, why := judgeFile(r.ctx, b, r.lim)
		if why != "" {
			*o = kb.Original{Form: kb.FormNone, Why: why}
		} else if removed := c.said(); len(removed) > 0 {
			*o = kb.Original{Form: kb.FormClean, Removed: removed}
		}
	}
	r.sayOriginal(o)
}

// sayPersonal says why the answers of a survey are not shown.
func (r *reader) sayPersonal() {
	for i := range r.sets {
		if header := Personal(&r.sets[i]); header != "" && r.book.Private == "" {
			r.say(diag.New("SH16.private", diag.Pos{File: r.path, Sheet: r.sets[i].Sheet}, header))
		}
	}
}

// Personal is the header that tells who gave the answers of a questionnaire, "" if none does.
func Personal(d *kb.Dataset) string {
	if !isAnswers(d) {
		return ""
	}
	for i := range d.Columns {
		if vocab.PersonalHeader(d.Columns[i].Header) {
			return d.Columns[i].Header
		}
	}
	return ""
}

// isAnswers tells the answers of a questionnaire: a survey, or an unknown table with the
// columns of an exported one. Opinions beside a time count only in tables without a better
// schema, because lists of suggestions have them too.
func isAnswers(d *kb.Dataset) bool {
	if d.Schema == kb.SchemaSurvey {
		return true
	}
	headers := make([]string, len(d.Columns))
	for i := range d.Columns {
		headers[i] = d.Columns[i].Header
	}
	exported, opinions := vocab.Questionnaire(headers)
	return exported || opinions && (d.Schema == kb.SchemaTable || d.Schema == kb.SchemaSatisfaction)
}

// isText tells whether the file is a text, in which nothing can be hidden.
func (r *reader) isText(b []byte) bool {
	ext := strings.ToLower(path.Ext(r.path))
	form := sniff(b)
	return (ext == ".csv" || ext == ".tsv") && form != formZip && (refusals[form] == "" || form == formEmpty)
}

// sayOriginal does not report removed comments and author names, which nearly every file
// has (the workbook's page shows them), nor a file that cannot be read, which is reported
// already.
func (r *reader) sayOriginal(o *kb.Original) {
	pos := diag.Pos{File: r.path}
	took := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(o.Removed, w) })
	}
	if o.Why != "" && o.Why != "set" && o.Why != unread {
		r.say(diag.New("SH16."+o.Why, pos))
	}
	if took(hiddenSheets, hiddenColumns, hiddenRows) {
		r.say(diag.New("SH16.hidden", pos))
	}
	if took(external) {
		r.say(diag.New("SH16.external", pos))
	}
}
