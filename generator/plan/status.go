package plan

import (
	"slices"
	"strconv"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/sheet"
	"milepost/generator/site"
	"milepost/generator/theme"
)

// status is the data-status page: every workbook with its state and problems,
// then the problems of pages and settings.
func (m *maker) status() theme.StatusView {
	v := theme.StatusView{Frame: m.outside(StatusOut, m.theme.Text("status.title"), "status"), Counts: m.problems(StatusOut)}
	isBook := map[string]bool{}
	for _, b := range m.site.Workbooks {
		isBook[b.Path] = true
		v.Files = append(v.Files, m.fileStatus(b))
	}
	rank := []string{string(kb.Refused), string(kb.Kept), string(kb.Settling), faulty, string(kb.Good), string(kb.Skipped)}
	slices.SortStableFunc(v.Files, func(a, b theme.FileStatus) int {
		return slices.Index(rank, a.State) - slices.Index(rank, b.State)
	})
	for _, d := range m.diags() {
		if !isBook[d.Pos.File] && d.Level != diag.Off {
			v.Problems = append(v.Problems, m.problem(StatusOut, d))
		}
	}
	return v
}

// faulty is the state shown for a workbook that was read but has errors.
const faulty = "faulty"

// stateShown is the state of a workbook that the theme has words for.
func stateShown(b *kb.Workbook, problems []theme.Problem) string {
	wrong := func(p theme.Problem) bool { return p.Level == diag.Error.String() }
	if b.State == kb.Good && slices.ContainsFunc(problems, wrong) {
		return faulty
	}
	return string(b.State)
}

func (m *maker) fileStatus(b *kb.Workbook) theme.FileStatus {
	f := theme.FileStatus{Path: b.Path, AsOf: m.bookAsOf(b), Problems: m.problemsOf(StatusOut, b.Path)}
	f.State = stateShown(b, f.Problems)
	if b.State == kb.Skipped {
		f.Why, _ = sheet.Skip(b.Path)
		return f
	}
	f.Href = Href(StatusOut, site.BookOut(b.Path))
	f.Sheets = sheetNotes(b)
	f.Owner = m.bookOwner(b)
	for _, set := range m.site.Data.Of(b.Path) {
		if b.State == kb.Kept {
			f.Kept = max(f.Kept, set.Kept)
		}
		f.Tables = append(f.Tables, strings.Join([]string{set.Name, m.theme.Text("schema." + set.Schema), metric.Rows(len(set.Rows), m.lang)}, " · "))
	}
	return f
}

// bookOwner is who should act on a workbook: the owner of its folder, else of
// the first page that shows it.
func (m *maker) bookOwner(b *kb.Workbook) string {
	for _, sec := range m.site.Sections {
		if !slices.Contains(sec.Books, b) {
			continue
		}
		for up := sec; up != nil; up = up.Parent {
			if up.Index != nil && up.Index.Owner != "" {
				return up.Index.Owner
			}
		}
	}
	for _, p := range m.uses[b.Path] {
		if p.Owner != "" {
			return p.Owner
		}
	}
	return ""
}

// problemsOf are the problems of one file with links from an output, the worst
// first.
func (m *maker) problemsOf(out, file string) []theme.Problem {
	var list []theme.Problem
	for _, d := range m.diags() {
		if d.Pos.File == file && d.Level != diag.Off {
			list = append(list, m.problem(out, d))
		}
	}
	level := func(p theme.Problem) int { l, _ := diag.ParseLevel(p.Level); return int(l) }
	slices.SortStableFunc(list, func(a, b theme.Problem) int { return level(b) - level(a) })
	return list
}

func (m *maker) problem(out string, d diag.Diagnostic) theme.Problem {
	p := theme.Problem{
		Rule: d.Rule(), Level: d.Level.String(), Where: d.Pos.String(),
		Text: d.Text(m.lang), Hint: d.Hint(m.lang),
	}
	if q := m.site.Page(d.Pos.File); q != nil {
		p.Href = Href(out, q.Out)
	} else if b := m.site.Book(d.Pos.File); b != nil && b.State != kb.Skipped {
		p.Href = HrefFrag(out, site.BookOut(b.Path), m.rowOf(d.Pos))
		if len(d.Args) > 0 && d.Rule() != "SH16" && m.site.Data.PrivateBook(b) {
			p.Text, p.Hint = m.theme.Text("status.private"), "" // the words may quote a cell
		}
	}
	return p
}

// rowOf is the anchor of the row, else of the first table of the sheet, at a
// position; "" if there is none.
func (m *maker) rowOf(pos diag.Pos) string {
	line, _ := strconv.Atoi(strings.TrimLeft(pos.Cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	if line == 0 {
		line = pos.Line
	}
	anchor := ""
	for _, set := range m.site.Data.Of(pos.File) {
		if set.Sheet != pos.Sheet {
			continue
		}
		if anchor == "" {
			anchor = site.Anchor(set)
		}
		for _, r := range set.Rows {
			if r.Line == line && !m.site.Data.Private(set) {
				return site.RowAnchor(set, line)
			}
		}
	}
	return anchor
}
