package generator_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// floors lists the packages, the lowest floor first; F0 is several floors here. A package
// may import only packages of lower floors.
var floors = [][]string{
	{"colour", "digest", "halt", "header", "message", "parallel", "squeeze", "tag", "text"},
	{"diag", "fields", "script"},
	{"kb"},
	{"vocab"},
	{"document", "metric", "where"},
	{"ask", "calendar", "compare", "config", "drawing", "fact", "formula", "markdown", "sheet", "chart", "search", "kind", "theme", "mail", "nav", "recipe", "word"},
	{"source", "feedback", "starter"},
	{"site"},
	{"measure", "view"},
	{"report"},
	{"press"},
	{"check"},
	{"plan"},
	{"index", "publish", "watch", "serve", "browser", "bring", "move", "drop"},
	{"archive", "export", "doctor", "deploy", "mcp"},
	{""}, // generator itself
}

// pure is the number of floors, from the lowest, whose packages use no disk, socket, clock
// or random number. The one exception is source, which reads the disk.
const pure = 13

// The table of floors in docs/architecture.md is the same list.
func TestFloorsAreAsTheArchitectureSays(t *testing.T) {
	page, err := os.ReadFile("../docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	var said [][]string
	for _, row := range regexp.MustCompile(`(?m)^\| F\d+ \| ([^|]+) \|`).FindAllStringSubmatch(string(page), -1) {
		for group := range strings.SplitSeq(row[1], ", on ") { // the row of F0 has several floors of this test
			var names []string
			for _, m := range regexp.MustCompile("`([a-z]+)`").FindAllStringSubmatch(group, -1) {
				names = append(names, m[1])
			}
			slices.Sort(names)
			said = append(said, names)
		}
	}
	for i, names := range floors[:len(floors)-1] { // the last is generator itself
		want := slices.Sorted(slices.Values(names))
		if i >= len(said) || !slices.Equal(said[i], want) {
			t.Errorf("docs/architecture.md does not say that floor %d is %v: %v", i, want, said)
			return
		}
	}
	if len(said) != len(floors)-1 {
		t.Errorf("docs/architecture.md says %d floors, this test %d", len(said), len(floors)-1)
	}
}

func floorOf(pkg string) int {
	return slices.IndexFunc(floors, func(names []string) bool { return slices.Contains(names, pkg) })
}

// goFile is one file of the program, without tests.
type goFile struct {
	pkg     string // "sheet", "" for generator
	file    string
	imports []string
	text    string
}

func goFiles(t *testing.T) []goFile {
	t.Helper()
	var all []goFile
	for _, p := range goNames(t, ".") {
		src, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		f, err := parser.ParseFile(token.NewFileSet(), p, src, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		s := goFile{pkg: strings.Trim(path.Dir(filepath.ToSlash(p)), "."), file: p, text: string(src)}
		for _, imp := range f.Imports {
			name, err := strconv.Unquote(imp.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			s.imports = append(s.imports, name)
		}
		all = append(all, s)
	}
	return all
}

// goNames are the Go files below a folder, without tests.
func goNames(t *testing.T, dir string) (names []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == "testdata":
			return filepath.SkipDir
		case !d.IsDir() && path.Ext(p) == ".go" && !strings.HasSuffix(p, "_test.go"):
			names = append(names, p)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestPackagesImportOnlyLowerFloors(t *testing.T) {
	for _, s := range goFiles(t) {
		own := floorOf(s.pkg)
		if own < 0 {
			t.Errorf("%s: package %q is on no floor: add it to the list in this test and in docs/architecture.md", s.file, s.pkg)
			continue
		}
		for _, imp := range s.imports {
			rest, ours := strings.CutPrefix(imp, "milepost/generator/")
			if !ours {
				continue
			}
			if f := floorOf(rest); f < 0 || f >= own {
				t.Errorf("%s imports %s, which is not on a lower floor", s.file, imp)
			}
		}
	}
}

func TestOnePackageHidesEachModule(t *testing.T) {
	owner := map[string]string{}
	for _, s := range goFiles(t) {
		for _, imp := range s.imports {
			first, _, _ := strings.Cut(imp, "/")
			if !strings.Contains(first, ".") {
				continue
			}
			parts := strings.Split(imp, "/")
			module := strings.Join(parts[:min(3, len(parts))], "/")
			if first == "modernc.org" || first == "go.yaml.in" || first == "honnef.co" {
				module = strings.Join(parts[:2], "/")
			}
			if o, taken := owner[module]; taken && o != s.pkg {
				t.Errorf("%s and %s both import %s: one package hides it", o, s.pkg, module)
			}
			owner[module] = s.pkg
		}
	}
}

func TestLowerFloorsArePure(t *testing.T) {
	for _, s := range goFiles(t) {
		f := floorOf(s.pkg)
		if f < 0 || f >= pure || s.pkg == "source" {
			continue
		}
		for _, imp := range s.imports {
			if imp == "os" || imp == "net" || strings.HasPrefix(imp, "os/") || imp == "net/http" || strings.HasPrefix(imp, "math/rand") {
				t.Errorf("%s imports %s: packages below publish, watch and serve are functions of their arguments", s.file, imp)
			}
		}
		if strings.Contains(s.text, "time.Now(") || strings.Contains(s.text, "time.Since(") {
			t.Errorf("%s reads the clock: today is an input", s.file)
		}
	}
}

// Package site decides for which day a table holds. A dataset's own AsOf is only the first
// thing that it looks at, so other packages must not read it.
func TestAsOfIsAskedOfTheSite(t *testing.T) {
	own := regexp.MustCompile(`\b(set|b|book|own|cut)\.AsOf\b`)
	for _, s := range goFiles(t) {
		if (s.pkg == "plan" || s.pkg == "check") && own.MatchString(s.text) {
			t.Errorf("%s reads %s: ask site.Data.StandsFor", s.file, own.FindString(s.text))
		}
	}
}

// onlyCallers names, for each computation that many places need, the only file that may
// call it: a file of site, which all others ask.
var onlyCallers = map[string]string{
	"metric.Standings(": "site/standing.go",  // how a task stands
	"metric.CourseOf(":  "site/standing.go",  // the progress of a plan over time
	"metric.Judge(":     "site/indicator.go", // how an indicator stands
}

func TestComputationsHaveOneCaller(t *testing.T) {
	called := map[string]bool{}
	for _, s := range goFiles(t) {
		for call, only := range onlyCallers {
			switch has := strings.Contains(s.text, call); {
			case has && filepath.ToSlash(s.file) != only:
				t.Errorf("%s calls %s): only %s does, ask package site", s.file, call, only)
			case has:
				called[call] = true
			}
		}
	}
	for call, only := range onlyCallers {
		if !called[call] {
			t.Errorf("%s no longer calls %s): name its caller here", only, call)
		}
	}
}
