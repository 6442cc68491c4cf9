package sshd

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/pem"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	gossh "golang.org/x/crypto/ssh"
)

// patience is how long a test waits for what should be there at once.
const patience = 30 * time.Second

// eventually waits for a condition.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if holds() {
			return
		}
	}
	t.Fatalf("in vain: %s", what)
}

// buffer is bytes that one goroutine writes and another reads.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// testApp counts keys and shows what it knows, in words that a difference of
// screens does not cut: it clears the screen at each change.
type testApp struct {
	s             Session
	count         int
	width, height int
	flood         bool
}

func (a testApp) Init() tea.Cmd { return nil }

func (a testApp) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.width, a.height = msg.Width, msg.Height
		return a, tea.ClearScreen
	case tea.KeyPressMsg:
		switch msg.String() {
		case "q", "ctrl+c":
			return a, tea.Quit
		case "ctrl+z":
			return a, tea.Suspend
		case "p":
			panic("the app was told to")
		case "P":
			return a, func() tea.Msg { panic("the command was told to") }
		case "f":
			a.flood = true
			return a, again
		}
		a.count++
		return a, tea.ClearScreen
	case floodMsg:
		a.count++
		return a, again
	}
	return a, nil
}

type floodMsg struct{}

func again() tea.Msg { return floodMsg{} }

func (a testApp) View() tea.View {
	if a.flood {
		rows := make([]string, max(a.height, 1))
		for i := range rows {
			rows[i] = strings.Repeat(string(rune('A'+(a.count+i)%26)), max(a.width, 1))
		}
		return tea.NewView(strings.Join(rows, "\n"))
	}
	red := lipgloss.NewStyle().Foreground(lipgloss.Color("#ff0000")).Render("red")
	v := tea.NewView(fmt.Sprintf("first\ncount=%d.\nsize=%dx%d.\nname=%s.\nenv=%s.\n%s", a.count, a.width, a.height, a.s.Name, strings.Join(a.s.Environ, ","), red))
	v.AltScreen = true
	return v
}

// host is a server under test.
type host struct {
	*Server
	log   buffer
	stop  context.CancelFunc
	ended chan error

	mu     sync.Mutex
	closed map[string]int // by key: how often the function of closing ran
}

// startHost starts a server on a free port. The options may lack what most
// tests do not care about.
func startHost(t *testing.T, o Options) *host {
	t.Helper()
	h := &host{ended: make(chan error, 1), closed: map[string]int{}}
	o.Log = slog.New(slog.NewTextHandler(&h.log, nil))
	o.Addr = "127.0.0.1:0"
	if o.HostKey == "" {
		o.HostKey = filepath.Join(t.TempDir(), "host")
	}
	if o.Limits == (Limits{}) {
		o.Limits = DefaultLimits()
	}
	if o.App == nil {
		o.App = func(s Session) (tea.Model, func(), error) {
			return testApp{s: s}, func() { h.close(s.Key) }, nil
		}
	}
	server, err := Listen(o)
	if err != nil {
		t.Fatal(err)
	}
	h.Server = server
	ctx, cancel := context.WithCancel(context.Background())
	h.stop = cancel
	go func() { h.ended <- server.Serve(ctx) }()
	t.Cleanup(func() {
		cancel()
		select {
		case <-h.ended:
		case <-time.After(patience):
			t.Error("the server does not stop")
		}
		if t.Failed() {
			t.Logf("the server's log:\n%s", h.log.String())
		}
	})
	return h
}

func (h *host) close(key string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closed[key]++
}

func (h *host) closings(key string) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.closed[key]
}

// newKey makes a key of a client.
func newKey(t *testing.T) gossh.Signer {
	t.Helper()
	signer, _ := newKeyPEM(t)
	return signer
}

func newKeyPEM(t *testing.T) (gossh.Signer, []byte) {
	t.Helper()
	_, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := gossh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	block, err := gossh.MarshalPrivateKey(private, "")
	if err != nil {
		t.Fatal(err)
	}
	return signer, pem.EncodeToMemory(block)
}

