package generator

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"milepost/generator/compare"
	"milepost/generator/fact"
	"milepost/generator/fields"
	"milepost/generator/kb"
	"milepost/generator/measure"
	"milepost/generator/source"
)

// BookChange is a workbook that came, went or holds other values.
type BookChange struct {
	Path   string          `json:"path"`
	Change compare.Change  `json:"change"`
	Tables []compare.Table `json:"tables,omitempty"` // only changed ones
}

// ColourChange is a project whose colour changed.
type ColourChange struct {
	Project   string `json:"project,omitempty"` // its title, "" if the site has only one
	Dimension string `json:"dimension"`         // a constant of package measure
	Was       string `json:"was"`               // "" where there was none
	Is        string `json:"is"`                // "" if there is none now
	Why       string `json:"why,omitempty"`     // the key of the fact that decided it, "" if none did
}

// StateChange is an indicator or a phase whose state changed.
type StateChange struct {
	Project string    `json:"project,omitempty"` // its title, "" if the site has only one
	Of      string    `json:"of"`                // kpi or phase
	Name    string    `json:"name"`
	Was     string    `json:"was"` // a state of package fact
	Is      string    `json:"is"`
	Before  fact.Fact `json:"-"`
	Now     fact.Fact `json:"-"`
}

// booksChanged compares the workbooks by their paths.
func booksChanged(was, is *source.Snapshot) (out []BookChange) {
	before := map[string]*kb.Workbook{}
	for _, b := range was.Workbooks {
		before[b.Path] = b
	}
	for _, b := range is.Workbooks {
		old := before[b.Path]
		delete(before, b.Path)
		if old != nil && old.Digest == b.Digest {
			continue
		}
		c := BookChange{Path: b.Path, Change: compare.Altered}
		if old == nil {
			c.Change = compare.Added
		}
		for _, t := range compare.Workbooks(old, b) {
			if t.Change != compare.Same {
				c.Tables = append(c.Tables, t)
			}
		}
		if c.Change == compare.Added || len(c.Tables) > 0 {
			out = append(out, c)
		}
	}
	for _, b := range was.Workbooks {
		if before[b.Path] != nil {
			out = append(out, BookChange{Path: b.Path, Change: compare.Gone})
		}
	}
	slices.SortStableFunc(out, func(a, b BookChange) int { return cmp.Compare(a.Path, b.Path) })
	return out
}

// coloursChanged compares the colours of each project.
func coloursChanged(was, is *state) (out []ColourChange) {
	eachProject(was, is, func(title string, before, now fact.Set) {
		for _, d := range []string{measure.Overall, measure.Progress, measure.Value, measure.Quality, measure.RiskSide} {
			c := ColourChange{Project: title, Dimension: d, Was: before.Text(fact.RAG, d), Is: now.Text(fact.RAG, d), Why: now.Text(fact.RAG, d, fact.Why)}
			if c.Was != c.Is {
				out = append(out, c)
			}
		}
	})
	return out
}

// statesChanged compares the indicators and phases that exist before and now.
func statesChanged(was, is *state) (out []StateChange) {
	eachProject(was, is, func(title string, before, now fact.Set) {
		for _, family := range []string{kb.SchemaKPI, fact.Phase} {
			for _, item := range now.Items(family) {
				a, had := before.Get(family, item, fact.State)
				b, has := now.Get(family, item, fact.State)
				if !had || !has || a.Value == b.Value {
					continue
				}
				out = append(out, StateChange{
					Project: title, Of: family, Name: cmp.Or(now.Text(family, item, fact.Name), item),
					Was: a.Value, Is: b.Value, Before: a, Now: b,
				})
			}
		}
	})
	return out
}

// eachProject calls each with the facts of the site and of each project, before and now.
func eachProject(was, is *state, each func(title string, before, now fact.Set)) {
	for _, p := range append([]string{"."}, is.site.Data.Projects()...) {
		title := ""
		if p != "." {
			title = is.site.ProjectAt(p).Title
		}
		each(title, was.press.Facts(measure.Scope{Project: p}), is.press.Facts(measure.Scope{Project: p}))
	}
}

// settingsChanged compares two site.toml files, in the order of the newer one;
// removed settings come last.
func settingsChanged(was, is []byte) []ValueChange {
	before, now := settingsOf(was), settingsOf(is)
	return valuesChanged(before, now)
}

// setting is one value, with its full key: publish.keep.
type setting struct {
	key, text string
	line      int
}

func valuesChanged(was, is []setting) (out []ValueChange) {
	before := map[string]string{}
	for _, v := range was {
		before[v.key] = v.text
	}
	for _, v := range is {
		if old, had := before[v.key]; !had || old != v.text {
			out = append(out, ValueChange{Key: v.key, Was: old, Now: v.text, Line: v.line})
		}
		delete(before, v.key)
	}
	for _, v := range was {
		if _, left := before[v.key]; left {
			out = append(out, ValueChange{Key: v.key, Was: v.text})
		}
	}
	return out
}

// settingsOf lists the values of a site.toml. Errors in it are left out here: they are
// diagnostics of the site.
func settingsOf(src []byte) (out []setting) {
	root, _ := fields.TOML(context.Background(), src)
	var walk func(name string, v fields.Value)
	walk = func(name string, v fields.Value) {
		switch {
		case v.Kind == fields.Table:
			for _, m := range v.Items {
				walk(strings.TrimPrefix(name+"."+m.Key, "."), m)
			}
		case v.Kind == fields.List && slices.ContainsFunc(v.Items, func(i fields.Value) bool { return i.Kind == fields.Table }):
			for i, item := range v.Items {
				walk(name+"["+itemName(item, i)+"]", item)
			}
		default:
			out = append(out, setting{name, strings.Join(v.Strings(), ", "), v.Line})
		}
	}
	walk("", root)
	return out
}

// itemName tells the tables of a list apart: by name, rule or file, else by number.
func itemName(v fields.Value, at int) string {
	var name []string
	for _, key := range []string{"name", "rule", "file", "sheet", "folder"} {
		if m, ok := v.Get(key); ok && m.Text != "" {
			name = append(name, m.Text)
			if key == "name" {
				break
			}
		}
	}
	return cmp.Or(strings.Join(name, " "), strconv.Itoa(at+1))
}
