package mcp

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

// tool is one kind of question.
type tool struct {
	name   string
	params []param
	answer func(*asked, args) (any, error)
}

// param is an argument of a tool.
type param struct {
	name string
	kind string // string, integer, array (of strings)
	must bool
}

// tools lists all kinds of questions, the most frequent first.
var tools = []tool{
	{"search", []param{{"query", "string", true}, {"limit", "integer", false}, {"kind", "string", false}, {"section", "string", false}, {"tag", "string", false}, {"owner", "string", false}}, search},
	{"read_page", []param{{"page", "string", true}, {"from", "integer", false}}, readPage},
	{"kpi", []param{{"name", "string", false}, {"project", "string", false}}, kpi},
	{"standing", []param{{"name", "string", false}, {"project", "string", false}}, standing},
	{"overdue", []param{{"owner", "string", false}, {"project", "string", false}}, overdue},
	{"datasets", []param{{"schema", "string", false}, {"name", "string", false}}, datasets},
	{"query", []param{{"data", "string", true}, {"where", "array", false}, {"columns", "array", false}, {"sort", "string", false}, {"limit", "integer", false}}, query},
	{"report", []param{{"kind", "string", false}, {"period", "string", false}, {"project", "string", false}, {"from", "integer", false}}, reportPage},
}

// fault is the error of a question that cannot be answered. The text of its key says how to ask.
type fault struct {
	key  string
	args []string
}

func (f *fault) Error() string { return f.key + " " + strings.Join(f.args, " ") }

func no(key string, args ...string) error { return &fault{key, args} }

// args are the arguments of a question, by name, one map for each kind.
type args struct {
	texts   map[string]string
	numbers map[string]int
	lists   map[string][]string
}

func (a args) text(name string) string { return strings.TrimSpace(a.texts[name]) }

// number is a number of at least 1 and at most most; usual if it is not given.
func (a args) number(name string, usual, most int) int {
	n, ok := a.numbers[name]
	if !ok {
		n = usual
	}
	return max(1, min(n, most))
}

// schema is the JSON schema of the arguments.
func (t tool) schema(say func(string, ...string) string) any {
	properties := map[string]any{}
	required := []string{}
	for _, p := range t.params {
		s := map[string]any{"type": p.kind, "description": say("param." + t.name + "." + p.name)}
		if p.kind == "array" {
			s["items"] = map[string]any{"type": "string"}
		}
		properties[p.name] = s
		if p.must {
			required = append(required, p.name)
		}
	}
	return map[string]any{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
}

func (t tool) names() string {
	names := make([]string, len(t.params))
	for i, p := range t.params {
		names[i] = p.name
	}
	return strings.Join(names, ", ")
}

// read reads the arguments. An argument that the tool does not know, or of another kind,
// is an error: an assistant that guesses must not get the answer to another question.
func (t tool) read(raw json.RawMessage) (args, error) {
	a := args{map[string]string{}, map[string]int{}, map[string][]string{}}
	var given map[string]json.RawMessage
	if trimmed := bytes.TrimSpace(raw); len(trimmed) > 0 && !bytes.Equal(trimmed, []byte("null")) {
		if err := json.Unmarshal(raw, &given); err != nil {
			return a, no("args.object", t.names())
		}
	}
	for _, p := range t.params {
		v, ok := given[p.name]
		if ok && !bytes.Equal(v, []byte("null")) && !a.take(p, v) {
			return a, no("args."+p.kind, p.name)
		}
		if p.must && a.text(p.name) == "" {
			return a, no("args.missing", p.name)
		}
		delete(given, p.name)
	}
	strangers := make([]string, 0, len(given))
	for name := range given {
		strangers = append(strangers, name)
	}
	if len(strangers) > 0 {
		slices.Sort(strangers)
		return a, no("args.unknown", strings.Join(strangers, ", "), t.names())
	}
	return a, nil
}

// take reads one argument; ok is false if it is of another kind. A single text is a list of one.
func (a args) take(p param, raw json.RawMessage) (ok bool) {
	var s string
	switch p.kind {
	case "integer":
		var n float64
		if json.Unmarshal(raw, &n) != nil || n != float64(int(n)) {
			return false
		}
		a.numbers[p.name] = int(n)
		return true
	case "array":
		var list []string
		if json.Unmarshal(raw, &s) == nil {
			list = []string{s}
		} else if json.Unmarshal(raw, &list) != nil {
			return false
		}
		a.lists[p.name] = list
		return true
	}
	if json.Unmarshal(raw, &s) != nil {
		return false
	}
	a.texts[p.name] = s
	return true
}
