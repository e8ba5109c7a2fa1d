//go:build unix

package browser

import (
	"os/exec"
	"syscall"
)

// ownGroup puts a program and all that it starts into one process group, so that they are killed together.
func ownGroup(cmd *exec.Cmd) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = new(syscall.SysProcAttr)
	}
	cmd.SysProcAttr.Setpgid = true
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}

// killLeft kills the processes that are left of a group.
func killLeft(pid int) { _ = syscall.Kill(-pid, syscall.SIGKILL) }
