package generator_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"slices"
	"strings"
	"testing"
)

// No diagnostic is dropped: no list of diagnostics is assigned to _, and no statement is a
// call alone that returns one.
func TestNoDiagnosticIsDropped(t *testing.T) {
	files := sourceFiles(t, ".", "../cmd/milepost")
	gives := lists(files)
	met := make([]bool, len(elsewhere))
	for _, f := range files {
		ast.Inspect(f.tree, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				call, ok := n.Rhs[0].(*ast.CallExpr)
				if !ok || len(n.Rhs) != 1 {
					return true
				}
				at := gives.of(f, call)
				if at < 0 || at >= len(n.Lhs) || !isBlank(n.Lhs[at]) {
					return true
				}
				if i := saidElsewhere(f.at(n), name(call)); i >= 0 {
					met[i] = true
				} else {
					t.Errorf("%s: %s gives diagnostics that go to _: pass them on, or call a function that gives none", f.at(n), name(call))
				}
			case *ast.ExprStmt:
				if call, ok := n.X.(*ast.CallExpr); ok && gives.of(f, call) >= 0 {
					t.Errorf("%s: %s gives diagnostics that nobody takes", f.at(n), name(call))
				}
			}
			return true
		})
	}
	for i, e := range elsewhere {
		if !met[i] {
			t.Errorf("%s no longer drops what %s gives: remove it from elsewhere", e.file, e.call)
		}
	}
}

// elsewhere lists the calls whose diagnostics another call reports: a page is drawn when
// somebody reads it, after its problems were reported.
var elsewhere = []struct{ file, call, why string }{
	{"plan/block.go", "d.block", "check:blocks judges every block of a page"},
	{"plan/home.go", "d.draw", "check:current judges what site.toml names; what nobody named is left out"},
	{"plan/brand.go", "site.AroundOf", "check:around says what leads nowhere"},
	{"plan/kept.go", "m.site.Data.Prose", "check:blocks judges every value of a page"},
	{"plan/document.go", "m.press.Part", "check:blocks judges every block of a page"},
	{"plan/document.go", "m.site.Resolve", "site:checkLinks judges every link"},
	{"diffpages.go", "s.site.Data.Block", "check:blocks judges every block of a page"},
	{"diffpages.go", "chart.SpecOf", "check:blocks judges every block of a page"},
	{"plan/workbook.go", "m.site.Data.Block", "check:blocks finds the same datasets"},
	{"measure/measure.go", "t.data.Current", "check:current says which table was taken"},
	{"check/reviews.go", "in.data.Current", "check:current says which table was taken"},
	{"site/bound.go", "d.boundOf", "site:Block gives them for the same block"},
	{"site/current.go", "d.Find", "the name is that of a table that is there"},
	{"site/current.go", "d.named", "check:current says what site.toml names in vain"},
	{"site/duty.go", "s.Data.Current", "check:current says which table was taken"},
	{"site/standing.go", "d.Current", "check:current says which table was taken"},
	{"site/current.go", "d.Current", "check:current says which table was taken"},
	{"plan/pages.go", "m.site.Resolve", "site:checkLinks judges every link"},
	{"plan/workbook.go", "d.draw", "nobody asked for the picture: one that cannot be drawn is left out"},
	{"plan/workbook.go", "m.site.Data.Find", "check:blocks finds the same datasets"},
	{"plan/workbook.go", "m.site.Data.Prose", "check:blocks judges every value in prose"},
	{"../cmd/milepost/main.go", "config.Parse", "only the language of the messages: each command gives the diagnostics of the settings"},
}

// saidElsewhere is the index of a call in elsewhere, -1 if it is not listed.
func saidElsewhere(at, call string) int {
	return slices.IndexFunc(elsewhere, func(e struct{ file, call, why string }) bool {
		return strings.HasPrefix(at, e.file+":") && e.call == call
	})
}

// sourceFile is a file of the program as a tree.
type sourceFile struct {
	pkg  string // its name: "site"
	tree *ast.File
	set  *token.FileSet
}

func (f *sourceFile) at(n ast.Node) string { return f.set.Position(n.Pos()).String() }

// sourceFiles are the files below the folders, without tests.
func sourceFiles(t *testing.T, dirs ...string) (files []sourceFile) {
	t.Helper()
	for _, dir := range dirs {
		for _, name := range goNames(t, dir) {
			set := token.NewFileSet()
			tree, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, sourceFile{tree.Name.Name, tree, set})
		}
	}
	return files
}

// givers has the functions and methods that return diagnostics, and the index of that
// result. Its keys are "site.NewData" and "site.shape" for functions and unexported methods,
// and ".Block" for exported methods. If methods of several types have the same name and one
// of them returns diagnostics, all calls with that name are looked at.
type givers map[string]int

func lists(files []sourceFile) givers {
	g := givers{}
	for _, f := range files {
		for _, d := range f.tree.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Type.Results == nil {
				continue
			}
			if at := listAt(f.pkg, fn.Type.Results); at >= 0 {
				key := "." + fn.Name.Name
				if fn.Recv == nil || !fn.Name.IsExported() {
					key = f.pkg + key
				}
				g[key] = at
			}
		}
	}
	return g
}

// listAt is the index of the diag.List among results, -1 if there is none.
func listAt(pkg string, results *ast.FieldList) int {
	at := 0
	for _, r := range results.List {
		sel, ok := r.Type.(*ast.SelectorExpr)
		id, own := r.Type.(*ast.Ident)
		if ok && sel.Sel.Name == "List" && name(sel.X) == "diag" || own && id.Name == "List" && pkg == "diag" {
			return at
		}
		at += max(1, len(r.Names))
	}
	return -1
}

// of is the index of the diagnostics among the results of a call, -1 if it returns none.
func (g givers) of(f sourceFile, call *ast.CallExpr) int {
	key := ""
	switch fun := call.Fun.(type) {
	case *ast.Ident:
		key = f.pkg + "." + fun.Name
	case *ast.SelectorExpr:
		key = "." + fun.Sel.Name
		if x, ok := fun.X.(*ast.Ident); ok && imports(f.tree, x.Name) {
			key = x.Name + key
		} else if !fun.Sel.IsExported() {
			key = f.pkg + key
		}
	}
	if at, ok := g[key]; ok {
		return at
	}
	return -1
}

// imports tells whether a file imports a package of ours with this name.
func imports(tree *ast.File, pkg string) bool {
	return slices.ContainsFunc(tree.Imports, func(i *ast.ImportSpec) bool {
		p := strings.Trim(i.Path.Value, `"`)
		return strings.HasPrefix(p, "milepost/") && path.Base(p) == pkg
	})
}

func name(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return name(e.X) + "." + e.Sel.Name
	case *ast.CallExpr:
		return name(e.Fun)
	}
	return "?"
}

func isBlank(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "_"
}
