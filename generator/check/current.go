package check

import (
	"milepost/generator/diag"
)

// homeSchemas are the schemas of which the home page shows the current table.
var homeSchemas = []string{"phases", "kpi", "satisfaction"}

// current: where several tables could be the plan, the indicators or the
// satisfaction of a project, which one was taken (CT02).
func current(in *input) (diags diag.List) {
	for _, schema := range homeSchemas {
		_, said := in.data.OnHome(schema)
		diags = append(diags, said...)
	}
	return diags
}
