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

// Sure is the score from which a schema is believed. Package sheet names a
// schema from 0.45; below this a table often just shares a few words with it.
const Sure = 0.6

// Table is the table of a schema that home, blocks, values and rules mean.
type Table struct {
	Folder string        // the project, or the part of one, whose table it is; "." for all
	Sets   []*kb.Dataset // one, or those that site.toml names; of indicators all that complete each other
}

// current keeps what was found, by schema and folder: pages ask again and again.
type current struct {
	mu    sync.Mutex
	found map[string]found
}

type found struct {
	tables []Table
	diags  diag.List
}

// Named is what site.toml names for one block of the home page, and where.
type Named struct {
	Names []string
	Line  int
}

// UseHome takes what site.toml names for the home page, by schema. A version that
// it names stands for the newer ones. Like UseCalendar it belongs to the making of Data.
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

// Current is the tables of a schema that a page in the folder means. It is the
// only place that chooses among tables. In order:
//
//   - the tables of the page's project, else of the project around it, never of another
//   - among them those of the nearest folder up that has any, so that folders side
//     by side may each have their own
//   - among them those that [home] names
//   - else the newest by the data's own day, with a warning that names all
//
// It is one table, or one for each part below if the folder is above several;
// none if there is no table of the schema.
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

// OnHome is the tables of a schema that the home page shows: those that
// site.toml names, else those of the site itself and of each project.
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

// Unnamed is the tables of a schema that home, values and reports leave out because
// site.toml names others of their project.
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

// byProject groups datasets by their project, in the order of their first.
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

// pool is the tables of a schema that belong to the project itself. Those that
// merely look like it count only where no other does.
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

// HomePos is where site.toml names the tables of a schema.
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

// fitsSchema tells which tables of a named file can be meant if none has the
// schema; homeBlocks are the blocks that show them.
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

// namedIn is the tables that site.toml names, as far as they stand in a folder of a project.
func (d *Data) namedIn(schema, project, folder string) []*kb.Dataset {
	sets, _ := d.named(schema)
	return slices.DeleteFunc(sets, func(s *kb.Dataset) bool { return d.Project(s.File) != project || !within(s.File, folder) })
}

// choose takes the newest of several tables and says so.
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

// ownDay is the day of a dataset as its data says, "" if only git or the file's time says.
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

// addressOf is how site.toml names a dataset: by its table only where there are several.
func (d *Data) addressOf(set *kb.Dataset) string {
	name := cmp.Or(set.Series, set.File)
	if sets, _ := d.Find(name, diag.Pos{File: configFile}); len(sets) > 1 {
		name += "#" + set.Name
	}
	return name
}

// firsts is the first table of each file that shows the schema best: a plan
// with starts rather than a list of milestones.
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

// sought is the tables in which a value of a page is sought: the current ones
// and, for what none of them has, all others that the page may show.
func (d *Data) sought(file, schema string) (current []Table, others Table) {
	folder := path.Dir(file)
	current, _ = d.Current(folder, schema)
	others = Table{Folder: d.Project(folder), Sets: d.Seen(folder, schema)}
	for _, t := range current {
		others.Sets = slices.DeleteFunc(others.Sets, func(s *kb.Dataset) bool { return slices.Contains(t.Sets, s) })
	}
	return current, others
}

// hit is what a name means in one table.
type hit struct {
	name   string
	figure func(what string) Datum
	folder string // of the table
	id     string // of the dataset
	period kb.Period
	set    *kb.Dataset
}

// several says that a name stands in more than one table: as foreign if they are
// of two projects, since there is no telling which is meant, and ok is false.
func (d *Data) several(ambiguous, foreign string, pos diag.Pos, name string, hits []hit) (diags diag.List, ok bool) {
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
	return diag.List{diag.New(ambiguous, pos, name, ids[0], strings.Join(ids[1:], ", "))}, true
}
