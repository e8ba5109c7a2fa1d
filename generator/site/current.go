package site

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"sync"

	"milepost/generator/diag"
	"milepost/generator/kb"
)

// Sure is the score from which a schema is certain. Package sheet names a
// schema from 0.45; below Sure a table often only shares a few words with it.
const Sure = 0.6

// Table is what home, blocks, values and rules use as the table of a schema.
type Table struct {
	Folder string        // the project, or part of one, that it belongs to; "." for all
	Sets   []*kb.Dataset // one, or those that site.toml names; for indicators all that belong together
}

// current caches tables by schema and folder: pages ask again and again.
type current struct {
	mu    sync.Mutex
	found map[string]found
}

type found struct {
	tables []Table
	diags  diag.List
}

// Named is the names in site.toml for one block of the home page, and their
// line.
type Named struct {
	Names []string
	Line  int
}

// UseHome sets the tables that site.toml names for the home page, by schema. A version
// that it names replaces the newer ones. Call it before anybody reads, like UseCalendar.
func (d *Data) UseHome(names map[string]Named) {
	d.home = names
	for _, schema := range []string{kb.SchemaPhases, kb.SchemaKPI, kb.SchemaSatisfaction} {
		sets, _ := d.named(schema)
		for _, s := range sets {
			if newest := d.older[s.File]; newest != "" && s.Series == "" {
				delete(d.older, s.File)
				d.older[newest] = s.File
			}
		}
	}
}

// Current is the tables of a schema for a page in the folder. It is the only place that
// chooses among tables. In order:
//
//   - the tables of the page's project, else of the project around it, never of another
//   - of these, those of the nearest folder up that has any: folders side by side may each have their own
//   - of these, those that [home] names
//   - else the newest by the data's own day, with a warning that names all
//
// The result is one table; one for each subfolder if several have their own; none if
// there is no table of the schema.
func (d *Data) Current(folder, schema string) ([]Table, diag.List) {
	d.chosen.mu.Lock()
	defer d.chosen.mu.Unlock()
	key := schema + "\x00" + folder
	f, ok := d.chosen.found[key]
	if !ok {
		f = d.findCurrent(folder, schema)
		if d.chosen.found == nil {
			d.chosen.found = map[string]found{}
		}
		d.chosen.found[key] = f
	}
	return f.tables, f.diags
}

func (d *Data) findCurrent(folder, schema string) (f found) {
	for _, project := range d.outward(d.Project(folder)) {
		if pool := d.pool(project, schema); len(pool) > 0 {
			return d.choices(schema, d.parts(pool, schema, project, folder), project)
		}
	}
	for _, project := range d.projects {
		if pool := d.pool(project, schema); len(pool) > 0 {
			more := d.choices(schema, d.parts(pool, schema, project, project), project)
			f.tables, f.diags = append(f.tables, more.tables...), append(f.diags, more.diags...)
		}
	}
	return f
}

// OnHome is the tables of a schema on the home page: those that site.toml
// names, else those of the site itself and of each project.
func (d *Data) OnHome(schema string) ([]Table, diag.List) {
	named, diags := d.named(schema)
	if len(d.home[schema].Names) > 0 {
		return d.byProject(named), diags
	}
	tables, diags := d.Current(".", schema)
	if len(d.pool(".", schema)) == 0 {
		return tables, diags
	}
	for _, project := range d.projects {
		if len(d.pool(project, schema)) > 0 {
			more, problems := d.Current(project, schema)
			tables, diags = slices.Concat(tables, more), slices.Concat(diags, problems)
		}
	}
	return tables, diags
}

// Unnamed is the tables that home, values and reports leave out because site.toml
// names others of the same project.
func Unnamed(d *Data, schema string) (left []*kb.Dataset) {
	sets, _ := d.named(schema)
	for _, t := range d.byProject(sets) {
		for _, s := range d.pool(t.Folder, schema) {
			if !slices.Contains(t.Sets, s) && !slices.Contains(left, s) {
				left = append(left, s)
			}
		}
	}
	return left
}

