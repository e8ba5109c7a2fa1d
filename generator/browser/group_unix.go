//go:build unix

package browser

import (
	"os/exec"
	"syscall"
)

// ownGroup lets a program and all that it starts be killed together.
func ownGroup(cmd *exec.Cmd) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = new(syscall.SysProcAttr)
	}
	cmd.SysProcAttr.Setpgid = true
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}

// killLeft kills what is left of a group whose first process has ended.
func killLeft(pid int) { _ = syscall.Kill(-pid, syscall.SIGKILL) }
