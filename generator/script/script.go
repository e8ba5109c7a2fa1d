// Package script runs Milepost's bundled scripts outside a browser, in a JavaScript
// machine that has no network, no files and no timers.
//
// In go the bytes of a script and calls of its functions; out comes what the functions
// return. The package hides the engine, QuickJS. A script sees only the language itself
// and what Define gives it; [Limits] bound its memory and time.
package script

import (
	"fmt"
	"sync"
	"time"

	"modernc.org/quickjs"
)

// Code is a script that many machines run. It is compiled once.
type Code struct {
	name     string // for messages: ssr.js
	src      []byte
	compiled []byte // what Compile made of src, or anything else

	once sync.Once
	code []byte
	err  error
}

// New makes a script. It is compiled when the first machine loads it, unless SetCompiled was called.
func New(name string, src []byte) *Code { return &Code{name: name, src: src} }

// SetCompiled gives the script what [Compile] made of it, so that no machine compiles it:
// that takes 0.2 s for the 700 kB that draw charts. Bytes that do not fit the script or the
// engine are not used. Call it before a machine loads the script.
func (c *Code) SetCompiled(compiled []byte) { c.compiled = compiled }

// Limits bound a machine. A call that exceeds one of them fails.
type Limits struct {
	Memory int           // bytes
	Time   time.Duration // of one call; 0: no limit
}

// Machine is one JavaScript machine. It is not safe for concurrent use, except for
// Interrupt. After a call failed, close the machine: its state is unknown.
type Machine struct{ vm *quickjs.VM }

// NewMachine makes a machine without a script.
func NewMachine(l Limits) (*Machine, error) {
	vm, err := quickjs.NewVM()
	if err != nil {
		return nil, fmt.Errorf("start the script engine: %w", err)
	}
	vm.SetMemoryLimit(uintptr(l.Memory))
	if err := vm.SetEvalTimeout(l.Time); err != nil {
		_ = vm.Close()
		return nil, fmt.Errorf("start the script engine: %w", err)
	}
	return &Machine{vm: vm}, nil
}

// Machine makes a machine and loads the script into it.
func (c *Code) Machine(l Limits) (*Machine, error) {
	m, err := NewMachine(l)
	if err != nil {
		return nil, err
	}
	if err := m.Load(c); err != nil {
		m.Close()
		return nil, err
	}
	return m, nil
}

// Load runs a script in the machine.
func (m *Machine) Load(c *Code) error {
	c.once.Do(func() { c.code, c.err = c.bytecode(m) })
	if c.err != nil {
		return fmt.Errorf("load %s: %w", c.name, c.err)
	}
	if _, err := m.vm.EvalBytecode(c.code); err != nil {
		return fmt.Errorf("load %s: %w", c.name, err)
	}
	return nil
}

// Define lets scripts call f by a global name. If f returns an error, the script gets it
// as an exception.
func (m *Machine) Define(name string, f func(args []any) (any, error)) error {
	return m.vm.RegisterHostFunc(name, f)
}

// Call calls a global function of the script. Arguments may be texts, numbers,
// and what encoding/json can write.
func (m *Machine) Call(name string, args ...any) (any, error) { return m.vm.Call(name, args...) }

// Text calls a function that returns a text.
func (m *Machine) Text(name string, args ...any) (string, error) {
	v, err := m.vm.Call(name, args...)
	if err != nil {
		return "", err
	}
	s, ok := v.(string)
	if !ok {
		return "", fmt.Errorf("%s gave a %T, not a text", name, v)
	}
	return s, nil
}

// RunPending runs the callbacks of settled promises, until none is left.
func (m *Machine) RunPending() error {
	for {
		n, err := m.vm.ExecutePendingJobs()
		if err != nil || n == 0 {
			return err
		}
	}
}

// Interrupt ends the call that is running: it returns an error.
func (m *Machine) Interrupt() { m.vm.Interrupt() }

// Close frees the machine. A nil machine is fine.
func (m *Machine) Close() {
	if m != nil {
		_ = m.vm.Close()
	}
}
