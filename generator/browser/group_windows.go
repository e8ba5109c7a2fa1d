package browser

import (
	"os/exec"
	"strconv"
)

// ownGroup makes Cancel kill a program and all that it started.
func ownGroup(cmd *exec.Cmd) {
	cmd.Cancel = func() error {
		_ = exec.Command("taskkill", "/T", "/F", "/PID", strconv.Itoa(cmd.Process.Pid)).Run()
		return cmd.Process.Kill()
	}
}

// killLeft does nothing: on Windows the children of a browser end with it, and another
// process may have its id by now.
func killLeft(int) {}
