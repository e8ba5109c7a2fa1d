package mcp

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/measure"
	"milepost/generator/report"
	"milepost/generator/text"
)

// figure is a fact and its source.
type figure struct {
	Value any    `json:"value"` // a number if it is one; shares are 0 to 1
	Text  string `json:"text"`  // as readers see it
	Unit  string `json:"unit,omitempty"`
	File  string `json:"file,omitempty"`
	Sheet string `json:"sheet,omitempty"`
	Cell  string `json:"cell,omitempty"`
	AsOf  string `json:"as_of,omitempty"`
}

func (a *asked) figure(f fact.Fact) figure {
	g := figure{Value: f.Value, Text: report.Show(f, a.lang), File: f.Source.File, Sheet: f.Source.Sheet, Cell: f.Source.Cell, AsOf: string(f.AsOf)}
	if _, ok := f.Num(); ok {
		g.Value, g.Unit = json.Number(f.Value), f.Unit
	}
	return g
}

// item is an indicator or a phase with its facts, by field.
type item struct {
	Key    string            `json:"key"`
	Name   string            `json:"name"`
	Fields map[string]figure `json:"fields"`
}

// facts is the facts of a project without those of private workbooks.
func (a *asked) facts(project string) fact.Set {
	return measure.Public(a.Site, a.Press.Facts(measure.Scope{Project: project}))
}

// items lists the items of a family, each with those of the fields that it has.
func (a *asked) items(set fact.Set, family string, fields []string) (all []item) {
	for _, key := range set.Items(family) {
		it := item{Key: fact.Key(family, key), Name: cmp.Or(set.Text(family, key, fact.Name), key), Fields: map[string]figure{}}
		for _, name := range fields {
			if f, ok := set.Get(family, key, name); ok {
				it.Fields[name] = a.figure(f)
			}
		}
		all = append(all, it)
	}
	return all
}

// called keeps the items with a name, else those whose names hold it; "" keeps all.
func called(all []item, name string) []item {
	if name == "" {
		return all
	}
	name = text.Fold(name)
	same := slices.DeleteFunc(slices.Clone(all), func(it item) bool { return text.Fold(it.Name) != name })
	if len(same) > 0 {
		return same
	}
	return slices.DeleteFunc(slices.Clone(all), func(it item) bool { return !strings.Contains(text.Fold(it.Name), name) })
}

// The fields of an answer. An answer about a single item has those called More, too.
var (
	kpiFields   = []string{kb.FieldActual, kb.FieldTarget, kb.FieldBaseline, fact.State, kb.FieldAttainment, kb.FieldPeriod}
	kpiMore     = []string{kb.FieldDefinition, kb.FieldOwner, kb.FieldDeadline, fact.Expected, fact.Behind, fact.Worse, kb.FieldNote, fact.Last}
	phaseFields = []string{kb.FieldPercentComplete, fact.Expected, fact.Behind, fact.Late, fact.State, kb.FieldPlannedStart, kb.FieldPlannedEnd, kb.FieldForecastEnd, kb.FieldActualEnd}
	phaseMore   = []string{kb.FieldActualStart, kb.FieldOwner, kb.FieldMilestone, kb.FieldDeliverables, kb.FieldBuffer, fact.Used, kb.FieldNote}
)

// mostItems is how many items one answer lists.
const mostItems = 60

// listing is the answer with items; Left is how many more there are.
type listing struct {
	Project string            `json:"project"`
	Today   kb.Date           `json:"today"`
	Rag     map[string]figure `json:"rag,omitempty"`
	Items   []item            `json:"items"`
	Left    int               `json:"left_out,omitempty"`
}

func (a *asked) list(in args, family string, fields, more []string) (*listing, error) {
	project, err := a.project(in.text("project"))
	if err != nil {
		return nil, err
	}
	set := a.facts(project)
	all := a.items(set, family, fields)
	found := called(all, in.text("name"))
	if len(found) == 0 && len(all) > 0 {
		return nil, no("item.none", in.text("name"), nameList(all))
	}
	if len(found) == 0 {
		return nil, no("item.nothing", family, strings.Join(a.Site.Data.Projects(), ", "))
	}
	if len(found) == 1 {
		full := called(a.items(set, family, slices.Concat(fields, more)), found[0].Name)
		found = full[:1]
		_, key, _ := fact.Split(found[0].Key + "/")
		for _, f := range set.Item(family, key).Below(fact.At) { // every period
			_, _, field := fact.Split(f.Key)
			found[0].Fields[field] = a.figure(f)
		}
	}
	l := &listing{Project: project, Today: a.Site.Today, Items: found[:min(len(found), mostItems)]}
	l.Left = len(found) - len(l.Items)
	return l, nil
}

func nameList(all []item) string {
	var names []string
	for _, it := range all[:min(len(all), mostItems)] {
		names = append(names, it.Name)
	}
	return strings.Join(names, ", ")
}

func kpi(a *asked, in args) (any, error) { return a.list(in, kb.SchemaKPI, kpiFields, kpiMore) }

func standing(a *asked, in args) (any, error) {
	l, err := a.list(in, fact.Phase, phaseFields, phaseMore)
	if err != nil {
		return nil, err
	}
	set := a.facts(l.Project)
	l.Rag = map[string]figure{}
	for _, name := range set.Items(fact.RAG) {
		if f, ok := set.Get(fact.RAG, name); ok {
			l.Rag[name] = a.figure(f)
		}
	}
	for _, f := range set.Below(fact.RAG) {
		if _, item, field := fact.Split(f.Key); item == "" {
			l.Rag[field] = a.figure(f)
		}
	}
	return l, nil
}
