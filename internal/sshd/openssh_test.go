//go:build unix

package sshd

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
	gossh "golang.org/x/crypto/ssh"
)

// openSSH is the client that people have, with one key and no settings of the
// machine's.
type openSSH struct {
	t     *testing.T
	h     *host
	key   gossh.Signer
	flags []string
}

// newOpenSSH makes a client for a key. Where OpenSSH is missing the test is
// skipped, except in CI, which installs it.
func newOpenSSH(t *testing.T, h *host, key gossh.Signer, pem []byte) openSSH {
	t.Helper()
	for _, program := range []string{"ssh", "sftp"} {
		if _, err := exec.LookPath(program); err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatalf("CI must have OpenSSH's client: %v", err)
			}
			t.Skipf("this needs OpenSSH's client (openssh-client): %v", err)
		}
	}
	folder := t.TempDir()
	file, known := filepath.Join(folder, "key"), filepath.Join(folder, "known_hosts")
	hostname, port, err := net.SplitHostPort(h.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	line := fmt.Sprintf("[%s]:%s %s", hostname, port, gossh.MarshalAuthorizedKey(h.host))
	for name, text := range map[string][]byte{file: pem, known: []byte(line)} {
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return openSSH{t, h, key, []string{
		"-F", "/dev/null", "-i", file, "-o", "UserKnownHostsFile=" + known, "-o", "StrictHostKeyChecking=yes",
		"-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none", "-o", "BatchMode=yes", "-o", "Port=" + port,
		"-o", "User=ann",
	}}
}

// command makes a command line of ssh: flags, the host, and what follows it.
func (c openSSH) command(flags []string, rest ...string) *exec.Cmd {
	args := append(append(append([]string{}, c.flags...), flags...), "127.0.0.1")
	cmd := exec.Command("ssh", append(args, rest...)...)
	cmd.Env = append(os.Environ(), "TERM=xterm-256color")
	return cmd
}

// fails runs a command line that must fail within the test's patience, and
// returns what it says.
func (c openSSH) fails(status int, flags []string, rest ...string) string {
	c.t.Helper()
	return failing(c.t, status, c.command(flags, rest...))
}

func failing(t *testing.T, status int, cmd *exec.Cmd) string {
	t.Helper()
	late := time.AfterFunc(patience, func() { _ = cmd.Process.Kill() })
	defer late.Stop()
	out, _ := cmd.CombinedOutput()
	if got := cmd.ProcessState.ExitCode(); got != status {
		t.Errorf("%s ends with status %d, want %d: %s", cmd.Args, got, status, out)
	}
	return string(out)
}

// terminal is ssh in a terminal of its own.
type terminal struct {
	t    *testing.T
	cmd  *exec.Cmd
	tty  *os.File
	out  buffer
	done chan error
}

// open starts ssh in a terminal of 80x24.
func (c openSSH) open(env []string, flags ...string) *terminal {
	c.t.Helper()
	cmd := c.command(flags)
	cmd.Env = append(cmd.Env, env...)
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
	if err != nil {
		c.t.Fatal(err)
	}
	s := &terminal{t: c.t, cmd: cmd, tty: tty, done: make(chan error, 1)}
	read := make(chan struct{})
	go func() {
		defer close(read)
		part := make([]byte, 4096)
		for {
			n, err := tty.Read(part)
			_, _ = s.out.Write(part[:n])
			if err != nil { // the other side is closed
				return
			}
		}
	}()
	go func() {
		err := cmd.Wait()
		<-read
		s.done <- err
	}()
	c.t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = tty.Close()
	})
	return s
}

func (s *terminal) shows(want string) {
	s.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if strings.Contains(s.out.String(), want) {
			return
		}
	}
	s.t.Fatalf("%q is not shown; what is: %q", want, s.out.String())
}

func (s *terminal) press(keys string) {
	s.t.Helper()
	if _, err := s.tty.WriteString(keys); err != nil {
		s.t.Fatal(err)
	}
}

// ends waits for the end of ssh and holds its exit status.
func (s *terminal) ends(status int) {
	s.t.Helper()
	select {
	case <-s.done:
		if got := s.cmd.ProcessState.ExitCode(); got != status {
			s.t.Errorf("exit status %d, want %d; it shows %q", got, status, s.out.String())
		}
	case <-time.After(patience):
		s.t.Fatalf("ssh does not end; it shows %q", s.out.String())
	}
}

