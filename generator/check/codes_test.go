package check

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"milepost/generator/diag"
)

// Every message of the project's rules occurs in the expected output of some test, in
// Chinese. A message that no test brings about may never be shown at all.
func TestEachMessageIsSaidSomewhere(t *testing.T) {
	families := strings.Fields("KP PH BP RA SA SL SE TC PE ME MR TR SU IN OP HC MT BN CO CH RK DC CM PO FR")
	var said strings.Builder
	for _, pattern := range []string{"testdata/*.txtar", "testdata/site/*.txtar"} {
		files, _ := filepath.Glob(pattern)
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			said.Write(data)
		}
	}
	n := 0
	for _, code := range diag.Codes() {
		if !slices.Contains(families, code[:2]) || code == "SA03.mixed" { // package sheet has rejected such a column before
			continue
		}
		n++
		const hole = "\uE000"
		args := make([]any, 9)
		for i := range args {
			args[i] = hole
		}
		line := diag.New(code, diag.Pos{File: hole}, args...).Line("zh-CN")
		_, line, _ = strings.Cut(line, ": ")
		if !regexp.MustCompile(strings.ReplaceAll(regexp.QuoteMeta(line), hole, ".*")).MatchString(said.String()) {
			t.Errorf("%s occurs in no test: %s", code, strings.ReplaceAll(line, hole, "…"))
		}
	}
	if n < 150 {
		t.Errorf("only %d messages", n)
	}
}
