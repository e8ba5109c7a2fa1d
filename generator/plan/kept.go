package plan

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/press"
	"milepost/generator/site"
	"milepost/generator/theme"
)

// The record of an issued report also keeps what its page shows beside the
// report's sections: the words of a value, the whole view of a block.

// cellRunes is the most characters of a block in one fact: a cell of Excel holds
// 32,767.
const cellRunes = 30_000

// Said is the values and blocks of a page as facts, for the record of its
// report.
func (p *Plan) Said(page *site.Page, day kb.Date) (all []fact.Fact) {
	m := p.maker
	holes := page.Body.Get().Holes
	for i := range holes {
		switch h := &holes[i]; {
		case h.Kind == kb.HoleValue:
			all = append(all, m.keptValue(page, h))
		case h.Kind == kb.HoleBlock && press.Follows(h.Block):
			all = append(all, keptBlock(h.Block, m.block(page, h, "").Still(day))...)
		}
	}
	return all
}

func (m *maker) keptValue(p *site.Page, h *kb.Hole) fact.Fact {
	f := fact.Fact{Key: press.ValueKey(h), Value: metric.Blank, Unit: fact.UnitText}
	d := m.drawer(p.Out)
	if v, _ := m.site.Data.Prose(h.Args, posOf(p, h)); v.Set != nil {
		f.Value, f.Source = d.text(v), fact.Source{File: d.fileOf(v.Set, v.Cell), Sheet: v.Set.Sheet, Cell: v.Cell.Ref}
	}
	return f
}

// keptBlock is a block as facts; a long one needs several.
func keptBlock(b kb.Block, view theme.Block) (all []fact.Fact) {
	text, err := json.Marshal(view)
	if err != nil {
		panic(err) // plain data
	}
	for rest := string(text); rest != ""; {
		n := firstOf(rest, cellRunes)
		all = append(all, fact.Fact{Key: fact.Key(press.BlockKey(b), fmt.Sprintf("%03d", len(all)+1)), Value: rest[:n], Unit: fact.UnitText})
		rest = rest[n:]
	}
	return all
}

// firstOf is how many bytes the first runes characters of a text take.
func firstOf(s string, runes int) (n int) {
	for ; runes > 0 && n < len(s); runes-- {
		_, size := utf8.DecodeRuneInString(s[n:])
		n += size
	}
	return n
}

// kept is a block from the record of its report; ok is false if the record has none.
func (m *maker) kept(r *site.Report, b kb.Block, id string) (v theme.Block, ok bool) {
	var text strings.Builder
	for _, f := range r.Record.Facts.Below(press.BlockKey(b)) {
		text.WriteString(f.Value)
	}
	if err := json.Unmarshal([]byte(text.String()), &v); err != nil || v.Kind == "" {
		return theme.Block{}, false
	}
	if v, ok = theme.Kept(v); !ok {
		return theme.Block{}, false
	}
	v.ID = id
	_, err := m.theme.Show(v) // a record that was edited by hand may be impossible to show
	return v, err == nil
}

// keptPart is the part of a report in a block that the record of an issued report
// keeps.
func (m *maker) keptPart(p *site.Page, b kb.Block) (document.Report, bool) {
	r := m.site.ReportAt(p)
	if r == nil || r.Record == nil || !press.Follows(b) {
		return document.Report{}, false
	}
	v, ok := m.kept(r, b, "")
	if !ok || len(v.Report) == 0 {
		return document.Report{}, false
	}
	return v.Report[0], true
}
