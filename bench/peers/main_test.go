package main

import (
	"os/exec"
	"testing"
)

// Without edits no server is started.
func TestNoEdits(t *testing.T) {
	p := &peer{name: "a server", serve: func(string) *exec.Cmd {
		t.Error("it is started")
		return exec.Command("false")
	}}
	if err := (&bench{}).edited([]*peer{p}); err != nil {
		t.Error(err)
	}
}
