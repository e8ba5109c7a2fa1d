package browser

import (
	"fmt"
	"time"
)

// Kind is the kind of an error.
type Kind string

// The kinds of errors.
const (
	None     Kind = "none"      // no browser was found
	NotOne   Kind = "not-one"   // the given path is no program that can be run
	TimedOut Kind = "timed-out" // it was killed after the limit
	Failed   Kind = "failed"    // it ended too early, or could not make the file
)

// Error says what went wrong with a browser.
type Error struct {
	Kind  Kind
	Path  string        // of the browser; "" for None
	After time.Duration // the limit, for TimedOut
	Said  string        // the last line that the browser printed, "" if none
	Err   error
}

func (e *Error) Error() string {
	s := ""
	switch e.Kind {
	case None:
		return "no Chromium, Chrome or Edge was found"
	case NotOne:
		s = fmt.Sprintf("%s is no browser", e.Path)
	case TimedOut:
		s = fmt.Sprintf("%s took longer than %s and was stopped", e.Path, e.After)
	default:
		s = fmt.Sprintf("%s failed", e.Path)
	}
	if e.Err != nil && e.Kind != TimedOut {
		s += ": " + e.Err.Error()
	}
	if e.Said != "" {
		s += fmt.Sprintf(" (it said: %s)", e.Said)
	}
	return s
}

// Unwrap returns Err.
func (e *Error) Unwrap() error { return e.Err }
