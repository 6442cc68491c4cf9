package sshd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/ssh"
	gossh "golang.org/x/crypto/ssh"
)

// frames is how many frames a second an app draws at most: each costs the
// server, and the line between may be slow.
const frames = 20

// session is one session with an app.
type session struct {
	Session
	client    ssh.Session
	request   request
	log       *slog.Logger
	lastInput atomic.Int64  // time.Duration since began
	input     chan struct{} // holds a value when there was input
	began     time.Time
	once      sync.Once
	over      chan struct{} // closed when the session is to end
	why       string        // told to the learner at the end; empty for nothing; set before over is closed
}

// end has the session end. Only the first reason counts.
func (s *session) end(why string) {
	s.once.Do(func() {
		s.why = why
		close(s.over)
	})
}

// handle serves a session from its first request to its end.
func (s *Server) handle(client ssh.Session) {
	defer s.caught("a session")
	kept, _ := s.requests.LoadAndDelete(client)
	req, _ := kept.(request)
	if why := req.refusal(); why != "" {
		s.refuse(client, req, why)
		return
	}
	ses := newSession(client, req, s.o.Log)
	if why := s.book.enter(ses); why != "" {
		s.refuse(client, req, why)
		return
	}
	defer s.book.leave(ses)
	ses.log.Info("session begins", "name", ses.Name, "width", ses.Width, "height", ses.Height)
	status, words := s.serve(ses)
	ses.log.Info("session ends", "after", time.Since(ses.began).Round(time.Second), "status", status, "why", words)
	if words != "" {
		tell(client, words)
	}
	_ = client.Exit(status)
}

func newSession(client ssh.Session, req request, log *slog.Logger) *session {
	ses := &session{
		client: client, request: req, began: time.Now(),
		input: make(chan struct{}, 1), over: make(chan struct{}),
	}
	ses.Key = gossh.FingerprintSHA256(client.PublicKey())
	ses.Name = plainName(client.User())
	// The terminal's name comes last and so counts.
	ses.Environ = append(client.Environ(), "TERM="+req.pty.Term)
	ses.Width, ses.Height = sizeOf(req.pty.Window)
	ses.log = log.With("key", ses.Key, "from", client.RemoteAddr().String())
	return ses
}

// plainName is a name of at most 32 characters, none of which reaches into a
// terminal.
func plainName(name string) string {
	runes := []rune(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, name))
	return string(runes[:min(len(runes), 32)])
}

// refuse ends a session that gets no app.
func (s *Server) refuse(client ssh.Session, req request, why string) {
	s.o.Log.Info("session refused", "key", gossh.FingerprintSHA256(client.PublicKey()), "from", client.RemoteAddr().String(), "why", why)
	if req.changes != nil {
		go func() {
			for range req.changes { // or the library waits for ever with the next change
			}
		}()
	}
	tell(client, why)
	_ = client.Exit(1)
}

// tell writes one line to the client, on its own screen and not the app's. A
// client that is gone does not hear it.
func tell(client ssh.Session, words string) {
	_, _ = io.WriteString(client.Stderr(), "drydock: "+words+"\n")
}

// serve makes the app of a session and runs it, and returns the exit status and
// what to tell the learner.
func (s *Server) serve(ses *session) (status int, words string) {
	app, closed, err := s.app(ses)
	if err != nil {
		ses.log.Error("the app could not be made", "err", err)
		// The client may change its size or hang up all the same.
		go ses.follow(func(tea.Msg) {})
		return 1, "your session could not be started; the server's log says why"
	}
	defer s.close(closed)
	err = ses.run(app, s.o.Limits)
	select {
	case <-ses.over:
		return 0, ses.why
	default:
	}
	switch {
	case errors.Is(err, tea.ErrProgramPanic):
		ses.log.Error("the app panicked", "err", err)
		return 1, "this session ended by a mistake of the program; connect again to go on, and tell whoever runs the server"
	case err != nil:
		ses.log.Warn("the app ended", "err", err)
		return 1, "this session ended by an error; connect again to go on"
	}
	return 0, ""
}

// app calls Options.App; a panic in it is an error.
func (s *Server) app(ses *session) (app tea.Model, closed func(), err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	return s.o.App(ses.Session)
}

// close calls what Options.App returned for the end.
func (s *Server) close(closed func()) {
	defer s.caught("the end of a session")
	if closed != nil {
		closed()
	}
}

// caught logs a panic, so that it ends one session and not the server. It is
// deferred.
func (s *Server) caught(where string) {
	if r := recover(); r != nil {
		s.o.Log.Error("panic in "+where, "panic", r, "stack", string(debug.Stack()))
	}
}

// run runs the app until it ends by itself or has to.
func (s *session) run(app tea.Model, limits Limits) error {
	ctx, kill := context.WithCancel(context.Background())
	defer kill()
	p := tea.NewProgram(watched{app: app, width: s.Width},
		tea.WithContext(ctx), tea.WithoutSignalHandler(), tea.WithFPS(frames),
		tea.WithInput(s.client), tea.WithOutput(s.client), tea.WithFilter(s.filter),
		tea.WithEnvironment(s.Environ), tea.WithColorProfile(profileOf(s.Environ)),
		tea.WithWindowSize(s.Width, s.Height))
	done := make(chan struct{})
	defer close(done)
	go s.follow(p.Send)
	go s.keepTime(limits, p.Send, done)
	go s.bringDown(p, kill, done)
	_, err := p.Run()
	return err
}

// follow passes the client's changes of size on, until its channel is closed:
// then the session ends, also when the connection goes on for others.
func (s *session) follow(send func(tea.Msg)) {
	for change := range s.request.changes {
		w, h := sizeOf(change)
		send(tea.WindowSizeMsg{Width: w, Height: h})
	}
	s.end("")
}

// bringDown has the program quit once the session is over. A client that takes
// no more output holds the program up, and is cut off.
func (s *session) bringDown(p *tea.Program, kill func(), done <-chan struct{}) {
	select {
	case <-done:
		return
	case <-s.over:
	}
	go p.Quit() // it waits for the program
	select {
	case <-done:
		return
	case <-time.After(quitGrace):
	}
	s.log.Warn("the client takes no output; it is cut off")
	if conn, ok := s.client.Context().Value(ssh.ContextKeyConn).(io.Closer); ok {
		_ = conn.Close()
	}
	kill()
}

// profileOf is how many colours the client's terminal has. NO_COLOR counts
// whatever its value is, as no-color.org has it.
func profileOf(environ []string) colorprofile.Profile {
	profile := colorprofile.Env(environ)
	for _, kv := range environ {
		if value, ok := strings.CutPrefix(kv, "NO_COLOR="); ok && value != "" {
			return min(profile, colorprofile.ASCII)
		}
	}
	return profile
}
