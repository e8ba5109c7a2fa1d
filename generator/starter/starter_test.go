package starter_test

import (
	"os"
	"path/filepath"
	"testing"

	"milepost/generator/check"
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/message"
	"milepost/generator/press"
	"milepost/generator/site"
	"milepost/generator/source"
	"milepost/generator/starter"
)

// A new site has no warning, whatever the day on which it is made: days in steps of 31,
// which meet all weekdays, the end of a year and a leap day.
func TestNewSiteIsFineOnAnyDay(t *testing.T) {
	for _, lang := range message.Languages {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			for day := kb.Date("2026-11-26"); day < "2028-03-05"; day = day.AddDays(31) {
				judge(t, lang, day)
			}
			judge(t, lang, "2027-12-31")
			judge(t, lang, "2028-02-29")
		})
	}
}

func judge(t *testing.T, lang string, day kb.Date) {
	t.Helper()
	root := t.TempDir()
	list, err := starter.Site(lang, `的"站`, day)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		name := filepath.Join(root, f.Path)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	snap, err := source.New(root, source.Options{Today: func() kb.Date { return day }}).Refresh(t.Context(), source.Hint{All: true})
	if err != nil {
		t.Fatal(err)
	}
	s := site.Link(snap)
	for _, found := range []diag.List{snap.Diags, s.Diags(), check.Rules(s, press.New(s))} {
		for _, d := range found {
			if d.Level > diag.Note {
				t.Errorf("%s: %s", day, d.Line("zh-CN"))
			}
		}
	}
	kinds := map[string]bool{}
	for _, p := range s.Pages {
		kinds[p.Kind] = true
	}
	if len(s.Pages) < 5 || len(kinds) < 4 || len(s.Workbooks) < 2 || snap.Config.Title != `的"站` {
		t.Errorf("%d pages of %d kinds and %d workbooks, called %s", len(s.Pages), len(kinds), len(s.Workbooks), snap.Config.Title)
	}
}