func fingerprint(key gossh.Signer) string { return gossh.FingerprintSHA256(key.PublicKey()) }

// keysFile writes a file of public keys.
func keysFile(t *testing.T, keys ...gossh.Signer) string {
	t.Helper()
	var text []byte
	for _, key := range keys {
		text = append(text, gossh.MarshalAuthorizedKey(key.PublicKey())...)
	}
	file := filepath.Join(t.TempDir(), "team.keys")
	if err := os.WriteFile(file, text, 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

// login connects as a client that trusts only the server's own key.
func (h *host) login(key gossh.Signer) (*gossh.Client, error) {
	return gossh.Dial("tcp", h.Addr().String(), &gossh.ClientConfig{
		User: "ann", Auth: []gossh.AuthMethod{gossh.PublicKeys(key)},
		HostKeyCallback: gossh.FixedHostKey(h.host), Timeout: patience,
	})
}

// connect is login that must succeed.
func (h *host) connect(t *testing.T, key gossh.Signer) *gossh.Client {
	t.Helper()
	client, err := h.login(key)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close() })
	return client
}

// player is a session as its learner has it.
type player struct {
	*gossh.Session
	t    *testing.T
	keys io.Writer
	out  buffer // of both streams, in order
}

// newPlayer opens a session without asking for anything yet.
func newPlayer(t *testing.T, client *gossh.Client) *player {
	t.Helper()
	session, err := client.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	p := &player{Session: session, t: t}
	p.keys, err = session.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	session.Stdout, session.Stderr = &p.out, &p.out
	return p
}

// play opens a session with a terminal and starts the app.
func play(t *testing.T, client *gossh.Client) *player {
	t.Helper()
	p := newPlayer(t, client)
	p.start("xterm-256color", 80, 24)
	return p
}

func (p *player) start(term string, width, height int) {
	p.t.Helper()
	if err := p.RequestPty(term, height, width, gossh.TerminalModes{}); err != nil {
		p.t.Fatal(err)
	}
	if err := p.Shell(); err != nil {
		p.t.Fatal(err)
	}
}

func (p *player) press(keys string) {
	p.t.Helper()
	if _, err := io.WriteString(p.keys, keys); err != nil {
		p.t.Fatal(err)
	}
}

func (p *player) shows(want string) {
	p.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if strings.Contains(p.out.String(), want) {
			return
		}
	}
	p.t.Fatalf("%q is not shown; what is: %q", want, p.out.String())
}

// ends waits for the session's end and holds its exit status.
func (p *player) ends(status int) {
	p.t.Helper()
	ended := make(chan error, 1)
	go func() { ended <- p.Wait() }()
	select {
	case err := <-ended:
		got := 0
		if exit, ok := err.(*gossh.ExitError); ok {
			got = exit.ExitStatus()
		} else if err != nil {
			p.t.Fatalf("the session ended by %v", err)
		}
		if got != status {
			p.t.Errorf("exit status %d, want %d", got, status)
		}
	case <-time.After(patience):
		p.t.Fatalf("the session does not end; it shows %q", p.out.String())
	}
}

// restored reports whether the main screen and the cursor are back.
func restored(text string) bool {
	for _, mode := range []struct{ taken, back string }{{"\x1b[?1049h", "\x1b[?1049l"}, {"\x1b[?25l", "\x1b[?25h"}} {
		if at := strings.LastIndex(text, mode.taken); at >= 0 && strings.LastIndex(text, mode.back) < at {
			return false
		}
	}
	return true
}

// banner reads the first that the server says to a plain connection, which stays
// open until the test ends.
func banner(t *testing.T, addr string) string {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	_ = conn.SetReadDeadline(time.Now().Add(patience))
	line := make([]byte, 256)
	n, _ := conn.Read(line)
	return string(line[:n])
}
