package main

import (
	"errors"
	"io/fs"
	"net"
	"strings"

	"milepost/generator"
	"milepost/themes"
)

// dropping are the settings of serve --drop, nil without it. It refuses an address that
// other machines can reach.
func (a *app) dropping(f serveFlags, addr net.Addr) (*generator.Dropping, error) {
	if !f.drop {
		return nil, nil
	}
	if tcp, ok := addr.(*net.TCPAddr); !ok || !tcp.IP.IsLoopback() {
		return nil, errors.New(a.text("flag.drop.loopback", addr.String()))
	}
	script, err := fs.ReadFile(themes.Default(), "assets/drop.js")
	if err != nil {
		return nil, err
	}
	style, err := fs.ReadFile(themes.Default(), "assets/drop.css")
	if err != nil {
		return nil, err
	}
	words := map[string]string{}
	for _, key := range a.catalog.Keys() {
		if name, ok := strings.CutPrefix(key, "drop.page."); ok {
			words[name] = a.text(key)
		}
	}
	return &generator.Dropping{Script: script, Style: style, Text: a.text, Words: words, Fault: a.words,
		Log: func(path, id string) { a.say("serve.dropped", path, id) }}, nil
}
