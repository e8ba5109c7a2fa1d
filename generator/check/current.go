package check

import (
	"milepost/generator/diag"
	"milepost/generator/kb"
)

// homeBlocks are what the home page shows of the current tables of a schema.
var homeBlocks = []struct{ schema, kind string }{
	{kb.SchemaPhases, kb.BlockGantt},
	{kb.SchemaKPI, kb.BlockKPI},
	{kb.SchemaSatisfaction, kb.BlockChart},
}

// current: where several tables could be the plan, the indicators or the
// satisfaction of a project, which one was taken (CT02); and what site.toml
// names for the home page can be shown there.
func current(in *input) (diags diag.List) {
	for _, h := range homeBlocks {
		tables, said := in.data.OnHome(h.schema)
		diags = append(diags, said...)
		pos := in.data.HomePos(h.schema)
		if pos.Line == 0 {
			continue // a block that nobody asked for is left out if it cannot be drawn
		}
		for _, t := range tables {
			diags = append(diags, judge(in, kb.Block{Kind: h.kind}, t.Sets, pos)...)
		}
	}
	return diags
}
