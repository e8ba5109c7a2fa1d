package generator_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// callsOfFields are functions that take the names of fields. Names of schemas are looked for
// in all functions with such a parameter; with fields that does not do, since many
// functions of other packages that take other words have the same names.
var callsOfFields = []string{"Col", "Cell", "said", "blank", "cellOf", "firstDatum", "firstText", "datum", "colOf",
	"has", "withNumbers", "distinct", "distinctIn", "values", "groupIf", "Is", "fact", "figure", "quantity", "QuantityOf", "levelIn"}

// callsOfSchemas gives the functions and methods with a parameter that is called schema.
func callsOfSchemas(t *testing.T) (names []string) {
	for _, f := range sourceFiles(t, ".") {
		for _, d := range f.tree.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			for _, p := range fn.Type.Params.List {
				if slices.ContainsFunc(p.Names, func(n *ast.Ident) bool { return n.Name == "schema" }) {
					names = append(names, fn.Name.Name)
				}
			}
		}
	}
	if len(names) < 10 {
		t.Fatalf("only %q have a parameter called schema", names)
	}
	return names
}

func TestEachNameOfTheVocabularyHasAConstant(t *testing.T) {
	src, err := os.ReadFile("kb/names.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range vocab.Schemas() {
		for _, name := range append(vocab.Fields(s), s) {
			if !strings.Contains(string(src), " = "+strconv.Quote(name)+"\n") {
				t.Errorf("%s, of schema %s, has no constant in kb/names.go", name, s)
			}
		}
	}
}

// Names of schemas, fields and statuses are written as the constants of kb, not as texts.
func TestNamesOfTheVocabularyAreConstants(t *testing.T) {
	schemas, fields := vocab.Schemas(), []string{}
	for _, s := range schemas {
		fields = append(fields, vocab.Fields(s)...)
	}
	ofSchemas := callsOfSchemas(t)
	statuses := []string{kb.StatusNotStarted, kb.StatusInProgress, kb.StatusDone, kb.StatusPaused, kb.StatusCancelled, kb.StatusLate}
	for _, f := range goFiles(t) {
		if f.pkg == "kb" || f.pkg == "vocab" {
			continue
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, f.file, f.text, 0)
		if err != nil {
			t.Fatal(err)
		}
		refuse := func(e ast.Expr, names []string) {
			if l, ok := e.(*ast.BasicLit); ok && l.Kind == token.STRING {
				if s, _ := strconv.Unquote(l.Value); slices.Contains(names, s) {
					t.Errorf("%s: %s is a constant of kb (kb/names.go)", set.Position(l.Pos()), l.Value)
				}
			}
		}
		known := map[string][]string{"Schema": schemas, "Field": fields, "Status": statuses}
		ast.Inspect(file, func(n ast.Node) bool {
			switch x := n.(type) {
			case *ast.BasicLit:
				if strings.Contains(x.Value, "_") { // no other word looks like planned_end
					refuse(x, fields)
					refuse(x, statuses)
				}
			case *ast.CallExpr:
				for _, a := range x.Args {
					switch fn := lastName(x.Fun); {
					case slices.Contains(ofSchemas, fn):
						refuse(a, schemas)
					case slices.Contains(callsOfFields, fn):
						refuse(a, fields)
					}
				}
			case *ast.BinaryExpr:
				if x.Op == token.EQL || x.Op == token.NEQ {
					refuse(x.Y, known[lastName(x.X)])
				}
			case *ast.SwitchStmt:
				for _, c := range x.Body.List {
					for _, e := range c.(*ast.CaseClause).List {
						refuse(e, known[lastName(x.Tag)])
					}
				}
			}
			return true
		})
	}
}

// lastName is the name that an expression ends with: Schema of d.Schema.
func lastName(e ast.Expr) string {
	switch x := e.(type) {
	case *ast.SelectorExpr:
		return x.Sel.Name
	case *ast.Ident:
		return x.Name
	}
	return ""
}