func TestOpenSSHPlays(t *testing.T) {
	ann, annPEM := newKeyPEM(t)
	bob, bobPEM := newKeyPEM(t)
	eve, evePEM := newKeyPEM(t)
	h := startHost(t, Options{AuthorizedKeys: keysFile(t, ann, bob)})

	stranger := newOpenSSH(t, h, eve, evePEM)
	if text := stranger.fails(255, []string{"-tt"}); !strings.Contains(text, "Permission denied (publickey).") {
		t.Errorf("an unknown key is told %q", text)
	}

	first := newOpenSSH(t, h, ann, annPEM).open(nil)
	second := newOpenSSH(t, h, bob, bobPEM).open(nil)
	first.shows("count=0.")
	second.shows("count=0.")
	first.press("xxx")
	first.shows("count=3.")
	second.press("x")
	second.shows("count=1.")
	if strings.Contains(second.out.String(), "count=2.") {
		t.Error("the keys of one count for the other")
	}
	if err := pty.Setsize(first.tty, &pty.Winsize{Rows: 36, Cols: 120}); err != nil {
		t.Fatal(err)
	}
	first.shows("size=120x36.")
	second.press("\x1a") // ctrl+z

	// One is cut off without a word.
	if err := first.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the app of the one that was cut off is closed", func() bool { return h.closings(fingerprint(ann)) == 1 })
	second.press("x")
	second.shows("count=2.")
	second.press("q")
	second.ends(0)
	if n := h.closings(fingerprint(bob)); n != 1 {
		t.Errorf("the other app was closed %d times", n)
	}
	if !restored(second.out.String()) {
		t.Error("the screen is left behind")
	}
}

func TestOpenSSHColours(t *testing.T) {
	key, pem := newKeyPEM(t)
	h := startHost(t, Options{Open: true})
	client := newOpenSSH(t, h, key, pem)
	plain := client.open([]string{"NO_COLOR=1", "SECRET=1"}, "-o", "SendEnv=NO_COLOR SECRET")
	coloured := client.open([]string{"COLORTERM=truecolor"}, "-o", "SendEnv=COLORTERM")
	plain.shows("env=NO_COLOR=1,TERM=xterm-256color.")
	coloured.shows("\x1b[38;2;255;0;0mred")
	plain.shows("red")
	if text := plain.out.String(); strings.Contains(text, "[38;") || strings.Contains(text, "SECRET") {
		t.Errorf("colour despite NO_COLOR, or a variable that none may send: %q", text)
	}
}

func TestOpenSSHIsRefusedTheRest(t *testing.T) {
	key, pem := newKeyPEM(t)
	h := startHost(t, Options{Open: true})
	client := newOpenSSH(t, h, key, pem)
	port := h.Addr().(*net.TCPAddr).Port

	if text := client.fails(1, nil, "ls"); !strings.HasPrefix(text, "drydock: there are no commands here") {
		t.Errorf("a command is told %q", text)
	}
	if text := client.fails(1, []string{"-T"}); !strings.HasPrefix(text, "drydock: this needs a terminal") {
		t.Errorf("without a terminal, %q", text)
	}
	if text := client.fails(255, []string{"-s"}, "sftp"); !strings.Contains(text, "subsystem request failed") {
		t.Errorf("sftp as a subsystem is told %q", text)
	}
	sftp := exec.Command("sftp", append(append([]string{"-q"}, client.flags...), "127.0.0.1")...)
	failing(t, 255, sftp)
	if text := client.fails(255, []string{"-W", fmt.Sprintf("127.0.0.1:%d", port)}); !strings.Contains(text, "forwarding failed") {
		t.Errorf("-W is told %q", text)
	}
	if text := client.fails(255, []string{"-N", "-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:1"}); !strings.Contains(text, "forwarding failed") {
		t.Errorf("-R is told %q", text)
	}

	agent := client.open(nil, "-A")
	agent.shows("count=0.")
	if strings.Contains(agent.out.String(), "SSH_AUTH_SOCK") {
		t.Error("an agent is forwarded")
	}
}

// -L and -D listen at the client, so it shows only when somebody connects.
func TestOpenSSHForwardsNothing(t *testing.T) {
	key, pem := newKeyPEM(t)
	h := startHost(t, Options{Open: true})
	client := newOpenSSH(t, h, key, pem)
	for flag, form := range map[string]string{"-L": "%s:127.0.0.1:22", "-D": "%s"} {
		socket := filepath.Join(t.TempDir(), "s")
		at := "127.0.0.1:" + freePort(t)
		if flag == "-L" {
			at = socket
		}
		s := client.open(nil, "-v", flag, fmt.Sprintf(form, at))
		s.shows("count=0.")
		network := "tcp"
		if flag == "-L" {
			network = "unix"
		}
		conn, err := net.Dial(network, at)
		if err != nil {
			t.Fatal(err)
		}
		if flag == "-D" {
			// SOCKS 4: connect to port 22 of 127.0.0.1.
			_, _ = conn.Write([]byte{4, 1, 0, 22, 127, 0, 0, 1, 0})
		}
		s.shows("open failed: unknown channel type")
		_ = conn.Close()
		s.press("q")
		s.ends(0)
	}
}

// freePort is a port that was free a moment ago.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

func TestOpenSSHSeesTheServerStop(t *testing.T) {
	key, pem := newKeyPEM(t)
	h := startHost(t, Options{Open: true})
	s := newOpenSSH(t, h, key, pem).open(nil)
	s.shows("count=0.")
	h.stop()
	s.ends(0)
	s.shows("drydock: the server is stopping; connect again later")
	if !restored(s.out.String()) {
		t.Error("the screen is left behind")
	}
	if n := h.closings(fingerprint(key)); n != 1 {
		t.Errorf("the app was closed %d times", n)
	}
}
