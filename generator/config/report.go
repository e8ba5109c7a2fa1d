package config

import (
	"path"
	"regexp"
	"strconv"
	"strings"

	"milepost/generator/fields"
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
		"sections": r.list(&out.Sections),
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

// reports reads [[report]], or [report] of a site that waits for none but has
// something to say of all.
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
		p := path.Clean(strings.ReplaceAll(strings.TrimSpace(v.Text), `\`, "/"))
		if v.Kind != fields.String || p == "." || path.IsAbs(p) || strings.HasPrefix(p, "..") || strings.Contains(p, ":") {
			r.complain("CF03.template", v, v.Text)
			return
		}
		*to = Template{Path: p, Line: v.Line}
	}
}

// TemplateOf is the Word document whose looks a report takes: that of its own
// [[report]], else that of [report], else the first that any [[report]] names.
func (c *Config) TemplateOf(project, kind string) Template {
	first := c.Template
	for _, r := range c.Reports {
		if r.Template.Path != "" && r.Kind == kind && r.Project == project {
			return r.Template
		}
		if first.Path == "" {
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
