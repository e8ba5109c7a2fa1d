package press

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/markdown"
	"milepost/generator/report"
	"milepost/generator/site"
	"milepost/generator/vocab"
)

// Ask says which report is wanted, in words of the site's language.
type Ask struct {
	Project string
	Kind    string
	Period  kb.Period
	Phase   string
	Cutoff  kb.Date
	Name    string // name of the kind
	Author  string // who must write the judgement
}

// Title is what the report is called: 月报 2026-10.
func (a Ask) Title() string {
	return strings.Join(slices.DeleteFunc([]string{a.Name, a.Phase, string(a.Period)}, func(s string) bool { return s == "" }), " ")
}

// base is the name of its files without ending: 月报-2026-10.
func (a Ask) base() string {
	return kb.FitName(strings.ReplaceAll(unsafeMarks.Replace(a.Title()), " ", "-"), "")
}

// unsafeMarks are what file names cannot hold.
var unsafeMarks = strings.NewReplacer("/", "-", `\`, "-", ":", "-", "*", "-", "?", "-", `"`, "-", "<", "-", ">", "-", "|", "-", "#", "-")

// Find is the wanted report, nil if it does not exist yet. Issued ones with
// their record come first, then other issued ones, then drafts; a page with the
// name of a new draft comes before its copies.
func (p *Press) Find(a Ask) (found *site.Report) {
	best := 0
	for _, r := range p.site.Reports {
		if r.Project != a.Project || r.Kind != a.Kind || r.Period != a.Period || r.Phase != a.Phase {
			continue
		}
		rank := 1
		if path.Base(r.Page.Path) == a.base()+".md" {
			rank++
		}
		if r.Issued != "" {
			rank += 2
		}
		if r.Record != nil {
			rank += 2
		}
		if rank > best || rank == best && r.Issued != "" {
			found, best = r, rank
		}
	}
	return found
}

// DraftPath is the path of a new report, from the content folder.
func (p *Press) DraftPath(a Ask) string {
	return path.Join(p.FolderOf(a.Project, a.Kind), a.base()+".md")
}

// RecordPath is the path of a report's record, from the content folder.
func (p *Press) RecordPath(a Ask, ending string) string {
	return path.Join(a.Project, site.HistoryFolder(p.site, a.Project), a.base()+ending)
}

// Draft is the page of a new report.
func (p *Press) Draft(a Ask) []byte {
	title := a.Title()
	if k, ok := vocab.ReportKindOf(a.Name); ok && k.Key == a.Kind { // not a name of its own
		title = report.Title(a.Kind, p.site.Config.Language, a.Period, a.Phase)
	}
	var b strings.Builder
	quote := func(s string) string { return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"` }
	fmt.Fprintf(&b, "---\ntitle: %s\nkind: report\nreport: %s\nperiod: %s\n", quote(title), a.Kind, a.Period)
	if a.Phase != "" {
		fmt.Fprintf(&b, "phase: %s\n", quote(a.Phase))
	}
	fmt.Fprintf(&b, "cutoff: %s\nauthor: \"\"\napprover: \"\"\n---\n", a.Cutoff)
	for i, name := range p.Sections(a.Project, a.Kind) {
		b.WriteString("\n" + fence(name))
		if i == 0 || name == report.Risks {
			fmt.Fprintf(&b, "\n::: judgement %s\n:::\n", a.Author)
		}
	}
	return []byte(b.String())
}

// fence is the block of a section in Markdown. Two sections have the name of a
// block of tables and need another form.
func fence(section string) string {
	if !slices.Contains(kb.BlockKinds, section) || !(kb.Block{Kind: section}).OfReport() {
		return "```report\nsection = \"" + section + "\"\n```\n"
	}
	return "```" + section + "\n```\n"
}

// Refresh is the page of a draft with blocks for missing sections added. Blocks
// that exist, and all lines that a person wrote, stay. added are the sections.
func (p *Press) Refresh(r *site.Report, src []byte) (out []byte, added []string) {
	page := markdown.Parse(context.Background(), r.Page.Path, src, markdown.Options{NoHighlight: true})
	wanted := p.Sections(r.Project, r.Kind)
	at := map[string]int{} // line of each section's block
	holes := page.Body.Get().Holes
	for i := range holes {
		if h := &holes[i]; h.Kind == kb.HoleBlock && h.Block.OfReport() {
			names := h.Block.Sections()
			if len(names) == 0 {
				names = wanted
			}
			for _, name := range names {
				at[name] = h.Line
			}
		}
	}
	lines := strings.SplitAfter(string(src), "\n")
	eol := "\n"
	if strings.HasSuffix(lines[0], "\r\n") {
		eol = "\r\n"
	}
	more := map[int]string{} // by the line that they go before
	for i, name := range wanted {
		if at[name] > 0 {
			continue
		}
		line := before(lines, wanted[i+1:], at)
		more[line] += strings.ReplaceAll(fence(name)+"\n", "\n", eol)
		added = append(added, name)
	}
	var b strings.Builder
	for i, line := range lines {
		b.WriteString(more[i+1])
		b.WriteString(line)
	}
	if tail := more[len(lines)+1]; tail != "" {
		if !strings.HasSuffix(b.String(), "\n") {
			b.WriteString(eol)
		}
		b.WriteString(eol + strings.TrimSuffix(tail, eol))
	}
	return []byte(b.String()), added
}

// before is the line before which a missing section is put: at the next block
// that exists, above its headings.
func before(lines []string, next []string, at map[string]int) int {
	for _, name := range next {
		line := at[name]
		if line == 0 {
			continue
		}
		for line > 1 {
			above := strings.TrimSpace(lines[line-2])
			if above != "" && !strings.HasPrefix(above, "#") {
				break
			}
			line--
		}
		if line > 1 && line < len(lines) && strings.TrimSpace(lines[line-1]) == "" {
			line++ // an empty line stays between
		}
		return line
	}
	return len(lines) + 1
}
