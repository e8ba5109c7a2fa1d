package check

import (
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/site"
)

// homeBlocks are the blocks of the home page for the current tables of a
// schema.
var homeBlocks = []struct{ schema, kind string }{
	{kb.SchemaPhases, kb.BlockGantt},
	{kb.SchemaKPI, kb.BlockKPI},
	{kb.SchemaSatisfaction, kb.BlockChart},
}

// current: if several tables could be the plan, the indicators or the satisfaction
// of a project, which one was taken and which were left out (CT02); and whether the
// home page can show what site.toml names.
func current(in *input) (diags diag.List) {
	for _, h := range homeBlocks {
		tables, said := in.data.OnHome(h.schema)
		diags = append(diags, said...)
		pos := in.data.HomePos(h.schema)
		if pos.Line == 0 {
			continue // without a setting, a block that cannot be drawn is left out silently
		}
		for _, t := range tables {
			diags = append(diags, judge(in, kb.Block{Kind: h.kind}, t.Sets, pos)...)
		}
		if h.schema == kb.SchemaSatisfaction { // there is one for each survey
			continue
		}
		for _, set := range site.Unnamed(in.data, h.schema) {
			if taken := named(tables); taken != "" {
				diags = append(diags, diag.New("CT02.unnamed", diag.Pos{File: set.File, Sheet: set.Sheet}, taken, h.schema, set.ID()))
			}
		}
	}
	return diags
}

// named lists the tables that are shown.
func named(tables []site.Table) string {
	var names []string
	for _, t := range tables {
		for _, set := range t.Sets {
			names = append(names, set.ID())
		}
	}
	return strings.Join(names, ", ")
}
