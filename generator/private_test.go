package generator_test

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"milepost/generator"
	"milepost/generator/kb"
	"milepost/generator/sheet"
	"milepost/generator/source"
	"milepost/generator/vocab"
)

const marker = "SECRET"

// marked is the template of a schema as CSV, with its row four times and the marker in all
// free texts, or only in names of people.
func marked(t *testing.T, schema string, people bool) string {
	t.Helper()
	b, err := sheet.Template(schema, "zh-CN", "")
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(f.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	line := func(cells []string) string {
		row := make([]string, len(rows[0]))
		for i := range copy(row, cells) {
			row[i] = strings.ReplaceAll(row[i], ",", "，")
		}
		return strings.Join(row, ",")
	}
	head, example := line(rows[0]), line(rows[1])
	// The first row is the example row, which is no data; the second, with the same cells, is a record.
	d := sheet.Read(t.Context(), schema+".csv", []byte(head+"\n"+example+"\n"+example+"\n"), sheet.Options{}).Datasets[0].Get()
	var row []string
	for i, c := range d.Columns {
		cell := d.Rows[0].Cells[i]
		text := strings.ReplaceAll(cell.String(), ",", "，")
		if _, letters := vocab.Letters(text); cell.Kind == kb.Text && !letters && (c.Type == kb.TypePerson || c.Type == kb.TypeText && !people) {
			text += marker
		}
		row = append(row, text)
	}
	return head + strings.Repeat("\n"+strings.Join(row, ","), 4) + "\n"
}

// No row of a private workbook gets into any file of a site: by no block, list, table,
// download, search text or message. A chart shows its categories, but no name of a person.
func TestPrivateRowsAreNowhere(t *testing.T) {
	t.Parallel()
	lists := []string{kb.BlockGantt, kb.BlockKPI, kb.BlockMilestones, kb.BlockRACI, kb.BlockTable}
	for name, kinds := range map[string][]string{"lists": lists, "charts": {kb.BlockChart}} {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && name == "charts" {
				t.Skip("drawing some twenty charts takes a minute under the race detector")
			}
			root := t.TempDir()
			if err := os.MkdirAll(filepath.Join(root, "content/内部"), 0o755); err != nil {
				t.Fatal(err)
			}
			page := "# 首页\n\n"
			for _, schema := range sheet.Templates() {
				put(t, filepath.Join(root, "content/内部", schema+".csv"), marked(t, schema, name == "charts"))
				for _, kind := range kinds {
					page += fmt.Sprintf("```%s\ndata = \"内部/%s.csv\"\n```\n\n", kind, schema)
				}
			}
			put(t, filepath.Join(root, "content/_index.md"), page)
			settings := "title = \"库\"\ngit = false\n"
			put(t, filepath.Join(root, "site.toml"), settings)
			if found, _ := whereMarked(t, root); len(found) < 10 {
				t.Errorf("public, the marker is only in %v", found)
			}
			put(t, filepath.Join(root, "site.toml"), settings+"[[data.sheet]]\nfile = \"内部\"\nprivate = true\n")
			if found, around := whereMarked(t, root); len(found) > 0 {
				t.Errorf("the marker is in %v:\n%s", found, strings.Join(around, "\n"))
			}
		})
	}
}

// whereMarked publishes the site in root and finds the marker in it.
func whereMarked(t *testing.T, root string) (files, around []string) {
	t.Helper()
	b := newBuilder(t, root)
	pub, err := b.Publisher(filepath.Join(root, "public"), generator.PublishOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer pub.Close()
	s := publishTo(t, b, pub, source.Hint{All: true}, filepath.Join(root, "public"))
	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		for _, all := range append(unpacked(s.files[name]), s.files[name]) {
			if i := strings.Index(all, marker); i >= 0 {
				files, around = append(files, name), append(around, all[max(0, i-200):i])
				break
			}
		}
	}
	return files, around
}

var packed = regexp.MustCompile(`[A-Za-z0-9+/]{40,}`)

// unpacked gives the texts that are packed in a script as in the files of the search: deflated, in base64.
func unpacked(text string) (all []string) {
	for _, word := range packed.FindAllString(text, -1) {
		b, err := base64.RawStdEncoding.DecodeString(word)
		if err != nil {
			continue
		}
		if b, err = io.ReadAll(flate.NewReader(bytes.NewReader(b))); err == nil {
			all = append(all, string(b))
		}
	}
	return all
}
