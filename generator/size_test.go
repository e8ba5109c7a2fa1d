package generator_test

import (
	"go/ast"
	"slices"
	"testing"
)

// Long files and large types are hard to change without a fault, so these packages have none.
func TestFilesAndTypesStaySmall(t *testing.T) {
	const maxLines, maxMethods = 450, 40
	// Types that are too large already. Add none, and remove an entry when its type has become smaller.
	large := []string{"chart.build", "plan.maker", "site.Data"}
	small := []string{"kb", "vocab", "where", "sheet", "metric", "chart", "site", "check", "plan", "word"}
	methods := map[string]int{}
	for _, f := range sourceFiles(t, ".") {
		if !slices.Contains(small, f.pkg) {
			continue
		}
		if n := f.set.Position(f.tree.FileEnd).Line; n > maxLines {
			t.Errorf("%s: %d lines: split it by what changes together", f.set.Position(f.tree.Pos()).Filename, n)
		}
		for _, d := range f.tree.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv == nil {
				continue
			}
			of := fn.Recv.List[0].Type
			if p, ok := of.(*ast.StarExpr); ok {
				of = p.X
			}
			key := f.pkg + "." + name(of)
			if methods[key]++; methods[key] == maxMethods+1 && !slices.Contains(large, key) {
				t.Errorf("%s: %s has more than %d methods: find the type that some of them need alone", f.at(fn), key, maxMethods)
			}
		}
	}
}
