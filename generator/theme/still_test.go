package theme

import (
	"reflect"
	"strings"
	"testing"

	"milepost/generator/document"
)

const attack = `"'><img src=x onerror=alert(1)>`

// filled sets every text of a value to the attack, and every list to one entry.
func filled(v reflect.Value, depth int) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(attack)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(1)
	case reflect.Float64:
		v.SetFloat(1)
	case reflect.Slice:
		if depth > 12 {
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		filled(v.Index(0), depth+1)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				filled(v.Field(i), depth+1)
			}
		}
	}
}

// Anybody may have written the record that a block is read from: none of its texts
// becomes markup, whatever its kind.
func TestKeptBlocksBringNoMarkup(t *testing.T) {
	th := load(t, "zh-CN")
	inner := []string{
		document.Lead, document.Verdicts, document.Lines, document.Agenda, document.Grid, document.Bars, document.Trends, document.Note,
		document.Sign, document.Heat, document.Strips, document.Panels, document.Shares, document.Fleet, attack,
	}
	for _, kind := range []string{"chart", "kpi", "gantt", "table", "raci", "milestones", "report", "view", "problem"} {
		for _, in := range inner {
			var b Block
			filled(reflect.ValueOf(&b).Elem(), 0)
			b.Kind, b.Chart.Option = kind, ""
			section := &b.Report[0].Sections[0]
			section.Blocks[0].Kind, section.Blocks[0].HTML = in, ""
			kept, ok := Kept(b)
			if !ok {
				t.Fatalf("%s %s is not kept", kind, in)
			}
			s, err := th.Show(kept)
			if err != nil {
				t.Errorf("%s %s: %v", kind, in, err)
			}
			if i := strings.Index(s, "<img"); i >= 0 {
				t.Errorf("%s %s: %s", kind, in, s[max(0, i-150):min(len(s), i+60)])
			}
		}
	}
}

func TestKept(t *testing.T) {
	chart := func(option string) Block { return Block{Kind: "chart", Chart: Chart{Option: option}} }
	prose := Block{Kind: "report", Report: []document.Report{{Sections: []document.Section{{Blocks: []document.Block{{HTML: "<p>"}}}}}}}
	for name, c := range map[string]struct {
		block Block
		want  bool
	}{
		"a chart":             {chart(`{"series":[{"type":"line","data":[1,null],"name":"响应 & 恢复"}],"color":["#1d5f8a"]}`), true},
		"no JSON":             {chart(`{`), false},
		"markup":              {chart(`{"tooltip":{"formatter":"\u003cimg src=x onerror=alert(1)\u003e"}}`), false},
		"a key":               {chart(`{"<b>":1}`), false},
		"the end of a value":  {chart(`{"color":["\"/onload=alert(1)"]}`), false},
		"a picture elsewhere": {chart(`{"series":[{"symbol":"image://http://example.org/x.png"}]}`), false},
		"a script":            {chart(`{"title":{"link":"JavaScript:alert(1)"}}`), false},
		"prose":               {prose, false},
	} {
		if _, ok := Kept(c.block); ok != c.want {
			t.Errorf("%s: %v, want %v", name, ok, c.want)
		}
	}
}

// A kept block has no address, whichever field could hold one.
func TestKeptBlocksHaveNoAddresses(t *testing.T) {
	var b Block
	filled(reflect.ValueOf(&b).Elem(), 0)
	b.Chart.Option, b.Report[0].Sections[0].Blocks[0].HTML = "", ""
	kept, ok := Kept(b)
	if !ok {
		t.Fatal("the block is not kept")
	}
	noAddress(t, reflect.ValueOf(kept), "Block")
}

// noAddress complains about each field called Href or MoreRef that is not empty.
func noAddress(t *testing.T, v reflect.Value, at string) {
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			noAddress(t, v.Index(i), at)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			name := v.Type().Field(i).Name
			if (name == "Href" || name == "MoreRef") && v.Field(i).String() != "" {
				t.Errorf("%s.%s is %q", at, name, v.Field(i).String())
			}
			noAddress(t, v.Field(i), at+"."+name)
		}
	}
}
