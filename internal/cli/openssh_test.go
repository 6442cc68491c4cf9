//go:build unix

package cli

import (
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/creack/pty"
)

// client is OpenSSH's own client in a terminal.
type client struct {
	cmd    *exec.Cmd
	keys   io.Writer
	screen heard
}

// openSSH connects with a key, as a person would.
func (s *servedProcess) openSSH(key string) *client {
	s.t.Helper()
	host, port, err := net.SplitHostPort(s.addr)
	if err != nil {
		s.t.Fatal(err)
	}
	c := &client{cmd: exec.Command("ssh", "-F", "/dev/null", "-p", port, "-i", key, "-o", "IdentitiesOnly=yes",
		"-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", "learner@"+host)}
	c.cmd.Env = append(os.Environ(), "TERM=xterm-256color", "SSH_AUTH_SOCK=")
	tty, err := pty.StartWithSize(c.cmd, &pty.Winsize{Rows: 24, Cols: 80})
	if err != nil {
		s.t.Fatal(err)
	}
	c.keys = tty
	go func() { _, _ = io.Copy(&c.screen, tty) }()
	s.t.Cleanup(func() {
		_ = c.cmd.Process.Kill()
		_ = tty.Close()
	})
	return c
}

func (c *client) press(t *testing.T, keys string) {
	t.Helper()
	if _, err := io.WriteString(c.keys, keys); err != nil {
		t.Fatal(err)
	}
}

// sees waits for a text, and forgets what was written so far.
func (c *client) sees(t *testing.T, pattern string) {
	t.Helper()
	c.screen.waitFor(t, pattern)
	c.screen.mu.Lock()
	defer c.screen.mu.Unlock()
	c.screen.b.Reset()
}

// With the real OpenSSH client two keys play two attempts at once; one client is
// killed in the middle, comes back, and goes on where it was, while the other has
// noticed nothing.
func TestOpenSSHIsCutOffAndResumes(t *testing.T) {
	for _, program := range []string{"ssh", "ssh-keygen"} {
		if _, err := exec.LookPath(program); err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatalf("CI must have OpenSSH's client: %v", err)
			}
			t.Skipf("this needs OpenSSH's client (openssh-client): %v", err)
		}
	}
	folder := t.TempDir()
	keyOf := func(name string) string {
		key := filepath.Join(folder, name)
		if out, err := exec.Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		return key
	}
	annsKey, bobsKey := keyOf("ann"), keyOf("bob")
	s := startServe(t, filepath.Join(folder, "data"), "--open")
	ann, bob := s.openSSH(annsKey), s.openSSH(bobsKey)
	for _, c := range []*client{ann, bob} {
		c.sees(t, "two minutes, for the first time here")
		c.press(t, "\r")
		c.sees(t, "one copy is not enough")
		c.press(t, "\x1b")
		c.sees(t, "Walk around in it")
	}
	ann.press(t, ";aws ecs update-service --cluster prod --service web --desired-count 3\r")
	ann.sees(t, "enableECSManagedTags") // the end of the answer
	if err := ann.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	bob.press(t, ";aws ecs describe-services --cluster prod --services web --query \"services[].join('-',['bob',to_string(desiredCount)])\" --output text\r")
	bob.sees(t, `bob-1`)

	ann = s.openSSH(annsKey)
	ann.sees(t, "Continue: A first .*just now, 1 move so far")
	ann.press(t, "\r")
	ann.sees(t, "moves 1/1")
}
