// Package mcp answers questions of assistants about a site, by the Model Context
// Protocol over two streams.
//
// In go the site as it is now, its search and the text of its pages; out come
// answers in JSON, each figure with its file, sheet, cell and day. The package
// writes nothing to the site, and it tells nothing that the published site does not
// show: no draft, no row of a private workbook. The length of an answer is bounded,
// and the answer counts what it leaves out. A question that cannot be answered gets
// a text that says how to ask, in the language of the site. A line that is no
// message gets an error, and the session goes on. The package hides the SDK.
package mcp

import (
	"bufio"
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"io"
	"log/slog"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"milepost/generator/ask"
	"milepost/generator/message"
	"milepost/generator/press"
	"milepost/generator/site"
)

//go:embed words.json
var wordsFile []byte

// words holds the texts. The file is part of the program, so a fault in it is our own bug.
var words = message.Embedded(wordsFile)

// State is a site as it is now.
type State struct {
	Site   *site.Site
	Press  *press.Press
	Search func(query string, o ask.Options) (ask.Answer, error)
	// Text returns a page of the published site as Markdown, by the path of its output.
	Text func(out string) (md string, ok bool)
	// Owners lists who owns which duties.
	Owners *site.Owners
}

// Options are what a server answers from.
type Options struct {
	Lang    string
	Version string // of the program
	// Now returns the site as it is; it is called for each question.
	Now func(ctx context.Context) (*State, error)
}

// Serve answers one assistant until its stream ends or ctx does.
func Serve(ctx context.Context, in io.Reader, out io.Writer, o Options) error {
	to := &inTurn{Writer: out}
	lang := message.Pick(o.Lang)
	from := &messages{in: bufio.NewReader(in), tell: to, say: func(key string, args ...string) string { return words().Text(lang, key, args...) }}
	err := server(o).Run(ctx, &mcp.IOTransport{Reader: io.NopCloser(from), Writer: keepOpen{to}, MaxLineLength: mostAsked + 1})
	if errors.Is(err, io.EOF) || ctx.Err() != nil {
		return nil
	}
	return err
}

// mostAsked is the longest request, in bytes.
const mostAsked = 1 << 20

// keepOpen does not close its stream when the session ends, since the caller owns it.
type keepOpen struct{ io.Writer }

func (keepOpen) Close() error { return nil }

// server makes the SDK's server with our tools.
func server(o Options) *mcp.Server {
	lang := message.Pick(o.Lang)
	say := func(key string, args ...string) string { return words().Text(lang, key, args...) }
	s := mcp.NewServer(&mcp.Implementation{Name: "milepost", Version: o.Version}, &mcp.ServerOptions{
		Instructions: say("instructions"),
		Logger:       slog.New(slog.DiscardHandler),
		Capabilities: &mcp.ServerCapabilities{},
	})
	for _, t := range tools {
		s.AddTool(&mcp.Tool{
			Name: t.name, Description: say("tool." + t.name), InputSchema: t.schema(say),
			Annotations: &mcp.ToolAnnotations{ReadOnlyHint: true, IdempotentHint: true},
		}, func(ctx context.Context, r *mcp.CallToolRequest) (*mcp.CallToolResult, error) {
			return reply(ctx, o, t, r.Params.Arguments, say), nil
		})
	}
	return s
}

// reply is the answer of a tool, or a text that says what is wrong with the question.
func reply(ctx context.Context, o Options, t tool, args json.RawMessage, say func(string, ...string) string) *mcp.CallToolResult {
	given, err := t.read(args)
	var answer any
	if err == nil {
		var now *State
		if now, err = o.Now(ctx); err == nil {
			answer, err = t.answer(&asked{State: now, lang: message.Pick(o.Lang)}, given)
		}
	}
	if err != nil {
		text := err.Error()
		var f *fault
		if errors.As(err, &f) {
			text = say(f.key, f.args...)
		}
		return &mcp.CallToolResult{IsError: true, Content: []mcp.Content{&mcp.TextContent{Text: text}}}
	}
	return &mcp.CallToolResult{Content: []mcp.Content{&mcp.TextContent{Text: plainJSON(answer)}}}
}

// plainJSON is an answer as JSON that does not escape <, > and &.
func plainJSON(v any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // answers are plain data
	}
	return b.String()
}