// byProject groups datasets by project, in the order in which the projects
// first appear.
func (d *Data) byProject(sets []*kb.Dataset) []Table {
	var out []Table
	for _, s := range sets {
		p := d.Project(s.File)
		i := slices.IndexFunc(out, func(t Table) bool { return t.Folder == p })
		if i < 0 {
			i, out = len(out), append(out, Table{Folder: p})
		}
		out[i].Sets = append(out[i].Sets, s)
	}
	return out
}

// pool is the tables of a schema in the project itself. Uncertain ones (below
// Sure) count only if there are no others.
func (d *Data) pool(project, schema string) []*kb.Dataset {
	var sure, all []*kb.Dataset
	for _, s := range d.schema(schema) {
		if d.Project(s.File) != project {
			continue
		}
		all = append(all, s)
		if s.Score >= Sure {
			sure = append(sure, s)
		}
	}
	if len(sure) > 0 {
		return sure
	}
	return all
}

// HomePos is the position in site.toml of the tables of a schema.
func (d *Data) HomePos(schema string) diag.Pos {
	return diag.Pos{File: configFile, Line: d.home[schema].Line}
}

// named is the tables that site.toml names for a schema.
func (d *Data) named(schema string) (sets []*kb.Dataset, diags diag.List) {
	pos := d.HomePos(schema)
	for _, name := range d.home[schema].Names {
		found, problems := d.Find(name, pos)
		diags = append(diags, problems...)
		fit := slices.DeleteFunc(slices.Clone(found), func(s *kb.Dataset) bool { return s.Schema != schema })
		if fits := fitsSchema[schema]; len(fit) == 0 {
			fit = slices.DeleteFunc(slices.Clone(found), func(s *kb.Dataset) bool { return fits != nil && !fits(s) })
		}
		if len(fit) == 0 && len(found) > 0 {
			diags = append(diags, diag.New("DB06."+homeBlocks[schema], pos, name, headers(found[0])))
		}
		if schema != kb.SchemaKPI {
			fit = fit[:min(len(fit), 1)]
		}
		sets = append(sets, fit...)
	}
	return sets, diags
}

// fitsSchema tells which tables of a file that site.toml names are used if
// none has the schema; homeBlocks are the blocks that show them.
var (
	fitsSchema = map[string]func(*kb.Dataset) bool{kb.SchemaPhases: isPlan, kb.SchemaKPI: isKPI}
	homeBlocks = map[string]string{kb.SchemaPhases: kb.BlockGantt, kb.SchemaKPI: kb.BlockKPI}
)

// choices chooses the table of each part.
func (d *Data) choices(schema string, parts []part, project string) (f found) {
	if len(parts) > 1 { // what site.toml names stands for all of them
		if sets := d.namedIn(schema, project, project); len(sets) > 0 {
			return found{tables: []Table{{project, sets}}}
		}
	}
	for _, p := range parts {
		sets := d.namedIn(schema, project, p.folder)
		if len(sets) == 0 {
			var diags diag.List
			sets, diags = d.choose(schema, p)
			f.diags = append(f.diags, diags...)
		}
		f.tables = append(f.tables, Table{p.folder, sets})
	}
	return f
}

// namedIn is the tables that site.toml names and that are in a folder of a project.
func (d *Data) namedIn(schema, project, folder string) []*kb.Dataset {
	sets, _ := d.named(schema)
	return slices.DeleteFunc(sets, func(s *kb.Dataset) bool { return d.Project(s.File) != project || !within(s.File, folder) })
}

// choose takes the newest of several tables and reports that it did.
func (d *Data) choose(schema string, p part) ([]*kb.Dataset, diag.List) {
	rivals := firsts(schema, p.sets)
	if schema == kb.SchemaKPI {
		if rivals = atOdds(p.sets); len(rivals) == 0 {
			return p.sets, nil
		}
	}
	if len(rivals) == 1 {
		return rivals, nil
	}
	slices.SortStableFunc(rivals, func(a, b *kb.Dataset) int { return cmp.Compare(d.ownDay(b), d.ownDay(a)) })
	undecided := d.ownDay(rivals[0]) == d.ownDay(rivals[1])
	code := "CT02.newest"
	switch onHome := homeKeys[schema] != ""; {
	case undecided && onHome:
		code = "CT02.first"
	case undecided:
		code = "CT02.first-block"
	case !onHome:
		code = "CT02.newest-block"
	}
	pos := diag.Pos{File: rivals[0].File, Sheet: rivals[0].Sheet}
	if books := d.Books(rivals[0]); len(books) > 0 {
		pos.File = books[len(books)-1].Path
	}
	diags := diag.List{diag.New(code, pos,
		d.listed(rivals), d.addressOf(rivals[0]), cmp.Or(homeKeys[schema], "data"))}
	if schema != kb.SchemaKPI {
		return rivals[:1], diags
	}
	return append(slices.Clone(rivals), slices.DeleteFunc(slices.Clone(p.sets), func(s *kb.Dataset) bool { return slices.Contains(rivals, s) })...), diags
}

