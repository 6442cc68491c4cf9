//go:build unix

package cli

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	gossh "golang.org/x/crypto/ssh"
)

// patience is how long these tests wait for what should be there at once.
const patience = 30 * time.Second

// heard is what a program or a client has written so far.
type heard struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (h *heard) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.b.Write(p)
}

func (h *heard) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.b.String()
}

// waitFor waits for a text that matches, and returns what its groups match.
func (h *heard) waitFor(t *testing.T, pattern string) []string {
	t.Helper()
	want := regexp.MustCompile(pattern)
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if found := want.FindStringSubmatch(ansi.Strip(h.String())); found != nil {
			return found[1:]
		}
	}
	t.Fatalf("%q is not written; what is: %q", pattern, h.String())
	return nil
}

// servedProcess is `drydock serve`.
type servedProcess struct {
	t           *testing.T
	cmd         *exec.Cmd
	out, log    heard
	addr        string
	fingerprint string
}

func startServe(t *testing.T, data string, args ...string) *servedProcess {
	t.Helper()
	s := &servedProcess{t: t, cmd: exec.Command(os.Args[0], append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)...)}
	s.cmd.Args[0] = "drydock" // testscript runs the program under this name
	s.cmd.Env = append(os.Environ(), "XDG_DATA_HOME="+data)
	s.cmd.Stdout, s.cmd.Stderr = &s.out, &s.log
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = s.cmd.Process.Kill()
		if t.Failed() {
			t.Logf("the server's log:\n%s", s.log.String())
		}
	})
	found := s.out.waitFor(t, `listening on  (\S+)\nhost key      (\S+)  .*\n(?s:.*)connect with  ssh -p [0-9]+ 127\.0\.0\.1\n`)
	s.addr, s.fingerprint = found[0], found[1]
	return s
}

// stops ends the server by a signal and holds its exit status.
func (s *servedProcess) stops(sig os.Signal) {
	s.t.Helper()
	if err := s.cmd.Process.Signal(sig); err != nil {
		s.t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- s.cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			s.t.Errorf("after %s the server ends with %v", sig, err)
		}
	case <-time.After(patience):
		s.t.Fatalf("after %s the server does not end", sig)
	}
}

// guest is somebody who plays over SSH.
type guest struct {
	*gossh.Session
	client *gossh.Client
	t      *testing.T
	screen heard
	keys   io.Writer
}

// newKey is somebody's key.
func newKey(t *testing.T) gossh.Signer {
	t.Helper()
	_, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := gossh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return signer
}

// play connects with a key and starts the trainer.
func (s *servedProcess) play(signer gossh.Signer) *guest {
	s.t.Helper()
	client, err := gossh.Dial("tcp", s.addr, &gossh.ClientConfig{
		User: "ann", Auth: []gossh.AuthMethod{gossh.PublicKeys(signer)},
		HostKeyCallback: func(_ string, _ net.Addr, key gossh.PublicKey) error {
			if gossh.FingerprintSHA256(key) != s.fingerprint {
				return errors.New("another host key than the one that is announced")
			}
			return nil
		},
	})
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = client.Close() })
	session, err := client.NewSession()
	if err != nil {
		s.t.Fatal(err)
	}
	l := &guest{Session: session, t: s.t, client: client}
	l.Stdout, l.Stderr = &l.screen, &l.screen
	l.keys, err = session.StdinPipe()
	if err == nil {
		err = session.RequestPty("xterm-256color", 36, 120, gossh.TerminalModes{})
	}
	if err == nil {
		err = session.Shell()
	}
	if err != nil {
		s.t.Fatal(err)
	}
	return l
}

func (l *guest) press(keys string) {
	l.t.Helper()
	if _, err := io.WriteString(l.keys, keys); err != nil {
		l.t.Fatal(err)
	}
}

// sees has the whole screen painted again and again, so that its text is not cut
// by what stays, until it has one text and not the other.
func (l *guest) sees(want, unwanted string) {
	l.t.Helper()
	text := ""
	for i := range 100 {
		if err := l.WindowChange(40, 130+i%2); err != nil {
			l.t.Fatal(err)
		}
		time.Sleep(patience / 100)
		painted := l.screen.String()
		text = ansi.Strip(painted[strings.LastIndex(painted, "\x1b[2J")+1:])
		if strings.Contains(text, want) && !strings.Contains(text, unwanted) {
			return
		}
	}
	l.t.Fatalf("the screen does not have %q without %q: %q", want, unwanted, text)
}

func TestServeKeepsLearnersApartAndStops(t *testing.T) {
	data := t.TempDir()
	s := startServe(t, data, "--open")
	annsKey := newKey(t)
	ann, bob := s.play(annsKey), s.play(newKey(t))
	for _, l := range []*guest{ann, bob} {
		l.screen.waitFor(t, "Not affiliated with AWS")
		l.press("j\r")
		l.sees("by pack", "where to")
		l.press("j\r")
		l.sees("ticket: Healthy nowhere", "by pack")
		l.press("\x1b")
		l.sees("predict", "ticket:")
		l.press("\x1b")
		l.sees("moves 0/1", "predict")
	}
	ann.press(";aws ec2 authorize-security-group-ingress --group-id sg-instances --protocol tcp --port 8080 --source-group sg-alb\r")
	ann.sees("moves 1/1", "moves 0/1")
	bob.sees("moves 0/1", "moves 1/1")

	// Ann is cut off, in the middle. She comes back and goes on where she was;
	// Bob has noticed nothing, and his attempt is none of hers.
	_ = ann.client.Close()
	ann = s.play(annsKey)
	ann.screen.waitFor(t, "Continue: Healthy nowhere")
	ann.press("\r")
	ann.sees("ticket: Healthy nowhere", "where to")
	ann.press("\x1b")
	ann.sees("moves 1/1", "ticket:")
	bob.sees("moves 0/1", "moves 1/1")
	key := filepath.Join(data, "drydock", "ssh_host_ed25519")
	if info, err := os.Stat(key); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the host key: %v, %v", info, err)
	}
	s.stops(syscall.SIGTERM)
	for _, l := range []*guest{ann, bob} {
		l.screen.waitFor(t, "drydock: the server is stopping")
		if err := l.Wait(); err != nil {
			t.Errorf("the session ends with %v", err)
		}
	}
	again := startServe(t, data, "--open")
	if again.fingerprint != s.fingerprint {
		t.Error("the second start has another host key")
	}
	again.stops(syscall.SIGINT)
}
