// Package script runs our bundled scripts outside a browser, in a JavaScript
// machine without a network, files or a clock of its own.
//
// In go the bytes of a script and calls of its functions; out come what they
// return. It hides the engine. A machine holds nothing that is not given to it;
// what a script may use in memory and time is bounded by its [Limits].
package script

import (
	"fmt"
	"sync"
	"time"

	"modernc.org/quickjs"
)

// Code is a script that many machines run. It is compiled once.
type Code struct {
	name string // for messages: ssr.js
	src  []byte

	once sync.Once
	code []byte
	err  error
}

// New is the script with the name and source.
func New(name string, src []byte) *Code { return &Code{name: name, src: src} }

// Limits bound a machine. A call that passes one of them fails.
type Limits struct {
	Memory int           // bytes
	Time   time.Duration // of one call; 0 is no bound
}

// Machine is one JavaScript machine. Only Interrupt may be called while another
// call is under way. After a call failed, a machine is best closed.
type Machine struct{ vm *quickjs.VM }

// NewMachine makes a machine in which nothing has run.
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

// Machine makes a machine that has run the script.
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
	c.once.Do(func() { c.code, c.err = m.vm.Compile(string(c.src), quickjs.EvalGlobal) })
	if c.err != nil {
		return fmt.Errorf("load %s: %w", c.name, c.err)
	}
	if _, err := m.vm.EvalBytecode(c.code); err != nil {
		return fmt.Errorf("load %s: %w", c.name, err)
	}
	return nil
}

// Define makes a function of ours one that scripts can call. An error of it is
// thrown in the script.
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

// RunPending does what promises of the script wait for, until none is left that can go on.
func (m *Machine) RunPending() error {
	for {
		n, err := m.vm.ExecutePendingJobs()
		if err != nil || n == 0 {
			return err
		}
	}
}

// Interrupt ends the call under way: it fails.
func (m *Machine) Interrupt() { m.vm.Interrupt() }

// Close frees the machine. One that was never made needs none.
func (m *Machine) Close() {
	if m != nil {
		_ = m.vm.Close()
	}
}
