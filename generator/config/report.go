package config

import (
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"milepost/generator/fields"
	"milepost/generator/kb"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// defaultDue is when a report falls due where nothing is said.
var defaultDue = Due{Days: 5, Workday: true}

// report reads one [[report]].
func (r *reader) report(v fields.Value) {
	out := Report{Line: v.Line, Project: ".", Due: defaultDue}
	kind := fields.Value{Line: v.Line, Col: v.Col, Key: "kind"}
	r.table("report", v, map[string]handler{
		"name":     r.str(&out.Name),
		"kind":     func(v fields.Value) { kind = v },
		"folder":   r.below(&out.Folder),
		"project":  r.below(&out.Project),
		"due":      r.due(&out.Due),
		"sections": r.reportSections(&out.Sections),
		"template": r.template(&out.Template),
	})
	said := kind.Text
	if said == "" {
		said = out.Name
	}
	known, ok := vocab.ReportKindOf(said)
	if !ok {
		var all []string
		for _, k := range vocab.ReportKinds {
			all = append(all, k.Key)
		}
		r.complain("CF03.report", kind, said, strings.Join(all, ", "))
		return
	}
	out.Kind = known.Key
	if out.Name == "" {
		out.Name = known.Title(r.cfg.Language)
	}
	r.cfg.Reports = append(r.cfg.Reports, out)
}

// reportSections accepts names of sections; each unknown name is reported at its position.
func (r *reader) reportSections(to *[]string) handler {
	return func(v fields.Value) {
		items := []fields.Value{v}
		switch v.Kind {
		case fields.Table:
			r.complain("CF02.string", v, v.Key)
			return
		case fields.List:
			items = v.Items
		}
		known := kb.ReportSections
		for _, item := range items {
			if slices.Contains(known, item.Text) {
				*to = append(*to, item.Text)
			} else if near := text.Nearest(item.Text, known); near != "" {
				r.complain("CF03.section-near", item, item.Text, near)
			} else {
				r.complain("CF03.section", item, item.Text, strings.Join(known, ", "))
			}
		}
	}
}

// reports reads [[report]], or [report] with settings for all reports.
func (r *reader) reports(v fields.Value) {
	if v.Kind == fields.Table {
		r.table("report", v, map[string]handler{"template": r.template(&r.cfg.Template)})
		return
	}
	r.each("report", r.report)(v)
}

// template accepts a file below the site's folder.
func (r *reader) template(to *Template) handler {
	return func(v fields.Value) {
		p, ok := beside(v)
		if !ok {
			r.complain("CF03.template", v, v.Text)
			*to = Template{Wrong: v.Text, Line: v.Line, Col: v.Col}
			return
		}
		*to = Template{Path: p, Line: v.Line}
	}
}

// TemplateOf is the Word template of a report: that of its own [[report]], else that of
// [report], else the first in any [[report]].
func (c *Config) TemplateOf(project, kind string) Template {
	first := c.Template
	for _, r := range c.Reports {
		if r.Template.Said() && r.Kind == kind && r.Project == project {
			return r.Template
		}
		if !first.Said() {
			first = r.Template
		}
	}
	return first
}

// below accepts a folder of the content.
func (r *reader) below(to *string) handler {
	return func(v fields.Value) {
		p := path.Clean(strings.Trim(strings.ReplaceAll(v.Text, `\`, "/"), "/"))
		if v.Kind != fields.String || strings.HasPrefix(p, "..") || strings.Contains(p, ":") {
			r.complain("CF03.folder", v, v.Key, v.Text)
			return
		}
		*to = p
	}
}

// dueForm is a number of days: 5wd and 5个工作日 are working days, 7d and 7天 all.
var dueForm = regexp.MustCompile(`^(\d{1,3})\s*(wd|d|个?工作日|天|日)$`)

func (r *reader) due(to *Due) handler {
	return func(v fields.Value) {
		m := dueForm.FindStringSubmatch(strings.ToLower(strings.TrimSpace(v.Text)))
		if m == nil {
			r.complain("CF03.due", v, v.Text)
			return
		}
		n, _ := strconv.Atoi(m[1]) // three digits
		*to = Due{Days: n, Workday: m[2] == "wd" || strings.HasSuffix(m[2], "工作日"), Said: true}
	}
}