// homeKeys are the settings of [home], by schema.
var homeKeys = map[string]string{kb.SchemaPhases: "phases", kb.SchemaKPI: "kpi", kb.SchemaSatisfaction: "satisfaction"}

// ownDay is the day that the data itself gives, "" if only git or the file's time gives
// one.
func (d *Data) ownDay(set *kb.Dataset) kb.Date {
	if day, from := d.AsOf(set); from == FromData {
		return day
	}
	return ""
}

// listed names tables with their days.
func (d *Data) listed(sets []*kb.Dataset) string {
	names := make([]string, len(sets))
	for i, s := range sets {
		names[i] = d.addressOf(s)
		if day := d.ownDay(s); day != "" {
			names[i] += " (" + string(day) + ")"
		}
	}
	return strings.Join(names, ", ")
}

// addressOf is how site.toml writes a dataset: with "#table" only if the file has
// several.
func (d *Data) addressOf(set *kb.Dataset) string {
	name := cmp.Or(set.Series, set.File)
	if sets, _ := d.Find(name, diag.Pos{File: configFile}); len(sets) > 1 {
		name += "#" + set.Name
	}
	return name
}

// firsts is the first table of each file. Of plans only those with a planned
// start are taken, if there are any: not a list of milestones.
func firsts(schema string, sets []*kb.Dataset) []*kb.Dataset {
	if schema == kb.SchemaPhases {
		if plans := slices.DeleteFunc(slices.Clone(sets), func(s *kb.Dataset) bool { return s.Col(kb.FieldPlannedStart) < 0 }); len(plans) > 0 {
			sets = plans
		}
	}
	var out []*kb.Dataset
	for _, s := range sets {
		same := func(o *kb.Dataset) bool { return o.File == s.File && o.Series == s.Series }
		if !slices.ContainsFunc(out, same) {
			out = append(out, s)
		}
	}
	return out
}

// tablesFor is the tables in which a value of a page is looked up: the current
// ones first, then all others that the page may show.
func (d *Data) tablesFor(file, schema string) (current []Table, others Table) {
	folder := path.Dir(file)
	current, _ = d.Current(folder, schema)
	others = Table{Folder: d.Project(folder), Sets: d.Seen(folder, schema)}
	for _, t := range current {
		others.Sets = slices.DeleteFunc(others.Sets, func(s *kb.Dataset) bool { return slices.Contains(t.Sets, s) })
	}
	return current, others
}

// hit is an indicator or phase that was found in a table by its name.
type hit struct {
	name   string
	figure func(what string) Datum
	folder string // of the table
	id     string // of the dataset
	period kb.Period
	set    *kb.Dataset
}

// ambiguous reports a name that is in more than one table: with the code inOne
// if all are in one project (ok: the first is taken), with foreign if they are
// of two, since then nobody can tell which is meant.
func (d *Data) ambiguous(inOne, foreign string, pos diag.Pos, name string, hits []hit) (diags diag.List, ok bool) {
	if len(hits) < 2 {
		return nil, true
	}
	ids := make([]string, len(hits))
	for i, h := range hits {
		ids[i] = h.id
	}
	if a, b := d.Project(hits[0].folder), d.Project(hits[1].folder); a != b {
		return diag.List{diag.New(foreign, pos, name, strings.Join(ids, ", "))}, false
	}
	return diag.List{diag.New(inOne, pos, name, ids[0], strings.Join(ids[1:], ", "))}, true
}
