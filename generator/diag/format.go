package diag

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/url"
	"slices"
)

// Record is a diagnostic for programs: one element of the output of `--json`.
type Record struct {
	Rule     string `json:"rule"`
	Severity string `json:"severity"`
	File     string `json:"file"`
	Line     int    `json:"line,omitempty"`
	Col      int    `json:"col,omitempty"`
	Sheet    string `json:"sheet,omitempty"`
	Cell     string `json:"cell,omitempty"`
	Text     string `json:"text"`
	Hint     string `json:"hint,omitempty"`
}

// Records are the diagnostics with their texts in the language.
func (l List) Records(lang string) []Record {
	out := make([]Record, len(l))
	for i, d := range l {
		p := d.Pos
		out[i] = Record{d.Rule(), d.Level.String(), p.File, p.Line, p.Col, p.Sheet, p.Cell, d.Text(lang), d.Hint(lang)}
	}
	return out
}

// JSON is the list as an indented array of [Record].
func (l List) JSON(lang string) ([]byte, error) { return encode(l.Records(lang)) }

func encode(v any) ([]byte, error) {
	b, err := json.MarshalIndent(v, "", "  ")
	return append(b, '\n'), err
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn,omitempty"`
}

type sarifLocation struct {
	Physical struct {
		Artifact struct {
			URI string `json:"uri"`
		} `json:"artifactLocation"`
		Region *sarifRegion `json:"region,omitempty"`
	} `json:"physicalLocation"`
	Logical []sarifLogical `json:"logicalLocations,omitempty"`
}

type sarifLogical struct {
	Name string `json:"fullyQualifiedName"`
}

type sarifResult struct {
	RuleID    string          `json:"ruleId"`
	Level     string          `json:"level"`
	Message   sarifText       `json:"message"`
	Locations []sarifLocation `json:"locations"`
}

type sarifRule struct {
	ID string `json:"id"`
}

// SARIF is the list in the Static Analysis Results Interchange Format 2.1.0
// (OASIS), which code hosts show beside a merge request.
func (l List) SARIF(lang string) ([]byte, error) {
	results := make([]sarifResult, len(l))
	var rules []sarifRule
	for i, r := range l.Records(lang) {
		msg := r.Text
		if r.Hint != "" {
			msg += " (" + r.Hint + ")"
		}
		results[i] = sarifResult{RuleID: r.Rule, Level: r.Severity, Message: sarifText{msg}, Locations: make([]sarifLocation, 1)}
		loc := &results[i].Locations[0]
		loc.Physical.Artifact.URI = (&url.URL{Path: r.File}).EscapedPath()
		if r.Line > 0 {
			loc.Physical.Region = &sarifRegion{r.Line, r.Col}
		}
		if r.Cell != "" || r.Sheet != "" {
			loc.Logical = []sarifLogical{{fmt.Sprintf("[%s] %s", r.Sheet, r.Cell)}}
		}
		if !slices.Contains(rules, sarifRule{r.Rule}) {
			rules = append(rules, sarifRule{r.Rule})
		}
	}
	return encode(map[string]any{
		"$schema": "https://json.schemastore.org/sarif-2.1.0.json",
		"version": "2.1.0",
		"runs": []any{map[string]any{
			"tool":    map[string]any{"driver": map[string]any{"name": "Milepost", "rules": append([]sarifRule{}, rules...)}},
			"results": results,
		}},
	})
}

type junitCase struct {
	Name    string        `xml:"name,attr"`
	Class   string        `xml:"classname,attr"`
	Failure *junitFailure `xml:"failure,omitempty"`
	Said    string        `xml:"system-out,omitempty"` // the text of a warning or a note, which is no failure
}

type junitFailure struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Text    string `xml:",chardata"`
}

type junitSuite struct {
	XMLName  xml.Name    `xml:"testsuite"`
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Cases    []junitCase `xml:"testcase"`
}

// JUnit is the list as a test report with one case for each diagnostic. An error is a
// failed case; a warning or note is a passed case with its text as output. An empty
// list gives one passed case.
func (l List) JUnit(lang string) ([]byte, error) {
	suite := junitSuite{Name: "milepost", Failures: l.Count(Error)}
	for _, d := range l {
		c := junitCase{Name: d.Pos.String() + " " + d.Rule(), Class: d.Pos.File}
		if d.Level == Error {
			c.Failure = &junitFailure{Message: d.Text(lang), Type: d.Rule(), Text: d.Line(lang)}
		} else {
			c.Said = d.Level.String() + ": " + d.Line(lang)
		}
		suite.Cases = append(suite.Cases, c)
	}
	if len(l) == 0 {
		suite.Cases = []junitCase{{Name: "content", Class: "milepost"}}
	}
	suite.Tests = len(suite.Cases)
	b, err := xml.MarshalIndent(suite, "", "  ")
	return append([]byte(xml.Header), append(b, '\n')...), err
}
