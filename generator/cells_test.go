package generator_test

import (
	"go/ast"
	"slices"
	"strings"
	"testing"
)

// The text of a cell is read once, in package sheet with vocab. If packages above them also
// looked for numbers, dates or words in texts, the same text could give two figures. So they
// call no parser, except where this list gives a reason.
var readers = []struct{ file, call, why string }{
	{"site/value.go", "regexp.MustCompile", "the address of a cell in a page: 进度.xlsx!E5"},
	{"site/block.go", "strconv.Atoi", "a number in the settings of a block"},
	{"check/settings.go", "strconv.Atoi", "a parameter of site.toml"},
	{"check/questions.go", "regexp.MustCompile", "the headings of pages"},
	{"check/untaught.go", "regexp.MustCompile", "the numbers in names of batches"},
	{"check/prose.go", "regexp.MustCompile", "what a person writes in a report"},
	{"check/prose.go", "strconv.ParseFloat", "what a person writes in a report"},
	{"site/scale.go", "strconv.ParseFloat", "the scale in a unit: /5"},
	{"chart/attrs.go", "strconv.Atoi", "a number in the settings of a block"},
	{"chart/frame.go", "regexp.MustCompile", "the unit in a header, and words that are levels"},
	{"chart/number.go", "regexp.MustCompile", "how many decimals a cell shows"},
	{"chart/category.go", "strconv.Atoi", "a year in a column of years"},
	{"plan/status.go", "strconv.Atoi", "the row in a diagnostic's position"},
	{"plan/describe.go", "regexp.MustCompile", "the HTML that package markdown wrote"},
	{"plan/glossary.go", "regexp.MustCompile", "the HTML that package markdown wrote"},
	{"theme/ownstyle.go", "regexp.MustCompile", "what a site's own style sheet loads"},
	{"theme/owntemplates.go", "regexp.MustCompile", "the names in templates, and the position in an error about one"},
	{"theme/owntemplates.go", "strconv.Atoi", "the line in an error about a template"},
	{"theme/parts.go", "regexp.MustCompile", "where a template begins"},
	{"theme/owntexts.go", "regexp.MustCompile", "{0}, {1} … in a text of the catalog"},
}

func TestCellsAreReadOnce(t *testing.T) {
	parsers := []string{"regexp.MustCompile", "regexp.Compile", "strconv.ParseFloat", "strconv.ParseInt", "strconv.Atoi", "kb.ParseDate", "vocab.Atof"}
	above := []string{"site", "check", "chart", "plan", "theme"}
	met := make([]bool, len(readers))
	for _, f := range sourceFiles(t, ".") {
		if !slices.Contains(above, f.pkg) {
			continue
		}
		ast.Inspect(f.tree, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || !slices.Contains(parsers, name(call)) {
				return true
			}
			at := f.at(call)
			i := slices.IndexFunc(readers, func(r struct{ file, call, why string }) bool {
				return strings.HasPrefix(at, r.file+":") && r.call == name(call)
			})
			if i < 0 {
				t.Errorf("%s: %s: the text of a cell is read in vocab, by sheet; if this reads no cell, add it to readers", at, name(call))
				return true
			}
			met[i] = true
			return true
		})
	}
	for i, r := range readers {
		if !met[i] {
			t.Errorf("%s no longer calls %s: remove it from readers", r.file, r.call)
		}
	}
}

// Loops over the cores use package parallel, which alone limits their workers and stops them.
func TestLoopsAreSpreadInOnePlace(t *testing.T) {
	for _, f := range sourceFiles(t, ".", "../cmd/milepost") {
		if f.pkg == "parallel" {
			continue
		}
		ast.Inspect(f.tree, func(n ast.Node) bool {
			switch n.(type) {
			case *ast.ForStmt, *ast.RangeStmt:
				ast.Inspect(n, func(n ast.Node) bool {
					if call, ok := n.(*ast.CallExpr); ok {
						if sel, ok := call.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "Go" {
							t.Errorf("%s: %s in a loop: use package parallel", f.at(call), name(call))
						}
					}
					return true
				})
			}
			return true
		})
	}
}
