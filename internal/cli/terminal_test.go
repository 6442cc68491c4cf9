//go:build unix

package cli

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
)

// screen is the program in a terminal of its own.
type screen struct {
	t    *testing.T
	cmd  *exec.Cmd
	tty  *os.File
	mu   sync.Mutex
	seen bytes.Buffer
	done chan struct{} // closed when the terminal is
}

// open starts drydock in a pseudo-terminal of 80x24.
func openScreen(t *testing.T, args ...string) *screen {
	t.Helper()
	cmd := exec.Command(os.Args[0], args...)
	// testscript runs the program under this name.
	cmd.Args[0] = "drydock"
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor", "XDG_DATA_HOME="+t.TempDir())
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
	if err != nil {
		t.Fatal(err)
	}
	s := &screen{t: t, cmd: cmd, tty: tty, done: make(chan struct{})}
	go func() {
		defer close(s.done)
		buf := make([]byte, 4096)
		for {
			n, err := tty.Read(buf)
			s.mu.Lock()
			s.seen.Write(buf[:n])
			s.mu.Unlock()
			if err != nil { // the other side is closed
				return
			}
		}
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = tty.Close()
	})
	return s
}

func (s *screen) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.seen.String()
}

// waitFor waits until the program has written a text.
func (s *screen) waitFor(want string) {
	s.t.Helper()
	for range 400 {
		if strings.Contains(s.text(), want) {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	s.t.Fatalf("%q was not written; what was: %q", want, s.text())
}

// ends waits for the program's end and returns its exit status.
func (s *screen) ends() int {
	s.t.Helper()
	err := s.cmd.Wait()
	<-s.done
	if exit, ok := err.(*exec.ExitError); ok {
		return exit.ExitCode()
	}
	if err != nil {
		s.t.Fatal(err)
	}
	return 0
}

// checkRestored holds the last that was written against what a terminal needs:
// the main screen, the cursor, no mouse reports.
func (s *screen) checkRestored() {
	s.t.Helper()
	text := s.text()
	for what, mode := range map[string]struct{ on, off string }{
		"the alternate screen": {"\x1b[?1049h", "\x1b[?1049l"},
		"the hidden cursor":    {"\x1b[?25l", "\x1b[?25h"},
		"mouse reports":        {"\x1b[?1002h", "\x1b[?1002l"},
		"bracketed paste":      {"\x1b[?2004h", "\x1b[?2004l"},
	} {
		if on := strings.LastIndex(text, mode.on); on >= 0 && strings.LastIndex(text, mode.off) < on {
			s.t.Errorf("%s is left behind", what)
		}
	}
	if !strings.Contains(text, "\x1b[?1049h") {
		s.t.Error("the program never took the screen")
	}
}

// The terminal is as it was after every way out: q, ctrl+c, a signal.
func TestTheTerminalIsLeftClean(t *testing.T) {
	ways := map[string]func(*screen){
		"q":       func(s *screen) { _, _ = io.WriteString(s.tty, "q") },
		"ctrl+c":  func(s *screen) { _, _ = io.WriteString(s.tty, "\x03") },
		"SIGINT":  func(s *screen) { _ = s.cmd.Process.Signal(syscall.SIGINT) },
		"SIGTERM": func(s *screen) { _ = s.cmd.Process.Signal(syscall.SIGTERM) },
		"SIGHUP":  func(s *screen) { _ = s.cmd.Process.Signal(syscall.SIGHUP) },
	}
	for name, leave := range ways {
		t.Run(name, func(t *testing.T) {
			s := openScreen(t)
			s.waitFor("Not affiliated with AWS")
			s.waitFor("Drydock")
			leave(s)
			if status := s.ends(); status != 0 {
				t.Errorf("exit status %d", status)
			}
			s.checkRestored()
		})
	}
}

// play ID starts at the scenario: its ticket is on the screen.
func TestPlayStartsAtTheScenario(t *testing.T) {
	s := openScreen(t, "play", "healthy-nowhere")
	s.waitFor("nobody can reach it")
	_, _ = io.WriteString(s.tty, "\x03")
	s.ends()
	s.checkRestored()
}

// quiz starts at a question, and goes on by keys.
func TestQuizStartsAtAQuestion(t *testing.T) {
	s := openScreen(t, "quiz", "--topic", "lb.dynamic.zero", "--seed", "1")
	s.waitFor("choose one")
	_, _ = io.WriteString(s.tty, "a\r")
	s.waitFor("how sure are you?")
	_, _ = io.WriteString(s.tty, "2")
	s.waitFor("WRONG")
	_, _ = io.WriteString(s.tty, "\x03")
	s.ends()
	s.checkRestored()
}
