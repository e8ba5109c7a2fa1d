package generator_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"milepost/generator/diag"
	"milepost/generator/kind"
	"milepost/generator/report"
	"milepost/generator/sheet"
	"milepost/generator/view"
)

var (
	methodLink = regexp.MustCompile(`\]\(([^)#]+)`)
	methodKind = regexp.MustCompile("（`([a-z-]+)`）|`([a-z-]+)` 页")
	methodRule = regexp.MustCompile(`([A-Z]{2})(\d\d)(?:～[A-Z]{2}(\d\d))?`)
)

// The table in the guide's page on the method has 29 mechanisms. All that it names exists:
// pages and sheets, kinds of pages, views, rules, sections of reports.
func TestTableOfTheMethodNamesWhatIsThere(t *testing.T) {
	page, err := os.ReadFile("../content/使用指南/方法.md")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(page)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if len(cells) != 6 {
			continue
		}
		if no, err := strconv.Atoi(strings.TrimSpace(cells[0])); err == nil {
			if n++; no != n {
				t.Errorf("number %d, want %d", no, n)
			}
			t.Run(strconv.Itoa(no), func(t *testing.T) {
				methodFiles(t, cells[2], cells[4])
				methodRules(t, cells[3])
				methodSections(t, cells[5])
			})
		}
	}
	if n != 29 {
		t.Errorf("%d mechanisms, not 29", n)
	}
}

// methodFiles checks that linked files exist, that sheets have a view, and that kinds of pages are known.
func methodFiles(t *testing.T, cell, first string) {
	for _, m := range methodLink.FindAllStringSubmatch(cell, -1) {
		file := filepath.Join("../content/使用指南", m[1])
		data, err := os.ReadFile(file)
		if err != nil {
			t.Error(err)
			continue
		}
		if ext := path.Ext(file); ext == ".md" {
			continue
		}
		seen := false
		for _, set := range sheet.Read(t.Context(), file, data, sheet.Options{}).Datasets {
			schema := set.Get().Schema
			seen = seen || view.Has(schema) || slices.Contains([]string{"kpi", "phases", "raci"}, schema) // a block of their own
		}
		if !seen {
			t.Errorf("%s has no view (%s)", m[1], first)
		}
	}
	for _, m := range methodKind.FindAllStringSubmatch(cell, -1) {
		if name := m[1] + m[2]; !strings.HasPrefix(name, "approver") {
			if _, ok := kind.Of(name); !ok {
				t.Errorf("%s is no kind of page", name)
			}
		}
	}
}

// methodRules checks that each rule that is named, or that begins or ends a range, has a message.
func methodRules(t *testing.T, cell string) {
	known := map[string]bool{}
	for _, code := range diag.Codes() {
		rule, _, _ := strings.Cut(code, ".")
		known[rule] = true
	}
	all := methodRule.FindAllStringSubmatch(cell, -1)
	if len(all) == 0 {
		t.Error("no rule")
	}
	for _, m := range all {
		from, _ := strconv.Atoi(m[2])
		to := from
		if m[3] != "" {
			to, _ = strconv.Atoi(m[3])
		}
		for i := from; i <= to; i++ {
			if rule := fmt.Sprintf("%s%02d", m[1], i); !known[rule] && i != from && i != to {
				continue // a number that was never given
			} else if !known[rule] {
				t.Errorf("there is no rule %s", rule)
			}
		}
	}
}

// methodSections checks that the named sections are sections of a report.
func methodSections(t *testing.T, cell string) {
	titles := map[string]bool{}
	files, err := filepath.Glob("report/words/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal("no words", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var words map[string]map[string]string
		if err := json.Unmarshal(data, &words); err != nil {
			t.Fatal(err)
		}
		for _, name := range report.All() {
			titles[words["section."+name]["zh-CN"]] = true
		}
	}
	_, after, of := strings.Cut(cell, "：") // 评审材料：出口条件
	if !of {
		after = cell
	}
	for name := range strings.SplitSeq(after, "、") {
		if !titles[strings.TrimSpace(name)] {
			t.Errorf("no report has a section %q", name)
		}
	}
}
